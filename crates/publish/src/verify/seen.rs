//! What a page says of itself and of others, whatever else the output holds: what is kept until the next build.

use std::sync::Arc;

use super::names::Names;
use super::scan::Scan;

/// What a page says of itself and of others. Addresses are numbers of [`Names`].
#[derive(Clone, Debug)]
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

    /// All of it as bytes. Nothing where it can't be written, which no page brings about.
    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        let Self { references, ids, canonical, noindex, empty, bytes } = self;
        let ids: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
        let empty: Vec<u8> = empty.iter().map(|is_title| u8::from(*is_title)).collect();
        postcard::to_allocvec(&(references, ids.as_slice(), canonical, noindex, empty.as_slice(), bytes)).ok()
    }

    /// The same again; nothing for bytes that are not such.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        type Record<'r> = (Vec<u32>, &'r [u8], Option<u32>, bool, &'r [u8], u64);
        let (references, ids, canonical, noindex, empty, bytes): Record<'_> = postcard::from_bytes(bytes).ok()?;
        let ids = ids.as_chunks::<8>().0.iter().map(|id| u64::from_le_bytes(*id)).collect();
        let empty = empty.iter().map(|is_title| *is_title == 1).collect();
        Some(Self { references, ids, canonical, noindex, empty, bytes })
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

    /// Whether it says the same as another one, of whatever length.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let Self { references, ids, canonical, noindex, empty, bytes: _ } = self;
        (references, ids, canonical) == (&other.references, &other.ids, &other.canonical)
            && (noindex, empty) == (&other.noindex, &other.empty)
    }

    /// Gives its addresses other numbers.
    pub(super) fn renumber(&mut self, mut new: impl FnMut(u32) -> u32) {
        for packed in &mut self.references {
            *packed = 2 * new(*packed / 2) + *packed % 2;
        }
        self.canonical = self.canonical.map(new);
    }
}

/// The addresses that pages use, numbered anew in the order of the pages: without those that no page uses any more.
pub(crate) fn used_names<'s>(names: &Names, pages: impl Iterator<Item = &'s mut Seen>) -> Vec<Arc<str>> {
    names.renumbered(|new| pages.for_each(|page| page.renumber(&mut *new)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_is_the_same_again() {
        let seen = Seen {
            references: vec![3, 8, 70_000],
            ids: vec![1, u64::MAX].into(),
            canonical: Some(9),
            noindex: true,
            empty: vec![true, false],
            bytes: 4_000,
        };
        let bytes = seen.to_bytes().expect("written");
        assert_eq!(format!("{:?}", Seen::from_bytes(&bytes).expect("read")), format!("{seen:?}"));
        assert!(Seen::from_bytes(&bytes[..3]).is_none());
    }
}
