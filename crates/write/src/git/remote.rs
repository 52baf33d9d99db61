//! Where a branch becomes a request to take it over.

use helpdex_content::slug::slugify;

/// The kinds of host whose pages are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    GitHub,
    GitLab,
    Gitea,
    Bitbucket,
}

/// The page that opens a request for a branch, from the remote's URL; nothing where the host is of no known kind.
pub(super) fn request_page(remote: &str, base: &str, branch: &str) -> Option<String> {
    let (host, path) = taken_apart(remote)?;
    let (base, branch) = (encoded(base), encoded(branch));
    let at = format!("https://{host}/{path}");
    Some(match kind(&host)? {
        Host::GitHub => format!("{at}/compare/{base}...{branch}?expand=1"),
        Host::Gitea => format!("{at}/compare/{base}...{branch}"),
        Host::GitLab => format!(
            "{at}/-/merge_requests/new?merge_request%5Bsource_branch%5D={branch}&merge_request%5Btarget_branch%5D={base}"
        ),
        Host::Bitbucket => format!("{at}/pull-requests/new?source={branch}&dest={base}"),
    })
}

/// An address that the host itself named while it took the branch.
pub(super) fn named_page(words: &str) -> Option<String> {
    let lines = words.lines().filter_map(|line| line.trim().strip_prefix("remote:"));
    let addresses = lines.flat_map(str::split_whitespace).filter(|word| word.starts_with("https://"));
    addresses.map(str::to_owned).find(|address| !address.contains('@'))
}

/// Host and path of a repository: `https://HOST/OWNER/NAME.git`, `ssh://git@HOST:PORT/OWNER/NAME` or
/// `git@HOST:OWNER/NAME.git`. A name or password in it stays out.
fn taken_apart(remote: &str) -> Option<(String, String)> {
    let remote = remote.trim();
    let (authority, path) = match remote.split_once("://") {
        Some((scheme, rest)) if ["https", "http", "ssh", "git"].contains(&scheme) => rest.split_once('/')?,
        Some(_) => return None,
        // `C:\x` is a folder.
        None => remote.split_once(':').filter(|(host, path)| host.contains('.') && !path.starts_with('\\'))?,
    };
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.to_ascii_lowercase();
    let path = path.trim_matches('/').trim_end_matches(".git");
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let is_host = host.contains('.') && host.chars().all(plain);
    let is_path = path.contains('/')
        && path.split('/').all(|part| !part.is_empty() && part != ".." && part.chars().all(|c| plain(c) || c == '~'));
    (is_host && is_path).then(|| (host, path.to_owned()))
}

fn kind(host: &str) -> Option<Host> {
    let has = |name: &str| host.split('.').any(|part| part.contains(name));
    [
        ("github", Host::GitHub),
        ("gitlab", Host::GitLab),
        ("bitbucket", Host::Bitbucket),
        ("gitea", Host::Gitea),
        ("forgejo", Host::Gitea),
        ("codeberg", Host::Gitea),
    ]
    .into_iter()
    .find(|(name, _)| has(name))
    .map(|(_, host)| host)
}

/// A name of a branch in a URL.
fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// A name for a branch, of the file that changes.
pub(super) fn branch_name(path: &str) -> String {
    let name = slugify(path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or_default());
    let folder = path.rsplit('/').nth(1).map(slugify).unwrap_or_default();
    match (folder.as_str(), name.as_str()) {
        ("", "") => "help-site".to_owned(),
        ("", name) => name.to_owned(),
        (folder, "" | "index") => folder.to_owned(),
        (folder, name) => format!("{folder}-{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_and_every_way_to_write_it() {
        let page = |remote: &str| request_page(remote, "main", "fix/a b");
        let github = "https://github.com/o/r/compare/main...fix/a%20b?expand=1";
        for remote in [
            "https://github.com/o/r.git",
            "https://user:secret@github.com/o/r",
            "git@github.com:o/r.git",
            "ssh://git@github.com:22/o/r.git/",
        ] {
            assert_eq!(page(remote).as_deref(), Some(github), "{remote}");
        }
        assert_eq!(
            page("git@gitlab.example.org:group/sub/r.git").as_deref(),
            Some(
                "https://gitlab.example.org/group/sub/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=fix/a%20b\
                 &merge_request%5Btarget_branch%5D=main"
            )
        );
        assert_eq!(
            page("https://codeberg.org/o/r").as_deref(),
            Some("https://codeberg.org/o/r/compare/main...fix/a%20b")
        );
        assert_eq!(
            page("https://bitbucket.org/o/r.git").as_deref(),
            Some("https://bitbucket.org/o/r/pull-requests/new?source=fix/a%20b&dest=main")
        );
        for remote in [
            "/srv/git/r.git",
            "../r.git",
            "file:///srv/r.git",
            "https://example.org/o/r",
            "C:\\r",
            "https://github.com/../x",
            "",
        ] {
            assert_eq!(page(remote), None, "{remote}");
        }
    }

    #[test]
    fn an_address_that_the_host_names() {
        let words = "remote: \nremote: Create a pull request by visiting:\nremote:      https://git.example.org/o/r/pulls/new \n";
        assert_eq!(named_page(words).as_deref(), Some("https://git.example.org/o/r/pulls/new"));
        assert_eq!(named_page("To https://user:secret@x/\nremote: https://user@x/"), None);
    }

    #[test]
    fn names_of_branches() {
        assert_eq!(branch_name("content/payouts/when.ru.md"), "payouts-when");
        assert_eq!(branch_name("content/payouts/_index.md"), "payouts");
        assert_eq!(branch_name("content/счета/_index.md"), "scheta");
    }
}
