//! Where parts are: one after the other in packs.
//!
//! A part is what a query needs at once: a few articles, the postings of a few stems. Most have less than a kilobyte, and
//! hosts count files. So parts that stand side by side share a file, the pack, and a reader asks for the bytes of one.
//! Where a host knows no such requests, it sends the pack: packs are as small as the number of files allows.

use super::bytes::Bytes;
#[cfg(feature = "write")]
use super::bytes::{put_list, put_number};
use super::name::Name;

/// Where a part is. Its first bytes are its check, the others are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) pack: Name,
    pub(crate) at: u32,
    pub(crate) length: u32,
}

/// The places of parts that stand one after the other.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    /// The first part of each pack, and its name.
    packs: Vec<(u32, Name)>,
    /// Where each part begins in its pack, and its length.
    parts: Vec<(u32, u32)>,
}

impl Directory {
    #[cfg(feature = "write")]
    pub(crate) fn pack(out: &mut Vec<u8>, places: &[Place]) {
        // The pack of the first part may hold others before it.
        put_number(out, places.first().map_or(0, |place| place.at));
        let packs: Vec<&[Place]> = places.chunk_by(|a, b| a.pack == b.pack).collect();
        put_list(out, &packs, |out, parts| {
            out.extend(parts.first().map_or(&[][..], |place| &place.pack.0));
            put_number(out, parts.len() as u32);
        });
        places.iter().for_each(|place| put_number(out, place.length));
    }

    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let mut directory = Self::default();
        let mut at = bytes.number()?;
        let packs = bytes.list(|b| Some((Name::read(b.take(Name::LENGTH)?)?, b.number()?)))?;
        for (pack, count) in packs {
            directory.packs.push((directory.parts.len() as u32, pack));
            for _ in 0..count {
                let length = bytes.number()?;
                directory.parts.push((at, length));
                at = at.checked_add(length)?;
            }
            at = 0;
        }
        Some(directory)
    }

    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    pub(crate) fn place(&self, part: usize) -> Option<Place> {
        let &(at, length) = self.parts.get(part)?;
        let pack = self.packs.partition_point(|&(first, _)| first as usize <= part).checked_sub(1)?;
        self.packs.get(pack).map(|&(_, pack)| Place { pack, at, length })
    }
}

/// Things in their order, several to a part: stems in chunks of postings, articles in files.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// The first thing of each part.
    starts: Vec<u32>,
    /// How many there are.
    total: u32,
    directory: Directory,
}

impl Runs {
    #[cfg(feature = "write")]
    pub(crate) fn pack(out: &mut Vec<u8>, counts: &[u32], places: &[Place]) {
        Directory::pack(out, places);
        counts.iter().for_each(|&count| put_number(out, count));
    }

    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let mut runs = Self { directory: Directory::read(bytes)?, ..Self::default() };
        for _ in 0..runs.directory.len() {
            runs.starts.push(runs.total);
            runs.total = runs.total.checked_add(bytes.number()?)?;
        }
        Some(runs)
    }

    pub(crate) fn parts(&self) -> usize {
        self.starts.len()
    }

    pub(crate) fn total(&self) -> u32 {
        self.total
    }

    /// The part that holds a thing, and the thing's place in it.
    pub(crate) fn find(&self, thing: u32) -> Option<(usize, usize)> {
        if thing >= self.total {
            return None;
        }
        let part = self.starts.partition_point(|&start| start <= thing).checked_sub(1)?;
        Some((part, (thing - self.starts.get(part)?) as usize))
    }

    /// The things of a part.
    pub(crate) fn things(&self, part: usize) -> core::ops::Range<usize> {
        let start = |part: usize| self.starts.get(part).map_or(self.total, |&start| start) as usize;
        start(part)..start(part + 1)
    }

    pub(crate) fn place(&self, part: usize) -> Option<Place> {
        self.directory.place(part)
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    fn places() -> Vec<Place> {
        let (one, two) = (Name::of(b"1"), Name::of(b"2"));
        let places = [(one, 40, 7), (one, 47, 300), (two, 0, 9), (two, 9, 1)];
        places.map(|(pack, at, length)| Place { pack, at, length }).to_vec()
    }

    #[test]
    fn places_come_back() {
        let mut packed = Vec::new();
        Directory::pack(&mut packed, &places());
        let directory = Directory::read(&mut Bytes::new(&packed)).unwrap();
        let read: Vec<Place> = (0..directory.len()).filter_map(|part| directory.place(part)).collect();
        assert_eq!(read, places());
        assert_eq!(directory.place(4), None);
        for length in 0..packed.len() {
            assert!(Directory::read(&mut Bytes::new(&packed[..length])).is_none(), "{length}");
        }
    }

    #[test]
    fn a_thing_is_found_in_its_part() {
        let mut packed = Vec::new();
        Runs::pack(&mut packed, &[2, 1, 0, 3], &places());
        let runs = Runs::read(&mut Bytes::new(&packed)).unwrap();
        let found: Vec<_> = (0..7).map(|thing| runs.find(thing)).collect();
        assert_eq!(found, [Some((0, 0)), Some((0, 1)), Some((1, 0)), Some((3, 0)), Some((3, 1)), Some((3, 2)), None]);
        assert_eq!((runs.things(1), runs.things(3), runs.things(9)), (2..3, 3..6, 6..6));
        assert_eq!((runs.parts(), runs.total(), runs.place(3)), (4, 6, Some(places()[3])));
    }
}
