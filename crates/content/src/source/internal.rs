//! What of a site's sources is for agents alone.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::audience::Audience;
use super::entry::Entry;
use super::kind::EntryKind;
use super::standard_file::{STANDARDS, StandardFile};
use crate::diagnostic::SourceText;
use crate::path::{ArticleKey, ContentPath};

/// The folder below `content/` that holds replies for agents to send.
pub const MACROS: &str = "_macros";

/// What of a site's sources is for agents alone.
#[derive(Debug, Default)]
pub struct Internal {
    /// Categories: all in them is.
    pub(super) folders: BTreeSet<ArticleKey>,
    /// Articles, by key.
    pub(super) articles: BTreeSet<ArticleKey>,
    /// Whether some texts hold notes.
    pub(super) noted: bool,
    /// For whom the sources were put together: everyone has none of this.
    pub(super) audience: Audience,
    /// The articles and categories that were taken out, with all their versions.
    pub entries: Vec<Arc<Entry>>,
    /// Articles and categories that lack their notes.
    pub notes: Vec<Noted>,
    /// The same of snippets and incidents: the file as it is, and the parts that were taken out.
    pub noted_files: Vec<(Arc<SourceText>, Vec<Range<usize>>)>,
    /// The checklists that were taken out.
    pub standards: Vec<StandardFile>,
    /// Files that were taken out.
    pub files: Vec<ContentPath>,
}

/// An entry that holds notes for agents.
#[derive(Clone, Debug)]
pub struct Noted {
    /// As it is written.
    pub whole: Arc<Entry>,
    /// As everyone gets it. The notes are blanks, so that every other word keeps its place.
    pub(super) shown: Arc<Entry>,
}

impl Internal {
    /// Whether anything is for agents alone.
    pub fn is_any(&self) -> bool {
        self.noted || !self.folders.is_empty() || !self.articles.is_empty() || !self.standards.is_empty()
    }

    /// Whether the sources are those for agents.
    pub(crate) fn is_for_agents(&self) -> bool {
        self.audience == Audience::Agents
    }

    /// Whether an article or category is for agents alone.
    pub fn holds(&self, entry: &Entry) -> bool {
        match entry.kind {
            EntryKind::Home => false,
            EntryKind::Category => self.holds_folder(&entry.key),
            EntryKind::Article => self.articles.contains(&entry.key) || self.holds_folder(entry.folder()),
        }
    }

    /// Whether a category, or one around it, is for agents alone.
    pub fn holds_folder(&self, folder: &str) -> bool {
        let own = Some(folder).filter(|folder| !folder.is_empty());
        let mut folders = std::iter::successors(own, |folder| folder.rsplit_once('/').map(|(parent, _)| parent));
        folders.any(|folder| self.folders.contains(folder))
    }

    /// Whether something at a path below `content/`, with its ending or without, was taken out.
    pub fn withholds(&self, path: &str) -> bool {
        if self.is_for_agents() {
            return false;
        }
        let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".markdown")).unwrap_or(path);
        let plain = stem.rsplit_once('.').map_or(stem, |(plain, _)| plain);
        let is_known = |key: &str| {
            let folder = key.strip_suffix("/_index").unwrap_or(key).trim_end_matches('/');
            self.articles.contains(key) || self.holds_folder(folder)
        };
        let is_standard = || {
            let name = path.strip_prefix(STANDARDS).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".yaml"));
            name.is_some_and(|name| self.standards.iter().any(|standard| standard.name == name))
        };
        is_known(stem) || is_known(plain) || is_standard() || self.files.iter().any(|file| *file == *path)
    }

    /// Whether the same articles, categories, files and checklists are for agents alone.
    pub(crate) fn is_same_choice(&self, other: &Self) -> bool {
        let names = |internal: &Self| internal.standards.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
        self.folders == other.folders
            && self.articles == other.articles
            && self.files == other.files
            && names(self) == names(other)
    }
}

/// Whether a key is that of the folder of macros, or below it.
pub(super) fn is_macro_key(key: &str) -> bool {
    key.strip_prefix(MACROS).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Entry {
    /// Whether it is a reply for agents to send.
    pub fn is_macro(&self) -> bool {
        self.kind == EntryKind::Article && is_macro_key(&self.key)
    }
}
