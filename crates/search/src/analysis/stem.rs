//! What is cut off words, so that their forms are one.

use super::suffix_rules::SuffixRules;
use frostem::Algorithm;

/// How a language's words are stemmed.
#[derive(Debug, Default)]
pub(crate) enum Stemmer {
    /// Not at all.
    #[default]
    None,
    /// Snowball's English algorithm, for words in Latin letters.
    English,
    /// Rules learned from the language's forms. Where it isn't written in `latin` letters, words that are, are taken for
    /// English: help texts are full of them.
    Rules { rules: SuffixRules, latin: bool },
    /// Particles written together with the word before them (`비밀번호를`), separated by spaces: the longest is cut off.
    Particles(String),
}

/// What an English noun or pronoun may carry after an apostrophe. `n't` stays: it turns the meaning round.
const CLITICS: [&str; 6] = ["s", "ll", "re", "ve", "d", "m"];

impl Stemmer {
    #[cfg(feature = "write")]
    pub(crate) fn kind(&self) -> u8 {
        match self {
            Self::None => 0,
            Self::English => 1,
            Self::Rules { latin, .. } => 2 + u8::from(*latin),
            Self::Particles(_) => 4,
        }
    }

    /// Writes the stem of a folded word into `out`. Words with a digit have no endings: `2.0`, `esp32`.
    pub(crate) fn stem(&self, word: &str, clitic: Option<usize>, out: &mut String) {
        out.clear();
        let bare = match clitic.and_then(|at| word.split_at_checked(at)) {
            Some((base, tail)) if !base.is_empty() && CLITICS.contains(&tail) => base,
            _ => word,
        };
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return out.push_str(word);
        }
        match self {
            Self::English if word.is_ascii() => english(bare, out),
            Self::Rules { rules, latin } if *latin || !word.is_ascii() => rules.stem(bare, out),
            Self::Rules { .. } => english(bare, out),
            Self::Particles(particles) if !word.is_ascii() => out.push_str(without_particle(word, particles)),
            Self::Particles(_) => english(bare, out),
            _ => out.push_str(bare),
        }
    }
}

/// What remains of a word without a particle has so many letters: two syllables, or one that is closed.
const LEAST_WORD: usize = 3;

fn without_particle<'w>(word: &'w str, particles: &str) -> &'w str {
    let rest = |particle| word.strip_suffix(particle).filter(|rest: &&str| rest.chars().count() >= LEAST_WORD);
    let rests = particles.split(' ').filter(|particle| !particle.is_empty()).filter_map(rest);
    rests.min_by_key(|rest| rest.len()).unwrap_or(word)
}

fn english(word: &str, out: &mut String) {
    out.push_str(&frostem::Stemmer::new(Algorithm::English).stem(word));
}
