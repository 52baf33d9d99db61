//! Russian: Snowball's stemmer.

use frostem::{Algorithm, Stemmer};

/// Writes the stem of a folded word into `out`.
pub(crate) fn stem(word: &str, out: &mut String) {
    out.push_str(&Stemmer::new(Algorithm::Russian).stem(word));
}
