//! Blocks that a `#fragment` and a search result can lead to.

use super::anchors::{is_anchor, slug};
use super::rendered::Landing;
use super::writer::Writer;

impl Writer<'_> {
    /// Makes a place of its own of a block with this title; what follows is its text. Gives its id.
    pub(super) fn land(&mut self, wish: &str, title: &str) -> String {
        let explicit = is_anchor(wish);
        let wish = if explicit { wish.to_owned() } else { slug(title) };
        let id = self.anchors.take_like(&wish, explicit);
        self.landings.push(Landing { id: id.clone(), text: title.trim().to_owned() });
        self.text.start_landing(self.landings.len() - 1);
        id
    }
}
