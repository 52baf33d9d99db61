//! What there is in the folder to import.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::report::Summary;
use helpdex_content::error::{Error, Result};
use helpdex_content::path::split;

/// The files of the imported folder, by their paths below it with forward slashes.
#[derive(Debug)]
pub(super) struct Survey {
    /// The folder.
    pub(super) root: PathBuf,
    /// Its name, which names the category of articles that lie in no folder.
    pub(super) name: String,
    /// Markdown files.
    pub(super) articles: Vec<String>,
    /// All other files.
    pub(super) files: BTreeSet<String>,
    /// All folders, the top one included as the empty path.
    pub(super) folders: BTreeSet<String>,
    /// Every path in a form in which case and composition of letters don't matter.
    folded: HashMap<String, String>,
}

impl Survey {
    /// The path as it is on disk, for one that was written with other capitals or letters composed differently.
    pub(super) fn exact<'a>(&'a self, path: &'a str) -> Option<&'a str> {
        if self.folders.contains(path) || self.files.contains(path) {
            return Some(path);
        }
        self.folded.get(&fold(path)).map(String::as_str)
    }

    /// Counts the files that nothing refers to, by extension.
    pub(super) fn left_out(&self, used: &BTreeSet<&str>) -> BTreeMap<String, usize> {
        let mut left_out = BTreeMap::new();
        for file in self.files.iter().filter(|file| !used.contains(file.as_str())) {
            let (_, name) = split(file);
            let kind = name.rsplit_once('.').map_or(name, |(_, extension)| extension);
            *left_out.entry(kind.to_lowercase()).or_default() += 1;
        }
        left_out
    }
}

fn fold(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

/// Whether a file name is that of a Markdown file.
pub(super) fn is_markdown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["md", "markdown", "mdown", "mkd"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Walks the folder. Symbolic links are not followed; the history of git and installed packages are not looked at.
pub(super) fn survey(root: &Path, summary: &mut Summary) -> Result<Survey> {
    let real = root.canonicalize().map_err(Error::io("read", root))?;
    let name = real.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut survey = Survey {
        root: root.to_owned(),
        name,
        articles: Vec::new(),
        files: BTreeSet::new(),
        folders: BTreeSet::from([String::new()]),
        folded: HashMap::new(),
    };
    let walk = WalkDir::new(root).min_depth(1).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !is_foreign(entry)) {
        let entry = entry.map_err(|fault| unreadable(root, fault))?;
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        let Some(path) = parts.map(|parts| parts.join("/")) else {
            lose(&relative.to_string_lossy(), "its name is not UTF-8", summary);
            continue;
        };
        if entry.path_is_symlink() {
            lose(&path, "a symbolic link is not followed", summary);
        } else if entry.file_type().is_dir() {
            survey.folders.insert(path);
        } else if !is_markdown(&path) {
            survey.files.insert(path);
        } else if path.split('/').any(|part| part.starts_with('.')) {
            lose(&path, "hidden files are not imported", summary);
        } else {
            summary.found += 1;
            survey.articles.push(path);
        }
    }
    let all = survey.folders.iter().chain(&survey.files).chain(&survey.articles);
    survey.folded = all.map(|path| (fold(path), path.clone())).collect();
    Ok(survey)
}

/// Notes a file that stays outside. One that looks like an article counts as found and lost.
fn lose(path: &str, why: &str, summary: &mut Summary) {
    if is_markdown(path) {
        summary.found += 1;
        summary.lost += 1;
        summary.problem(path, None, format!("not imported: {why}"));
    } else {
        summary.problem(path, None, format!("left out: {why}"));
    }
}

fn is_foreign(entry: &DirEntry) -> bool {
    entry.file_type().is_dir() && [".git", ".hg", ".svn", "node_modules"].iter().any(|name| entry.file_name() == *name)
}

fn unreadable(root: &Path, fault: walkdir::Error) -> Error {
    let path = fault.path().unwrap_or(root).to_owned();
    let source = fault.into_io_error().unwrap_or_else(|| std::io::Error::other("the folders form a loop"));
    Error::Io { doing: "read", path, source }
}
