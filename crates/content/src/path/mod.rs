//! Paths with slashes: of files below the content folder, of files from the site's root, and of URLs.
//!
//! All of them are text, never the system's own paths, so that a site has the same addresses on every machine. Here
//! alone `.` and `..` are worked out.

mod kinds;
pub(crate) mod pictures;

pub use kinds::{ArticleKey, ContentPath, SitePath};
pub use pictures::picture_names;

/// The path that `reference`, read in the folder `folder`, leads to; nothing when it climbs out of the top folder.
///
/// A reference that begins with a slash counts from the top. Neither `.` nor `..` nor an empty part is left.
pub fn resolve(folder: &str, reference: &str) -> Option<String> {
    let folder = if reference.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The URL path that `reference` leads to from the page at `here`, as browsers work it out (RFC 3986, section 5.2.4):
/// `..` at the top stays there, and a slash at the end is kept.
pub fn resolve_url(here: &str, reference: &str) -> String {
    let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = if reference.starts_with('/') { reference.to_owned() } else { format!("{folder}/{reference}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    // `a/..` is a folder as `a/` is.
    if whole.ends_with("/.") || whole.ends_with("/..") {
        parts.push("");
    }
    format!("/{}", parts.join("/"))
}

/// How a file in the folder `folder` names the file at `path`: `../b/c.md`.
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let folders = to.iter().take(to.len().saturating_sub(1));
    let common = from.iter().zip(folders).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(to.get(common..).unwrap_or_default());
    parts.join("/")
}

/// Joins a folder's path and a name, with forward slashes; the top folder is the empty path.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder of a path, and its last part.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Whether a path stays where it is put: no part of it is empty, `.` or `..`, and none holds a backslash.
pub fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains('\\'))
}

/// Whether a text is the URL path of a page as `aliases` name it: `/help/cashing-out/`.
pub fn is_page_url(text: &str) -> bool {
    text.starts_with('/')
        && !text.starts_with("//")
        && text.len() > 1
        && !text.chars().any(|c| c.is_control() || c.is_whitespace() || "?#\\<>\"'%*:|".contains(c))
        && !text.split('/').any(|part| part == "." || part == "..")
}

/// The beginning of old URLs that all lead to one page, written with a star at its end: `/hc/en-us/articles/360-*`.
pub fn open_url(text: &str) -> Option<&str> {
    text.strip_suffix('*').filter(|start| is_page_url(start))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn references_are_resolved() {
        assert_eq!(resolve("a/b", "../c//./d.md").as_deref(), Some("a/c/d.md"));
        assert_eq!(resolve("a", "../../d.md"), None);
        assert_eq!(resolve("", "x").as_deref(), Some("x"));
        assert_eq!(resolve("a/b", "/x/y").as_deref(), Some("x/y"));
    }

    #[test]
    fn urls_are_resolved_as_browsers_do() {
        assert_eq!(resolve_url("/a/b/", "../c/"), "/a/c/");
        assert_eq!(resolve_url("/a/b/", "../../../c"), "/c");
        assert_eq!(resolve_url("/a/b/", ".."), "/a/");
        assert_eq!(resolve_url("/a/b", "c"), "/a/c");
        assert_eq!(resolve_url("/a/", "/x//y"), "/x//y");
    }

    #[test]
    fn relative_paths() {
        assert_eq!(relative("a/b", "a/c.md"), "../c.md");
        assert_eq!(relative("a", "a/c.md"), "c.md");
        assert_eq!(relative("", "a/c.md"), "a/c.md");
        assert_eq!(relative("a", "a"), "../a");
        assert_eq!(relative("a/b", "c/d/e.png"), "../../c/d/e.png");
    }

    proptest! {
        #[test]
        fn what_is_resolved_is_plain(folder in "[a./]{0,8}", reference in "[ab./]{0,12}") {
            if let Some(path) = resolve(&folder.replace('.', ""), &reference) {
                prop_assert!(path.is_empty() || is_plain(&path), "{path:?}");
            }
        }

        #[test]
        fn relative_is_the_way_back(folder in "([ab]/){0,3}", path in "([ab]/){0,3}c") {
            let folder = folder.trim_end_matches('/');
            prop_assert_eq!(resolve(folder, &relative(folder, &path)), Some(path));
        }
    }
}
