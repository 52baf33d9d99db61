//! HTML, split into tokens as a browser splits it, each with its place in the input.
//!
//! Whoever asks what a text of HTML says asks here: raw HTML of articles, of files to import, and the pages that a
//! build has written. [`Tokens`] knows the WHATWG's tokenization and what a tree builder tells a tokenizer: which elements
//! hold text alone. It builds no tree. The content of a `noscript` is read as without scripts, and CDATA as in HTML.
//!
//! Comments and the ends of what is text alone are found by the states of [`html5gum`] ([`recorder`]), tags by a faster
//! reader ([`tag`]). What is added are the elements that hold text alone ([`raw_text`]), and everything that lies between
//! two tags ([`tokens`]).
//!
//! The work grows with the length of the input, whatever is in it; only a list of attributes is allocated.

mod raw_text;
mod recorder;
mod tag;
#[cfg(test)]
mod tests;
mod token;
mod tokens;

pub use token::{Attribute, Tag, Token, TokenKind};
pub use tokens::Tokens;
