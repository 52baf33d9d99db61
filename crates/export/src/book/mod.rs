//! Articles as one file to take along: a page, an EPUB or a PDF.
//!
//! ```text
//! select   which articles, in the order of the site's lists
//! names    what each of them, and each place in it, is called in the file
//! links    where a link of an article leads: into the file, or to the site
//! pictures the site's own images, once each
//! text     an article's HTML as HTML or as XML, with all of that
//! page     one HTML file
//! epub     an archive of XHTML
//! pdf      the page, printed by a browser
//! save     the file, as a whole or not at all
//! request  what is asked for; write does it
//! ```

mod chapters;
mod epub;
mod links;
mod names;
mod page;
mod pdf;
mod pictures;
mod request;
mod save;
mod select;
mod text;
mod write;

pub use request::{Browser, Exported, Format, Paper, Request};
pub use select::language;
pub use write::write;

#[cfg(test)]
mod tests;
