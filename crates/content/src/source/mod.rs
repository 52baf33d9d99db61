//! From the files below `content/` to [`Entry`]s: front matter, body, and where they came from.

mod change;
mod front_matter;
mod name;
mod read;
mod static_file;

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceText};

pub use change::Reread;
pub use front_matter::{FrontMatter, Status, front_matter_range};
pub use name::{FileName, split_name};
pub use read::{entry_from_text, read};
pub use static_file::{StaticFile, extension, svg_runs_code};

/// What a Markdown file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// An article.
    Article,
    /// The `_index.md` of a category.
    Category,
    /// The `_index.md` of the site.
    Home,
}

/// A Markdown file, read.
#[derive(Debug)]
pub struct Entry {
    /// The whole text; its path is relative to the site's root.
    pub file: SourceText,
    /// Path below `content/` without language and extension: `payouts/when-do-i-get-paid`; a category's is its
    /// folder, the home page's is empty. The versions of one article in several languages share it.
    pub key: String,
    /// The same as URLs have it.
    pub(crate) slug: String,
    /// Index into the site's languages.
    pub language: usize,
    /// What it is for.
    pub kind: EntryKind,
    /// Its front matter.
    pub front: FrontMatter,
    /// The bytes of the file after the front matter.
    pub body: Range<usize>,
    /// What is wrong with its front matter.
    pub diagnostics: Vec<Diagnostic>,
}

impl Entry {
    /// The order in which files are read: folder by folder.
    pub(crate) fn cmp_path(&self, other: &Self) -> Ordering {
        change::in_order(self.file.path(), other.file.path())
    }

    /// The folder below `content/` that it lies in, empty at the top.
    pub fn folder(&self) -> &str {
        match self.kind {
            EntryKind::Article => self.key.rsplit_once('/').map_or("", |(folder, _)| folder),
            EntryKind::Category | EntryKind::Home => &self.key,
        }
    }
}

/// The folder below `content/` that holds snippets.
pub const SNIPPETS: &str = "_snippets";

/// A text that articles insert by its name: `content/_snippets/NAME.md`.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Its name: the file's, without language and extension.
    pub name: String,
    /// Index into the site's languages.
    pub language: usize,
    /// The file.
    pub file: Arc<SourceText>,
}

/// Everything below `content/`, in the order of its paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The Markdown files.
    pub entries: Vec<Arc<Entry>>,
    /// Images and other files.
    pub(crate) files: Vec<Arc<StaticFile>>,
    /// Every folder with its path below `content/`, the top left out.
    pub(crate) folders: Vec<String>,
    /// Texts that articles insert.
    pub snippets: Vec<Snippet>,
    /// `synonyms.yaml` at the top, where there is one.
    pub(crate) synonyms: Option<Arc<SourceText>>,
    /// `queries.yaml` at the top, where there is one.
    pub(crate) queries: Option<Arc<SourceText>>,
    /// `helpdex.urls` beside the content folder, where there is one.
    pub urls: Option<Arc<SourceText>>,
    /// What is wrong with files that could not become entries.
    pub diagnostics: Vec<Diagnostic>,
}
