//! What words mean: vectors of the words of a language, from the table that ships with the program.
//!
//! `crates/search/data/README.md` tells where the table comes from and how it is made again.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::sync::{LazyLock, OnceLock};

use flate2::read::GzDecoder;

use crate::analysis::Analyzer;
use crate::archive::bytes::Bytes;

/// The words of one language, most frequent first.
pub(super) struct WordVectors {
    pub(super) lang: String,
    words: Vec<String>,
    /// Its place among the languages.
    number: usize,
    /// For each language the mean cosine of each word with the ten words of that one nearest to it, in steps of 1/255.
    densities: Vec<Vec<u8>>,
    /// So many numbers a word as there are dimensions, of length 127 together.
    vectors: Vec<i8>,
    dimensions: usize,
    /// Vectors in the middle of groups of words, and the words of each group: to find what is near without looking at all.
    centres: Vec<i8>,
    groups: Vec<Vec<u32>>,
    stems: OnceLock<HashMap<usize, String>>,
}

impl WordVectors {
    /// The stems of the words, stop words left out, each under the most frequent word that has it.
    pub(super) fn stems(&self) -> &HashMap<usize, String> {
        self.stems.get_or_init(|| {
            let analyzer = Analyzer::new(&self.lang);
            let mut seen = HashSet::new();
            let mut stems = HashMap::new();
            for (number, word) in self.words.iter().enumerate().filter(|(_, word)| !analyzer.is_stop_word(word)) {
                let mut stem = String::new();
                analyzer.analyze(word, &mut |token| token.stem.clone_into(&mut stem));
                if !stem.is_empty() && seen.insert(stem.clone()) {
                    stems.insert(number, stem);
                }
            }
            stems
        })
    }

    /// How near in meaning a word is to one of another language, or of the same: twice their cosine, less how close each
    /// stands to the ten words of the other's language that are nearest to it.
    pub(super) fn nearness(&self, word: usize, other: &Self, others: usize) -> f32 {
        let cosine = product(self.vector(word), other.vector(others)) as f32 / (LENGTH * LENGTH);
        2.0 * cosine - self.density(word, other) - other.density(others, self)
    }

    fn density(&self, word: usize, other: &Self) -> f32 {
        let density = self.densities.get(other.number).and_then(|densities| densities.get(word));
        density.map_or(0.0, |&density| f32::from(density) / 255.0)
    }

    fn vector(&self, word: usize) -> &[i8] {
        self.vectors.get(word * self.dimensions..(word + 1) * self.dimensions).unwrap_or(&[])
    }

    /// The words that stand in the groups nearest to a word, which may be of another language.
    pub(super) fn around(&self, other: &Self, word: usize) -> impl Iterator<Item = usize> {
        let vector = other.vector(word);
        let centres = self.centres.chunks_exact(self.dimensions.max(1));
        let mut nearest: Vec<(i32, usize)> = centres.map(|centre| -product(centre, vector)).zip(0..).collect();
        nearest.sort_unstable();
        nearest.truncate(GROUPS_AROUND);
        nearest.into_iter().filter_map(|(_, group)| self.groups.get(group)).flatten().map(|&word| word as usize)
    }
}

/// How long a vector is.
const LENGTH: f32 = 127.0;

/// So many of the 256 groups are looked at for what is near a word.
const GROUPS_AROUND: usize = 16;

fn product(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
}

const PACKED: &[u8] = include_bytes!("../../data/word-vectors.bin.gz");

static LANGUAGES: LazyLock<Vec<WordVectors>> = LazyLock::new(|| {
    let mut bytes = Vec::new();
    match GzDecoder::new(PACKED).read_to_end(&mut bytes) {
        Ok(_) => read(&bytes).unwrap_or_default(),
        Err(_) => Vec::new(),
    }
});

/// The languages there are vectors for.
pub(super) fn languages() -> &'static [WordVectors] {
    &LANGUAGES
}

/// How many groups of words there are in a language.
const GROUPS: usize = 256;

/// Reads the table: how many numbers a vector has, how many languages there are, and for each its code, its words (one a
/// line), their densities among the words of each language, the vectors, the centres of the groups, and the group of each
/// word.
fn read(bytes: &[u8]) -> Option<Vec<WordVectors>> {
    let mut bytes = Bytes::new(bytes);
    let dimensions = bytes.number()? as usize;
    let count = bytes.number()? as usize;
    let mut languages = Vec::new();
    while !bytes.is_empty() {
        let lang = bytes.text()?.to_owned();
        let words: Vec<String> = bytes.text()?.lines().map(str::to_owned).collect();
        let mut densities = Vec::new();
        for _ in 0..count {
            densities.push(bytes.take(words.len())?.to_vec());
        }
        let mut numbers = |count: usize| -> Option<Vec<i8>> {
            Some(bytes.take(count * dimensions)?.iter().map(|&byte| byte.cast_signed()).collect())
        };
        let vectors = numbers(words.len())?;
        let centres = numbers(GROUPS)?;
        let mut groups = vec![Vec::new(); GROUPS];
        for (word, &group) in (0..).zip(bytes.take(words.len())?) {
            groups.get_mut(usize::from(group))?.push(word);
        }
        languages.push(WordVectors {
            lang,
            number: languages.len(),
            words,
            densities,
            vectors,
            dimensions,
            centres,
            groups,
            stems: OnceLock::new(),
        });
    }
    Some(languages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_ships_is_whole() {
        let languages = languages();
        assert_eq!(languages.iter().map(|language| language.lang.as_str()).collect::<Vec<_>>(), ["en", "ru", "be"]);
        for language in languages {
            assert!(language.words.len() > 10_000, "{}", language.lang);
            let last = language.vector(language.words.len() - 1);
            assert_eq!(last.len(), language.dimensions);
            assert!(last.iter().any(|&number| number != 0));
        }
    }
}
