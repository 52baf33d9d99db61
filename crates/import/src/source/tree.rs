//! The files of what is imported, before anything is made of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use helpdex_content::error::{Error, Result};
use helpdex_content::path::{join, split};
use walkdir::{DirEntry, WalkDir};

/// Folders of no interest: histories and installed packages.
const FOREIGN: [&str; 4] = [".git", ".hg", ".svn", "node_modules"];

/// The larger a settings file, the less likely it is one.
const MAX_SETTINGS_BYTES: u64 = 20_000_000;

/// A folder with everything below it, by paths with forward slashes. Of a single file, only the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    /// The folder or file.
    pub(crate) root: PathBuf,
    /// What messages call it: the archive that it was unpacked from.
    pub(crate) shown: PathBuf,
    /// Its name.
    pub(crate) name: String,
    /// Whether it is a single file.
    pub(crate) is_file: bool,
    /// All files, hidden ones too.
    pub(crate) files: BTreeSet<String>,
    /// All folders, the top one included as the empty path.
    pub(crate) folders: BTreeSet<String>,
    /// Files that can't be had, and why.
    pub(crate) unreachable: Vec<(String, &'static str)>,
}

impl Tree {
    /// Walks a folder. Symbolic links are not followed; the history of git and installed packages are not looked at.
    ///
    /// # Errors
    /// When it can't be read.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let real = root.canonicalize().map_err(Error::io("read", root))?;
        let name = real.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let folders = BTreeSet::from([String::new()]);
        let mut tree = Self { root: root.to_owned(), shown: root.to_owned(), name, folders, ..Self::default() };
        if real.is_file() {
            tree.is_file = true;
            return Ok(tree);
        }
        let walk = WalkDir::new(root).min_depth(1).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| !is_foreign(entry)) {
            let entry = entry.map_err(|fault| unreadable(root, fault))?;
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
            let Some(path) = parts.map(|parts| parts.join("/")) else {
                tree.unreachable.push((relative.to_string_lossy().into_owned(), "its name is not UTF-8"));
                continue;
            };
            if entry.path_is_symlink() {
                tree.unreachable.push((path, "a symbolic link is not followed"));
            } else if entry.file_type().is_dir() {
                tree.folders.insert(path);
            } else if entry.file_type().is_file() {
                tree.files.insert(path);
            } else {
                tree.unreachable.push((path, "it is no ordinary file"));
            }
        }
        Ok(tree)
    }

    /// Where a file is on the disk.
    pub(crate) fn location(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    /// Whether there is a file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// The text of a small file such as settings; nothing when it is not there or is no text.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let location = self.root.join(path);
        let is_small = self.has(path) && std::fs::metadata(&location).is_ok_and(|m| m.len() <= MAX_SETTINGS_BYTES);
        let text = String::from_utf8(std::fs::read(location).ok().filter(|_| is_small)?).ok()?;
        Some(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
    }

    /// The files below a folder, in order.
    pub(crate) fn below<'t>(&'t self, folder: &str) -> impl Iterator<Item = &'t String> + use<'t> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.files.range(start.clone()..).take_while(move |path| path.starts_with(&start))
    }

    /// The folder `name` at the top, or in the only folder that has it: people name the repository as well as the folder
    /// of its site.
    pub(crate) fn nearest(&self, marks: &[&str]) -> Option<String> {
        let found = self.files.iter().filter(|path| {
            marks.iter().any(|mark| *path == mark || path.strip_suffix(mark).is_some_and(|rest| rest.ends_with('/')))
        });
        let folder = |path: &String| {
            let mark = marks.iter().filter(|mark| path.ends_with(*mark)).map(|mark| mark.len()).max().unwrap_or(0);
            path.get(..path.len() - mark).unwrap_or_default().trim_end_matches('/').to_owned()
        };
        found
            .map(folder)
            .min_by_key(|folder| (folder.matches('/').count() + usize::from(!folder.is_empty()), folder.clone()))
    }
}

/// Whether a file name is that of a Markdown file.
pub(crate) fn is_markdown(name: &str) -> bool {
    has_extension(name, &["md", "markdown", "mdown", "mkd"])
}

/// Whether a file's name ends in one of some extensions, in whatever case.
pub(crate) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let extension = split(name).1.rsplit_once('.').map_or("", |(_, extension)| extension);
    extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A path without its extension.
pub(crate) fn without_extension(path: &str) -> String {
    let (folder, name) = split(path);
    join(folder, name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

fn is_foreign(entry: &DirEntry) -> bool {
    entry.file_type().is_dir() && FOREIGN.iter().any(|name| entry.file_name() == *name)
}

fn unreadable(root: &Path, fault: walkdir::Error) -> Error {
    let path = fault.path().unwrap_or(root).to_owned();
    let source = fault.into_io_error().unwrap_or_else(|| std::io::Error::other("the folders form a loop"));
    Error::Io { doing: "read", path, source }
}
