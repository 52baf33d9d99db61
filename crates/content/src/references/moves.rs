//! What gets another name.

use std::collections::BTreeMap;

use super::named::Named;
use crate::path::{ArticleKey, ContentPath};

/// Articles, categories and files by the names they had, with those they get.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Articles, in all their languages.
    pub articles: BTreeMap<ArticleKey, ArticleKey>,
    /// Categories: folders below the content folder.
    pub categories: BTreeMap<ArticleKey, ArticleKey>,
    /// Other files: paths below the content folder.
    pub files: BTreeMap<ContentPath, ContentPath>,
}

impl Moves {
    /// Whether nothing moves.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.categories.is_empty() && self.files.is_empty()
    }

    /// What something is called afterwards; nothing for what stays.
    pub fn renamed(&self, named: &Named) -> Option<Named> {
        match named {
            Named::Article(key) => self.articles.get(key).cloned().map(Named::Article),
            Named::Category(folder) => self.categories.get(folder).cloned().map(Named::Category),
            Named::File(path) => self.files.get(path).cloned().map(Named::File),
        }
    }

    /// The same moves backwards.
    pub fn reversed(&self) -> Self {
        fn turn<P: Clone + Ord>(map: &BTreeMap<P, P>) -> BTreeMap<P, P> {
            map.iter().map(|(old, new)| (new.clone(), old.clone())).collect()
        }
        Self { articles: turn(&self.articles), categories: turn(&self.categories), files: turn(&self.files) }
    }
}
