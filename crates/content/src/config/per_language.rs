//! Something that each language of a site has one of.

use super::language::{LanguageId, Languages};

/// An item per language of a site, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerLanguage<T>(Vec<T>);

impl<T> Default for PerLanguage<T> {
    /// Of no language at all: before the settings are known.
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> PerLanguage<T> {
    /// Makes the item of each language.
    pub fn new(languages: &Languages, item: impl FnMut(LanguageId) -> T) -> Self {
        Self(languages.ids().map(item).collect())
    }

    /// The item of a language; nothing for one of another site.
    pub fn get(&self, language: LanguageId) -> Option<&T> {
        self.0.get(language.index())
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, language: LanguageId) -> Option<&mut T> {
        self.0.get_mut(language.index())
    }

    /// All items, in the order of the languages.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// The same, to change them.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.0.iter_mut()
    }

    /// Each item made into another.
    pub fn map<U>(self, item: impl FnMut(T) -> U) -> PerLanguage<U> {
        PerLanguage(self.0.into_iter().map(item).collect())
    }
}

impl<'a, T> IntoIterator for &'a PerLanguage<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
