//! What is for agents alone, and the sources without it.
//!
//! It is taken out once, before anything is planned or rendered: no later phase can show to everyone what it never sees.

mod files;
mod mask;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::audience::Audience;
use super::entry::Entry;
use super::front_matter;
use super::kind::EntryKind;
use super::sources::{IncidentFile, MACROS, Snippet, Sources};
use crate::config::Config;
use crate::diagnostic::SourceText;
use crate::markdown;
use crate::path::{ArticleKey, ContentPath};

/// What of a site's sources is for agents alone.
#[derive(Debug, Default)]
pub struct Internal {
    /// Categories: all in them is.
    folders: BTreeSet<ArticleKey>,
    /// Articles, by key.
    articles: BTreeSet<ArticleKey>,
    /// Whether some texts hold notes.
    noted: bool,
    /// For whom the sources were put together: everyone has none of this.
    audience: Audience,
    /// The articles and categories that were taken out, with all their versions.
    pub entries: Vec<Arc<Entry>>,
    /// Articles and categories that lack their notes.
    pub notes: Vec<Noted>,
    /// The same of snippets and incidents: the file as it is, and the parts that were taken out.
    pub noted_files: Vec<(Arc<SourceText>, Vec<Range<usize>>)>,
    /// Files that were taken out.
    pub files: Vec<ContentPath>,
}

/// An entry that holds notes for agents.
#[derive(Clone, Debug)]
pub struct Noted {
    /// As it is written.
    pub whole: Arc<Entry>,
    /// As everyone gets it. The notes are blanks, so that every other word keeps its place.
    shown: Arc<Entry>,
}

impl Internal {
    /// Whether anything is for agents alone.
    pub fn is_any(&self) -> bool {
        self.noted || !self.folders.is_empty() || !self.articles.is_empty()
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
        is_known(stem) || is_known(plain) || self.files.iter().any(|file| *file == *path)
    }

    /// Whether the same articles, categories and files are for agents alone.
    pub(crate) fn is_same_choice(&self, other: &Self) -> bool {
        self.folders == other.folders && self.articles == other.articles && self.files == other.files
    }

    fn find(sources: &Sources, audience: Audience) -> Self {
        let is_for_agents = |entry: &&Arc<Entry>| entry.front.audience == Audience::Agents;
        let keys = |kind: EntryKind| {
            let entries = sources.entries.iter().filter(is_for_agents).filter(move |entry| entry.kind == kind);
            entries.map(|entry| entry.key.clone())
        };
        let mut folders: BTreeSet<ArticleKey> = keys(EntryKind::Category).collect();
        if sources.entries.iter().any(|entry| is_macro_key(&entry.key)) {
            folders.insert(MACROS.into());
        }
        let is_noted = |file: &SourceText| file.text().contains(":::") && file.text().contains("agents");
        let noted = sources.entries.iter().any(|entry| !entry.notes.is_empty())
            || sources.snippets.iter().any(|snippet| is_noted(&snippet.file))
            || sources.incidents.iter().any(|incident| is_noted(&incident.file));
        Self { folders, articles: keys(EntryKind::Article).collect(), noted, audience, ..Self::default() }
    }
}

fn is_macro_key(key: &str) -> bool {
    key.strip_prefix(MACROS).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Entry {
    /// Whether it is a reply for agents to send.
    pub fn is_macro(&self) -> bool {
        self.kind == EntryKind::Article && is_macro_key(&self.key)
    }
}

impl Sources {
    /// These sources, as they were read, for an audience. `before` is what came of them the last time: what did not change
    /// is shared with it.
    #[must_use]
    pub fn for_audience(&self, config: &Config, audience: Audience, before: Option<&Internal>) -> Self {
        let mut internal = Internal::find(self, audience);
        let mut sources = self.clone();
        if audience == Audience::Everyone {
            sources.withhold(self, config, &mut internal, before);
        }
        sources.internal = Arc::new(internal);
        sources
    }

    fn withhold(&mut self, whole: &Self, config: &Config, internal: &mut Internal, before: Option<&Internal>) {
        let (entries, shown) = self.entries.drain(..).partition(|entry| internal.holds(entry));
        (internal.entries, self.entries) = (entries, shown);
        for entry in self.entries.iter_mut().filter(|entry| !entry.notes.is_empty()) {
            let known = before.and_then(|before| before.notes.iter().find(|noted| Arc::ptr_eq(&noted.whole, entry)));
            let noted = known.cloned().unwrap_or_else(|| {
                let whole = Arc::clone(entry);
                Noted { shown: Arc::new(without_notes(&whole)), whole }
            });
            *entry = Arc::clone(&noted.shown);
            internal.notes.push(noted);
        }
        self.folders.retain(|folder| !internal.holds_folder(folder));
        let files = self.snippets.iter_mut().map(|Snippet { file, .. }| file);
        for file in files.chain(self.incidents.iter_mut().map(|IncidentFile { file, .. }| file)) {
            let body = front_matter::split(file, &mut Vec::new()).body;
            let notes = markdown::for_agents(file, body, config.math);
            if !notes.is_empty() {
                let masked = SourceText::new(file.path(), mask::blank(file.text(), &notes));
                internal.noted_files.push((std::mem::replace(file, Arc::new(masked)), notes));
            }
        }
        internal.files = files::of_agents(whole, self, internal);
        self.files.retain(|file| !internal.files.contains(&file.path));
    }
}

/// An entry as everyone gets it.
fn without_notes(entry: &Entry) -> Entry {
    Entry {
        file: SourceText::new(entry.file.path(), mask::blank(entry.file.text(), &entry.notes)),
        key: entry.key.clone(),
        slug: entry.slug.clone(),
        language: entry.language,
        kind: entry.kind,
        front: entry.front.clone(),
        body: entry.body.clone(),
        notes: entry.notes.clone(),
        diagnostics: entry.diagnostics.clone(),
    }
}
