//! A chunk of postings: for a run of stems, the articles that have each, and how much it says about them.

use super::bytes::Bytes;
#[cfg(feature = "write")]
use super::bytes::put_number;

/// The postings of one stem as a chunk keeps them, from the index on: millions of them are in memory while it is cut.
#[cfg(feature = "write")]
#[derive(Debug, Default)]
pub(crate) struct Packed {
    count: u32,
    gaps: Vec<u8>,
    impacts: Vec<u8>,
}

#[cfg(feature = "write")]
impl Packed {
    /// Packs articles in order, each with its impact.
    pub(crate) fn of(postings: impl IntoIterator<Item = (u32, u8)>) -> Self {
        let mut packed = Self::default();
        let mut next = 0;
        for (article, impact) in postings {
            put_number(&mut packed.gaps, article - next);
            packed.impacts.push(impact);
            packed.count += 1;
            next = article + 1;
        }
        packed.gaps.shrink_to_fit();
        packed.impacts.shrink_to_fit();
        packed
    }

    /// How many articles there are.
    pub(crate) fn len(&self) -> usize {
        self.count as usize
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u8)> + '_ {
        let mut gaps = Bytes::new(&self.gaps);
        let mut next = 0;
        self.impacts.iter().map_while(move |&impact| {
            let article = next + gaps.number()?;
            next = article + 1;
            Some((article, impact))
        })
    }
}

/// The postings of a run of stems, unpacked.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    articles: Vec<u32>,
    impacts: Vec<u8>,
    /// Where the postings of each stem end.
    ends: Vec<u32>,
}

impl Chunk {
    /// Packs the postings of a run of stems: first every gap between article numbers, then every impact.
    #[cfg(feature = "write")]
    pub(crate) fn pack<'p>(stems: impl Iterator<Item = &'p Packed> + Clone) -> Vec<u8> {
        let mut out = Vec::new();
        stems.clone().for_each(|postings| out.extend_from_slice(&postings.gaps));
        stems.for_each(|postings| out.extend_from_slice(&postings.impacts));
        out
    }

    /// Unpacks; `frequencies` says how many articles each stem of the run has, `articles` how many there are at all.
    pub(crate) fn unpack(bytes: &[u8], frequencies: &[u32], articles: u32) -> Option<Self> {
        let total = frequencies.iter().try_fold(0usize, |sum, &frequency| sum.checked_add(frequency as usize))?;
        if total > bytes.len() {
            return None;
        }
        let mut bytes = Bytes::new(bytes);
        let mut chunk = Self {
            articles: Vec::with_capacity(total),
            impacts: Vec::new(),
            ends: Vec::with_capacity(frequencies.len()),
        };
        for &frequency in frequencies {
            let mut next = 0u32;
            for _ in 0..frequency {
                let article = next.checked_add(bytes.number()?)?;
                if article >= articles {
                    return None;
                }
                chunk.articles.push(article);
                next = article + 1;
            }
            chunk.ends.push(chunk.articles.len() as u32);
        }
        chunk.impacts = bytes.take(total)?.to_vec();
        bytes.is_empty().then_some(chunk)
    }

    /// Articles and impacts of a stem by its number in this chunk.
    pub(crate) fn postings(&self, at: usize) -> impl Iterator<Item = (u32, u8)> + '_ {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        let end = self.ends.get(at).map_or(start, |&end| end as usize);
        let articles = self.articles.get(start..end).unwrap_or(&[]);
        let impacts = self.impacts.get(start..end).unwrap_or(&[]);
        articles.iter().copied().zip(impacts.iter().copied())
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    fn chunk(stems: &[&[(u32, u8)]]) -> Vec<u8> {
        let packed: Vec<Packed> = stems.iter().map(|postings| Packed::of(postings.iter().copied())).collect();
        for (packed, postings) in packed.iter().zip(stems) {
            assert_eq!(&packed.iter().collect::<Vec<_>>(), postings);
        }
        Chunk::pack(packed.iter())
    }

    #[test]
    fn postings_come_back() {
        let stems: [&[(u32, u8)]; 2] = [&[(0, 7), (1, 9), (400, 31)], &[(5, 1)]];
        let packed = chunk(&stems);
        let chunk = Chunk::unpack(&packed, &[3, 1], 401).unwrap();
        for (at, postings) in stems.iter().enumerate() {
            assert_eq!(&chunk.postings(at).collect::<Vec<_>>(), postings);
        }
        assert_eq!(chunk.postings(9).count(), 0);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let packed = chunk(&[&[(0, 7), (400, 31)]]);
        assert!(Chunk::unpack(&packed, &[2], 400).is_none(), "an article beyond the last one");
        assert!(Chunk::unpack(&packed, &[3], 401).is_none());
        assert!(Chunk::unpack(&packed, &[u32::MAX, u32::MAX], 401).is_none());
        for length in 0..packed.len() {
            assert!(Chunk::unpack(&packed[..length], &[2], 401).is_none());
        }
    }
}
