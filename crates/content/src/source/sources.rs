//! Everything below `content/`.

use std::sync::Arc;

use super::entry::Entry;
use super::static_file::StaticFile;
use crate::diagnostic::{Diagnostic, SourceText};

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
