//! What stands on lines of its own.

use std::ops::Range;

use super::Writer;
use super::lines::{boxed, fenced, indented, paragraph, quoted};
use crate::markdown::directives::Kind;
use crate::markdown::document::{Element, Node, NodeKind, Role};
use crate::markdown::outline::Standing;
use pulldown_cmark::BlockQuoteKind;

impl<'d> Writer<'d> {
    /// Writes nodes, with an empty line between two blocks.
    pub(super) fn blocks(&mut self, range: Range<usize>) -> String {
        self.joined(range, false)
    }

    /// The same; where it is `tight`, a list follows right on the line before.
    fn joined(&mut self, range: Range<usize>, tight: bool) -> String {
        let document = self.document;
        let (mut out, mut line) = (String::new(), String::new());
        let mut add = |block: &str, close: bool| {
            if !block.trim().is_empty() {
                out.push_str(if out.is_empty() {
                    ""
                } else if close {
                    "\n"
                } else {
                    "\n\n"
                });
                out.push_str(block);
            }
        };
        for (index, node) in document.level(range) {
            if is_inline(node) {
                self.inline(index, node, &mut line);
                continue;
            }
            add(&paragraph(&std::mem::take(&mut line)), false);
            let block = self.block(index, node);
            add(&block, tight && matches!(node.kind, NodeKind::List(_)));
        }
        add(&paragraph(&line), false);
        out
    }

    fn block(&mut self, index: usize, node: &Node<'d>) -> String {
        let inner = node.inner(index);
        match &node.kind {
            NodeKind::Heading(heading) => self.heading(index, node, heading.level),
            NodeKind::Quote(None) => quoted(&self.blocks(inner)),
            NodeKind::Quote(Some(kind)) => {
                let label = &self.labels.alert(alert(*kind)).1;
                boxed(label, &self.blocks(inner))
            }
            NodeKind::List(start) => self.list(index, node, *start),
            NodeKind::Footnote(label) => {
                self.note(label, inner);
                String::new()
            }
            NodeKind::Term => paragraph(&self.strong(inner)),
            NodeKind::Table(table) => self.table(index, node, table),
            NodeKind::CodeBlock(block) => fenced(&block.code, block.info.split_whitespace().next().unwrap_or_default()),
            NodeKind::Rule => "---".to_owned(),
            NodeKind::Block(block) => self.directive(index, node, block),
            NodeKind::Figure | NodeKind::LargeImage => self.figure(index, node),
            NodeKind::Element(element) => self.html_block(index, node, element),
            NodeKind::HtmlStart | NodeKind::HtmlEnd => String::new(),
            // Paragraphs, items, answers, descriptions, and rows that stand in no table.
            _ => self.blocks(inner),
        }
    }

    /// Writes a heading, with the level that it has in the page; nothing for the one that the title stands for.
    pub(super) fn heading(&mut self, index: usize, node: &Node<'d>, level: u8) -> String {
        let text = self.line(node.inner(index));
        match self.outline.standing(index) {
            Some(Standing::Dropped(_)) => String::new(),
            _ if text.is_empty() => text,
            _ => {
                self.level = level.clamp(2, 6);
                format!("{} {text}", "#".repeat(usize::from(self.level)))
            }
        }
    }

    /// Keeps a footnote for the end of the page.
    pub(super) fn note(&mut self, label: &str, range: Range<usize>) {
        let text = indented(&self.blocks(range), 4);
        self.footnotes.push(format!("[^{}]: {text}", footnote(label)));
    }

    fn list(&mut self, index: usize, node: &Node<'d>, start: Option<u64>) -> String {
        let document = self.document;
        let items = document.level(node.inner(index)).map(|(index, item)| item.inner(index)).collect();
        let is_paragraph = |(_, node): (usize, &Node<'_>)| matches!(node.kind, NodeKind::Paragraph);
        let is_loose = document
            .level(node.inner(index))
            .any(|(index, item)| document.level(item.inner(index)).next().is_some_and(is_paragraph));
        self.items(items, start, !is_loose)
    }

    /// Writes the items of a list, which has numbers if it begins with one.
    pub(super) fn items(&mut self, items: Vec<Range<usize>>, start: Option<u64>, tight: bool) -> String {
        let mut out = String::new();
        for (item, number) in items.into_iter().zip(start.unwrap_or(1)..) {
            let marker = if start.is_some() { format!("{number}. ") } else { "- ".to_owned() };
            let text = indented(&self.joined(item, tight), marker.len());
            out.push_str(match (out.is_empty(), tight) {
                (true, _) => "",
                (false, true) => "\n",
                (false, false) => "\n\n",
            });
            out.push_str(&marker);
            out.push_str(&text);
            out.truncate(out.trim_end().len());
        }
        out
    }

    /// Writes a picture, and its title as a caption below.
    fn figure(&mut self, index: usize, node: &Node<'d>) -> String {
        let picture = self.line(node.inner(index));
        let caption = node.inner(index).filter_map(|index| self.document.nodes().get(index)).find_map(|node| {
            let NodeKind::Image(picture) = &node.kind else { return None };
            Some(picture.title.as_str()).filter(|title| !title.trim().is_empty())
        });
        let mut caption_text = String::new();
        super::escape::text(&mut caption_text, caption.unwrap_or_default());
        match (picture.is_empty(), caption) {
            (_, None) => picture,
            (true, Some(_)) => paragraph(&caption_text),
            (false, Some(_)) => format!("{picture}\n\n{}", paragraph(&caption_text)),
        }
    }
}

/// Whether a node stands within a line.
pub(super) fn is_inline(node: &Node<'_>) -> bool {
    use NodeKind::{
        Code, Element, Emphasis, FootnoteReference, HardBreak, Image, Link, Mark, Math, Named, RawText, Removed,
        SoftBreak, Strikethrough, Strong, Subscript, Superscript, Task, Text, UnknownTag,
    };
    match &node.kind {
        Text(_) | Code(_) | Math(..) | Named(..) | SoftBreak | HardBreak | FootnoteReference(_) | Task(_)
        | Image(_) | Link(_) | Emphasis | Strong | Strikethrough | Superscript | Subscript | Mark | RawText(_)
        | UnknownTag(_) | Removed => true,
        Element(element) => is_inline_element(element),
        _ => false,
    }
}

fn is_inline_element(element: &Element) -> bool {
    match element.role {
        Role::Heading { .. } => false,
        Role::Void => element.name != "hr",
        Role::Muted => true,
        _ => element.is_inline(),
    }
}

/// The note that a quote of GitHub's kind is.
fn alert(kind: BlockQuoteKind) -> Kind {
    match kind {
        BlockQuoteKind::Note => Kind::Note,
        BlockQuoteKind::Tip => Kind::Tip,
        BlockQuoteKind::Important => Kind::Important,
        BlockQuoteKind::Warning => Kind::Warning,
        BlockQuoteKind::Caution => Kind::Danger,
    }
}

/// The label of a footnote, without what would end it.
pub(super) fn footnote(label: &str) -> String {
    label.chars().map(|c| if c.is_whitespace() || "[]\\`<>*_".contains(c) { '-' } else { c }).collect()
}
