//! What can be named.

use crate::path::{ArticleKey, ContentPath};

/// Something of the content, whatever language it is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// An article, whatever its language.
    Article(ArticleKey),
    /// A category, by its folder below the content folder.
    Category(ArticleKey),
    /// A file, by its path below the content folder.
    File(ContentPath),
}

impl Named {
    /// Its path below the content folder; an article's has neither language nor ending.
    pub fn path(&self) -> &str {
        match self {
            Self::Article(key) | Self::Category(key) => key,
            Self::File(path) => path,
        }
    }
}
