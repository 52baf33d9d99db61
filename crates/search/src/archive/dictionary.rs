//! A block of the dictionary: stems in order, each with the number of articles that have it.

use super::bytes::Bytes;
#[cfg(feature = "write")]
use super::bytes::put_number;

/// A run of stems in the order of their letter codes, unpacked for searching.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The stems one after the other.
    codes: Vec<u8>,
    /// Where each stem ends in `codes`.
    ends: Vec<u32>,
    /// How many letters each stem shares with the one before it; a walk along the block reuses the work for those.
    shared: Vec<u8>,
    /// How many articles have the stem.
    frequencies: Vec<u32>,
}

/// Follows a stem under which the articles stand that have it as a part of a compound.
pub(crate) const IN_COMPOUNDS: char = '+';

/// Longer words are cut: nobody types them, and lengths fit a byte.
pub(crate) const LONGEST_STEM: usize = 60;

impl Block {
    /// Packs stems: first all lengths, then all frequencies, then all letters, because like next to like compresses.
    #[cfg(feature = "write")]
    pub(crate) fn pack(stems: &[(&[u8], u32)]) -> Vec<u8> {
        let mut lengths = Vec::with_capacity(stems.len() * 2);
        let mut rests = Vec::with_capacity(stems.len());
        let mut frequencies = Vec::with_capacity(stems.len());
        let mut letters = Vec::new();
        let mut before: &[u8] = &[];
        for &(stem, frequency) in stems {
            let shared = before.iter().zip(stem).take_while(|(a, b)| a == b).count();
            lengths.push(shared as u8);
            rests.push((stem.len() - shared) as u8);
            put_number(&mut frequencies, frequency);
            letters.extend_from_slice(&stem[shared..]);
            before = stem;
        }
        let mut out = Vec::new();
        put_number(&mut out, stems.len() as u32);
        for part in [lengths, rests, frequencies, letters] {
            out.extend_from_slice(&part);
        }
        out
    }

    pub(crate) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let count = bytes.count()?;
        let shared = bytes.take(count)?;
        let rests = bytes.take(count)?;
        let mut frequencies = Vec::with_capacity(count);
        for _ in 0..count {
            frequencies.push(bytes.number()?);
        }
        let mut codes: Vec<u8> = Vec::with_capacity(count * 7);
        let mut ends = Vec::with_capacity(count);
        let mut before = 0;
        for (&shared, &rest) in shared.iter().zip(rests) {
            let end = codes.len();
            let shared_end = before + usize::from(shared);
            if shared_end > end {
                return None;
            }
            codes.extend_from_within(before..shared_end);
            codes.extend_from_slice(bytes.take(usize::from(rest))?);
            before = end;
            ends.push(codes.len() as u32);
        }
        bytes.is_empty().then(|| Self { codes, ends, shared: shared.to_vec(), frequencies })
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The letters of a stem by its number in this block.
    pub(crate) fn stem(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        let end = self.ends.get(at).map_or(start, |&end| end as usize);
        self.codes.get(start..end).unwrap_or(&[])
    }

    pub(crate) fn shared(&self, at: usize) -> usize {
        self.shared.get(at).map_or(0, |&shared| usize::from(shared))
    }

    pub(crate) fn frequency(&self, at: usize) -> u32 {
        self.frequencies.get(at).copied().unwrap_or(0)
    }

    pub(crate) fn frequencies(&self) -> &[u32] {
        &self.frequencies
    }

    /// Number of the first stem that is not before `codes`.
    pub(crate) fn lower_bound(&self, codes: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.stem(middle) < codes {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    pub(crate) fn find(&self, codes: &[u8]) -> Option<usize> {
        let at = self.lower_bound(codes);
        (at < self.len() && self.stem(at) == codes).then_some(at)
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn a_block_comes_back_and_finds_its_stems() {
        let stems: [(&[u8], u32); 4] = [(b"pay", 3), (b"payout", 900), (b"payp", 1), (b"zip", 2)];
        let packed = Block::pack(&stems);
        let block = Block::unpack(&packed).unwrap();
        for (at, (stem, frequency)) in stems.iter().enumerate() {
            assert_eq!(block.find(stem), Some(at));
            assert_eq!(block.frequency(at), *frequency);
        }
        assert_eq!(block.find(b"payo"), None);
        assert_eq!(block.lower_bound(b"payo"), 1);
        assert_eq!(block.shared(2), 3);
    }

    #[test]
    fn a_cut_block_is_refused() {
        let packed = Block::pack(&[(b"pay", 3), (b"payout", 900)]);
        for length in 0..packed.len() {
            assert!(Block::unpack(&packed[..length]).is_none(), "{length}");
        }
    }
}
