//! A site after some of its files changed, came or went.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::assemble::{in_snippets, places, render};
use super::model::{Body, Site};
use super::tags;
use super::tree::Tree;
use crate::config::PerLanguage;
use crate::incidents;
use crate::markdown::Labels;
use crate::routes::{Moved, Routes, is_same_place};
use crate::source::{Entry, EntryId, STANDARDS, Sources};
use crate::standards;
use crate::variables::placeholder;
use crate::vocabulary;

impl Site {
    /// This site with other sources, which share with the old ones what did not change.
    ///
    /// It costs what changed: an article is rendered again when its own text changed, or when what it links to came,
    /// went or moved. The articles nearest to each other stay as they were; [`nearest`](Self::nearest) finds them anew.
    pub fn follow(&self, whole: Sources, labels: &PerLanguage<Labels>) -> Self {
        let sources = whole.for_audience(&self.config, self.config.audience, Some(&self.sources.internal));
        let pairs = self.sources.pairs(&sources);
        let mut next = Self { sources, whole, ..self.clone() };
        let stays = self.stays_in_place(&next.sources, &pairs);
        let mut moved = Moved::default();
        if !stays {
            let (routes, mut planned) = Routes::plan(&next.config, &next.sources, next.options.drafts);
            planned.extend(in_snippets(&next.config, &next.sources, &routes, labels));
            let vocabulary = vocabulary::read(&next.config, &next.sources, &routes, &mut planned);
            let incidents = incidents::read(&next.config, &next.sources, &routes, labels, &mut planned);
            next.standards = Arc::new(standards::read(&next.config, &next.sources, &routes, labels, &mut planned));
            moved = Moved::between((&self.sources, &self.routes), (&next.sources, &routes), &pairs);
            (next.routes, next.planned, next.vocabulary) = (Arc::new(routes), Arc::new(planned), Arc::new(vocabulary));
            next.incidents = Arc::new(incidents);
            next.places = Arc::new(places(&next.sources));
        }
        next.bodies = self.bodies_of(&next, &pairs, &moved, labels);
        if !stays {
            next.tree = Arc::new(Tree::grow(&next.config.languages, &next.sources, &next.routes));
        }
        let changed: Vec<(&Arc<Entry>, &Arc<Entry>)> = self.changed(&next.sources, &pairs).collect();
        let resorted: BTreeSet<&str> =
            changed.iter().filter(|(old, new)| !is_sorted_alike(old, new)).map(|(_, new)| new.key.as_str()).collect();
        if stays && !resorted.is_empty() {
            next.tree = Arc::new(self.tree.resorted(&resorted, &next.sources, &next.routes));
        }
        if !stays || changed.iter().any(|(old, new)| !has_same_tags(old, new)) {
            next.tags = Arc::new(tags::collect(&next));
            if stays && !next.standards.is_empty() {
                // Tags say to what they apply; what is wrong with their files is known already.
                let read = standards::read(&next.config, &next.sources, &next.routes, labels, &mut Vec::new());
                next.standards = Arc::new(read);
            }
        }
        next
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
        let may_insert = |entry: &Entry| other_snippets && !placeholder::find(entry.file.text()).is_empty();
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
        let rendered: Vec<_> = missing
            .into_par_iter()
            .map(|id| (id, render(&next.config, &next.sources, &next.routes, id, labels, None).map(Arc::new)))
            .collect();
        for (id, body) in rendered {
            if let Some(slot) = bodies.get_mut(id.index()) {
                *slot = body;
            }
        }
        bodies
    }

    /// Whether everything is published where it was, and nothing planned speaks of a file that changed.
    fn stays_in_place(&self, sources: &Sources, pairs: &[Option<EntryId>]) -> bool {
        let entries = &self.sources.entries;
        let told = |entry: &Entry| self.planned.iter().any(|found| found.path == entry.file.path().as_str());
        let stays = |(entry, pair): (&Arc<Entry>, &Option<EntryId>)| {
            let old = pair.and_then(|pair| self.sources.get(pair));
            old.is_some_and(|old| Arc::ptr_eq(old, entry) || (is_same_place(old, entry) && !told(old)))
        };
        entries.len() == sources.entries.len()
            && sources.entries.iter().zip(pairs).all(stays)
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

/// Whether two versions of an entry have the same tags.
fn has_same_tags(old: &Entry, new: &Entry) -> bool {
    let tags = |entry: &Entry| entry.front.tags.iter().map(|tag| tag.value.clone()).collect::<Vec<_>>();
    tags(old) == tags(new)
}
