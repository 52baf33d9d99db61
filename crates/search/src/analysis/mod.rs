//! From text to terms: words, their folded form and their stem.
//!
//! The same code runs when the index is written and when a query is read, natively and in the browser. It is therefore
//! small (no tables of all of Unicode, no regular expressions) and depends on nothing but the text and the language.
//!
//! 1. [`words`] cuts the text: letters and digits make words, punctuation ends them, hyphens and the border between
//!    letters and digits make compounds, which are found by their parts and as one word.
//! 2. [`fold`](mod@fold) brings what readers type differently to one form: case, accents, `ё`, composed and decomposed letters.
//! 3. [`stem`] cuts endings in the languages that have a stemmer: English and Russian (Snowball), Belarusian (our own).
//!
//! [`layout`] and [`translit`] give other readings of a query that finds little; [`stop`] tells the words that weigh little.

pub mod belarusian;
pub(crate) mod case;
mod char_class;
mod fold;
mod forms;
mod language;
pub mod layout;
pub(crate) mod numbers;
mod russian;
mod stem;
pub mod stop;
#[allow(dead_code, reason = "not called by the analyzer yet")]
mod suffix_rules;
pub mod translit;
mod word;
mod words;

pub use fold::fold;

use fold::Folding;
pub(crate) use language::{is_written, primary};
use stem::Stemmer;
use words::Apostrophe;

/// Cuts text of one language into terms. Immutable and cheap to make.
#[derive(Clone, Copy)]
pub struct Analyzer {
    folding: Folding,
    stemmer: Stemmer,
    apostrophe: Apostrophe,
}

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
    /// The analyzer of a language, by its BCP 47 code (`ru`, `en-GB`). A language without a stemmer is folded only.
    pub fn new(lang: &str) -> Analyzer {
        let (folding, stemmer, apostrophe) = match primary(lang) {
            "en" => (Folding::Common, Stemmer::English, Apostrophe::Clitic),
            "ru" => (Folding::Common, Stemmer::Russian, Apostrophe::Inside),
            "be" => (Folding::Belarusian, Stemmer::Belarusian, Apostrophe::Inside),
            "uk" => (Folding::Common, Stemmer::None, Apostrophe::Inside),
            _ => (Folding::Common, Stemmer::None, Apostrophe::Between),
        };
        Analyzer { folding, stemmer, apostrophe }
    }

    /// [`analyze`](Self::analyze) for many texts: stems are remembered, because a site uses its words again and again and
    /// stemming costs more than all the rest.
    #[cfg(feature = "write")]
    pub(crate) fn analyze_many(&self, text: &str, known: &mut StemCache, each: &mut dyn FnMut(&str)) {
        let mut stem = String::new();
        words::split(text, self.folding, self.apostrophe, &mut |word: word::Word<'_>| {
            if word.clitic.is_none()
                && let Some(stem) = known.stems.get(word.text)
            {
                return each(stem);
            }
            self.stemmer.stem(word.text, word.clitic, &mut stem);
            let stem = if stem.is_empty() { word.text } else { &stem };
            each(stem);
            if word.clitic.is_none() {
                known.stems.insert(word.text.to_owned(), stem.to_owned());
            }
        });
    }

    /// Calls `each` for every word of the text, in order; a joined token comes after its parts.
    pub fn analyze<'t>(&self, text: &'t str, each: &mut dyn FnMut(Token<'_>)) {
        let mut stem = String::new();
        words::split(text, self.folding, self.apostrophe, &mut |word: word::Word<'_>| {
            self.stemmer.stem(word.text, word.clitic, &mut stem);
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
    pub(crate) stems: std::collections::HashMap<String, String>,
}

#[cfg(test)]
mod tests;
