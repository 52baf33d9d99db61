//! From text to terms: words, their folded form and their stem.
//!
//! The same code runs when the index is written and when a query is read, natively and in the browser. It is therefore
//! small (no tables of all of Unicode, no regular expressions) and depends on nothing but the text and the language.
//!
//! 1. [`words`] cuts the text: letters and digits make words, punctuation ends them, hyphens and the border between
//!    letters and digits make compounds, which are found by their parts and as one word.
//! 2. [`fold`](mod@fold) brings what readers type differently to one form: case, accents, `ё`, composed and decomposed letters.
//! 3. [`stem`] cuts endings: those of English as Snowball does, those of other languages by rules learned from their forms.
//!
//! [`layout`] and [`translit`] give other readings of a query that finds little. What is peculiar to a language is data
//! ([`language`]): the code is the same for all.

#[cfg(feature = "write")]
pub mod belarusian;
pub(crate) mod case;
mod char_class;
mod fold;
#[cfg(feature = "write")]
mod forms;
mod hangul;
mod language;
mod layout;
pub(crate) mod numbers;
mod replace;
mod script;
#[cfg(feature = "write")]
pub(crate) mod sources;
mod stem;
mod suffix_rules;
mod translit;
mod word;
mod words;

use std::sync::Arc;

pub use fold::fold;

pub(crate) use char_class::{is_in_word, unspaced_letters};
use language::Language;
pub(crate) use language::primary;
pub(crate) use script::Script;

/// Cuts text of one language into terms. Immutable and cheap to copy. The default one knows of no language: it folds only.
#[derive(Clone, Default)]
pub struct Analyzer {
    language: Arc<Language>,
    /// Words of a site whose stems are others than the language's rules give, in order.
    exceptions: Arc<Exceptions>,
}

/// Words and their stems.
pub(crate) type Exceptions = Vec<(String, String)>;

/// A word found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// First byte in the text given.
    pub start: usize,
    /// End (exclusive) in the text given.
    pub end: usize,
    /// Place among the words of the text, from 0. A joined token has the place of its first part.
    pub position: u32,
    /// The word as written, folded.
    pub word: &'a str,
    /// The word without its endings; never empty. The same as `word` where the language has no stemmer.
    pub stem: &'a str,
    /// An extra token over the place of others: `wifi` for `wi-fi`, `esp32` for `esp` and `32`. It comes right after them.
    pub joined: bool,
}

impl Analyzer {
    /// The analyzer of a language, by its BCP 47 code (`ru`, `en-GB`). A language that nothing is known of is folded only.
    #[cfg(feature = "write")]
    pub fn new(lang: &str) -> Analyzer {
        Analyzer { language: sources::language(lang), exceptions: Arc::default() }
    }

    /// The analyzer that a file of the archive describes.
    pub(crate) fn read(bytes: &[u8]) -> Option<Analyzer> {
        Some(Analyzer { language: Arc::new(Language::unpack(bytes)?), exceptions: Arc::default() })
    }

    /// The same analyzer with exceptions, which are in order.
    pub(crate) fn with_exceptions(self, exceptions: Exceptions) -> Analyzer {
        Analyzer { exceptions: Arc::new(exceptions), ..self }
    }

    /// Writes the stem of a word into `out`.
    fn stem(&self, word: &str, clitic: Option<usize>, out: &mut String) {
        let exception = self.exceptions.binary_search_by(|(known, _)| known.as_str().cmp(word));
        match exception.ok().and_then(|at| self.exceptions.get(at)) {
            Some((_, stem)) => stem.clone_into(out),
            None => self.language.stemmer.stem(word, clitic, out),
        }
    }

    /// Whether a folded word is one of the commonest of the language, which say little.
    pub fn is_stop_word(&self, word: &str) -> bool {
        self.language.is_stop_word(word)
    }

    /// Whether a folded word asks for a kind of answer: who, when, why.
    pub(crate) fn is_interrogative(&self, word: &str) -> bool {
        self.language.is_interrogative(word)
    }

    /// Whether a stem is that of a stop word, and whether it is one that asks.
    pub(crate) fn is_stop_stem(&self, stem: &str) -> (bool, bool) {
        let is_of = |words: &str| {
            let mut is = false;
            self.analyze(words, &mut |token| is |= token.stem == stem);
            is
        };
        let stop = is_of(&self.language.stop_words);
        (stop, stop && is_of(&self.language.interrogatives))
    }

    /// What a query may have been meant to be, and why: typed with another keyboard, or in Latin letters.
    pub(crate) fn readings(&self, query: &str) -> Vec<(String, &'static str)> {
        let layouts = layout::unmixed(query).into_iter().chain(layout::readings(
            query,
            &self.language.keyboards,
            self.language.own_script,
        ));
        let latin = translit::candidates(query, &self.language.spellings);
        let layouts = layouts.map(|text| (text, "layout"));
        layouts.chain(latin.into_iter().map(|text| (text, "transliteration"))).collect()
    }

    /// Whether the stem of a word depends on how it is written in a text.
    #[cfg(feature = "write")]
    pub(crate) fn is_taught(&self) -> bool {
        self.language.teacher.is_some()
    }

    /// Whether words in Latin letters are stemmed as English ones are.
    pub(crate) fn stems_english(&self) -> bool {
        !matches!(self.language.stemmer, stem::Stemmer::None | stem::Stemmer::Rules { latin: true, .. })
    }

    /// Whether the language writes nouns together.
    pub(crate) fn has_compounds(&self) -> bool {
        self.language.compounds
    }

    /// The word before the second part of a compound, as it stands there and without what links them: `zahlungs`, `zahlung`.
    pub(crate) fn first_parts<'w>(&self, part: &'w str) -> impl Iterator<Item = &'w str> + use<'_, 'w> {
        let links = self.language.links.split(' ').filter(|link| !link.is_empty());
        core::iter::once(part).chain(links.filter_map(move |link| part.strip_suffix(link)))
    }

    /// A folded word with the spellings that people fall back on as the language has them: `loeschen` as `loschen`.
    pub(crate) fn respelled(&self, word: &str) -> Option<String> {
        let mut out = word.to_owned();
        for (from, to) in self.language.respellings.lines().filter_map(|line| line.split_once(' ')) {
            out = replace::replaced(&out, from, to);
        }
        (out != word).then_some(out)
    }

    /// Small words that may be written together with the next one.
    pub(crate) fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.language.prefixes.split(' ').filter(|prefix| !prefix.is_empty())
    }

    /// [`analyze`](Self::analyze) for many texts: stems are remembered, because a site uses its words again and again and
    /// stemming costs more than all the rest. The last letters of a stretch without spaces are terms too.
    #[cfg(feature = "write")]
    pub(crate) fn analyze_many(&self, text: &str, known: &mut StemCache, each: &mut dyn FnMut(&str)) {
        let mut stem = String::new();
        let language = &*self.language;
        words::split(text, language.splitting(true), &mut |word: word::Word<'_>| {
            let word = word::Word { text: language.without_article(word.text), ..word };
            if word.clitic.is_none()
                && let Some(known_stem) = known.stems.get(word.text)
            {
                if let Some(used) = &mut known.used {
                    used.push(known_stem.number);
                }
                return each(&known_stem.stem);
            }
            match text.get(word.start..word.end).filter(|_| !word.joined).and_then(|written| language.taught(written)) {
                Some(taught) => stem = taught,
                None => language.stemmer.stem(word.text, word.clitic, &mut stem),
            }
            let stem = if stem.is_empty() { word.text } else { &stem };
            each(stem);
            if word.clitic.is_none() {
                known.add(word.text, stem);
            }
        });
    }

    /// Calls `each` for every word of the text, in order; a joined token comes after its parts.
    pub fn analyze<'t>(&self, text: &'t str, each: &mut dyn FnMut(Token<'_>)) {
        let mut stem = String::new();
        let language = &*self.language;
        words::split(text, language.splitting(false), &mut |word: word::Word<'_>| {
            let word = word::Word { text: language.without_article(word.text), ..word };
            self.stem(word.text, word.clitic, &mut stem);
            each(Token {
                start: word.start,
                end: word.end,
                position: word.position,
                word: word.text,
                stem: if stem.is_empty() { word.text } else { &stem },
                joined: word.joined,
            });
        });
    }
}

/// Words and their stems, for [`Analyzer::analyze_many`].
#[cfg(feature = "write")]
#[derive(Debug, Default)]
pub(crate) struct StemCache {
    pub(crate) stems: std::collections::HashMap<String, KnownStem>,
    /// The numbers of the words met since this was emptied, as often as they were, where somebody asks.
    pub(crate) used: Option<Vec<u32>>,
}

/// The stem of a word, and the word's number among all: from 0, in the order in which they were met.
#[cfg(feature = "write")]
#[derive(Debug)]
pub(crate) struct KnownStem {
    pub(crate) stem: String,
    pub(crate) number: u32,
}

#[cfg(feature = "write")]
impl StemCache {
    /// Adds a word that is not known yet.
    fn add(&mut self, word: &str, stem: &str) {
        let number = self.stems.len() as u32;
        self.stems.insert(word.to_owned(), KnownStem { stem: stem.to_owned(), number });
        if let Some(used) = &mut self.used {
            used.push(number);
        }
    }

    /// Adds a word with its stem, if it is not known.
    pub(crate) fn learn(&mut self, word: &str, stem: &str) {
        if !self.stems.contains_key(word) {
            self.add(word, stem);
        }
    }

    /// The words whose stems a browser would not come to by itself.
    pub(crate) fn exceptions(&self, analyzer: &Analyzer) -> Exceptions {
        if analyzer.language.teacher.is_none() {
            return Exceptions::new();
        }
        let mut own = String::new();
        let mut exceptions: Exceptions = Vec::new();
        for (word, KnownStem { stem, .. }) in &self.stems {
            analyzer.language.stemmer.stem(word, None, &mut own);
            if own != *stem {
                exceptions.push((word.clone(), stem.clone()));
            }
        }
        exceptions.sort_unstable();
        exceptions
    }
}

#[cfg(all(test, feature = "write"))]
mod languages_tests;
#[cfg(test)]
mod tests;
