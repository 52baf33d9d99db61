//! The running text of raw HTML.

use std::ops::Range;

use super::block::BlockKind;
use super::reader::Reader;
use crate::markdown::elements::{self, Kind};
use crate::markdown::escape;

/// What an element makes of the text in it.
fn holds(name: &str) -> Option<BlockKind> {
    match name {
        "h1" => Some(BlockKind::Title),
        "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => Some(BlockKind::Heading),
        "td" | "th" => Some(BlockKind::Cell),
        "dt" | "dd" | "caption" | "figcaption" => Some(BlockKind::Item),
        _ => None,
    }
}

impl Reader<'_> {
    /// Reads a line of text, or a part of one, at a place of the body.
    pub(super) fn raw_text(&mut self, text: &str, at: usize) {
        if self.raw.pre > 0 || text.trim().is_empty() && self.open.is_none() {
            return;
        }
        for part in entities(text) {
            let written = text.get(part.clone()).unwrap_or_default();
            let place = at + part.start;
            match written.starts_with('&') {
                true => self.block().push(&escape::decode(written), place),
                false => self.block().push_folded(written, place),
            }
        }
    }

    pub(super) fn raw_start(&mut self, name: &str) {
        let length = self.open.as_ref().map_or(0, |open| open.text.len());
        match name {
            "br" if self.open.is_some() => self.block().push("\n", 0),
            "img" if self.open.is_none() => self.figure(),
            "code" | "kbd" | "samp" | "tt" => self.raw.code = Some(length),
            "a" => self.raw.link = Some(length),
            "ul" | "ol" | "dl" => self.lists += 1,
            "blockquote" | "aside" => self.quotes += 1,
            "pre" => {
                self.figure();
                self.raw.pre += 1;
            }
            _ => {}
        }
        if let Some(kind) = holds(name) {
            self.begin(kind, 0);
        } else if matches!(elements::kind(name), Kind::Block(_) | Kind::Center) {
            self.end();
        }
    }

    pub(super) fn raw_end(&mut self, name: &str) {
        let open = self.open.as_mut();
        match name {
            "code" | "kbd" | "samp" | "tt" => {
                if let (Some(start), Some(block)) = (self.raw.code.take(), open) {
                    block.code.push(start.min(block.text.len())..block.text.len());
                }
            }
            "a" => {
                if let (Some(start), Some(block)) = (self.raw.link.take(), open) {
                    block.link_since(start.min(block.text.len()));
                }
            }
            "ul" | "ol" | "dl" => self.lists = self.lists.saturating_sub(1),
            "blockquote" | "aside" => self.quotes = self.quotes.saturating_sub(1),
            "pre" => self.raw.pre = self.raw.pre.saturating_sub(1),
            _ => {}
        }
        if matches!(elements::kind(name), Kind::Block(_) | Kind::Center | Kind::Heading(_)) {
            self.end();
        }
    }
}

/// A line cut before and after each entity.
fn entities(line: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut done = 0;
    for (at, _) in line.match_indices('&') {
        let name = |c: char| c.is_ascii_alphanumeric() || c == '#';
        let rest = line.get(at + 1..).unwrap_or_default();
        let length = rest.len() - rest.trim_start_matches(name).len();
        if rest.get(length..).is_some_and(|rest| rest.starts_with(';')) {
            parts.extend((done < at).then_some(done..at));
            done = at + 1 + length + 1;
            parts.push(at..done);
        }
    }
    parts.extend((done < line.len()).then_some(done..line.len()));
    parts
}
