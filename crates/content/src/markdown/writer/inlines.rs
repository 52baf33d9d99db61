//! What stands within a line.

use super::page::Writer;
use crate::bidi;
use crate::config::Direction;
use crate::markdown::directives::inline::Inline;
use crate::markdown::document::{Link, Node};
use crate::markdown::escape;
use crate::markdown::named;
use crate::markdown::rendered::LinkTarget;
use crate::markdown::scheme::scheme;

impl Writer<'_> {
    pub(super) fn text(&mut self, text: &str) {
        escape::text(&mut self.html, text);
    }

    /// Writes text; on a page from the right, a piece from the left keeps its own direction.
    pub(super) fn mixed_text(&mut self, text: &str) {
        if self.labels.dir != Direction::Rtl {
            return self.text(text);
        }
        for (piece, apart) in bidi::pieces(text) {
            if apart {
                self.html.push_str(&format!("<bdi {}>", bidi::attributes(piece)));
            }
            self.text(piece);
            if apart {
                self.html.push_str("</bdi>");
            }
        }
    }

    pub(super) fn code(&mut self, code: &str) {
        self.html.push_str("<code>");
        self.text(code);
        self.html.push_str("</code>");
    }

    /// Writes something that has a name, such as `:kbd[Ctrl+C]`.
    pub(super) fn named(&mut self, inline: Inline, content: &str) {
        match inline {
            Inline::Keys => self.keys(content),
            Inline::Menu => self.menu(content),
            Inline::Badge => {
                self.html.push_str("<span class=\"badge\">");
                self.text(content);
                self.html.push_str("</span>");
            }
            Inline::Icon => {
                let name: String = content.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                self.html.push_str("<span class=\"inline-icon\" aria-hidden=\"true\"");
                // What begins with `hd-` is the theme's, in whatever attribute.
                escape::attribute(&mut self.html, "data-icon", name.trim_start_matches("hd-"));
                self.html.push_str("></span>");
            }
        }
    }

    /// Keys that are pressed together.
    fn keys(&mut self, content: &str) {
        self.html.push_str("<span class=\"keys\">");
        for (number, key) in named::keys(content).into_iter().enumerate() {
            self.html.push_str(if number > 0 { "+<kbd>" } else { "<kbd>" });
            self.text(key);
            self.html.push_str("</kbd>");
        }
        self.html.push_str("</span>");
    }

    /// The way through menus: the arrows are for the eye, a comma for the ear.
    fn menu(&mut self, content: &str) {
        self.html.push_str("<span class=\"menu\">");
        for (number, item) in named::items(content).enumerate() {
            if number > 0 {
                self.html.push_str(
                    "<span class=\"menu-arrow\" aria-hidden=\"true\"> › </span><span class=\"hidden\">, </span>",
                );
            }
            self.html.push_str("<b>");
            self.text(item);
            self.html.push_str("</b>");
        }
        self.html.push_str("</span>");
    }

    pub(super) fn markdown_link(&mut self, index: usize, node: &Node<'_>, link: &Link) {
        let is_open = self.open_markdown_link(index, link);
        self.nodes(node.inner(index));
        if is_open {
            self.close_link();
        }
    }

    /// Begins a link of Markdown; false when it is written as its text.
    pub(super) fn open_markdown_link(&mut self, index: usize, link: &Link) -> bool {
        let mut more = String::new();
        if !link.title.is_empty() {
            escape::attribute(&mut more, "title", &link.title);
        }
        self.open_link(index, &more)
    }

    /// Begins the link that a node is; false when it leads nowhere.
    pub(super) fn open_link(&mut self, index: usize, attributes: &str) -> bool {
        let references = self.references;
        let Some(link) = references.link(index) else { return false };
        self.html.push_str("<a");
        escape::attribute(&mut self.html, "href", &link.url);
        let is_external = matches!(link.target, LinkTarget::External(_));
        if is_external && !matches!(scheme(&link.url).as_deref(), Some("mailto" | "tel")) {
            self.html.push_str(" rel=\"noopener\"");
        }
        self.html.push_str(attributes);
        self.html.push('>');
        self.in_link = true;
        true
    }

    pub(super) fn close_link(&mut self) {
        self.html.push_str("</a>");
        self.in_link = false;
    }
}
