//! Everything below `content/`.

use crate::config::LanguageId;
use std::sync::Arc;

use helpdex_images::Kept;

use super::entry::Entry;
use super::entry_id::EntryId;
use super::internal::Internal;
use super::order::in_order;
use super::standard_file::StandardFile;
use super::static_file::StaticFile;
use crate::diagnostic::{Diagnostic, SourceText};
use crate::lying_text::Changed;
use crate::text_store::TextStore;

/// The folder below `content/` that holds snippets.
pub const SNIPPETS: &str = "_snippets";

/// The folder below `content/` that holds what goes wrong with the service, and what is planned.
pub const INCIDENTS: &str = "_incidents";

/// A text that articles insert by its name: `content/_snippets/NAME.md`.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Its name: the file's, without language and extension.
    pub name: String,
    /// The language it is in.
    pub language: LanguageId,
    /// The file.
    pub file: Arc<SourceText>,
}

/// An incident in one language: `content/_incidents/NAME.md`.
#[derive(Clone, Debug)]
pub struct IncidentFile {
    /// The file's name without language and extension.
    pub name: String,
    /// The language it is in.
    pub language: LanguageId,
    /// The file.
    pub file: Arc<SourceText>,
}

/// Everything below `content/`, in the order of its paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The Markdown files.
    pub entries: Vec<Arc<Entry>>,
    /// Where their texts lie, and what is made of them, if there are many.
    pub(crate) texts: Option<Arc<TextStore>>,
    /// Whether one of the files that were not read at once is another one by now.
    pub(crate) changed: Changed,
    /// Images and other files.
    pub(crate) files: Vec<Arc<StaticFile>>,
    /// Every folder with its path below `content/`, the top left out.
    pub(crate) folders: Vec<String>,
    /// Texts that articles insert.
    pub snippets: Vec<Snippet>,
    /// Incidents, maintenance and peaks.
    pub incidents: Vec<IncidentFile>,
    /// The checklists of reviews. They are for agents alone.
    pub standards: Vec<StandardFile>,
    /// `synonyms.yaml` at the top, where there is one.
    pub(crate) synonyms: Option<Arc<SourceText>>,
    /// `queries.yaml` at the top, where there is one.
    pub(crate) queries: Option<Arc<SourceText>>,
    /// `helpdex.urls` beside the content folder, where there is one.
    pub urls: Option<Arc<SourceText>>,
    /// What is wrong with files that could not become entries.
    pub diagnostics: Vec<Diagnostic>,
    /// What of all this is for agents alone; nothing before the sources are put together for an audience.
    pub internal: Arc<Internal>,
}

impl Sources {
    /// An entry; nothing for one of another site.
    pub fn get(&self, entry: EntryId) -> Option<&Arc<Entry>> {
        self.entries.get(entry.index())
    }

    /// The entry of a file, by its path from the site's root.
    pub(crate) fn id_of(&self, path: &str) -> Option<EntryId> {
        let found = self.entries.binary_search_by(|entry| in_order(entry.file.path(), path)).ok()?;
        Some(EntryId::at(found))
    }

    /// The entries whose paths from the site's root have the same beginning.
    pub(crate) fn beginning(&self, start: &str) -> impl Iterator<Item = (EntryId, &Arc<Entry>)> {
        let first = self.entries.partition_point(|entry| in_order(entry.file.path(), start).is_lt());
        let rest = self.entries.iter().enumerate().skip(first);
        rest.take_while(move |(_, entry)| entry.file.path().starts_with(start))
            .map(|(index, entry)| (EntryId::at(index), entry))
    }

    /// The files that are no articles, in order.
    pub fn files(&self) -> &[Arc<StaticFile>] {
        &self.files
    }

    /// These sources with what was made of their images: of each file, in order, where anything was.
    #[must_use]
    pub fn with_prepared(mut self, made: Vec<Option<Kept>>) -> Self {
        for (file, made) in self.files.iter_mut().zip(made) {
            if let Some(made) = made {
                *file = Arc::new(file.with(made));
            }
        }
        self
    }

    /// Every entry's id, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = EntryId> + ExactSizeIterator + Clone + use<> {
        EntryId::first(self.entries.len())
    }

    /// Ids and entries, in order.
    pub fn with_ids(&self) -> impl DoubleEndedIterator<Item = (EntryId, &Arc<Entry>)> {
        self.ids().zip(&self.entries)
    }
}
