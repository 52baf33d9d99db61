//! What stemming took off the words of a site.

use std::collections::{HashMap, HashSet};

use crate::archive::letters::Letters;

/// Counts endings over all different words. A typo in a stem leaves the word's ending where it was, and the ending of a
/// misspelt word is often not recognised: knowing which endings there are lets `connectign` find `connect` without a
/// dictionary of all surface words, which would be three times as large.
#[derive(Debug, Default)]
pub(super) struct Endings {
    seen: HashSet<String>,
    counts: HashMap<String, u32>,
}

/// The longest ending kept, in bytes, and how many are.
const LONGEST: usize = 12;
const MOST: usize = 80;

impl Endings {
    pub(super) fn note(&mut self, word: &str, stem: &str) {
        if self.seen.contains(word) {
            return;
        }
        self.seen.insert(word.to_owned());
        if let Some(ending) = word.strip_prefix(stem)
            && !ending.is_empty()
            && ending.len() <= LONGEST
        {
            *self.counts.entry(ending.to_owned()).or_default() += 1;
        }
    }

    /// The endings that at least one word in 500 has, most frequent first.
    pub(super) fn finish(&self, letters: &Letters) -> Vec<Vec<u8>> {
        let least = (self.seen.len() / 500).max(3) as u32;
        let mut ranked: Vec<(&String, u32)> =
            self.counts.iter().map(|(ending, &count)| (ending, count)).filter(|&(_, count)| count >= least).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        ranked.iter().take(MOST).map(|(ending, _)| letters.encode(ending)).collect()
    }
}
