//! One construct each, from the spelling of other tools to Helpdex's. Readers of [`crate::tools`] put them together.
//!
//! All take the text of a body and give it back; where a problem has a place, they take the lines of the file that the
//! lines of the text came from, too ([`crate::source::Text::rewrite`] keeps those).

pub(crate) mod anchors;
pub(crate) mod args;
pub(crate) mod attributes;
pub(crate) mod block;
pub(crate) mod code;
pub(crate) mod colons;
pub(crate) mod components;
pub(crate) mod details;
pub(crate) mod elements;
pub(crate) mod embeds;

pub(crate) mod fences;
mod file_tree;
pub(crate) mod html;
pub(crate) mod includes;
pub(crate) mod indented;
pub(crate) mod js;
pub(crate) mod mdx;
pub(crate) mod quotes;
pub(crate) mod shortcodes;
