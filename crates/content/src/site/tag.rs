//! A tag, and who carries it.

/// A tag of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// As its page's URL has it.
    pub slug: String,
    /// As the first article that carries it writes it.
    pub title: String,
    /// Keys of the articles that carry it, sorted.
    pub articles: Vec<String>,
}
