//! A site after some of its articles were written again.

use std::sync::Arc;

use super::{Site, Tree, render};
use crate::markdown::Labels;
use crate::source::Entry;

impl Site {
    /// This site with other versions of some entries, given by their index.
    ///
    /// As long as no URL changes it costs what these entries cost: rendering an article depends on where the others
    /// are, not on what they say. The articles nearest to each other stay as they were; [`nearest`](Self::nearest)
    /// finds them anew.
    pub(crate) fn update(&self, changed: &[(usize, Arc<Entry>)], labels: &[Labels]) -> Self {
        let mut next = self.clone();
        let (mut same_places, mut same_lists) = (true, true);
        for (index, entry) in changed {
            let Some(slot) = next.sources.entries.get_mut(*index) else { continue };
            same_places &= self.is_same_place(slot, entry);
            same_lists &= is_same_in_lists(slot, entry);
            *slot = Arc::clone(entry);
        }
        if !same_places {
            let (config, dates) = (Arc::clone(&self.config), Arc::clone(&self.dates));
            let related = Arc::clone(&self.related);
            return Self { related, ..Self::assemble(config, self.options, next.sources, dates, labels) };
        }
        for (index, _) in changed {
            if let Some(slot) = next.rendered.get_mut(*index) {
                *slot = render(&next.config, &next.sources, &next.routes, *index, labels).map(Arc::new);
            }
        }
        if !same_lists {
            next.tree = Arc::new(Tree::grow(&next.sources, &next.routes));
            next.tags = Arc::new(next.collect_tags());
        }
        next
    }

    /// Whether two versions of an entry are published at the same URLs, and nothing planned speaks of the old one.
    fn is_same_place(&self, old: &Entry, new: &Entry) -> bool {
        let aliases = |entry: &Entry| entry.front.aliases.iter().map(|alias| alias.value.clone()).collect::<Vec<_>>();
        old.key == new.key
            && old.language == new.language
            && old.kind == new.kind
            && old.front.status == new.front.status
            && aliases(old) == aliases(new)
            && self.planned.iter().all(|found| found.path != old.file.path())
    }
}

/// Whether lists sort two versions of an entry alike, and tags name it alike.
fn is_same_in_lists(old: &Entry, new: &Entry) -> bool {
    let title = |entry: &Entry| entry.front.title.as_ref().map(|title| title.value.clone());
    let tags = |entry: &Entry| entry.front.tags.iter().map(|tag| tag.value.clone()).collect::<Vec<_>>();
    old.front.order == new.front.order && title(old) == title(new) && tags(old) == tags(new)
}
