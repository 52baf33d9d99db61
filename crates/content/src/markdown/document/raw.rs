//! Raw HTML, tag by tag: what is allowed becomes elements, well nested, and the rest is left out.

use std::borrow::Cow;
use std::ops::Range;

use super::builder::Builder;
use super::element::{Element, Role};
use super::node::NodeKind;
use crate::html::{Tag, TokenKind, Tokens};
use crate::markdown::elements::{self, Kind};
use crate::markdown::faults::{Fault, MAX_DEPTH};

/// Elements within a line that can be open at once: parsers repeat them in every block that follows.
const MAX_INLINE: usize = 16;

/// A stretch of raw HTML and where its pieces come from.
pub(super) struct Chunk<'t> {
    text: Cow<'t, str>,
    /// Begin in `text` → begin in the body.
    origins: Vec<(usize, usize)>,
}

impl Chunk<'_> {
    fn byte_in_body(&self, at: usize) -> usize {
        let index = self.origins.partition_point(|&(start, _)| start <= at).saturating_sub(1);
        self.origins.get(index).map_or(at, |&(start, origin)| origin + (at - start))
    }

    /// Where the line after the one begins that a byte stands in.
    fn next_line(&self, at: usize) -> usize {
        let index = self.origins.partition_point(|&(start, _)| start <= at);
        self.origins.get(index).map_or(usize::MAX, |&(start, _)| start)
    }

    pub(super) fn in_body(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.byte_in_body(range.start);
        start..self.byte_in_body(range.end.saturating_sub(1)).max(start) + 1
    }
}

impl Builder<'_, '_> {
    /// Reads the lines of a block of raw HTML, each with the place in the body where it begins.
    pub(super) fn html_block<'l>(&mut self, lines: impl Iterator<Item = (&'l str, usize)>, range: &Range<usize>) {
        let mut chunk = Chunk { text: Cow::Borrowed(""), origins: Vec::new() };
        for (line, at) in lines {
            chunk.origins.push((chunk.text.len(), at));
            chunk.text.to_mut().push_str(line);
        }
        self.push(NodeKind::HtmlStart, range.start..range.start);
        let base = self.raw.len();
        self.raw_chunk(&chunk);
        self.close_inlines(base);
        self.push(NodeKind::HtmlEnd, range.end..range.end);
    }

    /// Reads a tag of raw HTML within a line.
    pub(super) fn html_inline(&mut self, text: &str, range: &Range<usize>) {
        let mut origins = vec![(0, range.start)];
        // A tag over several lines comes without what stands before them in a quote or list: they are found from their ends.
        let source = self.body.get(range.clone()).unwrap_or_default();
        let (mut start, mut origin) = (0, range.start);
        for (line, written) in text.split_inclusive('\n').zip(source.split_inclusive('\n')) {
            origins.push((start, origin + written.len().saturating_sub(line.len())));
            start += line.len();
            origin += written.len();
        }
        self.raw_chunk(&Chunk { text: Cow::Borrowed(text), origins });
    }

    fn raw_chunk(&mut self, chunk: &Chunk<'_>) {
        let mut tokens = Tokens::new(&chunk.text);
        while let Some(token) = tokens.next() {
            let written = chunk.text.get(token.range.clone()).unwrap_or_default();
            match token.kind {
                // Authors are to see a tag that isn't ended: a browser would drop all that follows.
                TokenKind::Text(_) | TokenKind::Unended => self.raw_text(&token.range, chunk),
                TokenKind::Comment { closed } | TokenKind::Doctype { closed } => {
                    let range = chunk.in_body(&token.range);
                    if !closed {
                        self.faults.add(self.nodes.len(), range.clone(), Fault::OpenComment);
                    }
                    self.removed(range);
                }
                TokenKind::Start(tag) => self.raw_start(&tag, &token.range, chunk, &mut tokens),
                TokenKind::End(tag) => self.raw_end(&tag.lower_name(), written, chunk.in_body(&token.range)),
            }
        }
    }

    /// Adds text, cut where its lines begin: each has a place of its own in the body.
    fn raw_text(&mut self, text: &Range<usize>, chunk: &Chunk<'_>) {
        if self.raw.is_muted() {
            return;
        }
        let mut at = text.start;
        while at < text.end {
            let end = chunk.next_line(at).min(text.end);
            let range = chunk.in_body(&(at..end));
            let line = self.own(chunk.text.get(at..end).unwrap_or_default(), &range);
            self.push(NodeKind::RawText(line), range);
            at = end;
        }
    }

    fn raw_start(&mut self, tag: &Tag<'_>, at: &Range<usize>, chunk: &Chunk<'_>, tokens: &mut Tokens<'_>) {
        let range = chunk.in_body(at);
        if self.raw.is_muted() {
            return;
        }
        let name = tag.lower_name();
        let kind = elements::kind(&name);
        let fault = match kind {
            Kind::Unknown => {
                let written = self.own(chunk.text.get(at.clone()).unwrap_or_default(), &range);
                let fault = Fault::UnknownElement(tag.name.to_owned());
                self.faults.add(self.nodes.len(), range.clone(), fault);
                self.push(NodeKind::UnknownTag(written), range);
                return;
            }
            Kind::Skip { tell: false } => return self.removed(range),
            Kind::Skip { tell: true } => Fault::RefusedElement(name.to_string()),
            Kind::Mute => Fault::MutedElement(name.to_string()),
            _ => return self.raw_allowed(kind, tag, range, chunk),
        };
        self.faults.add(self.nodes.len(), range.clone(), fault);
        if kind != Kind::Mute {
            return self.removed(range);
        }
        if tag.self_closing {
            // To a browser the rest of the page were its content; whoever writes `<iframe/>` means no such thing.
            tokens.leave_raw_text();
        } else if !tokens.skip_past_end(&name) {
            return self.mute(&name, range);
        }
        self.removed(range);
    }

    fn raw_allowed(&mut self, kind: Kind, tag: &Tag<'_>, range: Range<usize>, chunk: &Chunk<'_>) {
        let inlines = self.raw.inlines();
        if self.frames.len() + self.raw.len() >= MAX_DEPTH || inlines >= MAX_INLINE {
            let most = if inlines >= MAX_INLINE { MAX_INLINE } else { MAX_DEPTH };
            self.faults.nesting(self.nodes.len(), range.clone(), most);
            return self.removed(range);
        }
        let (name, role) = match kind {
            Kind::Anchor => return self.raw_anchor(tag, range, chunk),
            Kind::Image => return self.raw_image(tag, range, chunk),
            Kind::Heading(level) => return self.raw_heading(level, tag, range, chunk),
            Kind::Void(name) => {
                let attributes = self.raw_attributes(name, tag, chunk, &[]);
                let element = Element { name, role: Role::Void, attributes };
                self.push(NodeKind::Element(Box::new(element)), range);
                return;
            }
            Kind::Center => ("center", Role::Block),
            Kind::Block("table") if !self.raw.has("table") => ("table", Role::Table),
            Kind::Inline(name) => (name, Role::Inline),
            Kind::Block(name) => (name, Role::Block),
            Kind::Skip { .. } | Kind::Mute | Kind::Unknown => return,
        };
        if let Some((ended, stop)) = elements::implied_ends(name) {
            self.close_implied(ended, stop);
        }
        let attributes = match name {
            "center" => Vec::new(),
            name => self.raw_attributes(name, tag, chunk, &[]),
        };
        self.open_raw(name, Element { name, role, attributes }, range);
    }
}
