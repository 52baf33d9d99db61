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

pub(crate) use change::Reread;
pub(crate) use front_matter::{FrontMatter, Status, front_matter_range};
pub(crate) use name::{FileName, split_name};
pub(crate) use read::{entry_from_text, read};
pub(crate) use static_file::{StaticFile, extension, svg_runs_code};

/// What a Markdown file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum EntryKind {
    /// An article.
    Article,
    /// The `_index.md` of a category.
    Category,
    /// The `_index.md` of the site.
    Home,
}

/// A Markdown file, read.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The whole text; its path is relative to the site's root.
    pub(crate) file: SourceText,
    /// Path below `content/` without language and extension: `payouts/when-do-i-get-paid`; a category's is its
    /// folder, the home page's is empty. The versions of one article in several languages share it.
    pub(crate) key: String,
    /// The same as URLs have it.
    pub(crate) slug: String,
    /// Index into the site's languages.
    pub(crate) language: usize,
    /// What it is for.
    pub(crate) kind: EntryKind,
    /// Its front matter.
    pub(crate) front: FrontMatter,
    /// The bytes of the file after the front matter.
    pub(crate) body: Range<usize>,
    /// What is wrong with its front matter.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Entry {
    /// The order in which files are read: folder by folder.
    pub(crate) fn cmp_path(&self, other: &Self) -> Ordering {
        change::in_order(self.file.path(), other.file.path())
    }

    /// The folder below `content/` that it lies in, empty at the top.
    pub(crate) fn folder(&self) -> &str {
        match self.kind {
            EntryKind::Article => self.key.rsplit_once('/').map_or("", |(folder, _)| folder),
            EntryKind::Category | EntryKind::Home => &self.key,
        }
    }
}

/// The folder below `content/` that holds snippets.
pub(crate) const SNIPPETS: &str = "_snippets";

/// A text that articles insert by its name: `content/_snippets/NAME.md`.
#[derive(Clone, Debug)]
pub(crate) struct Snippet {
    /// Its name: the file's, without language and extension.
    pub(crate) name: String,
    /// Index into the site's languages.
    pub(crate) language: usize,
    /// The file.
    pub(crate) file: Arc<SourceText>,
}

/// Everything below `content/`, in the order of its paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    /// The Markdown files.
    pub(crate) entries: Vec<Arc<Entry>>,
    /// Images and other files.
    pub(crate) files: Vec<Arc<StaticFile>>,
    /// Every folder with its path below `content/`, the top left out.
    pub(crate) folders: Vec<String>,
    /// Texts that articles insert.
    pub(crate) snippets: Vec<Snippet>,
    /// `synonyms.yaml` at the top, where there is one.
    pub(crate) synonyms: Option<Arc<SourceText>>,
    /// `queries.yaml` at the top, where there is one.
    pub(crate) queries: Option<Arc<SourceText>>,
    /// `helpdex.urls` beside the content folder, where there is one.
    pub(crate) urls: Option<Arc<SourceText>>,
    /// What is wrong with files that could not become entries.
    pub(crate) diagnostics: Vec<Diagnostic>,
}
