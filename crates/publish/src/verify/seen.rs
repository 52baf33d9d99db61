//! What a page says of itself and of others, whatever else the output holds: what is kept until the next build.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::names::Names;
use super::scan::Scan;

/// What a page says of itself and of others. Addresses are numbers of [`Names`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// What it links to or loads, in its order; an odd number is loaded.
    references: Vec<u32>,
    /// The hashes of what fragments can lead to, sorted.
    pub(super) ids: Arc<[u64]>,
    canonical: Option<u32>,
    pub(super) noindex: bool,
    /// For each of `<h1>` and `<title>` without a text whether it is the title.
    empty: Vec<bool>,
    pub(super) bytes: u64,
}

impl Seen {
    /// What a look at a page found.
    pub(super) fn of(scan: &Scan<'_>, ids: Arc<[u64]>, bytes: u64, names: &Names) -> Self {
        let mut all: Vec<&str> = scan.references.iter().map(|reference| &*reference.url).collect();
        all.extend(scan.canonical.as_deref());
        let mut numbers = names.numbers(&all);
        let canonical = if scan.canonical.is_some() { numbers.pop() } else { None };
        let loaded = scan.references.iter().map(|reference| u32::from(reference.loaded));
        Self {
            references: numbers.iter().zip(loaded).map(|(number, loaded)| 2 * number + loaded).collect(),
            ids,
            canonical,
            noindex: scan.noindex,
            empty: scan.empty.iter().map(|name| *name == "title").collect(),
            bytes,
        }
    }

    /// The numbers of what it refers to, and whether each is loaded.
    pub(super) fn references(&self) -> impl Iterator<Item = (u32, bool)> {
        self.references.iter().map(|packed| (packed / 2, packed % 2 == 1))
    }

    pub(super) fn canonical(&self) -> Option<u32> {
        self.canonical
    }

    pub(super) fn empty(&self) -> Vec<&'static str> {
        self.empty.iter().map(|is_title| if *is_title { "title" } else { "h1" }).collect()
    }

    /// Gives its addresses other numbers.
    pub(super) fn renumber(&mut self, mut new: impl FnMut(u32) -> u32) {
        for packed in &mut self.references {
            *packed = 2 * new(*packed / 2) + *packed % 2;
        }
        self.canonical = self.canonical.map(new);
    }
}

/// The addresses that pages use, numbered anew in the order of the pages.
pub(crate) fn used_names<'s>(names: &Names, pages: impl Iterator<Item = &'s mut Seen>) -> Vec<String> {
    names.renumbered(|new| pages.for_each(|page| page.renumber(&mut *new)))
}
