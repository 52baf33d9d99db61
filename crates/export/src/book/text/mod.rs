//! An article's HTML as a part of a book.
//!
//! It is read into a tree, as browsers read it, and written anew: as HTML for the page, as XML for an EPUB. On the way each
//! place gets a name of its own, links find their chapters, images are in the file, and what needs a script or a screen
//! gives way to what reads as well without.

mod attributes;
mod convert;
mod elements;
mod escape;
mod medium;
mod writer;

pub(super) use convert::write;
pub(super) use medium::{COVER, Medium, Text};
