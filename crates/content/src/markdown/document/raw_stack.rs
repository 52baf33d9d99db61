//! Elements of raw HTML that are open, and what ends them.

use std::ops::Range;

use super::builder::Builder;
use super::element::{Element, Role};
use super::node::NodeKind;
use super::raw_open::{Is, Open};
use crate::markdown::elements::{self, Kind};

impl Builder<'_, '_> {
    /// Begins an element, which `name` ends.
    pub(super) fn open_raw(&mut self, name: &'static str, element: Element, range: Range<usize>) {
        let is = match &element.role {
            Role::Anchor(anchor) if anchor.href.is_some() => Is::Link,
            Role::Heading { .. } => Is::Heading,
            Role::Muted => Is::Muted,
            _ if element.is_inline() => Is::Inline,
            _ => Is::Block,
        };
        match is {
            Is::Link => self.links += 1,
            Is::Muted => self.raw.muted += 1,
            _ => {}
        }
        let node = self.push(NodeKind::Element(Box::new(element)), range);
        self.raw.open.push(Open { name, node, is });
    }

    /// Begins to leave out everything up to the end of the element of this name.
    pub(super) fn mute(&mut self, name: &str, range: Range<usize>) {
        let name = mute_name(name);
        self.open_raw(name, Element { name, role: Role::Muted, attributes: Vec::new() }, range);
    }

    /// How many raw elements were open before the innermost element of Markdown.
    fn raw_base(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.raw)
    }

    /// Ends those of the elements `ended` that are open and not beyond one of `stop`.
    pub(super) fn close_implied(&mut self, ended: &[&str], stop: &[&str]) {
        let base = self.raw_base();
        let reach =
            self.raw.open.iter().enumerate().skip(base).rev().take_while(|(_, open)| !stop.contains(&open.name));
        if let Some(found) = reach.filter(|(_, open)| ended.contains(&open.name)).map(|(index, _)| index).last() {
            self.close_raw(found);
        }
    }

    /// Reads an end tag.
    pub(super) fn raw_end(&mut self, name: &str, written: &str, range: Range<usize>) {
        let base = self.raw_base();
        let open = match elements::kind(name) {
            Kind::Inline(name) | Kind::Block(name) => name,
            Kind::Unknown if !self.raw.is_muted() => {
                let written = self.own(written, &range);
                self.push(NodeKind::UnknownTag(written), range);
                return;
            }
            _ => name,
        };
        let found = self.raw.open.iter().enumerate().skip(base).rev().find(|(_, raw)| raw.name == open);
        match found {
            Some((index, _)) => self.close_raw(index),
            // An end without a beginning is nobody's loss.
            None => self.removed(range),
        }
    }

    /// Ends all raw elements above `down_to`.
    pub(super) fn close_raw(&mut self, down_to: usize) {
        while self.raw.open.len() > down_to {
            let Some(Open { node, is, .. }) = self.raw.open.pop() else { return };
            match is {
                Is::Link => self.links = self.links.saturating_sub(1),
                Is::Heading => self.in_heading = false,
                Is::Muted => {
                    self.raw.muted = self.raw.muted.saturating_sub(1);
                    self.close_muted(node);
                }
                Is::Inline | Is::Block => {}
            }
            self.close(node);
        }
    }

    /// Leaves out what stands in an element. The end of the block of raw HTML that it began in stays.
    fn close_muted(&mut self, node: usize) {
        let inner = self.nodes.get(node + 1..).unwrap_or_default().iter();
        let edge = inner.rev().find(|node| matches!(node.kind, NodeKind::HtmlStart | NodeKind::HtmlEnd));
        let end = edge.filter(|edge| matches!(edge.kind, NodeKind::HtmlEnd)).map(|edge| edge.range.clone());
        self.nodes.truncate(node + 1);
        if let Some(range) = end {
            self.push(NodeKind::HtmlEnd, range);
        }
    }

    /// Ends the elements within a line that began above `base`, with all that stands in them: they don't reach into the
    /// next block. A parser would repeat them there, over and over.
    pub(super) fn close_inlines(&mut self, base: usize) {
        let first = self.raw.open.iter().skip(base).position(|open| open.is.is_inline());
        if let Some(first) = first {
            self.close_raw(base + first);
        }
    }

    /// Notes a piece of raw HTML that nothing is left of.
    pub(super) fn removed(&mut self, range: Range<usize>) {
        self.push(NodeKind::Removed, range);
    }
}

/// The name of an element that is left out with its content, as a constant.
fn mute_name(name: &str) -> &'static str {
    const NAMES: [&str; 14] = [
        "script", "style", "iframe", "noscript", "noembed", "noframes", "template", "svg", "math", "title", "textarea",
        "select", "xmp", "listing",
    ];
    NAMES.iter().find(|known| **known == name).copied().unwrap_or("plaintext")
}
