//! A finished site: what it holds, and what is asked of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::body::Body;
use super::dates::Dates;
use super::tag::Tag;
use super::tree::{Tree, humanised};
use crate::config::{Config, LanguageId, PerLanguage};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::incidents::Incidents;
use crate::kept::MadeOf;
use crate::markdown::Rendered;
use crate::path::ArticleKey;
use crate::routes::{Routes, Twins};
use crate::source::{Audience, Entry, EntryId, EntryKind, Sources, Status};
use crate::standards::Standards;
use crate::text_store::TextStore;
use crate::typed_queries::TypedQueries;
use crate::vocabulary::Vocabulary;

/// How a site is put together.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The day it is, for rules about dates. No page depends on it.
    pub today: Date,
}

/// A help site, read and rendered, with everything its pages need to know of each other.
///
/// Its parts are shared, so that the preview's next version of a site costs only what changed.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its settings.
    pub config: Arc<Config>,
    /// What of it is shown, and the day on which it is looked at.
    pub options: Options,
    /// The files it is made from: what its audience gets.
    pub sources: Sources,
    /// All files, as they were read.
    pub whole: Sources,
    /// Where each of them is published.
    pub routes: Arc<Routes>,
    /// The body of each entry that is published, in the order of entries.
    pub(super) bodies: Vec<Option<Arc<Body>>>,
    /// Where their texts are, if there are many.
    pub(super) texts: Option<Arc<TextStore>>,
    /// Its categories with their articles, in order.
    pub tree: Arc<Tree>,
    /// When each entry was last changed.
    pub dates: Arc<Dates>,
    /// What the authors say about search.
    pub vocabulary: Arc<Vocabulary>,
    /// What customers typed before they opened articles.
    pub typed_queries: TypedQueries,
    /// What goes wrong with the service, and what is planned.
    pub incidents: Arc<Incidents>,
    /// The checklists by which articles and macros are reviewed: for agents alone.
    pub standards: Arc<Standards>,
    /// Keys of the articles nearest to each article, best first.
    pub related: Arc<BTreeMap<ArticleKey, Vec<ArticleKey>>>,
    /// What is seen of all files from outside, where somebody remembers it.
    pub(super) outside: Option<MadeOf>,
    /// The tags of each language.
    pub(crate) tags: Arc<PerLanguage<Vec<Tag>>>,
    /// What marks what is for agents alone, in each language.
    pub(super) internal_labels: Arc<PerLanguage<String>>,
    /// What the list of checklists is called, in each language.
    pub(super) standards_labels: Arc<PerLanguage<String>>,
    /// What planning the URLs and reading the search words found.
    pub(super) planned: Arc<Vec<Diagnostic>>,
    /// How many of those planning the URLs found; they come first.
    pub(super) of_routes: usize,
}

/// One of the lists that a reader meets: an article as it is shown to readers of a language.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'s> {
    /// The entry shown.
    pub id: EntryId,
    /// The entry itself.
    pub entry: &'s Entry,
    /// Whether it is in another language than the page.
    pub foreign: bool,
}

impl Site {
    /// What the phases found.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.each_diagnostic().cloned().collect()
    }

    /// The same one by one, for whoever wants few of them.
    pub fn each_diagnostic(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_entries = self.sources.entries.iter().flat_map(|entry| &entry.diagnostics);
        let of_bodies = self.bodies().flat_map(|body| &body.diagnostics);
        self.planned.iter().chain(&self.sources.diagnostics).chain(of_entries).chain(of_bodies)
    }

    /// What the phases found that is not of a single entry.
    pub fn diagnostics_of_no_entry(&self) -> Vec<Diagnostic> {
        self.planned.iter().chain(&self.sources.diagnostics).cloned().collect()
    }

    /// What the phases found in an entry.
    pub fn diagnostics_of(&self, id: EntryId) -> Vec<Diagnostic> {
        let entry = self.entry(id).map(|entry| &entry.diagnostics);
        let body = self.body(id).map(|body| &body.diagnostics);
        entry.into_iter().flatten().chain(body.into_iter().flatten()).cloned().collect()
    }

    /// What is seen of all files from outside, as a number; nothing where that is not known.
    pub fn outside(&self) -> Option<MadeOf> {
        self.outside
    }

    /// What the phases found in one file, by its path from the site's root.
    pub fn diagnostics_in(&self, path: &str) -> Vec<Diagnostic> {
        let told = self.planned.iter().chain(&self.sources.diagnostics).filter(|found| found.path == path);
        let id = self.id_of(path);
        let entry = id.and_then(|id| self.entry(id)).map(|entry| &entry.diagnostics);
        let body = id.and_then(|id| self.body(id)).map(|body| &body.diagnostics);
        told.chain(entry.into_iter().flatten()).chain(body.into_iter().flatten()).cloned().collect()
    }

    /// An entry.
    pub fn entry(&self, id: EntryId) -> Option<&Arc<Entry>> {
        self.sources.get(id)
    }

    /// The entry of a file, by its path from the site's root.
    pub fn id_of(&self, path: &str) -> Option<EntryId> {
        self.sources.id_of(path)
    }

    /// The text of one of the site's files as it was read, by its path.
    pub fn text_of(&self, path: &str) -> Option<Cow<'_, str>> {
        // What edits count in is the file as it is.
        let noted =
            self.sources.internal.notes.iter().map(|noted| &noted.whole).find(|whole| whole.file.path() == path);
        let entry = noted.or_else(|| self.id_of(path).and_then(|id| self.entry(id)));
        let others = [&self.sources.urls, &self.sources.synonyms, &self.sources.queries];
        let incidents = self.sources.incidents.iter().map(|incident| &incident.file);
        let snippets = self.sources.snippets.iter().map(|snippet| &snippet.file);
        let standards = self.sources.standards.iter().map(|standard| &standard.file);
        let mut others = others.into_iter().flatten().chain(incidents).chain(snippets).chain(standards);
        let mut other = || others.find(|file| file.path() == path);
        entry.map(|entry| entry.file.text()).or_else(|| other().map(|file| file.text()))
    }

    /// The rendered body of an entry.
    pub fn body(&self, id: EntryId) -> Option<&Rendered> {
        self.bodies.get(id.index())?.as_deref().map(Body::rendered)
    }

    /// Whether an entry has a body, which a look at it would open.
    pub fn has_body(&self, id: EntryId) -> bool {
        self.bodies.get(id.index()).is_some_and(Option::is_some)
    }

    /// A number that changes with whatever the body of an entry is made from: its text with all that is inserted, and where
    /// its links lead. Settings and the theme's words are not in it.
    pub fn identity(&self, id: EntryId) -> Option<[u8; 16]> {
        self.bodies.get(id.index())?.as_deref().map(|body| body.identity)
    }

    /// Every body that is published.
    pub fn bodies(&self) -> impl Iterator<Item = &Rendered> {
        self.bodies.iter().flatten().map(|body| body.rendered())
    }

    /// Whether all texts of bodies could be read again, for whoever publishes what was made of them.
    ///
    /// # Errors
    /// When some were lost with the temporary file that the texts of large sites are in, or a file was changed meanwhile.
    pub fn has_its_texts(&self) -> Result<()> {
        if let Some(file) = self.whole.changed.file() {
            let message = format!("`{}` was changed while the site was built; build it again", file.display());
            return Err(Error::Environment(message));
        }
        let has_lost = self.texts.as_ref().is_some_and(|texts| texts.has_lost())
            || self.bodies.iter().flatten().any(|body| body.is_lost());
        match has_lost {
            true => {
                Err(Error::Environment("texts of articles can't be read again; build the site once more".to_owned()))
            }
            false => Ok(()),
        }
    }

    /// The title of an entry: from its front matter, else its first heading, else its name.
    pub fn title(&self, id: EntryId) -> String {
        let Some(entry) = self.entry(id) else { return String::new() };
        if let Some(title) = entry.front.title.given() {
            return title.value.clone();
        }
        if entry.kind == EntryKind::Home {
            return String::new();
        }
        let heading = self.body(id).and_then(|body| body.headings.first()).map(|heading| heading.text.clone());
        heading.unwrap_or_else(|| humanised(&entry.key))
    }

    /// One or two sentences about an entry: its summary, else the start of its text.
    pub fn summary(&self, id: EntryId) -> String {
        let front = self.entry(id).and_then(|entry| entry.front.summary.given());
        match front {
            Some(summary) => summary.value.clone(),
            None => self.body(id).map(|body| body.summary.clone()).unwrap_or_default(),
        }
    }

    /// The day an article last changed: from git, else its review date.
    pub fn updated(&self, entry: &Entry) -> Option<Date> {
        let from_git = self.dates.get(entry.file.path());
        from_git.or_else(|| entry.front.reviewed.given().map(|reviewed| reviewed.value))
    }

    /// An article as readers of a language see it in lists.
    pub fn shown(&self, key: &str, language: LanguageId) -> Option<Shown<'_>> {
        let id = Routes::best(self.routes.articles().get(key)?, language)?;
        let entry = self.entry(id)?;
        Some(Shown { id, entry, foreign: entry.language != language })
    }

    /// Like [`shown`](Self::shown), for lists: archived articles keep their page but stand in none.
    pub fn listed(&self, key: &str, language: LanguageId) -> Option<Shown<'_>> {
        self.shown(key, language).filter(|shown| shown.entry.front.status != Status::Archived)
    }

    /// All versions of an entry's article or category.
    pub fn twins(&self, entry: &Entry) -> Option<&Twins> {
        match entry.kind {
            EntryKind::Article => self.routes.articles().get(&entry.key),
            EntryKind::Category => self.routes.categories().get(&entry.key),
            EntryKind::Home => None,
        }
    }

    /// The tags that articles of a language carry, in the order of their titles.
    pub fn tags(&self, language: LanguageId) -> &[Tag] {
        self.tags.get(language).map_or(&[], Vec::as_slice)
    }

    /// Whether an article or category is for agents alone.
    pub fn is_internal(&self, entry: &Entry) -> bool {
        self.sources.internal.holds(entry)
    }

    /// What marks what is for agents alone, in the words of a language.
    pub fn internal_label(&self, language: LanguageId) -> &str {
        self.internal_labels.get(language).map_or("", String::as_str)
    }

    /// What the list of checklists is called, in the words of a language.
    pub fn standards_label(&self, language: LanguageId) -> &str {
        self.standards_labels.get(language).map_or("", String::as_str)
    }

    /// Whether it is the site for agents.
    pub fn is_for_agents(&self) -> bool {
        self.config.audience == Audience::Agents
    }

    /// The home page's entry in a language.
    pub fn home(&self, language: LanguageId) -> Option<EntryId> {
        let is_home = |entry: &Entry| entry.kind == EntryKind::Home && entry.language == language;
        let start = self.config.site_path("_index");
        self.sources.beginning(&start).find(|(_, entry)| is_home(entry)).map(|(id, _)| id)
    }
}
