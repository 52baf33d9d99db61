//! What is known of a document that was read.

use crate::markdown::by_node::ByNode;
use crate::markdown::rendered::{Change, Heading, Landing, Link};
use crate::markdown::texts::Section;

/// What a document says.
#[derive(Default)]
pub(in crate::markdown) struct Outline {
    /// The H1 that the page's title stands for.
    pub(in crate::markdown) h1: Option<String>,
    /// Their ranges are those of the body.
    pub(in crate::markdown) headings: Vec<Heading>,
    pub(in crate::markdown) landings: Vec<Landing>,
    pub(in crate::markdown) questions: Vec<usize>,
    pub(in crate::markdown) changes: Vec<Change>,
    pub(in crate::markdown) links: Vec<Link>,
    pub(in crate::markdown) anchors: Vec<String>,
    pub(in crate::markdown) sections: Vec<Section>,
    pub(in crate::markdown) summary: String,
    pub(super) standings: ByNode<Standing>,
    pub(super) landed: ByNode<usize>,
    pub(super) names: ByNode<Vec<String>>,
    pub(super) said: ByNode<Said>,
}

/// What became of a heading.
pub(in crate::markdown) enum Standing {
    /// It is one, by its index.
    Heading(usize),
    /// The page's title stands for it; only the places are left that its names are.
    Dropped(Vec<String>),
}

/// What a paragraph says that is not like the others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::markdown) enum Said {
    Nothing,
    /// On a page from the right: text from the left alone.
    FromTheLeft,
}

impl Outline {
    /// What became of the heading that a node is.
    pub(in crate::markdown) fn standing(&self, node: usize) -> Option<&Standing> {
        self.standings.get(node)
    }

    /// The place that the block of a node is.
    pub(in crate::markdown) fn landing(&self, node: usize) -> Option<&Landing> {
        self.landings.get(*self.landed.get(node)?)
    }

    /// The names that an element of raw HTML has or sets in the page: those that are free.
    pub(in crate::markdown) fn names(&self, node: usize) -> &[String] {
        self.names.get(node).map_or(&[], Vec::as_slice)
    }

    /// What there is to know of the text of a paragraph, if anything.
    pub(in crate::markdown) fn said(&self, paragraph: usize) -> Option<Said> {
        self.said.get(paragraph).copied()
    }
}
