//! From what was read to a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::body;
use super::body::{Body, Inserted};
use super::dates::Dates;
use super::model::{Options, Site};
use super::outside;
use super::related;
use super::tags;
use super::tree::Tree;
use crate::config::{Config, LanguageId, PerLanguage};
use crate::contact;
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::incidents;
use crate::kept::{MadeOf, Many, Memory, What};
use crate::markdown::{self, Composed, Labels};
use crate::path::ArticleKey;
use crate::routes::{DependencyTracker, Links, Routes};
use crate::source::{self, EntryId, EntryKind, STANDARDS, Snippet, Sources};
use crate::standards::{self, Standard, Step};
use crate::text_store::TextStore;
use crate::typed_queries;
use crate::variables::Substitutions;
use crate::vocabulary;

impl Site {
    /// Reads, plans and renders a site. `labels` are the theme's words for each language.
    ///
    /// # Errors
    /// When the content folder can't be read; faults in articles are diagnostics.
    pub fn load(config: Arc<Config>, options: Options, labels: &PerLanguage<Labels>) -> Result<Self> {
        Self::load_with(config, options, labels, None, |_, sources| Ok(sources))
    }

    /// Like [`load`](Self::load), with what `prepare` makes of the files before anything is made of them. What `memory` has of
    /// texts that are as they were is not made again.
    ///
    /// # Errors
    /// When the content folder can't be read, or what `prepare` fails with.
    pub fn load_with(
        config: Arc<Config>,
        options: Options,
        labels: &PerLanguage<Labels>,
        memory: Option<&dyn Memory>,
        prepare: impl FnOnce(&Config, Sources) -> Result<Sources>,
    ) -> Result<Self> {
        let config = contact::named(config, labels);
        let (sources, dates) =
            rayon::join(|| source::read_with(&config, memory), || Dates::from_git_with(&config, memory));
        let sources = prepare(&config, sources?)?;
        let site = Self::assemble_with(config, options, sources, Arc::new(dates), labels, memory);
        let related = Arc::new(site.nearest_as_before(memory));
        Ok(site.with_related(related))
    }

    /// Like [`load`](Self::load), but leaves out [`nearest`](Self::nearest).
    ///
    /// # Errors
    /// When the content folder can't be read.
    pub fn read(config: Arc<Config>, options: Options, labels: &PerLanguage<Labels>) -> Result<Self> {
        let config = contact::named(config, labels);
        let (sources, dates) = rayon::join(|| source::read(&config), || Dates::from_git(&config));
        Ok(Self::assemble(config, options, sources?, Arc::new(dates), labels))
    }

    /// Puts a site together from what was read; only [`nearest`](Self::nearest) is left out.
    pub fn assemble(
        config: Arc<Config>,
        options: Options,
        sources: Sources,
        dates: Arc<Dates>,
        labels: &PerLanguage<Labels>,
    ) -> Self {
        Self::assemble_with(config, options, sources, dates, labels, None)
    }

    fn assemble_with(
        config: Arc<Config>,
        options: Options,
        sources: Sources,
        dates: Arc<Dates>,
        labels: &PerLanguage<Labels>,
        memory: Option<&dyn Memory>,
    ) -> Self {
        let config = contact::named(config, labels);
        let whole = sources;
        let sources = whole.for_audience(&config, config.audience, None);
        let (routes, mut planned) = Routes::plan(&config, &sources, options.drafts);
        let texts = sources.texts.clone();
        let places = memory.and_then(|_| outside::places(&sources, &routes));
        let heads = memory.map(|memory| Many::of(memory, "bodies"));
        let remembered = memory.zip(heads.as_ref());
        let remembered = remembered.map(|(memory, heads)| {
            let is_in_place = is_same(memory, places.as_ref());
            Remembered { memory, heads, is_in_place }
        });
        let bodies: Vec<Option<Arc<Body>>> = sources
            .ids()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|id| render((&config, &sources, &routes), id, labels, (texts.as_ref(), remembered)).map(Arc::new))
            .collect();
        if let Some((memory, heads)) = memory.zip(heads) {
            heads.keep(memory);
        }
        let of_routes = planned.len();
        planned.extend(in_snippets(&config, &sources, &routes, labels));
        let vocabulary = vocabulary::read(&config, &sources, &routes, &mut planned);
        let typed_queries = typed_queries::read(&config, &sources, &routes, &mut planned);
        let outside = places.map(|places| outside::whole(&places, (&sources, &bodies), &dates, &typed_queries));
        let incidents = incidents::read(&config, &sources, &routes, labels, &mut planned);
        let standards = standards::read(&config, &sources, &routes, labels, &mut planned);
        let label = |of: fn(&Labels) -> &String| {
            let own = |language| labels.get(language).map(|labels| of(labels).clone()).unwrap_or_default();
            Arc::new(PerLanguage::new(&config.languages, own))
        };
        let (internal_labels, standards_labels) = (label(|labels| &labels.internal), label(|labels| &labels.standards));
        let site = Self {
            tree: Arc::new(Tree::grow(&config.languages, &sources, &routes)),
            config,
            options,
            sources,
            whole,
            routes: Arc::new(routes),
            bodies,
            texts,
            dates,
            vocabulary: Arc::new(vocabulary),
            typed_queries,
            incidents: Arc::new(incidents),
            standards: Arc::new(standards),
            related: Arc::default(),
            outside,
            tags: Arc::default(),
            internal_labels,
            standards_labels,
            planned: Arc::new(planned),
            of_routes,
        };
        Self { tags: Arc::new(tags::collect(&site)), ..site }
    }

    /// Keys of the articles nearest to each article. It is the one part of a site that looks at every article beside
    /// every other one, so the preview works it out when the pages are already shown.
    pub fn nearest(&self) -> BTreeMap<ArticleKey, Vec<ArticleKey>> {
        related::find(self)
    }

    /// The same for whoever remembers it from the last time that the same was seen of all articles.
    fn nearest_as_before(&self, memory: Option<&dyn Memory>) -> BTreeMap<ArticleKey, Vec<ArticleKey>> {
        let Some((memory, seen)) = memory.zip(self.outside) else { return self.nearest() };
        let known = memory.recall(What::Site, NEAREST, &seen).and_then(|bytes| outside::near_from_bytes(&bytes));
        if let Some(known) = known.and_then(|near| related::by_place(self, &near)) {
            return known;
        }
        let near = self.nearest();
        if let Some(bytes) = related::places(self, &near).and_then(|places| outside::near_to_bytes(&places)) {
            memory.keep(What::Site, NEAREST, &seen, &bytes);
        }
        near
    }

    /// The same for whoever takes texts alone, once its faults are told: links, images, anchors and faults of bodies are let go.
    #[must_use]
    pub fn texts_alone(mut self) -> Self {
        self.bodies.par_iter_mut().flatten().filter_map(Arc::get_mut).for_each(Body::keep_texts);
        self
    }

    /// The site with what [`nearest`](Self::nearest) found.
    pub fn with_related(self, related: Arc<BTreeMap<ArticleKey, Vec<ArticleKey>>>) -> Self {
        Self { related, ..self }
    }
}

impl Site {
    /// A step of a checklist as plain Markdown on one line, in one of the languages that it is written in. `labels` and
    /// `address` are as for [`markdown`](Self::markdown).
    pub fn step_markdown(
        &self,
        (standard, step): (&Standard, &Step),
        language: LanguageId,
        labels: &Labels,
        address: &dyn Fn(&str) -> String,
    ) -> Option<String> {
        let (_, text) = step.wording.texts().find(|(own, _)| *own == language)?;
        let links = Links::in_folder(&self.routes, &self.sources, language, STANDARDS);
        let substitutions = Substitutions::of(&self.config, &self.sources);
        let body = standards::step_text(&substitutions, &standard.file, text, language);
        let plain = markdown::plain(&body, "", labels, &links, address);
        Some(plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
    }
}

/// What is wrong with snippets: told once, wherever they are inserted.
pub(super) fn in_snippets(
    config: &Config,
    sources: &Sources,
    routes: &Routes,
    labels: &PerLanguage<Labels>,
) -> Vec<Diagnostic> {
    let render = |snippet: &Snippet| {
        let labels = labels.get(snippet.language)?;
        let body = Composed::plain(&snippet.file, 0..snippet.file.len()).with_math(config.math);
        let links = Links::of_snippets(routes, sources, snippet.language);
        Some(markdown::render(&snippet.file, &body, "", labels, &links).diagnostics)
    };
    sources.snippets.iter().filter_map(render).flatten().collect()
}

/// By which name it is kept which articles are near to each other.
const NEAREST: &str = "nearest";
/// By which name it is kept where everything is.
const PLACES: &str = "places";

/// Whether everything is where it was when this was asked before. What is kept of bodies is of that time, then.
fn is_same(memory: &dyn Memory, places: Option<&MadeOf>) -> bool {
    let Some(places) = places else { return false };
    let is_same = memory.recall(What::Site, PLACES, places).is_some();
    if !is_same {
        memory.keep(What::Site, PLACES, places, &[]);
    }
    is_same
}

/// What is known from the build before.
#[derive(Clone, Copy)]
pub(super) struct Remembered<'m> {
    memory: &'m dyn Memory,
    /// What is kept of bodies besides what they were rendered to.
    heads: &'m Many,
    /// Whether all that links can lead to is as it was, and all that can be inserted.
    is_in_place: bool,
}

/// The body of an entry, if it is published. Its texts go into a store where there is one, and are not made
/// again where they are remembered.
pub(super) fn render(
    (config, sources, routes): (&Config, &Sources, &Routes),
    id: EntryId,
    labels: &PerLanguage<Labels>,
    (store, remembered): (Option<&Arc<TextStore>>, Option<Remembered<'_>>),
) -> Option<Body> {
    let entry = sources.get(id)?;
    let is_home = entry.kind == EntryKind::Home;
    if routes.url(id).is_none() && !is_home {
        return None;
    }
    let labels = labels.get(entry.language)?;
    let title = entry.front.title.given().map_or("", |title| &title.value);
    let links = || Links::of(routes, sources, id);
    let composed = || Substitutions::of(config, sources).fill(&entry.file, entry.body.clone(), entry.language);
    let (path, made_of) = (entry.file.path(), entry.file.number());
    let number = body::number(path, &made_of);
    if let Some(Remembered { memory, heads, is_in_place }) = remembered
        && let Some(head) = heads.recall(&number)
        && let Some(kept) = memory.recall_later(What::Body, path, &made_of)
    {
        let (links, inserted) = (links(), || Inserted::of(made_of, &composed(), title));
        let again: Option<(_, &dyn Fn() -> Inserted)> = (!is_in_place).then_some((&links, &inserted));
        if let Some(known) = body::recalled((head, kept), made_of, again, store) {
            return Some(known);
        }
    }
    let body = composed();
    let links = match remembered {
        Some(_) => DependencyTracker::to_ask_again(links()),
        None => DependencyTracker::new(links()),
    };
    let with_markdown = config.programs.has_texts();
    let rendered = markdown::render_with(&entry.file, &body, title, labels, &links, with_markdown).packed(store);
    // Lists show how a text begins only where nobody wrote a summary of it.
    let rendered = if entry.front.summary.given().is_some() { rendered.without_start() } else { rendered };
    let mut tracked = links.into_parts();
    let (answers, asked) = (tracked.answers, std::mem::take(&mut tracked.asked));
    let made_of = Inserted::of(made_of, &body, title);
    let mut body = Body::new(rendered, &made_of, tracked);
    if let Some(Remembered { memory, heads, .. }) = remembered {
        body.outside = body::outside(entry, &body, config.math);
        // What can't be kept takes the place of what was kept before: of that nobody knows any more whether it is as it was.
        let (head, rendered) = body::kept(&body, &made_of, (&answers, &asked)).unwrap_or_default();
        heads.add(number, head);
        memory.keep(What::Body, path, &made_of.file, &rendered);
    }
    Some(body)
}

impl Site {
    /// The body of an entry as plain Markdown, for programs; nothing for a draft that is not shown. `labels` are the theme's
    /// words for its language, and `address` gives the address of a link or image whose URL is as pages say it.
    pub fn markdown(
        &self,
        id: EntryId,
        labels: impl FnOnce() -> Labels,
        address: &dyn Fn(&str) -> String,
    ) -> Option<String> {
        let entry = self.entry(id)?;
        if let Some(text) = self.body(id)?.markdown() {
            return Some(markdown::with_addresses(&text, address));
        }
        let title = entry.front.title.given().map_or("", |title| &title.value);
        let links = Links::of(&self.routes, &self.sources, id);
        let body = Substitutions::of(&self.config, &self.sources).fill(&entry.file, entry.body.clone(), entry.language);
        Some(markdown::plain(&body, title, &labels(), &links, address))
    }
}
