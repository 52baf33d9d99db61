//! Something that is known of some nodes.

/// What is known of some nodes of a document, by their indices.
pub(super) struct ByNode<T>(Vec<(usize, T)>);

impl<T> Default for ByNode<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByNode<T> {
    /// Adds what is known of a node. The nodes come in their order.
    pub(super) fn push(&mut self, node: usize, known: T) {
        debug_assert!(self.0.last().is_none_or(|(last, _)| *last < node), "the nodes come in their order");
        self.0.push((node, known));
    }

    /// All that is known, in the order of the nodes.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, known)| known)
    }

    pub(super) fn get(&self, node: usize) -> Option<&T> {
        let found = self.0.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        self.0.get(found).map(|(_, known)| known)
    }
}
