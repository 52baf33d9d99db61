//! The tree.

use std::ops::Range;

use super::node::{self, Node};
use crate::markdown::faults::Faults;

/// A body, parsed. Its nodes stand in the order in which they begin: what is in a node follows it, up to its end.
#[derive(Debug)]
pub(in crate::markdown) struct Document<'t> {
    body: &'t str,
    nodes: Vec<Node<'t>>,
    faults: Faults,
}

impl<'t> Document<'t> {
    pub(super) fn new(body: &'t str, nodes: Vec<Node<'t>>, faults: Faults) -> Self {
        Self { body, nodes, faults }
    }

    /// The text that it was made of.
    pub(in crate::markdown) fn body(&self) -> &'t str {
        self.body
    }

    /// All nodes.
    pub(in crate::markdown) fn nodes(&self) -> &[Node<'t>] {
        &self.nodes
    }

    /// The nodes of a range that stand in no other of it, with their indices.
    pub(in crate::markdown) fn level(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Node<'t>)> {
        node::level(&self.nodes, range)
    }

    /// The text of a range of nodes, as names and alternative texts need it.
    pub(in crate::markdown) fn plain(&self, range: Range<usize>) -> String {
        node::plain(&self.nodes, range)
    }

    /// Whether nothing but white space stands in a range of nodes.
    pub(in crate::markdown) fn is_blank(&self, range: Range<usize>) -> bool {
        node::is_blank(&self.nodes, range)
    }

    /// What is wrong with the text by itself.
    pub(in crate::markdown) fn faults(&self) -> &Faults {
        &self.faults
    }
}
