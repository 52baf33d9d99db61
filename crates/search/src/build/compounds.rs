//! Words written together are found by their parts: whoever looks for `Methode` finds `Zahlungsmethode`.
//!
//! No list of words tells where to cut. What the site itself uses as words is enough: `zahlungsmethode` is cut where both
//! sides are words of its articles, with what the language puts between them ([`Analyzer::first_parts`]). The articles that
//! have it stand in the index under the part with a mark ([`IN_COMPOUNDS`]): they answer where few have the part as a word.

use std::collections::{BTreeMap, HashMap};

use super::impacts::{Impacts, StemPostings};
use crate::analysis::{Analyzer, StemCache};
use crate::archive::dictionary::IN_COMPOUNDS;
use crate::archive::postings::Packed;

/// A part has so many letters at least: most shorter words are endings and prefixes too.
const LEAST_PART: usize = 4;
/// What a part counts of the compound's impact: it names the kind of thing, or what it is for, not the thing.
const SHARE: f32 = 0.7;

/// Adds the articles of each compound under its parts.
pub(super) fn add_parts(impacts: &mut Impacts, known: &StemCache, analyzer: &Analyzer) {
    if !analyzer.has_compounds() {
        return;
    }
    let numbers: HashMap<&str, usize> =
        impacts.stems.iter().enumerate().map(|(number, entry)| (entry.stem.as_str(), number)).collect();
    let parts = |word: &String| word.chars().count() >= LEAST_PART && !analyzer.is_stop_word(word);
    let words: BTreeMap<&str, usize> = known
        .stems
        .iter()
        .filter(|(word, _)| parts(word) && !word.bytes().any(|b| b.is_ascii_digit()))
        .filter_map(|(word, known)| Some((word.as_str(), *numbers.get(super::index::cut(&known.stem))?)))
        .collect();
    let mut added: BTreeMap<usize, BTreeMap<u32, u8>> = BTreeMap::new();
    for (word, &compound) in &words {
        for part in split(word, &words, analyzer, 0).unwrap_or_default() {
            if part == compound {
                continue;
            }
            let Some(entry) = impacts.stems.get(compound) else { continue };
            for (article, impact) in entry.postings.iter() {
                let impact = (f32::from(impact) * SHARE).max(1.0) as u8;
                let best = added.entry(part).or_default().entry(article).or_default();
                *best = impact.max(*best);
            }
        }
    }
    for (part, postings) in added {
        let Some(stem) = impacts.stems.get(part).map(|entry| format!("{}{IN_COMPOUNDS}", entry.stem)) else { continue };
        impacts.stems.push(StemPostings { stem, postings: Packed::of(postings) });
    }
}

/// The words that a word is made of, by the numbers of their stems: as few as possible, and the last as long as possible.
fn split(word: &str, words: &BTreeMap<&str, usize>, analyzer: &Analyzer, depth: u8) -> Option<Vec<usize>> {
    let mut best: Option<Vec<usize>> = None;
    for (at, _) in word.char_indices().skip(LEAST_PART) {
        let (left, right) = word.split_at(at);
        let Some(&last) = words.get(right) else { continue };
        let whole = analyzer.first_parts(left).find_map(|part| words.get(part)).map(|&first| vec![first]);
        let inner = || analyzer.first_parts(left).find_map(|part| split(part, words, analyzer, depth + 1));
        let first = whole.or_else(|| if depth < 2 { inner() } else { None });
        if let Some(mut parts) = first
            && best.as_ref().is_none_or(|best| parts.len() + 1 < best.len())
        {
            parts.push(last);
            best = Some(parts);
        }
    }
    best
}
