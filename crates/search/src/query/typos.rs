//! Finding the stems that a misspelt word may have been.
//!
//! The distance is Damerau's and Levenshtein's with transpositions counted as one (each pair of letters changed at most
//! once). The walk goes along the sorted dictionary and keeps one row of distances per letter, so that stems which
//! begin alike share the work, and a beginning that is already too far off skips all its stems.

use crate::archive::alphabet::ESCAPE;
use crate::archive::dictionary::Block;

/// A misspelt word, made ready for the walk.
pub(crate) struct FuzzyTerm {
    word: Vec<u8>,
    most: u8,
    /// What it costs to read the letters from here to the end of the word as an ending.
    tails: Vec<u8>,
}

/// A stem within reach: its number in the block, and how many typos away it is.
pub(crate) struct Near {
    pub(crate) at: usize,
    pub(crate) typos: u8,
}

const FAR: u8 = 100;
/// Shorter stems are never taken for a misspelt word.
const SHORTEST: usize = 3;

/// So many letters stand before an ending of so many: `bams` may be `ban` with an `s`, but `wheer` is no `the` with the ending of
/// `teacher`.
fn least_before_ending(letters: usize) -> usize {
    if letters < 2 { SHORTEST } else { SHORTEST + 1 }
}

impl FuzzyTerm {
    /// `word` in letter codes, at most `most` typos; `endings` are what stemming takes off words.
    pub(crate) fn new(mut word: Vec<u8>, most: u8, endings: &[Vec<u8>]) -> Self {
        // A letter beyond those of the index is one wrong letter, and not the three bytes that it is written with.
        let mut rest = 0;
        word.retain(|&code| {
            let begins = rest == 0;
            rest = if !begins { rest - 1 } else { 2 * u8::from(code >= ESCAPE) };
            begins
        });
        let length = word.len();
        let mut tails = vec![FAR; length + 1];
        for (from, tail) in tails.iter_mut().enumerate() {
            let left = length - from;
            // The stem itself must be most of the word: else every ending would be a word.
            if left > 0 && (from < least_before_ending(left) || from < left) {
                continue;
            }
            *tail = if left <= usize::from(most) { left as u8 } else { FAR };
            for ending in endings.iter().filter(|ending| ending.len().abs_diff(left) <= usize::from(most)) {
                *tail = (*tail).min(distance(&word[from..], ending));
            }
        }
        Self { word, most, tails }
    }

    /// All stems of a block that are near enough.
    pub(crate) fn near(&self, block: &Block) -> Vec<Near> {
        let mut found = Vec::new();
        let mut rows = Rows::new(&self.word);
        // Stems that share so many letters with the one before are as far off as that one was.
        let mut dead = usize::MAX;
        for at in 0..block.len() {
            let shared = block.shared(at);
            if shared >= dead {
                continue;
            }
            let stem = block.stem(at);
            dead = usize::MAX;
            for depth in shared..stem.len() {
                if !rows.push(depth, stem, &self.word, self.most) {
                    dead = depth + 1;
                    break;
                }
            }
            if dead == usize::MAX {
                let typos = self.cost(rows.row(stem.len()), stem.len());
                if typos <= self.most {
                    found.push(Near { at, typos });
                }
            }
        }
        found
    }

    /// Nothing near a word is as short as two letters: anything is near those.
    fn cost(&self, row: &[u8], letters: usize) -> u8 {
        if letters < SHORTEST {
            return FAR;
        }
        row.iter().zip(&self.tails).map(|(a, b)| a.saturating_add(*b)).min().unwrap_or(FAR)
    }
}

/// Rows of the table of distances: row `d` is for the first `d` letters of a stem.
struct Rows {
    cells: Vec<u8>,
    width: usize,
}

impl Rows {
    fn new(word: &[u8]) -> Self {
        let width = word.len() + 1;
        Self { cells: (0..width).map(|at| at.min(usize::from(FAR)) as u8).collect(), width }
    }

    fn row(&self, depth: usize) -> &[u8] {
        self.cells.get(depth * self.width..(depth + 1) * self.width).unwrap_or(&[])
    }

    fn cell(&self, depth: usize, at: usize) -> u8 {
        self.cells.get(depth * self.width + at).copied().unwrap_or(FAR)
    }

    /// Adds the row for the letter at `depth`; says whether anything within `most` can still come of it.
    fn push(&mut self, depth: usize, stem: &[u8], word: &[u8], most: u8) -> bool {
        self.cells.truncate((depth + 1) * self.width);
        let letter = stem[depth];
        let mut left = self.cell(depth, 0).saturating_add(1);
        self.cells.push(left);
        let mut least = left;
        for at in 1..self.width {
            let other = word[at - 1];
            let mut cost = self.cell(depth, at - 1).saturating_add(u8::from(letter != other));
            cost = cost.min(left.saturating_add(1)).min(self.cell(depth, at).saturating_add(1));
            if depth > 0 && at > 1 && letter == word[at - 2] && stem[depth - 1] == other {
                cost = cost.min(self.cell(depth - 1, at - 2).saturating_add(1));
            }
            self.cells.push(cost);
            left = cost;
            least = least.min(cost);
        }
        // A transposition reaches back over one row.
        let before = self.row(depth).iter().min().copied().unwrap_or(FAR);
        least <= most || before < most
    }
}

/// The distance between two words.
pub(crate) fn distance(a: &[u8], b: &[u8]) -> u8 {
    let mut rows = Rows::new(a);
    for depth in 0..b.len() {
        rows.push(depth, b, a, FAR);
    }
    rows.cell(b.len(), a.len())
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(a: &[u8], b: &[u8]) -> u8 {
        let mut d = vec![vec![0u8; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = if i == 0 || j == 0 {
                    (i + j) as u8
                } else {
                    let mut cost =
                        (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + u8::from(a[i - 1] != b[j - 1]));
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        cost = cost.min(d[i - 2][j - 2] + 1);
                    }
                    cost
                };
            }
        }
        d[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn the_walk_finds_what_comparing_every_word_finds(
            mut words in proptest::collection::btree_set("[abc]{1,7}", 1..60),
            query in "[abc]{3,8}",
            most in 1u8..3,
        ) {
            let words: Vec<String> = std::mem::take(&mut words).into_iter().collect();
            let stems: Vec<(&[u8], u32)> = words.iter().map(|word| (word.as_bytes(), 1)).collect();
            let block = Block::unpack(&Block::pack(&stems)).unwrap();
            let endings = vec![b"ab".to_vec(), b"c".to_vec()];
            let fuzzy = FuzzyTerm::new(query.clone().into_bytes(), most, &endings);
            let found: Vec<(usize, u8)> = fuzzy.near(&block).iter().map(|near| (near.at, near.typos)).collect();
            let mut expected = Vec::new();
            for (at, word) in words.iter().enumerate() {
                let q = query.as_bytes();
                let mut best = plain(word.as_bytes(), q);
                for from in (3..q.len()).filter(|&from| 2 * from >= q.len() && (from > 3 || q.len() == 4)) {
                    let stem = plain(word.as_bytes(), &q[..from]);
                    for ending in [&b""[..], b"ab", b"c"] {
                        best = best.min(stem + plain(ending, &q[from..]));
                    }
                }
                if best <= most && word.len() >= 3 {
                    expected.push((at, best));
                }
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_short_stem_has_a_short_ending() {
        let stems = [b"ban".as_slice(), b"the", b"where"];
        let block = Block::unpack(&Block::pack(&stems.map(|stem| (stem, 1)))).unwrap();
        let endings = [b"er".to_vec(), b"s".to_vec()];
        let near = |word: &[u8]| {
            let fuzzy = FuzzyTerm::new(word.to_vec(), 1, &endings);
            fuzzy.near(&block).iter().map(|near| stems[near.at]).collect::<Vec<_>>()
        };
        assert_eq!(near(b"wheer"), [b"where"]);
        assert_eq!(near(b"bams"), [b"ban"]);
    }

    #[test]
    fn swapped_letters_are_one_typo() {
        assert_eq!(distance(b"lteter", b"letter"), 1);
        assert_eq!(distance(b"bluetoth", b"bluetooth"), 1);
        assert_eq!(distance(b"", b"abc"), 3);
    }
}
