//! What stands within a line.

use std::ops::Range;

use super::Writer;
use super::blocks::{footnote, is_inline};
use super::escape;
use crate::markdown::directives::inline::Inline;
use crate::markdown::document::{Node, NodeKind, Picture};
use crate::markdown::named;
use crate::markdown::{dollars, escape as html};

impl<'d> Writer<'d> {
    /// Writes nodes as one line. Blocks among them, which only raw HTML puts there, are joined by spaces.
    pub(super) fn line(&mut self, range: Range<usize>) -> String {
        let mut out = String::new();
        self.inlines(range, &mut out);
        let mut line = String::with_capacity(out.len());
        for part in out.split('\n').map(|part| part.trim().strip_suffix('\\').unwrap_or(part.trim())) {
            line.push_str(if line.is_empty() || part.is_empty() { "" } else { " " });
            line.push_str(part);
        }
        line.trim().to_owned()
    }

    fn inlines(&mut self, range: Range<usize>, out: &mut String) {
        let document = self.document;
        for (index, node) in document.level(range) {
            if is_inline(node) {
                self.inline(index, node, out);
                continue;
            }
            pad(out);
            match &node.kind {
                // Its text stands below the page, as that of any other note.
                NodeKind::Footnote(label) => {
                    self.note(label, node.inner(index));
                    continue;
                }
                NodeKind::CodeBlock(block) => escape::code(out, block.code.trim()),
                NodeKind::Block(block) => {
                    escape::text(out, block.title.text.trim());
                    pad(out);
                }
                _ => {}
            }
            self.inlines(node.inner(index), out);
            pad(out);
        }
    }

    pub(super) fn inline(&mut self, index: usize, node: &Node<'d>, out: &mut String) {
        let inner = node.inner(index);
        match &node.kind {
            NodeKind::Text(text) | NodeKind::UnknownTag(text) => escape::text(out, text),
            NodeKind::RawText(text) => escape::text(out, &html::decode(text).replace('\n', " ")),
            NodeKind::Code(code) => escape::code(out, code),
            NodeKind::Math(kind, tex) => {
                let dollars = "$".repeat(dollars::Kind::width(*kind));
                out.push_str(&format!("{dollars}{}{dollars}", tex.trim()));
            }
            NodeKind::Named(inline, content) => self.named(*inline, content, out),
            NodeKind::SoftBreak => out.push('\n'),
            NodeKind::HardBreak => out.push_str("\\\n"),
            NodeKind::FootnoteReference(label) => out.push_str(&format!("[^{}]", footnote(label))),
            NodeKind::Task(done) => out.push_str(if *done { "[x] " } else { "[ ] " }),
            NodeKind::Image(picture) => self.image(index, picture, out),
            NodeKind::Link(link) => self.link(index, inner, &link.title, out),
            NodeKind::Emphasis => self.between("*", inner, "*", out),
            NodeKind::Strong => self.between("**", inner, "**", out),
            NodeKind::Strikethrough => self.between("~~", inner, "~~", out),
            NodeKind::Superscript => self.between("<sup>", inner, "</sup>", out),
            NodeKind::Subscript => self.between("<sub>", inner, "</sub>", out),
            NodeKind::Element(element) => self.html_inline(index, node, element, out),
            _ => self.inlines(inner, out),
        }
    }

    /// Writes nodes between two marks, which stand right beside what they mark.
    pub(super) fn between(&mut self, start: &str, range: Range<usize>, end: &str, out: &mut String) {
        let mut inside = String::new();
        self.inlines(range, &mut inside);
        let text = inside.trim();
        if text.is_empty() {
            return out.push_str(&inside);
        }
        let lead = inside.len() - inside.trim_start().len();
        let tail = inside.trim_end().len();
        out.push_str(inside.get(..lead).unwrap_or_default());
        // One emphasis right behind another would be read as something else.
        if start.starts_with('*') && out.ends_with('*') {
            out.push_str("<!-- -->");
        }
        out.push_str(start);
        out.push_str(text);
        out.push_str(end);
        out.push_str(inside.get(tail..).unwrap_or_default());
    }

    /// Nodes as a bold line.
    pub(super) fn strong(&mut self, range: Range<usize>) -> String {
        let line = self.line(range);
        if line.is_empty() { line } else { format!("**{line}**") }
    }

    /// Writes a link; one that leads nowhere is its text.
    pub(super) fn link(&mut self, index: usize, inner: Range<usize>, title: &str, out: &mut String) {
        let references = self.references;
        let text = self.line(inner);
        let Some(link) = references.link(index) else { return out.push_str(&text) };
        if text.is_empty() {
            return;
        }
        if out.ends_with('!') {
            // With it the link would be an image.
            out.pop();
            out.push_str("\\!");
        }
        let address = (self.destination)(&link.url);
        out.push_str(&format!("[{text}]({address}{})", titled(title)));
    }

    /// Writes an image that says something; one that isn't there is its alternative text.
    pub(super) fn image(&mut self, index: usize, picture: &Picture, out: &mut String) {
        let mut alt = String::new();
        escape::text(&mut alt, picture.alt.trim());
        let alt = alt.replace('\n', " ");
        match self.references.image(index) {
            None => out.push_str(&alt),
            Some(_) if alt.is_empty() => {}
            Some(shown) => {
                let address = (self.destination)(&shown.url);
                out.push_str(&format!("![{alt}]({address})"));
            }
        }
    }

    fn named(&self, inline: Inline, content: &str, out: &mut String) {
        match inline {
            Inline::Keys => escape::code(out, &named::keys(content).join("+")),
            Inline::Menu => {
                for (number, item) in named::items(content).enumerate() {
                    out.push_str(if number > 0 { " › " } else { "" });
                    out.push_str(&super::lines::bold(item));
                }
            }
            Inline::Badge => {
                out.push('(');
                escape::text(out, content);
                out.push(')');
            }
            Inline::Icon => {}
        }
    }
}

/// Adds a space, where there is none.
fn pad(out: &mut String) {
    if !out.is_empty() && !out.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

/// The title of a link, as it stands behind its destination.
fn titled(title: &str) -> String {
    let title = title.trim();
    if title.is_empty() {
        return String::new();
    }
    format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}
