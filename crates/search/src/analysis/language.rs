//! What the analysis has to know of a language: how its words are written, folded and inflected, which of them say little,
//! and how they look when they are typed with another keyboard or in Latin letters.
//!
//! It is data, not code. The program has that of every language ([`sources`](super::sources)); a browser gets that of the
//! reader's language as a file of its own beside the index, which no publication of articles changes.

use super::fold::Folding;
use super::stem::Stemmer;
use super::suffix_rules::SuffixRules;
use super::words::{Apostrophe, Splitting};
use crate::archive::bytes::Bytes;
#[cfg(feature = "write")]
use crate::archive::bytes::{put_bytes, put_number};

/// The language part of a BCP 47 code: `be` of `be-BY`. Codes are lower-case in a site's configuration.
pub(crate) fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}

/// See the [module](self). Words in it are folded; lists are separated by spaces, tables by lines.
#[derive(Debug, Default)]
pub(crate) struct Language {
    pub(crate) folding: Folding,
    pub(crate) apostrophe: Apostrophe,
    pub(crate) stemmer: Stemmer,
    /// Whether it is written in other than Latin letters, if only by some.
    pub(crate) own_script: bool,
    /// Words that say little about what a reader looks for. They are searched like others, but weigh less.
    pub(crate) stop_words: String,
    /// Words that ask for a kind of answer: a person, a place, a time, a reason.
    pub(crate) interrogatives: String,
    /// Articles written together with their noun (`ال`), which words are found without.
    pub(crate) articles: String,
    /// Other small words written together with the next one (`ב`): a word is looked for with each of them too.
    pub(crate) prefixes: String,
    /// Whether nouns are written together (`Zahlungsmethode`), and what may stand between them.
    pub(crate) compounds: bool,
    pub(crate) links: String,
    /// A line per spelling that people fall back on, and the letters it stands for: `oe o`.
    pub(crate) respellings: String,
    /// A line per keyboard: see [`layout`](super::layout).
    pub(crate) keyboards: String,
    /// Latin spellings of the language's letters: see [`translit`](super::translit).
    pub(crate) spellings: String,
}

impl Language {
    #[cfg(feature = "write")]
    pub(crate) fn pack(&self, rules: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let flags = u8::from(self.compounds) | u8::from(self.own_script) << 1;
        for kind in [self.folding as u8, self.apostrophe as u8, self.stemmer.kind(), flags] {
            put_number(&mut out, u32::from(kind));
        }
        for text in [
            &self.stop_words,
            &self.interrogatives,
            &self.articles,
            &self.prefixes,
            &self.links,
            &self.respellings,
            &self.keyboards,
            &self.spellings,
        ] {
            put_bytes(&mut out, text.as_bytes());
        }
        match &self.stemmer {
            Stemmer::Particles(particles) => put_bytes(&mut out, particles.as_bytes()),
            _ => put_bytes(&mut out, rules),
        }
        out
    }

    pub(crate) fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes::new(bytes);
        let kinds = [bytes.byte()?, bytes.byte()?, bytes.byte()?, bytes.byte()?];
        let mut text = || Some(bytes.text()?.to_owned());
        let mut language = Self {
            folding: Folding::of(kinds[0])?,
            apostrophe: Apostrophe::of(kinds[1])?,
            stemmer: Stemmer::None,
            stop_words: text()?,
            interrogatives: text()?,
            articles: text()?,
            prefixes: text()?,
            compounds: kinds[3] & 1 != 0,
            own_script: kinds[3] & 2 != 0,
            links: text()?,
            respellings: text()?,
            keyboards: text()?,
            spellings: text()?,
        };
        let rules = bytes.bytes()?;
        language.stemmer = match kinds[2] {
            0 => Stemmer::None,
            1 => Stemmer::English,
            kind @ (2 | 3) => Stemmer::Rules { rules: SuffixRules::read(rules)?, latin: kind == 3 },
            4 => Stemmer::Particles(core::str::from_utf8(rules).ok()?.to_owned()),
            _ => return None,
        };
        bytes.is_empty().then_some(language)
    }

    /// How texts are split; `tails` as [`Splitting`] has them.
    pub(crate) fn splitting(&self, tails: bool) -> Splitting {
        Splitting { folding: self.folding, apostrophe: self.apostrophe, tails }
    }

    /// Whether a folded word says little. In Japanese that are all letters between those that name something: hiragana.
    pub(crate) fn is_stop_word(&self, word: &str) -> bool {
        has(&self.stop_words, word) || !word.is_empty() && word.chars().all(|c| ('ぁ'..='ゖ').contains(&c))
    }

    /// Whether a folded word asks for a kind of answer. It names no thing, but tells "when does it start" from "where does
    /// it start".
    pub(crate) fn is_interrogative(&self, word: &str) -> bool {
        has(&self.interrogatives, word)
    }

    /// The word without an article written together with it.
    pub(crate) fn without_article<'w>(&self, word: &'w str) -> &'w str {
        let rest = |article| word.strip_prefix(article).filter(|rest: &&str| rest.chars().count() >= LEAST_NOUN);
        self.articles.split(' ').filter(|article| !article.is_empty()).find_map(rest).unwrap_or(word)
    }
}

/// What remains of a word without an article is no shorter than this.
const LEAST_NOUN: usize = 3;

fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}
