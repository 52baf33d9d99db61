//! What can be named.

/// Something of the content, whatever language it is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// An article, by its path below the content folder without language and ending.
    Article(String),
    /// A category, by its folder below the content folder.
    Category(String),
    /// A file, by its path below the content folder.
    File(String),
}
