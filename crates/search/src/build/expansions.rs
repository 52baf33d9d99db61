//! Which stems of a site are near in meaning to the words it lacks, in its own language and in others.

use std::collections::HashMap;

use super::impacts::StemPostings;
use super::word_vectors::{self, WordVectors};
use crate::analysis::primary;
use crate::archive::alphabet::Alphabet;
use crate::archive::expansions::{Neighbour, SHARE_STEPS};
use crate::ranking::{related, related_full, related_half, translation};

/// A word in letter codes, as a stem, and its neighbours, nearest first.
pub(super) type Expansion = (Vec<u8>, Vec<Neighbour>);

/// The words of one language that the site lacks, in the order of their letters.
pub(super) struct LanguageExpansions {
    pub(super) lang: &'static str,
    pub(super) words: Vec<Expansion>,
}

/// So many stems stand in for a word at most.
const MOST_NEIGHBOURS: usize = 4;

/// The words that the site lacks, each with the stems of the site nearest to it: first those of its own language.
///
/// The nearness of two words is twice their cosine, less how close each stands to the ten words next to it in the other's
/// language. The cosine alone finds neighbours for words that are near to everything, and misses those of words that stand apart
/// (cross-domain similarity local scaling: Conneau and others, "Word translation without parallel data", 2018).
///
/// Stems of more than half of the articles tell nothing.
pub(super) fn expansions(
    lang: &str,
    articles: u32,
    alphabet: &Alphabet,
    stems: &[(Vec<u8>, StemPostings)],
) -> Vec<LanguageExpansions> {
    let languages = word_vectors::languages();
    let is_own = |vectors: &&WordVectors| vectors.lang == primary(lang);
    let Some(own) = languages.iter().find(is_own) else { return Vec::new() };
    let numbers: HashMap<&str, u32> =
        (0..).zip(stems).map(|(number, (_, entry))| (entry.stem.as_str(), number)).collect();
    let frequent = (articles as usize / 2).max(1);
    let telling =
        |number: &&u32| stems.get(**number as usize).is_some_and(|(_, entry)| entry.postings.len() <= frequent);
    let known = own.stems().iter();
    let site: Vec<(u32, usize)> =
        known.filter_map(|(&word, stem)| Some((*numbers.get(stem.as_str()).filter(telling)?, word))).collect();
    let of = |vectors: &'static WordVectors, share: f32| {
        let near = near(own, &site, vectors).into_iter();
        let mut words: Vec<Expansion> = near
            .filter_map(|(word, near)| {
                let stem = vectors.stems().get(&word).filter(|stem| !numbers.contains_key(stem.as_str()))?;
                Some((alphabet.encode(stem), nearest(near, share)))
            })
            .collect();
        words.sort();
        words.dedup_by(|a, b| a.0 == b.0);
        LanguageExpansions { lang: &vectors.lang, words }
    };
    let others = languages.iter().filter(|vectors| !is_own(vectors));
    let own_words = std::iter::once(of(own, related()));
    own_words.chain(others.map(|vectors| of(vectors, translation()))).collect()
}

/// The words of a language that are near to stems of the site, each with these and how near they are.
fn near(own: &WordVectors, site: &[(u32, usize)], vectors: &WordVectors) -> HashMap<usize, Vec<(f32, u32)>> {
    let mut near = HashMap::<usize, Vec<(f32, u32)>>::new();
    for &(number, word) in site {
        for other in vectors.around(own, word) {
            let nearness = own.nearness(word, vectors, other);
            if nearness >= related_half() {
                near.entry(other).or_default().push((nearness, number));
            }
        }
    }
    near
}

/// The nearest of several stems. What is just near enough counts half of `share`.
fn nearest(mut near: Vec<(f32, u32)>, share: f32) -> Vec<Neighbour> {
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    near.truncate(MOST_NEIGHBOURS);
    let (half, full) = (related_half(), related_full());
    let counts = |nearness: f32| share * (0.5 + 0.5 * (nearness - half) / (full - half)).min(1.0);
    near.into_iter().map(|(nearness, stem)| (stem, (counts(nearness) * SHARE_STEPS) as u8)).collect()
}
