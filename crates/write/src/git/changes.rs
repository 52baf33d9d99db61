//! What has changed since the last commit.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use helpdex_content::config::Config;

use super::command::Git;
use crate::fault::Fault;
use crate::proposed::ProposedFiles;
use crate::saves::Saves;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is new.
    Added,
    /// It holds something else.
    Changed,
    /// It is gone.
    Removed,
}

/// A file that is not as the last commit has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its path from the site's root.
    pub path: String,
    /// What became of it.
    pub status: Status,
    /// Whether it was changed here.
    pub mine: bool,
    /// The branch or patch that holds it just as it is now.
    pub proposed: Option<String>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Changes {
    /// Whether the site lies in a repository of git with a commit.
    pub git: bool,
    /// Files below the content folder.
    pub files: Vec<Change>,
    /// Of each file that was changed here, the text before the first change; nothing for one that was made here. Files
    /// that are no text are left out.
    pub before: BTreeMap<String, Option<String>>,
}

/// Looks for what has changed. What was changed here and is in a commit by now is forgotten.
///
/// # Errors
/// When what is known of changes can't be written.
pub fn changes(config: &Config) -> Result<Changes, Fault> {
    let saves = Saves::of(&config.root);
    let firsts = saves.firsts();
    let differs = |path: &str, first: &Option<Vec<u8>>| std::fs::read(config.root.join(path)).ok() != *first;
    let git = Git::at(&config.root);
    let is_repository = git.ask(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_some();
    let mut files = Vec::new();
    if is_repository {
        let content = config.site_path("");
        // A move changes files beside the content, too: the list of URLs, the settings.
        let beside = firsts.keys().map(String::as_str).filter(|path| config.content_path(path).is_none());
        let places: Vec<&str> = std::iter::once(content.as_str()).chain(beside).collect();
        let mut diff = vec!["diff", "-z", "--relative", "--name-status", "--no-renames", "HEAD", "--"];
        let mut new = vec!["ls-files", "-z", "--others", "--exclude-standard", "--"];
        diff.extend(&places);
        new.extend(&places);
        let mut found: BTreeMap<String, Status> = BTreeMap::new();
        let diff = git.bytes(&diff).unwrap_or_default();
        let mut words = diff.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        while let (Some(kind), Some(path)) = (words.next(), words.next()) {
            let status = match kind.as_ref() {
                "A" => Status::Added,
                "D" => Status::Removed,
                _ => Status::Changed,
            };
            found.insert(path.into_owned(), status);
        }
        let new = git.bytes(&new).unwrap_or_default();
        let new = new.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        found.extend(new.map(|path| (String::from_utf8_lossy(path).into_owned(), Status::Added)));
        let known: BTreeSet<&String> = found.keys().collect();
        saves.forget(&firsts.keys().filter(|path| !known.contains(path)).cloned().collect::<Vec<_>>())?;
        let mine = |path: &str| firsts.get(path).is_some_and(|first| differs(path, first));
        files.extend(found.iter().map(|(path, status)| Change {
            path: path.clone(),
            status: *status,
            mine: mine(path),
            proposed: None,
        }));
    } else {
        for (path, first) in firsts.iter().filter(|(path, first)| differs(path, first)) {
            let there = config.root.join(path).is_file();
            let status = match first {
                None => Status::Added,
                Some(_) if there => Status::Changed,
                Some(_) => Status::Removed,
            };
            files.push(Change { path: path.clone(), status, mine: true, proposed: None });
        }
    }
    let is_changed = |path: &str| files.iter().any(|file| file.path == path);
    let proposed = ProposedFiles::of(&config.root).keep(&config.root, is_changed)?;
    for file in &mut files {
        file.proposed = proposed.within(&config.root, &file.path).map(str::to_owned);
    }
    let mine: BTreeSet<&String> = files.iter().filter(|file| file.mine).map(|file| &file.path).collect();
    let before = firsts.into_iter().filter(|(path, _)| mine.contains(path)).filter_map(|(path, first)| match first {
        None => Some((path, None)),
        Some(bytes) => Some((path, Some(String::from_utf8(bytes).ok()?))),
    });
    Ok(Changes { git: is_repository, before: before.collect(), files })
}
