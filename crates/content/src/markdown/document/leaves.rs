//! Links, and elements that are seen to as a whole: images, code and blocks of raw HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag};

use super::builder::Builder;
use super::destination;
use super::node::{CodeBlock, Link, Node, NodeKind, plain};
use super::picture::Picture;
use crate::markdown::scheme::scheme;

impl Builder<'_, '_> {
    /// Adds an element that is seen to as a whole; false when it isn't such a one.
    pub(super) fn leaf(&mut self, index: usize, tag: &Tag<'_>, range: &Range<usize>) -> bool {
        match tag {
            Tag::CodeBlock(CodeBlockKind::Indented) => self.code_block(index, "", range),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.code_block(index, info, range),
            Tag::HtmlBlock => {
                let events = self.events;
                let lines = events.get(self.inner(index)).unwrap_or_default().iter();
                let lines = lines.filter_map(|(event, range)| match event {
                    Event::Html(text) | Event::Text(text) => Some((text.as_ref(), range.start)),
                    _ => None,
                });
                self.html_block(lines, range);
            }
            Tag::Image { link_type, dest_url, title, .. } => self.image(index, *link_type, (dest_url, title), range),
            _ => return false,
        }
        true
    }

    fn code_block(&mut self, index: usize, info: &str, range: &Range<usize>) {
        let events = self.events.get(self.inner(index)).unwrap_or_default();
        let code = match events {
            [(Event::Text(text), range)] => self.own(text, range),
            events => {
                let texts = events.iter().filter_map(|(event, _)| match event {
                    Event::Text(text) => Some(text.as_ref()),
                    _ => None,
                });
                CowStr::from(texts.collect::<String>())
            }
        };
        self.push(NodeKind::CodeBlock(Box::new(CodeBlock { info: info.to_owned(), code })), range.clone());
    }

    fn image(&mut self, index: usize, kind: LinkType, (src, title): (&str, &str), range: &Range<usize>) {
        let inner = self.inner(index);
        let place = destination::place(self.body, self.events, inner.clone(), range, kind);
        let picture = Picture { src: src.to_owned(), title: title.to_owned(), place, ..Picture::default() };
        let image = self.push(NodeKind::Image(Box::new(picture)), range.clone());
        let events = self.events;
        for (event, range) in events.get(inner).unwrap_or_default() {
            match event {
                Event::Text(text) => self.push(NodeKind::Text(self.own(text, range)), range.clone()),
                Event::Code(text) => self.push(NodeKind::Code(self.own(text, range)), range.clone()),
                Event::SoftBreak | Event::HardBreak => self.push(NodeKind::SoftBreak, range.clone()),
                _ => continue,
            };
        }
        self.close(image);
        let alt = plain(&self.nodes, image + 1..self.nodes.len());
        if let Some(Node { kind: NodeKind::Image(picture), .. }) = self.nodes.get_mut(image) {
            picture.alt = alt;
        }
    }

    pub(super) fn link(&self, index: usize, kind: LinkType, (href, title): (&str, &str), range: &Range<usize>) -> Link {
        let place = destination::place(self.body, self.events, self.inner(index), range, kind);
        let is_mail = kind == LinkType::Email && scheme(href).is_none();
        let href = if is_mail { format!("mailto:{href}") } else { href.to_owned() };
        Link { href, title: title.to_owned(), place }
    }
}
