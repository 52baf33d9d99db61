//! Which stemmer a language has, and what goes on around it.

use super::{belarusian, russian};
use frostem::Algorithm;

/// The stemmer of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stemmer {
    None,
    English,
    Russian,
    Belarusian,
}

/// What an English noun or pronoun may carry after an apostrophe. `n't` stays: it turns the meaning round.
const CLITICS: [&str; 6] = ["s", "ll", "re", "ve", "d", "m"];

impl Stemmer {
    /// Writes the stem of a folded word into `out`. Words with a digit have no endings: `2.0`, `esp32`.
    pub(crate) fn stem(self, word: &str, clitic: Option<usize>, out: &mut String) {
        out.clear();
        let bare = match clitic.and_then(|at| word.split_at_checked(at)) {
            Some((base, tail)) if !base.is_empty() && CLITICS.contains(&tail) => base,
            _ => word,
        };
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return out.push_str(word);
        }
        let ascii = word.is_ascii();
        match self {
            Stemmer::English if ascii => out.push_str(&frostem::Stemmer::new(Algorithm::English).stem(bare)),
            Stemmer::Russian if !ascii => russian::stem(word, out),
            Stemmer::Belarusian if !ascii => out.push_str(&belarusian::stem(word)),
            _ => out.push_str(bare),
        }
    }
}
