//! How one file of a site is told from the others.

/// One of the Markdown files of a site, by its place among them. It means nothing to another site, nor to the next state
/// of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

impl EntryId {
    /// Its place in lists that have an item per entry of the site.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The one at a place among so many.
    pub(super) fn at(place: usize, count: usize) -> Option<Self> {
        u32::try_from(place).ok().filter(|_| place < count).map(Self)
    }

    /// The first so many. No file system holds more files below one folder than fit.
    pub(super) fn first(count: usize) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        (0..u32::try_from(count).unwrap_or(u32::MAX)).map(Self)
    }
}
