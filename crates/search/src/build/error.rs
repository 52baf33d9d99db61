//! Why an index can't be built.

/// Why an index can't be built.
#[derive(Debug)]
pub enum Error {
    /// tantivy failed; in memory and with text alone it has no reason to.
    Index(tantivy::TantivyError),
    /// More than four thousand million articles or stems.
    TooLarge,
    /// An article is not in the index that was kept.
    NotKept,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Index(fault) => write!(f, "the search index can't be built: {fault}"),
            Self::TooLarge => f.write_str("the search index can't be built: too many articles"),
            Self::NotKept => f.write_str("the search index can't be built: an article is not in the one kept"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Index(fault) => Some(fault),
            Self::TooLarge | Self::NotKept => None,
        }
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(fault: tantivy::TantivyError) -> Self {
        Self::Index(fault)
    }
}
