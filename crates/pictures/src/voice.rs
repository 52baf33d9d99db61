//! How some words are to look: which fonts they want, and how heavy.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::families::{Han, preferred};
use unicode_script::Script;

/// How some words are to look.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    /// Families that the site wants before all others.
    families: Vec<String>,
    display: bool,
    /// Whether its letters are heavy.
    pub(crate) bold: bool,
    han: Han,
    /// The code of the language.
    pub(crate) language: String,
    /// Stands for all of it.
    pub(crate) key: u64,
}

impl Voice {
    pub(crate) fn new(families: &[String], language: &str, display: bool, bold: bool) -> Self {
        let han = Han::of(language);
        let mut hasher = DefaultHasher::new();
        (families, display, bold, han).hash(&mut hasher);
        Self { families: families.to_vec(), display, bold, han, language: language.to_owned(), key: hasher.finish() }
    }

    /// The names of font families to look for letters of a script in, the best first.
    pub(crate) fn families(&self, script: Script) -> Vec<String> {
        let known = preferred(script, self.display, self.han);
        self.families.iter().cloned().chain(known).collect()
    }

    /// The weight as CSS has it.
    pub(crate) fn weight(&self) -> u16 {
        if self.bold { 700 } else { 400 }
    }
}
