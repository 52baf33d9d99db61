//! Which texts are almost the same, without comparing every text with every other one.
//!
//! A text becomes the set of its runs of five words (shingles), and that set a short sketch: the least hash in each of
//! 128 bins (one-permutation minhash). Texts that share four bins in a row are candidates (locality-sensitive hashing),
//! and for these the share of common shingles is counted exactly.

use std::collections::{BTreeSet, HashMap};

/// Words of a shingle.
const WORDS: usize = 5;
/// A text of fewer shingles says too little to be compared.
const LEAST: usize = 25;
const BINS: usize = 128;
/// Bins that candidates have in common.
const ROWS: usize = 4;
/// A text is compared with so many earlier ones of a bucket: of a hundred copies each is told once, not ninety-nine times.
const COMPARED: usize = 3;

/// What is kept of a text.
pub(super) struct Sketch {
    /// Hashes of all shingles, sorted, each once.
    shingles: Vec<u64>,
    bins: [u64; BINS],
}

/// Two texts that are almost the same, by their index.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) first: usize,
    pub(super) second: usize,
    /// How much of all their shingles they share.
    pub(super) percent: usize,
}

impl Sketch {
    /// The sketch of a text in several parts; nothing for a short one.
    pub(super) fn of<'t>(parts: impl Iterator<Item = &'t str>) -> Option<Self> {
        let mut last = [0_u64; WORDS];
        let mut shingles = Vec::new();
        let words = parts.flat_map(|part| part.split_ascii_whitespace());
        for (at, word) in words.enumerate() {
            last.rotate_left(1);
            if let Some(slot) = last.last_mut() {
                *slot = hash(word.as_bytes());
            }
            if at + 1 >= WORDS {
                shingles.push(last.iter().fold(0, |sum: u64, word| mix(sum.rotate_left(9) ^ word)));
            }
        }
        shingles.sort_unstable();
        shingles.dedup();
        if shingles.len() < LEAST {
            return None;
        }
        let mut bins = [u64::MAX; BINS];
        for shingle in &shingles {
            // The low bits choose the bin, all of them the least one.
            if let Some(bin) = bins.get_mut((shingle % BINS as u64) as usize) {
                *bin = (*bin).min(*shingle);
            }
        }
        fill(&mut bins);
        Some(Self { shingles, bins })
    }

    /// Common shingles of all, in per cent.
    fn percent(&self, other: &Self) -> usize {
        let (mut a, mut b) = (self.shingles.iter().peekable(), other.shingles.iter().peekable());
        let mut common = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    common += 1;
                    a.next();
                    b.next();
                }
            }
        }
        common * 100 / (self.shingles.len() + other.shingles.len() - common)
    }
}

/// An empty bin takes the value of the next full one, changed by the distance: else all short texts would be alike.
fn fill(bins: &mut [u64; BINS]) {
    let full = *bins;
    for (at, bin) in bins.iter_mut().enumerate().filter(|(_, bin)| **bin == u64::MAX) {
        let near =
            (1..BINS).find_map(|step| Some((step, *full.get((at + step) % BINS)?)).filter(|(_, v)| *v != u64::MAX));
        if let Some((step, value)) = near {
            *bin = mix(value.wrapping_add(step as u64));
        }
    }
}

/// Pairs among the texts of a group that share at least `least` per cent, each text at most once as the second.
pub(super) fn similar(sketches: &[Option<Sketch>], group: &[usize], least: usize) -> Vec<Pair> {
    let mut buckets: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for &second in group {
        let Some(Some(sketch)) = sketches.get(second) else { continue };
        let mut candidates = BTreeSet::new();
        for (band, rows) in sketch.bins.chunks(ROWS).enumerate() {
            let key = rows.iter().fold(0, |sum: u64, row| mix(sum ^ row));
            let bucket = buckets.entry((band, key)).or_default();
            candidates.extend(bucket.iter().copied());
            if bucket.len() < COMPARED {
                bucket.push(second);
            }
        }
        let compared = candidates.into_iter().filter_map(|first| {
            let percent = sketches.get(first)?.as_ref()?.percent(sketch);
            (percent >= least).then_some(Pair { first, second, percent })
        });
        // Of several the nearest, and of these the first.
        pairs.extend(compared.min_by_key(|pair| (usize::MAX - pair.percent, pair.first)));
    }
    pairs
}

/// A hash that is the same on every machine: eight bytes at a time, multiplied and folded.
fn hash(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        if let Some(slot) = word.get_mut(..chunk.len()) {
            slot.copy_from_slice(chunk);
        }
        sum = mix(sum ^ u64::from_le_bytes(word));
    }
    sum
}

fn mix(value: u64) -> u64 {
    let wide = u128::from(value ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
    (wide as u64) ^ ((wide >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|n| format!("word{n} ")).collect()
    }

    fn pairs(texts: &[String], least: usize) -> Vec<(usize, usize, usize)> {
        let sketches: Vec<_> = texts.iter().map(|text| Sketch::of(std::iter::once(text.as_str()))).collect();
        let group: Vec<usize> = (0..texts.len()).collect();
        similar(&sketches, &group, least).into_iter().map(|p| (p.first, p.second, p.percent)).collect()
    }

    #[test]
    fn copies_are_found_with_their_share_and_others_are_not() {
        let texts = [text(0..200), text(500..700), text(0..190), text(100..300), text(0..5), text(0..5)];
        let found = pairs(&texts, 80);
        assert_eq!(found, [(0, 2, 94)], "5-word shingles: 186 of 196");
        assert_eq!(pairs(&texts, 97), []);
    }

    #[test]
    fn each_copy_of_many_is_told_once() {
        let texts = vec![text(0..100); 500];
        let found = pairs(&texts, 80);
        assert_eq!(found.len(), 499);
        assert!(found.iter().all(|pair| pair.0 == 0 && pair.2 == 100));
    }

    #[test]
    fn no_pair_near_the_threshold_is_missed() {
        // Every tenth text shares 80 to 99 % with the first.
        let mut texts = vec![text(0..300)];
        texts.extend((1..30).map(|n| text(n..300 + n)));
        let missed = (1..30).filter(|n| !pairs(&[texts[0].clone(), texts[*n].clone()], 80).iter().any(|_| true));
        let exact = |n: usize| (296 - n) * 100 / (296 + n) < 80;
        assert!(missed.into_iter().all(exact));
    }
}
