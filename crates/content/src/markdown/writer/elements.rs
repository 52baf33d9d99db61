//! Elements of raw HTML: written again, with what is allowed of them.

use super::page::Writer;
use crate::markdown::document::{Anchor, Element, Node, Role};
use crate::markdown::escape;

impl Writer<'_> {
    /// Writes text of raw HTML.
    pub(super) fn raw_text(&mut self, text: &str) {
        self.group.is_raw = true;
        escape::raw_text(&mut self.html, text);
    }

    pub(super) fn element(&mut self, index: usize, node: &Node<'_>, element: &Element) {
        self.group.is_raw = true;
        let name = element.name;
        match &element.role {
            Role::Image(picture) => self.image(index, picture, &picture.title, &element.attributes),
            Role::Anchor(anchor) => self.raw_anchor(index, node, element, anchor),
            Role::Heading { level, class, .. } => self.heading(index, node, *level, class),
            Role::Unwrapped | Role::Muted => self.nodes(node.inner(index)),
            Role::Inline | Role::Block | Role::Void | Role::Table => {
                if matches!(element.role, Role::Table) {
                    self.open_table_box();
                }
                let attributes = self.attributes(index, element);
                self.html.push_str(&match name {
                    "center" => "<div class=\"align-center\">".to_owned(),
                    "pre" => format!("<pre tabindex=\"0\"{attributes}>"),
                    name => format!("<{name}{attributes}>"),
                });
                self.nodes(node.inner(index));
                match element.role {
                    Role::Void => {}
                    Role::Table => self.html.push_str("</table></div>"),
                    _ if name == "center" => self.html.push_str("</div>"),
                    _ => self.html.push_str(&format!("</{name}>")),
                }
            }
        }
    }

    /// Writes a link, or the places that an `a` sets.
    fn raw_anchor(&mut self, index: usize, node: &Node<'_>, element: &Element, anchor: &Anchor) {
        let outline = self.outline;
        for name in outline.names(index) {
            // An `a` in an open link would end that.
            if self.in_link && anchor.href.is_none() {
                self.html.push_str("<span");
                escape::attribute(&mut self.html, "id", name);
                self.html.push_str("></span>");
            } else {
                self.anchor(name);
            }
        }
        let attributes = self.attributes(index, element);
        let is_open = self.open_link(index, &attributes);
        self.nodes(node.inner(index));
        if is_open {
            self.close_link();
        }
    }

    /// The attributes of an element, ready to print; of its ids the one that it has in the page.
    fn attributes(&self, index: usize, element: &Element) -> String {
        let mut out = String::new();
        let mut id = self.outline.names(index).first();
        for (name, value) in &element.attributes {
            if name != "id" || id.take_if(|id| *id == value).is_some() {
                escape::attribute(&mut out, name, value);
            }
        }
        out
    }
}
