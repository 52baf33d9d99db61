//! Paragraphs, lists, quotes and code.

use pulldown_cmark::BlockQuoteKind;

use super::code;
use super::page::Writer;
use crate::config::Direction;
use crate::markdown::diagram::is_diagram;
use crate::markdown::directives::Kind;
use crate::markdown::document::{Node, NodeKind};
use crate::markdown::escape;
use crate::markdown::outline::Said;

/// Bytes of code in one article that are highlighted.
const MAX_HIGHLIGHTED: usize = 60_000;

impl Writer<'_> {
    pub(super) fn paragraph(&mut self, index: usize, node: &Node<'_>) {
        let start = self.html.len();
        let said = self.outline.said(index);
        self.html.push_str(if said == Some(Said::FromTheLeft) { "<p dir=\"ltr\">" } else { "<p>" });
        let inside = self.html.len();
        self.nodes(node.inner(index));
        if said == Some(Said::Nothing) && self.html.get(inside..).is_some_and(only_anchors) {
            // No more than the place of a link: a paragraph around it would be a gap in the page.
            self.html.replace_range(start..inside, "");
            return;
        }
        self.html.push_str("</p>\n");
    }

    /// Whether an item has a check box.
    pub(super) fn is_task(&self, index: usize, item: &Node<'_>) -> bool {
        let mut first = self.document.level(item.inner(index)).next();
        if let Some((index, node @ Node { kind: NodeKind::Paragraph, .. })) = first {
            first = self.document.level(node.inner(index)).next();
        }
        matches!(first, Some((_, Node { kind: NodeKind::Task(_), .. })))
    }

    pub(super) fn list(&mut self, index: usize, node: &Node<'_>, start: Option<u64>) {
        let first = self.document.level(node.inner(index)).next();
        let is_task = first.is_some_and(|(index, item)| self.is_task(index, item));
        let class = if is_task { " class=\"task-list\"" } else { "" };
        match start {
            None => self.html.push_str(&format!("<ul{class}>\n")),
            Some(1) => self.html.push_str(&format!("<ol{class}>\n")),
            Some(start) => self.html.push_str(&format!("<ol start=\"{start}\"{class}>\n")),
        }
        self.nodes(node.inner(index));
        self.html.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    /// Writes the box of a task. A box wants a name, which is the text beside it.
    pub(super) fn task_box(&mut self, index: usize, done: bool) {
        let nodes = self.document.nodes();
        let ends = |node: &Node<'_>| {
            use NodeKind::{CodeBlock, Figure, Item, LargeImage, List, Paragraph, Quote};
            matches!(node.kind, Item | List(_) | Paragraph | Figure | LargeImage | CodeBlock(_) | Quote(_))
        };
        let around = nodes.get(..index).unwrap_or_default().iter().rposition(|node| node.end > index);
        let end = around.and_then(|around| nodes.get(around)).map_or(nodes.len(), |around| around.end);
        let rest = nodes.get(index + 1..end).unwrap_or_default();
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let name = self.document.plain(index + 1..index + 1 + length);
        self.html.push_str("<input type=\"checkbox\" disabled");
        self.html.push_str(if done { " checked" } else { "" });
        escape::attribute(&mut self.html, "aria-label", name.trim());
        self.html.push_str("> ");
    }

    pub(super) fn quote(&mut self, index: usize, node: &Node<'_>, kind: Option<BlockQuoteKind>) {
        let kind = match kind {
            None => {
                self.html.push_str("<blockquote>\n");
                self.nodes(node.inner(index));
                return self.html.push_str("</blockquote>\n");
            }
            Some(BlockQuoteKind::Note) => Kind::Note,
            Some(BlockQuoteKind::Tip) => Kind::Tip,
            Some(BlockQuoteKind::Important) => Kind::Important,
            Some(BlockQuoteKind::Warning) => Kind::Warning,
            Some(BlockQuoteKind::Caution) => Kind::Danger,
        };
        self.open_alert(kind, None);
        self.nodes(node.inner(index));
        self.html.push_str("</aside>\n");
    }

    pub(super) fn code_block(&mut self, code: &str, info: &str) {
        let is_diagram = is_diagram(info);
        if is_diagram {
            let labels = self.labels;
            self.html.push_str("<figure class=\"diagram\">\n<figcaption");
            self.html.push_str(labels.language(&labels.diagram));
            self.html.push('>');
            escape::text(&mut self.html, &labels.diagram);
            self.html.push_str("</figcaption>\n");
        }
        self.code_alone(code, info);
        if is_diagram {
            self.html.push_str("</figure>\n");
        }
    }

    fn code_alone(&mut self, code: &str, info: &str) {
        // Highlighting hostile code can take a hundred times as long as all the rest, so one article gets only so much.
        let wanted = self.highlighted + code.len() <= MAX_HIGHLIGHTED;
        let start = self.html.len();
        if code::block(&mut self.html, code, info, wanted) {
            self.highlighted += code.len();
        }
        if self.labels.dir == Direction::Rtl {
            self.html.insert_str(start + "<pre".len(), " dir=\"ltr\"");
        }
    }
}

/// Whether HTML holds nothing but empty anchors.
fn only_anchors(mut html: &str) -> bool {
    while let Some((_, rest)) = html.trim_start().strip_prefix("<a name=\"").and_then(|rest| rest.split_once('>')) {
        let Some(rest) = rest.strip_prefix("</a>") else { return false };
        html = rest;
    }
    html.trim().is_empty()
}
