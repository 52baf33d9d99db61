//! What a Markdown file is for.

/// What a Markdown file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// An article.
    Article,
    /// The `_index.md` of a category.
    Category,
    /// The `_index.md` of the site.
    Home,
}
