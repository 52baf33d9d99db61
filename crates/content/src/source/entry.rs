//! One file below `content/` that becomes a page.

use crate::config::LanguageId;
use std::cmp::Ordering;
use std::ops::Range;

use super::front_matter::FrontMatter;
use super::kind::EntryKind;
use super::order::in_order;
use crate::diagnostic::{Diagnostic, SourceText};
use crate::kept::MadeOf;
use crate::path::ArticleKey;

/// A Markdown file, read.
#[derive(Debug)]
pub struct Entry {
    /// The whole text; its path is relative to the site's root.
    pub file: SourceText,
    /// Path below `content/` without language and extension: `payouts/when-do-i-get-paid`; a category's is its
    /// folder, the home page's is empty. The versions of one article in several languages share it.
    pub key: ArticleKey,
    /// The same as URLs have it.
    pub(crate) slug: String,
    /// The language it is in.
    pub language: LanguageId,
    /// What it is for.
    pub kind: EntryKind,
    /// A number of all that its front matter is read from, where somebody remembers that.
    pub(crate) head: Option<MadeOf>,
    /// Its front matter.
    pub front: FrontMatter,
    /// The bytes of the file after the front matter.
    pub body: Range<usize>,
    /// The parts of the file that are for agents alone, in their order.
    pub notes: Vec<Range<usize>>,
    /// What is wrong with its front matter.
    pub diagnostics: Vec<Diagnostic>,
}

impl Entry {
    /// The order in which files are read: folder by folder.
    pub(crate) fn cmp_path(&self, other: &Self) -> Ordering {
        in_order(self.file.path(), other.file.path())
    }

    /// The folder below `content/` that it lies in, empty at the top.
    pub fn folder(&self) -> &str {
        match self.kind {
            EntryKind::Article => self.key.folder(),
            EntryKind::Category | EntryKind::Home => &self.key,
        }
    }
}
