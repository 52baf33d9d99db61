//! What elements of raw HTML say, and the names that they set.

use super::gather::Gatherer;
use crate::markdown::anchors::is_anchor;
use crate::markdown::document::{Element, Node, Role};

impl<'d> Gatherer<'d> {
    pub(super) fn element(&mut self, index: usize, node: &Node<'_>, element: &Element) {
        match &element.role {
            Role::Image(picture) => return self.image(index, &picture.alt),
            Role::Heading { level, id, .. } => return self.heading(index, node, *level, id.as_deref()),
            Role::Anchor(anchor) => {
                self.anchor_names(index, &anchor.names);
                return self.link(index, node);
            }
            Role::Block | Role::Table => self.text.end_block(),
            Role::Inline | Role::Void | Role::Unwrapped | Role::Muted => {}
        }
        self.visible |= matches!(element.role, Role::Table) || element.name == "pre";
        let mut ids = element.attributes.iter().filter(|(name, _)| name == "id").map(|(_, id)| id);
        if let Some(id) = ids.find(|id| self.anchors.take(id)) {
            self.out.names.push(index, vec![id.clone()]);
        }
        if matches!(element.role, Role::Void) {
            self.text.push(" ");
        }
        self.nodes(node.inner(index));
        if !element.is_inline() {
            self.text.end_block();
        }
    }

    /// Keeps those of the names that an `a` sets that are free. In a heading they wait for its own id.
    fn anchor_names(&mut self, index: usize, names: &[String]) {
        let mut free = Vec::new();
        for name in names {
            let is_free = match &mut self.in_heading {
                Some(names) => {
                    let is_free = is_anchor(name) && !names.contains(name);
                    names.extend(is_free.then(|| name.clone()));
                    is_free
                }
                None => self.anchors.take(name),
            };
            free.extend(is_free.then(|| name.clone()));
        }
        if !free.is_empty() {
            self.out.names.push(index, free);
        }
    }
}
