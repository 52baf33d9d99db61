//! Which words are near in meaning, from the table that ships with the program.
//!
//! `crates/search/data/README.md` tells where the table comes from and how it is made again. What of it a site needs is
//! unpacked once, when it is first asked for.

use std::sync::{LazyLock, OnceLock};

use super::shipped::{Shipped, unpacked};
use crate::archive::bytes::Bytes;

/// The nearness of the farthest pairs of the table.
const LEAST: f32 = -0.15;
/// A step of nearness in the table.
const STEP: f32 = 0.01;

/// The words of one language, most frequent first. Only their stems are looked up, which ship beside the table: a line for each
/// word.
pub(super) struct Vocabulary {
    pub(super) lang: &'static str,
    stems: OnceLock<Vec<&'static str>>,
}

static STEMS: LazyLock<Shipped> = LazyLock::new(|| Shipped::read(include_bytes!("../../data/related-stems.bin")));

impl Vocabulary {
    /// The stem of each word: empty for stop words, and where a more frequent word has the same.
    pub(super) fn stems(&self) -> &[&'static str] {
        self.stems.get_or_init(|| STEMS.text(self.lang).unwrap_or_default().lines().collect())
    }
}

/// The pairs of near words of two languages, or of one.
struct Pairs {
    packed: &'static [u8],
    /// How many words of the second language are near to each word of the first; the steps from each to the next; and how
    /// near each is, in steps above [`LEAST`].
    bytes: OnceLock<Vec<u8>>,
}

/// The table: its languages, and the pairs of each two of them.
pub(super) struct RelatedWords {
    pub(super) languages: Vec<Vocabulary>,
    /// Of the first language with itself, with the second and so on, then of the second with itself.
    pairs: Vec<Pairs>,
}

const FILE: &[u8] = include_bytes!("../../data/related-words.bin");

static TABLE: LazyLock<RelatedWords> = LazyLock::new(|| {
    let empty = RelatedWords { languages: Vec::new(), pairs: Vec::new() };
    RelatedWords::read(FILE).unwrap_or(empty)
});

/// The table that ships with the program.
pub(super) fn table() -> &'static RelatedWords {
    &TABLE
}

impl RelatedWords {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let count = bytes.number()? as usize;
        let mut languages = Vec::new();
        for _ in 0..count {
            let lang = bytes.text()?;
            // The words themselves. Whoever makes their stems reads them.
            bytes.bytes()?;
            languages.push(Vocabulary { lang, stems: OnceLock::new() });
        }
        let mut pairs = Vec::new();
        while !bytes.is_empty() {
            pairs.push(Pairs { packed: bytes.bytes()?, bytes: OnceLock::new() });
        }
        (pairs.len() == count * (count + 1) / 2).then_some(Self { languages, pairs })
    }

    /// Tells each pair of near words of two languages, as places in their vocabularies, and how near they are: twice the cosine
    /// of their vectors, less how close each stands to the ten words of the other's language that are nearest to it.
    ///
    /// Within one language, each pair is told in both orders.
    pub(super) fn each_pair(&self, own: usize, other: usize, tell: &mut dyn FnMut(usize, usize, f32)) {
        let (first, second) = (own.min(other), own.max(other));
        let count = self.languages.len();
        let place = first * count - first * first.saturating_sub(1) / 2 + (second - first);
        let (Some(vocabulary), Some(pairs)) = (self.languages.get(first), self.pairs.get(place)) else { return };
        let bytes = pairs.bytes.get_or_init(|| unpacked(pairs.packed));
        // The table is a part of the program and a test reads it whole: there is no reading it by halves.
        let _ = read_pairs(bytes, vocabulary.stems().len(), &mut |one, two, nearness| {
            if own <= other {
                tell(one, two, nearness);
            }
            if own >= other {
                tell(two, one, nearness);
            }
        });
    }
}

/// Reads the pairs of so many words of a first language; `None` where the bytes are not what they should be.
fn read_pairs(bytes: &[u8], words: usize, tell: &mut dyn FnMut(usize, usize, f32)) -> Option<()> {
    let mut rest = Bytes::new(bytes);
    let counts: Vec<u32> = (0..words).map(|_| rest.number()).collect::<Option<_>>()?;
    let all: usize = counts.iter().map(|&count| count as usize).sum();
    let mut near = bytes.get(bytes.len().checked_sub(all)?..)?.iter();
    for (word, count) in counts.into_iter().enumerate() {
        let mut other = 0;
        for _ in 0..count {
            other += rest.number()? as usize;
            tell(word, other, LEAST + STEP * f32::from(*near.next()?));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::shipped::tests::assert_up_to_date;
    use super::*;
    use crate::analysis::Analyzer;

    /// The words of each language, a line each.
    fn words() -> Vec<(&'static str, String)> {
        let mut bytes = Bytes::new(FILE);
        let count = bytes.number().unwrap();
        let words = |_| (bytes.text().unwrap(), String::from_utf8(unpacked(bytes.bytes().unwrap())).unwrap());
        (0..count).map(words).collect()
    }

    /// The stem of each of these words, a line each.
    fn written(lang: &str, words: &str) -> String {
        let analyzer = Analyzer::new(lang);
        let mut seen = HashSet::new();
        let stem = |word: &str| {
            let mut stem = String::new();
            if !analyzer.is_stop_word(word) {
                analyzer.analyze(word, &mut |token| token.stem.clone_into(&mut stem));
            }
            assert!(!stem.contains(['\n', '\r']));
            if seen.insert(stem.clone()) { stem + "\n" } else { "\n".to_owned() }
        };
        words.lines().map(stem).collect()
    }

    /// `UPDATE_DATA=1 cargo test -p helpdex-search made_of_the` writes it anew.
    #[test]
    fn stems_that_ship_are_made_of_the_words() {
        let texts: Vec<_> = words().into_iter().map(|(lang, words)| (lang, written(lang, &words))).collect();
        assert_up_to_date("related-stems.bin", &STEMS, &texts);
    }

    #[test]
    fn the_table_that_ships_is_whole() {
        let table = table();
        assert_eq!(table.languages.iter().map(|language| language.lang).collect::<Vec<_>>(), ["en", "ru", "be"]);
        for (own, language) in table.languages.iter().enumerate() {
            assert!(language.stems().len() > 10_000, "{}", language.lang);
            for (other, others) in table.languages.iter().enumerate() {
                let mut pairs = 0;
                table.each_pair(own, other, &mut |one, two, nearness| {
                    assert!(one < language.stems().len() && two < others.stems().len());
                    assert!((LEAST..=2.5).contains(&nearness));
                    pairs += 1;
                });
                assert!(pairs > 50_000, "{} {}: {pairs}", language.lang, others.lang);
            }
        }
    }

    #[test]
    fn near_words_are_told_in_both_directions() {
        let table = table();
        let near = |own: usize, stem: &str, other: usize| {
            let word = table.languages[own].stems().iter().position(|known| *known == stem).unwrap();
            let mut near = Vec::new();
            table.each_pair(own, other, &mut |one, two, nearness| {
                if one == word {
                    near.push((nearness, table.languages[other].stems()[two]));
                }
            });
            near.sort_by(|a, b| b.0.total_cmp(&a.0));
            near.into_iter().map(|(_, stem)| stem).collect::<Vec<_>>()
        };
        assert!(near(0, "percentag", 0).contains(&"percent"), "{:?}", near(0, "percentag", 0));
        assert_eq!(near(0, "money", 1)[0], "деньг", "{:?}", near(0, "money", 1));
        assert_eq!(near(1, "деньг", 0)[0], "money", "{:?}", near(1, "деньг", 0));
    }

    #[test]
    fn pairs_that_are_cut_off_are_refused() {
        let whole = [2, 0, 1, 3, 9, 20];
        let mut told = Vec::new();
        assert_eq!(read_pairs(&whole, 2, &mut |one, two, _| told.push((one, two))), Some(()));
        assert_eq!(told, [(0, 1), (0, 4)]);
        assert_eq!(read_pairs(&whole[..3], 2, &mut |_, _, _| ()), None);
    }
}
