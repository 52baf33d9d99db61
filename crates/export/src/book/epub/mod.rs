//! The book as EPUB 3.3: a file a chapter, a cover, a table of contents, and what is said of it all.

mod archive;
mod make;
mod package;

pub(super) use make::archive;
