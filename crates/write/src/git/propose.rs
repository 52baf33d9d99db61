//! A branch of what was changed here.

use std::collections::BTreeSet;
use std::fs;

use serde::Serialize;

use helpdex_content::config::Config;
use helpdex_content::error::Error;

use super::changes::{Changes, changes};
use super::command::{Git, reason};
use super::remote::{branch_name, named_page, request_page};
use crate::diff;
use crate::fault::Fault;
use crate::merge::merged;
use crate::proposed::ProposedFiles;
use crate::saves::Saves;

/// How a proposal would be made.
#[derive(Debug, Default, Serialize)]
pub struct Prospect {
    /// A name for the branch that is not taken.
    pub branch: String,
    /// The branch that it is for.
    pub base: Option<String>,
    /// Where it is pushed to; nothing where there is no such place: then a patch is written.
    pub remote: Option<String>,
    /// Whose commit it is.
    pub author: Option<String>,
}

/// What is proposed.
#[derive(Debug)]
pub struct Proposal<'p> {
    /// Files, of those that were changed here.
    pub paths: &'p [String],
    /// What the commit says.
    pub message: &'p str,
    /// The name of the new branch.
    pub branch: &'p str,
}

/// What came of it.
#[derive(Debug, Default, Serialize)]
pub struct Proposed {
    /// The new branch; nothing for a patch.
    pub branch: Option<String>,
    /// Its commit.
    pub commit: Option<String>,
    /// Whether it was pushed.
    pub pushed: bool,
    /// Where to open a request for it.
    pub url: Option<String>,
    /// The patch, from the site's root.
    pub patch: Option<String>,
    /// The same patch to be taken away; nothing where it is no text.
    pub text: Option<String>,
    /// Files that no patch can hold.
    pub left_out: Vec<String>,
    /// What git said.
    pub log: String,
}

/// Says how a proposal of what has changed would be made.
pub fn prospect(config: &Config, changes: &Changes) -> Prospect {
    let first = changes.files.iter().find(|file| file.mine).map_or("", |file| file.path.as_str());
    let wanted = branch_name(first);
    if !changes.git {
        return Prospect { branch: wanted, ..Prospect::default() };
    }
    let git = Git::at(&config.root);
    let remote = remote(&git);
    let taken = |name: &str| {
        let local = format!("refs/heads/{name}");
        let pushed = remote.as_ref().map(|remote| format!("refs/remotes/{remote}/{name}"));
        let names = [Some(local), pushed].into_iter().flatten();
        names.into_iter().any(|name| git.ask(&["rev-parse", "--verify", "--quiet", &name]).is_some())
    };
    let numbered = (2..100).map(|number| format!("{wanted}-{number}"));
    let branch = std::iter::once(wanted.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(wanted.clone());
    let base = base(&git, remote.as_deref()).map(|base| base.name);
    Prospect { branch, base: base.ok(), author: author(&git), remote }
}

/// The author of commits made here: `Ann <ann@example.org>`.
fn author(git: &Git<'_>) -> Option<String> {
    let identity = git.ask(&["var", "GIT_AUTHOR_IDENT"])?;
    Some(identity.rsplit_once('>').map_or(identity.clone(), |(person, _)| format!("{person}>")))
}

/// The remote that branches are pushed to.
fn remote(git: &Git<'_>) -> Option<String> {
    let current = git.ask(&["symbolic-ref", "--quiet", "--short", "HEAD"]);
    let own = current.and_then(|branch| git.ask(&["config", &format!("branch.{branch}.remote")]));
    let all = git.ask(&["remote"])?;
    let named = |name: &str| all.lines().find(|known| *known == name).map(str::to_owned);
    own.and_then(|own| named(&own)).or_else(|| named("origin")).or_else(|| all.lines().next().map(str::to_owned))
}

/// What a new branch grows out of.
struct Base {
    commit: String,
    /// The name of the branch that it is for.
    name: String,
}

/// The newest commit that others have too: commits of this machine's owner that nobody has seen are not proposed along.
fn base(git: &Git<'_>, remote: Option<&str>) -> Result<Base, Fault> {
    let head = git.told(&["rev-parse", "--verify", "HEAD"], b"")?;
    let current = git.ask(&["symbolic-ref", "--quiet", "--short", "HEAD"]);
    let Some(remote) = remote else {
        return Ok(Base { commit: head, name: current.unwrap_or_else(|| "HEAD".to_owned()) });
    };
    let upstream = git.ask(&["rev-parse", "--symbolic-full-name", "@{upstream}"]);
    let default = || git.ask(&["symbolic-ref", "--quiet", &format!("refs/remotes/{remote}/HEAD")]);
    let same_name = || {
        let name = format!("refs/remotes/{remote}/{}", current.as_ref()?);
        git.ask(&["rev-parse", "--verify", "--quiet", &name]).map(|_| name)
    };
    let Some(shared) = upstream.or_else(same_name).or_else(default) else {
        return Ok(Base { commit: head, name: current.unwrap_or_else(|| "HEAD".to_owned()) });
    };
    let name = shared.strip_prefix(&format!("refs/remotes/{remote}/")).unwrap_or(&shared);
    let name = name.strip_prefix("refs/heads/").unwrap_or(name).to_owned();
    let commit = git.ask(&["merge-base", &head, &shared]).unwrap_or(head);
    Ok(Base { commit, name })
}

/// Makes a branch with one commit of what was changed here in some files, and pushes it; without a remote a patch is
/// written. Nothing is ever forced, and when something fails there is no branch.
///
/// # Errors
/// When nothing of it was changed here, the branch is there already, somebody else changed the same lines, or git refuses.
pub fn propose(config: &Config, proposal: &Proposal<'_>) -> Result<Proposed, Fault> {
    let known = changes(config)?;
    let mine: BTreeSet<&String> = known.files.iter().filter(|file| file.mine).map(|file| &file.path).collect();
    let mut paths: Vec<&String> = proposal.paths.iter().collect();
    paths.sort_unstable();
    paths.dedup();
    if let Some(foreign) = paths.iter().find(|path| !mine.contains(**path)) {
        return Err(Fault::Refused(format!("`{foreign}` was not changed here; nothing was proposed")));
    }
    if paths.is_empty() {
        return Err(Fault::Refused("there is nothing to propose".to_owned()));
    }
    let message = proposal.message.trim();
    if message.is_empty() {
        return Err(Fault::Refused("say in a few words what the change is about".to_owned()));
    }
    if !known.git {
        return without_git(config, &paths, proposal.branch);
    }
    let git = Git::at(&config.root);
    let branch = checked_branch(&git, proposal.branch)?;
    let remote = remote(&git);
    if let Some(remote) = &remote {
        let asked = ["ls-remote", "--exit-code", "--heads", "--", remote, &format!("refs/heads/{branch}")];
        let said = git.run_far(&asked)?;
        if said.success {
            return Err(Fault::Refused(format!("`{remote}` has a branch `{branch}` already; choose another name")));
        }
        // Where there is none, git says nothing.
        if !said.words.trim().is_empty() {
            return Err(Fault::Refused(format!("`{remote}` does not answer: {}", reason(&said.words))));
        }
    }
    let base = base(&git, remote.as_deref())?;
    let commit = commit(config, &git, &base, &paths, message)?;
    let Some(remote) = remote else {
        let patch = git.bytes(&["format-patch", "--stdout", "-1", &commit]).unwrap_or_default();
        let written = Saves::of(&config.root).patch(&branch.replace('/', "-"), &patch)?;
        ProposedFiles::of(&config.root).note(&config.root, &paths, &written)?;
        let text = String::from_utf8(patch).ok();
        return Ok(Proposed { commit: Some(commit), patch: Some(written), text, ..Proposed::default() });
    };
    let local = format!("refs/heads/{branch}");
    // The zeros say that there must be no such branch yet.
    git.told(&["update-ref", "-m", "helpdex write", &local, &commit, &"0".repeat(commit.len())], b"")?;
    let pushed = git.run_far(&["push", "--", &remote, &format!("{local}:{local}")]);
    let words = match pushed {
        Ok(said) if said.success => said.words,
        failed => {
            let _ = git.told(&["update-ref", "-d", &local, &commit], b"");
            let why = failed.map(|said| reason(&said.words)).unwrap_or_else(|fault| fault.to_string());
            return Err(Fault::Refused(format!("`{remote}` did not take the branch: {why}")));
        }
    };
    ProposedFiles::of(&config.root).note(&config.root, &paths, &branch)?;
    let address = git.ask(&["remote", "get-url", "--push", &remote]).unwrap_or_default();
    let url = request_page(&address, &base.name, &branch).or_else(|| named_page(&words));
    Ok(Proposed { branch: Some(branch), commit: Some(commit), pushed: true, url, log: words, ..Proposed::default() })
}

/// A name that git takes for a branch, of which there is none yet.
fn checked_branch(git: &Git<'_>, name: &str) -> Result<String, Fault> {
    let name = name.trim();
    let plain = !name.starts_with(['-', '@']) && !name.contains(char::is_whitespace);
    if !plain || git.ask(&["check-ref-format", "--branch", name]).as_deref() != Some(name) {
        return Err(Fault::Refused(format!(
            "`{name}` can't be the name of a branch: write letters, digits and dashes"
        )));
    }
    if git.ask(&["rev-parse", "--verify", "--quiet", &format!("refs/heads/{name}")]).is_some() {
        return Err(Fault::Refused(format!("there is a branch `{name}` already; choose another name")));
    }
    Ok(name.to_owned())
}

/// Writes a commit that nothing leads to yet.
fn commit(config: &Config, git: &Git<'_>, base: &Base, paths: &[&String], message: &str) -> Result<String, Fault> {
    let folder = tempfile::tempdir().map_err(Error::io("create", std::env::temp_dir()))?;
    let aside = git.with_index(folder.path().join("index"));
    aside.told(&["read-tree", &base.commit], b"")?;
    let prefix = git.told(&["rev-parse", "--show-prefix"], b"")?;
    let mut entries = Vec::new();
    for path in paths {
        let Some(bytes) = own_change(config, git, base, path)? else {
            entries.extend_from_slice(format!("0 {}\t{prefix}{path}\0", "0".repeat(40)).as_bytes());
            continue;
        };
        let object = git.told(&["hash-object", "-w", "--stdin", "--path", path], &bytes)?;
        let known = git.ask(&["ls-tree", &base.commit, "--", path]);
        let mode = known.as_deref().and_then(|known| known.split(' ').next()).unwrap_or("100644").to_owned();
        entries.extend_from_slice(format!("{mode} {object} 0\t{prefix}{path}\0").as_bytes());
    }
    aside.told(&["update-index", "-z", "--index-info"], &entries)?;
    let tree = aside.told(&["write-tree"], b"")?;
    if git.ask(&["rev-parse", &format!("{}^{{tree}}", base.commit)]).as_deref() == Some(tree.as_str()) {
        return Err(Fault::Refused("the last commit has these changes already".to_owned()));
    }
    git.told(&["commit-tree", &tree, "-p", &base.commit, "-F", "-"], message.as_bytes())
}

/// What a file of the commit holds: its text there with what was changed here, and nothing of what others did since. Nothing
/// for one that is gone.
fn own_change(config: &Config, git: &Git<'_>, base: &Base, path: &str) -> Result<Option<Vec<u8>>, Fault> {
    let location = config.root.join(path);
    let ours = match fs::read(&location) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => None,
        read => Some(read.map_err(Error::io("read", &location))?),
    };
    let first = Saves::of(&config.root).firsts().remove(path).flatten();
    // As it lies in a working tree: line ends may be others in the repository.
    let theirs = git.bytes(&["cat-file", "--filters", &format!("{}:./{path}", base.commit)]);
    if theirs == first || theirs == ours {
        return Ok(ours);
    }
    let text = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let both = text(first).zip(text(theirs)).zip(text(ours));
    let both = both.and_then(|((first, theirs), ours)| merged(&first, &ours, &theirs));
    both.map(|text| Some(text.into_bytes())).ok_or_else(|| {
        Fault::Refused(format!("somebody else changed the same lines of `{path}`; nothing was proposed"))
    })
}

/// A patch for whoever has the repository: here is none.
fn without_git(config: &Config, paths: &[&String], name: &str) -> Result<Proposed, Fault> {
    let firsts = Saves::of(&config.root).firsts();
    let (mut patch, mut left_out) = (String::new(), Vec::new());
    for path in paths {
        let now = fs::read(config.root.join(path)).ok().map(String::from_utf8).transpose();
        let before = firsts.get(*path).cloned().flatten().map(String::from_utf8).transpose();
        let (Ok(now), Ok(before)) = (now, before) else {
            left_out.push((*path).clone());
            continue;
        };
        let header = |text: &Option<String>, side: &str| {
            text.as_ref().map_or_else(|| "/dev/null".to_owned(), |_| format!("{side}/{path}"))
        };
        let (old, new) = (header(&before, "a"), header(&now, "b"));
        let (before, now) = (before.unwrap_or_default(), now.unwrap_or_default());
        let diff = diff::of_texts(&before, &now);
        patch.push_str(&diff.unified_diff().context_radius(3).header(&old, &new).to_string());
    }
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    let name = if plain.is_empty() { "help-site" } else { plain };
    let written = Saves::of(&config.root).patch(name, patch.as_bytes())?;
    let inside: Vec<&String> = paths.iter().copied().filter(|path| !left_out.contains(path)).collect();
    ProposedFiles::of(&config.root).note(&config.root, &inside, &written)?;
    Ok(Proposed { patch: Some(written), text: Some(patch), left_out, ..Proposed::default() })
}
