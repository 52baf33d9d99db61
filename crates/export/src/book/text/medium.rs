//! What texts are written for, and what they are then.

/// The file of the cover in an EPUB.
pub(in crate::book) const COVER: &str = "cover.xhtml";

/// What the text is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::book) enum Medium {
    /// A page for browsers, with headings so many levels lower.
    Page {
        /// Levels.
        lower: u8,
        /// Whether it goes to paper: what opens is open.
        printed: bool,
    },
    /// A file of an EPUB.
    Epub,
}

/// A text, and what it holds.
#[derive(Debug, Default)]
pub(in crate::book) struct Text {
    pub(in crate::book) html: String,
    pub(in crate::book) has_math: bool,
    pub(in crate::book) has_images: bool,
    /// Whether all of its images have a text for those who don't see them.
    pub(in crate::book) lacks_alt: bool,
}
