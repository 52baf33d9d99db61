//! In which entries two versions of a site differ, as far as URLs go.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::path::ArticleKey;
use crate::routes::dependencies::is_same_place;
use crate::source::{Entry, EntryId, Sources};

/// What came, what went, and where everything else is now. What is published at another place than before did both.
#[derive(Debug)]
pub(crate) struct Delta {
    /// Where each of the old entries is now; nothing for one that is gone.
    stayed: Vec<Option<EntryId>>,
    /// Old entries.
    pub(super) gone: Vec<EntryId>,
    /// New entries.
    pub(super) came: Vec<EntryId>,
}

impl Delta {
    /// Compares two versions. `pairs` has the old id of each new entry.
    pub(crate) fn between(old: &Sources, new: &Sources, pairs: &[Option<EntryId>]) -> Self {
        let mut delta = Self { stayed: vec![None; old.entries.len()], gone: Vec::new(), came: Vec::new() };
        for ((id, entry), pair) in new.with_ids().zip(pairs) {
            let before = pair.and_then(|pair| Some((pair, old.get(pair)?)));
            let stays = before.filter(|(_, before)| Arc::ptr_eq(before, entry) || is_same_place(before, entry));
            match stays.and_then(|(pair, _)| delta.stayed.get_mut(pair.index())) {
                Some(slot) => *slot = Some(id),
                None => delta.came.push(id),
            }
        }
        let gone = old.ids().zip(&delta.stayed).filter(|(_, now)| now.is_none());
        delta.gone = gone.map(|(id, _)| id).collect();
        delta
    }

    /// Whether everything has the place that it had.
    pub(crate) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.came.is_empty()
    }

    /// Where an old entry is now.
    pub(super) fn now(&self, old: EntryId) -> Option<EntryId> {
        self.stayed.get(old.index()).copied().flatten()
    }

    /// Where each old entry that stayed is now.
    pub(super) fn stayed(&self) -> impl Iterator<Item = (usize, EntryId)> {
        self.stayed.iter().enumerate().filter_map(|(old, now)| Some((old, (*now)?)))
    }

    /// What went, and what came.
    pub(crate) fn entries<'s>(
        &self,
        old: &'s Sources,
        new: &'s Sources,
    ) -> (impl Iterator<Item = &'s Arc<Entry>>, impl Iterator<Item = &'s Arc<Entry>>) {
        (self.gone.iter().filter_map(|id| old.get(*id)), self.came.iter().filter_map(|id| new.get(*id)))
    }

    /// The keys of both.
    pub(crate) fn keys(&self, old: &Sources, new: &Sources) -> BTreeSet<ArticleKey> {
        let (gone, came) = self.entries(old, new);
        gone.chain(came).map(|entry| entry.key.clone()).collect()
    }
}
