//! From HTML to the text of a book.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use helpdex_content::error::Result;
use scraper::{Html, Node};

use super::medium::{Medium, Text};
use super::writer::Writer;
use crate::book::chapters::Chapter;
use crate::book::pictures::Pictures;
use crate::book::select::Book;

/// Writes the text of an article or category.
///
/// # Errors
/// When one of its images can't be read.
pub(in crate::book) fn write<'s>(
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
