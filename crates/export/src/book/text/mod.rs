//! An article's HTML as a part of a book.
//!
//! It is read into a tree, as browsers read it, and written anew: as HTML for the page, as XML for an EPUB. On the way each
//! place gets a name of its own, links find their chapters, images are in the file, and what needs a script or a screen
//! gives way to what reads as well without.

mod attributes;
mod elements;
mod escape;
mod writer;

use std::collections::HashSet;

use ego_tree::iter::Edge;
use helpdex_content::error::Result;
use scraper::{Html, Node};

use super::pictures::Pictures;
use super::select::{Book, Chapter};
use writer::Writer;

/// The file of the cover in an EPUB.
pub(super) const COVER: &str = "cover.xhtml";

/// What the text is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
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
pub(super) struct Text {
    pub(super) html: String,
    pub(super) has_math: bool,
    pub(super) has_images: bool,
    /// Whether all of its images have a text for those who don't see them.
    pub(super) lacks_alt: bool,
}

/// Writes the text of an article or category.
///
/// # Errors
/// When one of its images can't be read.
pub(super) fn write<'s>(
    book: &Book<'s>,
    chapter: Option<&Chapter>,
    html: &str,
    medium: Medium,
    pictures: &mut Pictures<'s>,
) -> Result<Text> {
    let tree = Html::parse_fragment(html);
    let ids = ids(&tree);
    let mut writer = Writer::new(book, chapter, &ids, medium, pictures);
    for edge in tree.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => writer.text(text),
                Node::Element(element) => writer.open(node, element)?,
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => writer.close(),
            Edge::Close(_) => {}
        }
    }
    Ok(writer.finish())
}

/// The places that there are in a text.
fn ids(tree: &Html) -> HashSet<String> {
    let elements = tree.tree.nodes().filter_map(|node| node.value().as_element());
    let named = elements.flat_map(|element| {
        let name = element.attr("name").filter(|_| element.name() == "a");
        [element.attr("id"), name]
    });
    named.flatten().map(str::to_owned).collect()
}
