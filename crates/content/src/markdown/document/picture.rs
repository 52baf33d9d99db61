//! Images.

use std::ops::Range;

/// An image as its author wrote it.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Picture {
    pub(in crate::markdown) src: String,
    pub(in crate::markdown) alt: String,
    /// Whether the author says that it is there for the eye alone.
    pub(in crate::markdown) decorative: bool,
    pub(in crate::markdown) title: String,
    /// A size that raw HTML asks for.
    pub(in crate::markdown) width: Option<u32>,
    pub(in crate::markdown) height: Option<u32>,
    /// Where the source stands in the body; all of the image where that can't be told.
    pub(in crate::markdown) place: Range<usize>,
}
