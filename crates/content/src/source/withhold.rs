//! The sources without what is for agents alone.
//!
//! It is taken out once, before anything is planned or rendered: no later phase can show to everyone what it never sees.

mod files;
mod mask;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::audience::Audience;
use super::entry::Entry;
use super::front_matter;
use super::internal::{Internal, MACROS, Noted, is_macro_key};
use super::kind::EntryKind;
use super::sources::{IncidentFile, Snippet, Sources};
use crate::config::Config;
use crate::diagnostic::SourceText;
use crate::markdown;
use crate::path::ArticleKey;

impl Sources {
    /// These sources, as they were read, for an audience. `before` is what came of them the last time: what did not change
    /// is shared with it.
    #[must_use]
    pub fn for_audience(&self, config: &Config, audience: Audience, before: Option<&Internal>) -> Self {
        let mut internal = find(self, audience);
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
        internal.standards = std::mem::take(&mut self.standards);
        self.folders.retain(|folder| !internal.holds_folder(folder));
        let files = self.snippets.iter_mut().map(|Snippet { file, .. }| file);
        for file in files.chain(self.incidents.iter_mut().map(|IncidentFile { file, .. }| file)) {
            let body = front_matter::split(file, &mut Vec::new()).body;
            let notes = markdown::for_agents(file, body, config.math);
            if !notes.is_empty() {
                let masked = SourceText::new(file.path(), mask::blank(&file.text(), &notes));
                internal.noted_files.push((std::mem::replace(file, Arc::new(masked)), notes));
            }
        }
        let codes: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
        internal.files = files::of_agents(whole, self, internal, &codes);
        self.files.retain(|file| !internal.files.contains(&file.path));
    }
}

/// An entry as everyone gets it.
fn without_notes(entry: &Entry) -> Entry {
    Entry {
        file: SourceText::new(entry.file.path(), mask::blank(&entry.file.text(), &entry.notes)),
        key: entry.key.clone(),
        slug: entry.slug.clone(),
        language: entry.language,
        kind: entry.kind,
        head: None,
        front: entry.front.clone(),
        body: entry.body.clone(),
        notes: entry.notes.clone(),
        diagnostics: entry.diagnostics.clone(),
    }
}

/// Looks for what is for agents alone.
fn find(sources: &Sources, audience: Audience) -> Internal {
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
    Internal { folders, articles: keys(EntryKind::Article).collect(), noted, audience, ..Internal::default() }
}
