//! Elements of raw HTML.

use std::ops::Range;

use super::Writer;
use super::escape;
use super::lines::{boxed, fenced, paragraph, quoted};
use crate::markdown::document::{Element, Node, NodeKind, Role};
use crate::markdown::escape as entities;

impl<'d> Writer<'d> {
    pub(super) fn html_block(&mut self, index: usize, node: &Node<'d>, element: &Element) -> String {
        let inner = node.inner(index);
        if let Role::Heading { level, .. } = element.role {
            return self.heading(index, node, level);
        }
        match element.name {
            "hr" => "---".to_owned(),
            "pre" => fenced(self.raw(inner).trim_start_matches('\n'), ""),
            "blockquote" => quoted(&self.blocks(inner)),
            "ul" => self.html_list(inner, None),
            "ol" => {
                let start = element.attributes.iter().find(|(name, _)| name == "start");
                let start = start.and_then(|(_, value)| value.parse().ok()).unwrap_or(1);
                self.html_list(inner, Some(start))
            }
            "table" => self.html_table(inner),
            "summary" | "dt" | "caption" => paragraph(&self.strong(inner)),
            "details" => {
                let text = self.blocks(inner);
                boxed("", &text)
            }
            _ => self.blocks(inner),
        }
    }

    fn html_list(&mut self, range: Range<usize>, start: Option<u64>) -> String {
        let document = self.document;
        let items = document.level(range).filter(|(_, node)| is_element(node, "li"));
        let items = items.map(|(index, item)| item.inner(index)).collect();
        self.items(items, start, true)
    }

    pub(super) fn html_inline(&mut self, index: usize, node: &Node<'d>, element: &Element, out: &mut String) {
        let inner = node.inner(index);
        match &element.role {
            Role::Image(picture) => return self.image(index, picture, out),
            Role::Anchor(_) if self.references.link(index).is_some() => return self.link(index, inner, "", out),
            Role::Muted => return,
            _ => {}
        }
        match element.name {
            "br" => out.push_str("\\\n"),
            "b" | "strong" => self.between("**", inner, "**", out),
            "i" | "em" | "cite" | "dfn" | "var" => self.between("*", inner, "*", out),
            "s" | "del" => self.between("~~", inner, "~~", out),
            "sup" => self.between("<sup>", inner, "</sup>", out),
            "sub" => self.between("<sub>", inner, "</sub>", out),
            "q" => self.between("“", inner, "”", out),
            "code" | "kbd" | "samp" => escape::code(out, self.raw(inner).trim()),
            // The readings beside characters of `ruby` are text; the brackets for browsers that can't are, too.
            _ => out.push_str(&self.line_with_edges(inner)),
        }
    }

    /// Nodes as one line, with the spaces at its ends.
    fn line_with_edges(&mut self, range: Range<usize>) -> String {
        let mut out = String::new();
        self.between("", range, "", &mut out);
        out
    }

    /// The text of nodes as it stands.
    fn raw(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for node in self.document.nodes().get(range).unwrap_or_default() {
            match &node.kind {
                NodeKind::Text(text) | NodeKind::Code(text) | NodeKind::Math(_, text) | NodeKind::UnknownTag(text) => {
                    out.push_str(text);
                }
                NodeKind::RawText(text) => out.push_str(&entities::decode(text)),
                NodeKind::CodeBlock(block) => out.push_str(&block.code),
                NodeKind::SoftBreak | NodeKind::HardBreak => out.push('\n'),
                NodeKind::Element(element) if element.name == "br" => out.push('\n'),
                _ => {}
            }
        }
        out
    }
}

/// Whether a node is an element of this name.
pub(super) fn is_element(node: &Node<'_>, name: &str) -> bool {
    matches!(&node.kind, NodeKind::Element(element) if element.name == name)
}
