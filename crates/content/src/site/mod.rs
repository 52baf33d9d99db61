//! A help site as a whole: categories, articles and languages, immutable.

mod dates;
mod related;
mod tags;
mod tree;
mod update;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::markdown::{self, Composed, Labels, Rendered};
use crate::routes::{Asking, Links, Needs, Routes, Twins};
use crate::source::{self, Entry, EntryKind, Snippet, Sources, Status};
use crate::variables::Inserts;
use crate::vocabulary::{self, Vocabulary};

pub(crate) use dates::Dates;
pub use related::key_of_path;
pub(crate) use tags::Tag;
pub use tree::{Tree, humanised};

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
    /// The files it is made from.
    pub sources: Sources,
    /// Where each of them is published.
    pub routes: Arc<Routes>,
    /// The body of each entry that is published, by its index.
    bodies: Vec<Option<Arc<Body>>>,
    /// Its categories with their articles, in order.
    pub tree: Arc<Tree>,
    /// When each entry was last changed.
    pub dates: Arc<Dates>,
    /// What the authors say about search.
    pub vocabulary: Arc<Vocabulary>,
    /// Keys of the articles nearest to each article, best first.
    pub related: Arc<BTreeMap<String, Vec<String>>>,
    /// The tags of each language.
    pub(crate) tags: Arc<Vec<Vec<Tag>>>,
    /// The index of each entry by its file's path.
    places: Arc<HashMap<Arc<str>, usize>>,
    /// What planning the URLs and reading the search words found.
    planned: Arc<Vec<Diagnostic>>,
}

/// The body of an entry.
#[derive(Debug)]
struct Body {
    rendered: Rendered,
    /// What of the site it depends on.
    needs: Needs,
}

/// One of the lists that a reader meets: an article as it is shown to readers of a language.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'s> {
    /// The entry shown.
    pub index: usize,
    /// The entry itself.
    pub entry: &'s Entry,
    /// Whether it is in another language than the page.
    pub foreign: bool,
}

impl Site {
    /// Reads, plans and renders a site. `labels` are the theme's words for each language.
    ///
    /// # Errors
    /// When the content folder can't be read; faults in articles are diagnostics.
    pub fn load(config: Arc<Config>, options: Options, labels: &[Labels]) -> Result<Self> {
        let site = Self::read(config, options, labels)?;
        let related = Arc::new(site.nearest());
        Ok(site.with_related(related))
    }

    /// Like [`load`](Self::load), but leaves out [`nearest`](Self::nearest).
    ///
    /// # Errors
    /// When the content folder can't be read.
    pub fn read(config: Arc<Config>, options: Options, labels: &[Labels]) -> Result<Self> {
        let (sources, dates) = rayon::join(|| source::read(&config), || Dates::from_git(&config));
        Ok(Self::assemble(config, options, sources?, Arc::new(dates), labels))
    }

    /// Puts a site together from what was read; only [`nearest`](Self::nearest) is left out.
    pub fn assemble(
        config: Arc<Config>,
        options: Options,
        sources: Sources,
        dates: Arc<Dates>,
        labels: &[Labels],
    ) -> Self {
        let (routes, mut planned) = Routes::plan(&config, &sources, options.drafts);
        let bodies = (0..sources.entries.len())
            .into_par_iter()
            .map(|index| render(&config, &sources, &routes, index, labels).map(Arc::new))
            .collect();
        planned.extend(in_snippets(&sources, &routes, labels));
        let vocabulary = vocabulary::read(&config, &sources, &routes, &mut planned);
        let site = Self {
            places: Arc::new(places(&sources)),
            tree: Arc::new(Tree::grow(&sources, &routes)),
            config,
            options,
            sources,
            routes: Arc::new(routes),
            bodies,
            dates,
            vocabulary: Arc::new(vocabulary),
            related: Arc::default(),
            tags: Arc::default(),
            planned: Arc::new(planned),
        };
        Self { tags: Arc::new(tags::collect(&site)), ..site }
    }

    /// Keys of the articles nearest to each article. It is the one part of a site that looks at every article beside
    /// every other one, so the preview works it out when the pages are already shown.
    pub fn nearest(&self) -> BTreeMap<String, Vec<String>> {
        related::find(self)
    }

    /// The site with what [`nearest`](Self::nearest) found.
    pub fn with_related(self, related: Arc<BTreeMap<String, Vec<String>>>) -> Self {
        Self { related, ..self }
    }

    /// What the phases found.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = self.planned.to_vec();
        found.extend(self.sources.diagnostics.iter().cloned());
        found.extend(self.sources.entries.iter().flat_map(|entry| entry.diagnostics.iter().cloned()));
        found.extend(self.bodies().flat_map(|body| body.diagnostics.iter().cloned()));
        found
    }

    /// An entry by its index.
    pub fn entry(&self, index: usize) -> Option<&Arc<Entry>> {
        self.sources.entries.get(index)
    }

    /// The index of the entry of a file, by its path from the site's root.
    pub fn index_of(&self, path: &str) -> Option<usize> {
        self.places.get(path).copied()
    }

    /// The text of one of the site's files as it was read, by its path.
    pub fn text_of(&self, path: &str) -> Option<&str> {
        let entry = self.index_of(path).and_then(|index| self.entry(index));
        let others = [&self.sources.urls, &self.sources.synonyms, &self.sources.queries];
        let other = || others.into_iter().flatten().find(|file| file.path() == path);
        entry.map(|entry| entry.file.text()).or_else(|| other().map(|file| file.text()))
    }

    /// The rendered body of an entry.
    pub fn body(&self, index: usize) -> Option<&Rendered> {
        self.bodies.get(index)?.as_deref().map(|body| &body.rendered)
    }

    /// Every body that is published.
    pub fn bodies(&self) -> impl Iterator<Item = &Rendered> {
        self.bodies.iter().flatten().map(|body| &body.rendered)
    }

    /// The title of an entry: from its front matter, else its first heading, else its name.
    pub fn title(&self, index: usize) -> String {
        let Some(entry) = self.entry(index) else { return String::new() };
        if let Some(title) = &entry.front.title {
            return title.value.clone();
        }
        if entry.kind == EntryKind::Home {
            return String::new();
        }
        let heading = self.body(index).and_then(|body| body.headings.first()).map(|heading| heading.text.clone());
        heading.unwrap_or_else(|| tree::humanised(&entry.key))
    }

    /// One or two sentences about an entry: its summary, else the start of its text.
    pub fn summary(&self, index: usize) -> String {
        let front = self.entry(index).and_then(|entry| entry.front.summary.as_ref());
        match front {
            Some(summary) => summary.value.clone(),
            None => self.body(index).map(|body| body.summary.clone()).unwrap_or_default(),
        }
    }

    /// An article as readers of a language see it in lists.
    pub fn shown(&self, key: &str, language: usize) -> Option<Shown<'_>> {
        let index = Routes::best(self.routes.articles().get(key)?, language)?;
        let entry = self.entry(index)?;
        Some(Shown { index, entry, foreign: entry.language != language })
    }

    /// Like [`shown`](Self::shown), for lists: archived articles keep their page but stand in none.
    pub fn listed(&self, key: &str, language: usize) -> Option<Shown<'_>> {
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
    pub fn tags(&self, language: usize) -> &[Tag] {
        self.tags.get(language).map_or(&[], Vec::as_slice)
    }

    /// The home page's entry in a language.
    pub fn home(&self, language: usize) -> Option<usize> {
        let is_home = |entry: &Arc<Entry>| entry.kind == EntryKind::Home && entry.language == language;
        self.sources.entries.iter().position(is_home)
    }
}

/// What is wrong with snippets: told once, wherever they are inserted.
fn in_snippets(sources: &Sources, routes: &Routes, labels: &[Labels]) -> Vec<Diagnostic> {
    let render = |snippet: &Snippet| {
        let labels = labels.get(snippet.language).or_else(|| labels.first())?;
        let body = Composed::plain(&snippet.file, 0..snippet.file.text().len());
        let links = Links::of_snippets(routes, sources, snippet.language);
        Some(markdown::render(&snippet.file, &body, "", labels, &links).diagnostics)
    };
    sources.snippets.iter().filter_map(render).flatten().collect()
}

fn render(config: &Config, sources: &Sources, routes: &Routes, index: usize, labels: &[Labels]) -> Option<Body> {
    let entry = sources.entries.get(index)?;
    let is_home = entry.kind == EntryKind::Home;
    if routes.url(index).is_none() && !is_home {
        return None;
    }
    let labels = labels.get(entry.language).or_else(|| labels.first())?;
    let title = entry.front.title.as_ref().map_or("", |title| &title.value);
    let links = Asking::new(Links::of(routes, sources, index));
    let body = Inserts::of(config, sources).fill(&entry.file, entry.body.clone(), entry.language);
    let rendered = markdown::render(&entry.file, &body, title, labels, &links);
    Some(Body { rendered, needs: links.needs() })
}

/// The index of each entry by its file's path.
fn places(sources: &Sources) -> HashMap<Arc<str>, usize> {
    sources.entries.iter().enumerate().map(|(index, entry)| (entry.file.shared_path(), index)).collect()
}
