//! A site after some of its files changed, came or went.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::assemble::{in_snippets, render};
use super::body::Body;
use super::model::Site;
use super::tags;
use super::tree::Tree;
use crate::config::PerLanguage;
use crate::diagnostic::Diagnostic;
use crate::incidents;
use crate::markdown::Labels;
use crate::path::ArticleKey;
use crate::routes::{Delta, Moved, Routes};
use crate::source::{Entry, EntryId, STANDARDS, Sources};
use crate::standards;
use crate::variables::placeholder;
use crate::vocabulary;

/// So many articles are rendered sooner than their work is shared out.
const FEW: usize = 4;

impl Site {
    /// This site with other sources, which share with the old ones what did not change.
    ///
    /// It costs what changed: an article is rendered again when its own text changed, or when what it links to came,
    /// went or moved. The articles nearest to each other stay as they were; [`nearest`](Self::nearest) finds them anew.
    pub fn follow(&self, whole: Sources, labels: &PerLanguage<Labels>) -> Self {
        let sources = whole.for_audience(&self.config, self.config.audience, Some(&self.sources.internal));
        let pairs = self.sources.pairs(&sources);
        let delta = Delta::between(&self.sources, &sources, &pairs);
        let mut next = self.with(sources, whole);
        let stays = delta.is_empty() && self.has_same_plan(&next.sources, &pairs);
        let patched = if stays { None } else { self.patched(&next.sources, &pairs, &delta) };
        let is_patched = patched.is_some();
        if !stays {
            next.plan(self, patched, labels);
        }
        let moved = if stays {
            Moved::default()
        } else {
            Moved::between((&self.sources, &self.routes), (&next.sources, &next.routes), &pairs)
        };
        next.bodies = self.bodies_of(&next, &pairs, &moved, labels);
        let changed: Vec<(&Arc<Entry>, &Arc<Entry>)> = self.changed(&next.sources, &pairs).collect();
        let mut keys = delta.keys(&self.sources, &next.sources);
        if stays || is_patched {
            let resorted = changed.iter().filter(|(old, new)| !is_sorted_alike(old, new));
            let listed: BTreeSet<ArticleKey> =
                keys.iter().cloned().chain(resorted.map(|(_, new)| new.key.clone())).collect();
            if !listed.is_empty() {
                let (before, now) = ((&self.sources, &*self.routes), (&next.sources, &*next.routes));
                next.tree = Arc::new(self.tree.patched(&next.config.languages, before, now, &listed));
            }
        } else {
            next.tree = Arc::new(Tree::grow(&next.config.languages, &next.sources, &next.routes));
        }
        if !stays || changed.iter().any(|(old, new)| !is_named_alike(old, new)) {
            next.typed_queries = self.typed_queries.follow(&next.config, &next.sources, &next.routes);
        }
        let slugs: BTreeSet<String> = self.slugs_of(&next.sources, &delta, &changed);
        keys.extend(changed.iter().map(|(_, new)| new.key.clone()));
        if !stays && !is_patched {
            next.tags = Arc::new(tags::collect(&next));
        } else if !slugs.is_empty() {
            next.tags = Arc::new(tags::patched(&next, &self.tags, &keys, &slugs));
            if stays && !next.standards.is_empty() {
                // Tags say to what they apply; what is wrong with their files is known already.
                let read = standards::read(&next.config, &next.sources, &next.routes, labels, &mut Vec::new());
                next.standards = Arc::new(read);
            }
        }
        next
    }

    /// This site with other sources; nothing is made of them yet.
    fn with(&self, sources: Sources, whole: Sources) -> Self {
        Self {
            texts: self.texts.clone(),
            typed_queries: self.typed_queries.clone(),
            sources,
            whole,
            bodies: Vec::new(),
            config: Arc::clone(&self.config),
            options: self.options,
            routes: Arc::clone(&self.routes),
            tree: Arc::clone(&self.tree),
            dates: Arc::clone(&self.dates),
            vocabulary: Arc::clone(&self.vocabulary),
            incidents: Arc::clone(&self.incidents),
            standards: Arc::clone(&self.standards),
            related: Arc::clone(&self.related),
            outside: None,
            tags: Arc::clone(&self.tags),
            internal_labels: Arc::clone(&self.internal_labels),
            standards_labels: Arc::clone(&self.standards_labels),
            planned: Arc::clone(&self.planned),
            of_routes: self.of_routes,
        }
    }

    /// The routes of the sources, made from those of this site; nothing where they have to be planned anew.
    fn patched(&self, sources: &Sources, pairs: &[Option<EntryId>], delta: &Delta) -> Option<Routes> {
        let told = self.planned.get(..self.of_routes)?;
        // Whatever did not get its URL may get it now.
        let waits = told.iter().any(|found| ["duplicate-url", "redirect-loop"].contains(&found.code));
        let gone = |entry: &Entry| told.iter().any(|found| found.path == entry.file.path().as_str());
        let mut kept = vec![false; self.sources.entries.len()];
        for (entry, pair) in sources.entries.iter().zip(pairs) {
            let Some((pair, old)) = pair.and_then(|pair| Some((pair, self.sources.get(pair)?))) else { continue };
            if let Some(slot) = kept.get_mut(pair.index()) {
                *slot = Arc::ptr_eq(old, entry);
            }
        }
        let other = self.sources.entries.iter().zip(&kept).filter(|(_, kept)| !**kept);
        let is_patchable = !waits
            && !other.into_iter().any(|(entry, _)| gone(entry))
            && self.sources.has_same_files(sources)
            && self.sources.has_same_standards(sources)
            && self.sources.incidents.is_empty() == sources.incidents.is_empty();
        let versions = (&self.sources, sources);
        is_patchable.then(|| self.routes.patched(&self.config, versions, delta, self.options.drafts)).flatten()
    }

    /// Plans where everything is published, and reads what depends on it. `before` is the last version, and `patched` are its
    /// routes as they are now, where nothing is to be told of them that wasn't before.
    fn plan(&mut self, before: &Self, patched: Option<Routes>, labels: &PerLanguage<Labels>) {
        let (config, sources) = (&self.config, &self.sources);
        let known = |routes| (routes, before.planned.iter().take(before.of_routes).cloned().collect());
        let (routes, mut planned): (Routes, Vec<Diagnostic>) =
            patched.map_or_else(|| Routes::plan(config, sources, self.options.drafts), known);
        self.of_routes = planned.len();
        planned.extend(in_snippets(config, sources, &routes, labels));
        self.vocabulary = Arc::new(vocabulary::read(config, sources, &routes, &mut planned));
        planned.extend(before.typed_queries.faults().iter().cloned());
        self.incidents = Arc::new(incidents::read(config, sources, &routes, labels, &mut planned));
        self.standards = Arc::new(standards::read(config, sources, &routes, labels, &mut planned));
        (self.routes, self.planned) = (Arc::new(routes), Arc::new(planned));
    }

    /// The tags that what changed, came or went carries now or carried.
    fn slugs_of(&self, sources: &Sources, delta: &Delta, changed: &[(&Arc<Entry>, &Arc<Entry>)]) -> BTreeSet<String> {
        let (gone, came) = delta.entries(&self.sources, sources);
        let others = changed.iter().filter(|(old, new)| !has_same_tags(old, new)).flat_map(|(old, new)| [*old, *new]);
        gone.chain(came).chain(others).flat_map(|entry| tags::slugs(entry)).collect()
    }

    /// The bodies of the next site: those that stay as they were are shared.
    fn bodies_of(
        &self,
        next: &Self,
        pairs: &[Option<EntryId>],
        moved: &Moved,
        labels: &PerLanguage<Labels>,
    ) -> Vec<Option<Arc<Body>>> {
        let other_snippets = !self.sources.has_same_snippets(&next.sources);
        let may_insert = |entry: &Entry| other_snippets && !placeholder::find(&entry.file.text()).is_empty();
        let other_standards = !self.sources.has_same_standards(&next.sources);
        let may_lead_there = |entry: &Entry| other_standards && entry.file.text().contains(STANDARDS);
        let kept = |id: EntryId, entry: &Arc<Entry>, pair: &Option<EntryId>| -> Option<Arc<Body>> {
            let old = self.sources.get((*pair)?)?;
            let body = self.bodies.get((*pair)?.index())?.as_ref()?;
            let stays = Arc::ptr_eq(old, entry)
                && !moved.concerns(&body.dependencies)
                && !may_insert(entry)
                && !may_lead_there(entry);
            (stays && self.routes.url((*pair)?) == next.routes.url(id)).then(|| Arc::clone(body))
        };
        let entries = next.sources.with_ids().zip(pairs);
        let mut bodies: Vec<Option<Arc<Body>>> = entries.map(|((id, entry), pair)| kept(id, entry, pair)).collect();
        let missing: Vec<EntryId> =
            next.sources.ids().filter(|id| matches!(bodies.get(id.index()), Some(None))).collect();
        let of = (&*next.config, &next.sources, &*next.routes);
        let rendered: Vec<_> = missing
            .into_par_iter()
            // A few are rendered here: others may be busy on all threads with what can wait.
            .with_min_len(FEW)
            .map(|id| (id, render(of, id, labels, (self.texts.as_ref(), None)).map(Arc::new)))
            .collect();
        for (id, body) in rendered {
            if let Some(slot) = bodies.get_mut(id.index()) {
                *slot = body;
            }
        }
        bodies
    }

    /// Whether everything that plans are made of is as it was, and nothing planned speaks of a file that changed; all entries
    /// have the places that they had.
    fn has_same_plan(&self, sources: &Sources, pairs: &[Option<EntryId>]) -> bool {
        let told = |entry: &Entry| self.planned.iter().any(|found| found.path == entry.file.path().as_str());
        !self.changed(sources, pairs).any(|(old, _)| told(old))
            && self.sources.has_same_files(sources)
            && self.sources.has_same_snippets(sources)
            && self.sources.has_same_incidents(sources)
            && self.sources.has_same_standards(sources)
            && self.sources.internal.is_same_choice(&sources.internal)
    }

    /// The two versions of each entry that is not the same.
    fn changed<'s>(
        &'s self,
        sources: &'s Sources,
        pairs: &'s [Option<EntryId>],
    ) -> impl Iterator<Item = (&'s Arc<Entry>, &'s Arc<Entry>)> {
        let both = sources.entries.iter().zip(pairs).filter_map(|(entry, pair)| {
            let old = self.sources.get((*pair)?)?;
            Some((old, entry))
        });
        both.filter(|(old, new)| !Arc::ptr_eq(old, new))
    }
}

/// Whether lists have two versions of an entry in one place.
fn is_sorted_alike(old: &Entry, new: &Entry) -> bool {
    let title = |entry: &Entry| entry.front.title.given().map(|title| title.value.clone());
    old.front.order == new.front.order && title(old) == title(new)
}

/// Whether search knows two versions of an entry by the same names, and finds both or neither.
fn is_named_alike(old: &Entry, new: &Entry) -> bool {
    let names = |entry: &Entry| {
        let front = &entry.front;
        let given = front.title.given().into_iter().chain(front.asks.items()).chain(&front.keywords).chain(&front.tags);
        given.map(|text| text.value.clone()).collect::<Vec<_>>()
    };
    old.front.status == new.front.status && names(old) == names(new)
}

/// Whether two versions of an entry have the same tags.
fn has_same_tags(old: &Entry, new: &Entry) -> bool {
    let tags = |entry: &Entry| entry.front.tags.iter().map(|tag| tag.value.clone()).collect::<Vec<_>>();
    tags(old) == tags(new)
}

#[cfg(test)]
mod tests;
