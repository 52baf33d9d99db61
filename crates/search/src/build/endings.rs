//! What stemming took off the words of a site.

use std::collections::HashMap;

use crate::analysis::StemCache;
use crate::archive::alphabet::Alphabet;

/// The longest ending kept, in bytes, and how many are.
const LONGEST: usize = 12;
const MOST: usize = 80;

/// The endings that at least one word in a thousand has, most frequent first.
///
/// A typo in a stem leaves the word's ending where it was, and the ending of a misspelt word is often not recognised:
/// knowing which endings there are lets `connectign` find `connect` without a dictionary of all surface words, which
/// would be three times as large.
pub(super) fn endings(known: &StemCache, alphabet: &Alphabet) -> Vec<Vec<u8>> {
    let mut counts = HashMap::<&str, usize>::new();
    for (word, known) in &known.stems {
        if let Some(ending) = word.strip_prefix(known.stem.as_str())
            && !ending.is_empty()
            && ending.len() <= LONGEST
        {
            *counts.entry(ending).or_default() += 1;
        }
    }
    let least = (known.stems.len() / 1000).max(2);
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().filter(|&(_, count)| count >= least).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    ranked.iter().take(MOST).map(|(ending, _)| alphabet.encode(ending)).collect()
}
