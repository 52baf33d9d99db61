//! Which texts are almost the same, without comparing every text with every other one.
//!
//! A text becomes the set of its runs of five words (shingles), and that set a short sketch: the least hash in each of
//! 128 bins (one-permutation minhash). Texts that share four bins in a row are candidates (locality-sensitive hashing),
//! and for these the share of common shingles is counted exactly.

use std::collections::BTreeMap;

use rayon::prelude::*;

/// Words of a shingle.
const WORDS: usize = 5;
/// A text of fewer shingles says too little to be compared.
const LEAST: usize = 25;
const BINS: usize = 128;
/// Bins that candidates have in common.
const ROWS: usize = 4;
/// A text is compared with so many earlier ones of a band: of a hundred copies each is told once, not ninety-nine times.
const COMPARED: usize = 3;

const BANDS: usize = BINS / ROWS;

/// What is kept of a text: of the least shingle in each bin, a hash of every few in a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sketch([u64; BANDS]);

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
    pub(super) fn of(parts: impl Iterator<Item: AsRef<str>>) -> Option<Self> {
        let mut bins = [u64::MAX; BINS];
        let mut count = 0;
        shingles(parts, |shingle| {
            count += 1;
            // The low bits choose the bin, all of them the least one.
            if let Some(bin) = bins.get_mut((shingle % BINS as u64) as usize) {
                *bin = (*bin).min(shingle);
            }
        });
        fill(&mut bins);
        let mut bands = [0; BANDS];
        for (band, rows) in bands.iter_mut().zip(bins.chunks(ROWS)) {
            *band = rows.iter().fold(0, |sum: u64, row| mix(sum ^ row));
        }
        (count >= LEAST).then_some(Self(bands))
    }

    fn band(&self, band: usize) -> u64 {
        self.0.get(band).copied().unwrap_or_default()
    }

    /// A sketch as bytes; none of a text that has none.
    pub(super) fn to_bytes(sketch: Option<&Self>) -> Vec<u8> {
        sketch.into_iter().flat_map(|sketch| &sketch.0).flat_map(|band| band.to_le_bytes()).collect()
    }

    /// The same sketch again; nothing for bytes that are not such.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Option<Self>> {
        let (whole, rest) = bytes.as_chunks::<8>();
        let bands: Vec<u64> = whole.iter().map(|band| u64::from_le_bytes(*band)).collect();
        match (bands.is_empty(), rest.is_empty()) {
            (true, true) => Some(None),
            (false, true) => Some(Some(Self(bands.try_into().ok()?))),
            _ => None,
        }
    }
}

/// Goes through the shingles of a text in several parts.
fn shingles(parts: impl Iterator<Item: AsRef<str>>, mut each: impl FnMut(u64)) {
    /// What the oldest word of a shingle has been multiplied with.
    const OUT: u64 = FACTOR.wrapping_pow(WORDS as u32);
    let mut last = [0_u64; WORDS];
    // The words as digits of a number: the newest one moves in on the right, the oldest one is taken out on the left.
    let (mut sum, mut seen) = (0_u64, 0_usize);
    for part in parts {
        for word in words(part.as_ref()) {
            let Some(oldest) = last.get_mut(seen % WORDS) else { return };
            sum = sum.wrapping_mul(FACTOR).wrapping_add(word).wrapping_sub(oldest.wrapping_mul(OUT));
            *oldest = word;
            seen += 1;
            if seen >= WORDS {
                each(mix(sum));
            }
        }
    }
}

/// Hashes of the words of a text, the same on every machine.
fn words(text: &str) -> impl Iterator<Item = u64> {
    let mut bytes = text.bytes();
    std::iter::from_fn(move || {
        let first = bytes.by_ref().find(|byte| !byte.is_ascii_whitespace())?;
        let add = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(FACTOR);
        let mut sum = add(0x9e37_79b9_7f4a_7c15, first);
        for byte in bytes.by_ref().take_while(|byte| !byte.is_ascii_whitespace()) {
            sum = add(sum, byte);
        }
        Some(sum ^ (sum >> 32))
    })
}

const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;

fn mix(value: u64) -> u64 {
    let wide = u128::from(value ^ 0x9e37_79b9_7f4a_7c15) * u128::from(FACTOR);
    (wide as u64) ^ ((wide >> 64) as u64)
}

/// An empty bin takes the value of the next full one, changed by the distance: else all short texts would be alike.
fn fill(bins: &mut [u64; BINS]) {
    let mut next: Option<(u64, u64)> = None;
    // Twice around, for the next full one may stand at the beginning.
    for at in (0..BINS).rev().chain((0..BINS).rev()) {
        let Some(bin) = bins.get_mut(at) else { continue };
        match &mut next {
            Some((value, distance)) if *bin == u64::MAX => {
                *distance += 1;
                *bin = mix(value.wrapping_add(*distance));
            }
            _ if *bin == u64::MAX => {}
            _ => next = Some((*bin, 0)),
        }
    }
}

/// Pairs among the texts of a group that share at least `least` per cent, each text at most once as the second. `share` tells
/// of two candidates how much they share.
pub(super) fn similar(
    sketches: &[Option<Sketch>],
    group: &[usize],
    least: usize,
    mut share: impl FnMut(usize, usize) -> usize,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut best: Option<Pair> = None;
    for (second, first) in candidates(sketches, group) {
        let percent = share(first, second);
        if best.as_ref().is_some_and(|best| best.second != second) {
            pairs.extend(best.take());
        }
        // Of several the nearest, and of these the first.
        if percent >= least && best.as_ref().is_none_or(|best| best.percent < percent) {
            best = Some(Pair { first, second, percent });
        }
    }
    pairs.extend(best);
    pairs
}

/// All shingles of texts that are candidates, counted exactly. `text` gives the parts of one.
pub(super) struct Exact<T> {
    text: T,
    shingles: BTreeMap<usize, Vec<u64>>,
}

impl<P: Iterator<Item: AsRef<str>>, T: Fn(usize) -> P> Exact<T> {
    pub(super) fn of(text: T) -> Self {
        Self { text, shingles: BTreeMap::new() }
    }

    /// How much two texts share, in per cent of all their shingles.
    pub(super) fn percent(&mut self, first: usize, second: usize) -> usize {
        for index in [first, second] {
            self.shingles.entry(index).or_insert_with(|| sorted((self.text)(index)));
        }
        let both = self.shingles.get(&first).zip(self.shingles.get(&second));
        both.map_or(0, |(a, b)| percent(a, b))
    }
}

/// Texts that share a band, the later one first, in the order of the group.
fn candidates(sketches: &[Option<Sketch>], group: &[usize]) -> Vec<(usize, usize)> {
    let of_band = |band: usize| {
        let key = |index: &usize| Some((sketches.get(*index)?.as_ref()?.band(band), *index));
        let mut keys: Vec<(u64, usize)> = group.iter().filter_map(key).collect();
        keys.sort_unstable();
        let mut candidates = Vec::new();
        for same in keys.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            for (at, (_, second)) in same.iter().enumerate() {
                candidates.extend(same.iter().take(at.min(COMPARED)).map(|(_, first)| (*second, *first)));
            }
        }
        candidates
    };
    let mut candidates: Vec<(usize, usize)> = (0..BANDS).into_par_iter().flat_map_iter(of_band).collect();
    candidates.par_sort_unstable();
    candidates.dedup();
    candidates
}

/// All shingles of a text, sorted, each once.
fn sorted(parts: impl Iterator<Item: AsRef<str>>) -> Vec<u64> {
    let mut all = Vec::new();
    shingles(parts, |shingle| all.push(shingle));
    all.sort_unstable();
    all.dedup();
    all
}

/// Common shingles of all, in per cent; none where there are too few to compare.
fn percent(a: &[u64], b: &[u64]) -> usize {
    if a.len() < LEAST || b.len() < LEAST {
        return 0;
    }
    let mut rest = b.iter().peekable();
    let mut common = 0;
    for shingle in a {
        while rest.next_if(|other| *other < shingle).is_some() {}
        common += usize::from(rest.peek() == Some(&shingle));
    }
    common * 100 / (a.len() + b.len() - common)
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
        let parts = |index: usize| texts.get(index).map(String::as_str).into_iter();
        let mut exact = Exact::of(parts);
        let share = |first, second| exact.percent(first, second);
        similar(&sketches, &group, least, share).into_iter().map(|p| (p.first, p.second, p.percent)).collect()
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
