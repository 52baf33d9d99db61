//! Words that the articles don't use, each with the stems of theirs that are near it in meaning.
//!
//! A help center uses a few thousand words, and its customers all of their language. What the others mean here is worked
//! out when the index is built and kept in runs of a few kilobytes, in the order of their letters. A list of the runs is a
//! part of its own, so that a query of known words loads nothing of this.

use super::bytes::Bytes;
#[cfg(feature = "write")]
use super::bytes::{put_bytes, put_list, put_number};
use super::dictionary::Block;
use super::directory::{Directory, Place};

/// All of a stem's weight, as kept in a byte.
pub(crate) const SHARE_STEPS: f32 = 255.0;

/// A stem of the index, and the share of its weight that it counts for the word, from 0 to [`SHARE_STEPS`].
pub(crate) type Neighbour = (u32, u8);

/// A run of words and their neighbours.
#[derive(Debug, Default)]
pub(crate) struct Expansions {
    /// The words, as stems; the number with each tells how many neighbours it has.
    words: Block,
    /// Where the neighbours of each word end.
    ends: Vec<u32>,
    neighbours: Vec<Neighbour>,
}

impl Expansions {
    #[cfg(feature = "write")]
    pub(crate) fn pack(words: &[(Vec<u8>, Vec<Neighbour>)]) -> Vec<u8> {
        let counted: Vec<(&[u8], u32)> =
            words.iter().map(|(word, neighbours)| (word.as_slice(), neighbours.len() as u32)).collect();
        let mut out = Vec::new();
        put_bytes(&mut out, &Block::pack(&counted));
        let neighbours = || words.iter().flat_map(|(_, neighbours)| neighbours);
        neighbours().for_each(|&(stem, _)| put_number(&mut out, stem));
        out.extend(neighbours().map(|&(_, share)| share));
        out
    }

    /// Unpacks; there are so many stems in the index.
    pub(crate) fn unpack(bytes: &[u8], stems: u32) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let words = Block::unpack(bytes.bytes()?)?;
        let mut expansions = Self { words, ..Self::default() };
        let mut found = Vec::new();
        for &count in expansions.words.frequencies() {
            for _ in 0..count {
                found.push(bytes.number().filter(|&stem| stem < stems)?);
            }
            expansions.ends.push(found.len() as u32);
        }
        let shares = bytes.take(found.len())?;
        expansions.neighbours = found.into_iter().zip(shares.iter().copied()).collect();
        bytes.is_empty().then_some(expansions)
    }

    /// The neighbours of a word, nearest first.
    pub(crate) fn find(&self, word: &[u8]) -> &[Neighbour] {
        let Some(at) = self.words.find(word) else { return &[] };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        let end = self.ends.get(at).map_or(start, |&end| end as usize);
        self.neighbours.get(start..end).unwrap_or(&[])
    }
}

/// The runs of an index: the first word of each and the part that holds it.
#[derive(Debug, Default)]
pub(crate) struct ExpansionList {
    firsts: Vec<Vec<u8>>,
    directory: Directory,
}

impl ExpansionList {
    #[cfg(feature = "write")]
    pub(crate) fn pack(firsts: &[&[u8]], places: &[Place]) -> Vec<u8> {
        let mut out = Vec::new();
        put_list(&mut out, firsts, |out, first| put_bytes(out, first));
        Directory::pack(&mut out, places);
        out
    }

    pub(crate) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let firsts = bytes.list(|b| Some(b.bytes()?.to_vec()))?;
        let list = Self { firsts, directory: Directory::read(&mut bytes)? };
        let sound = bytes.is_empty() && list.firsts.is_sorted_by(|a, b| a < b);
        (sound && list.directory.len() == list.firsts.len()).then_some(list)
    }

    pub(crate) fn len(&self) -> usize {
        self.firsts.len()
    }

    /// Where a run is.
    pub(crate) fn place(&self, run: usize) -> Option<Place> {
        self.directory.place(run)
    }

    /// The run that would hold a word.
    pub(crate) fn run_for(&self, word: &[u8]) -> Option<usize> {
        self.firsts.partition_point(|first| first.as_slice() <= word).checked_sub(1)
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    fn packed() -> Vec<u8> {
        Expansions::pack(&[(b"fee".to_vec(), vec![(7, 255), (300, 90)]), (b"sister".to_vec(), vec![(2, 128)])])
    }

    #[test]
    fn words_come_back_with_their_neighbours() {
        let expansions = Expansions::unpack(&packed(), 301).unwrap();
        assert_eq!(expansions.find(b"fee"), [(7, 255), (300, 90)]);
        assert_eq!(expansions.find(b"sister"), [(2, 128)]);
        assert!(expansions.find(b"se").is_empty());
    }

    #[test]
    fn what_is_cut_or_names_no_stem_is_refused() {
        assert!(Expansions::unpack(&packed(), 300).is_none());
        for length in 0..packed().len() {
            assert!(Expansions::unpack(&packed()[..length], 301).is_none(), "{length}");
        }
    }

    #[test]
    fn the_list_tells_the_run_of_a_word() {
        let pack = crate::archive::name::Name::of(b"1");
        let places = [Place { pack, at: 8, length: 5 }, Place { pack, at: 13, length: 90 }];
        let list = ExpansionList::pack(&[b"fee", b"sister"], &places);
        let read = ExpansionList::unpack(&list).unwrap();
        let place = |word: &[u8]| read.run_for(word).and_then(|run| read.place(run));
        assert_eq!(
            [place(b"a"), place(b"fee"), place(b"rest"), place(b"zoo")],
            [None, Some(places[0]), Some(places[0]), Some(places[1])]
        );
        for length in 0..list.len() {
            assert!(ExpansionList::unpack(&list[..length]).is_none(), "{length}");
        }
    }
}
