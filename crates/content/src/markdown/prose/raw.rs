//! The running text of raw HTML.

use std::ops::Range;

use super::block::BlockKind;
use super::raw_state::Lines;
use super::reader::Reader;
use crate::html::{TokenKind, Tokens};
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

impl Reader {
    /// Reads the text between the tags of a block of raw HTML.
    pub(super) fn raw_block(&mut self, lines: &Lines) {
        let mut tokens = Tokens::new(&lines.text);
        while let Some(token) = tokens.next() {
            match token.kind {
                TokenKind::Text(text) => self.raw_text(text, token.range.start, lines),
                TokenKind::Unended => {
                    let start = token.range.start;
                    self.raw_text(lines.text.get(token.range).unwrap_or_default(), start, lines);
                }
                TokenKind::Comment { .. } | TokenKind::Doctype { .. } => {}
                TokenKind::End(tag) => self.raw_end(&tag.lower_name()),
                TokenKind::Start(tag) => {
                    let name = tag.lower_name();
                    if elements::kind(&name) == Kind::Mute {
                        tokens.skip_past_end(&name);
                    } else {
                        self.raw_start(&name);
                    }
                }
            }
        }
    }

    /// Reads a tag within a line of Markdown.
    pub(super) fn raw_inline(&mut self, text: &str) {
        for token in Tokens::new(text) {
            match token.kind {
                TokenKind::Start(tag) => self.raw_start(&tag.lower_name()),
                TokenKind::End(tag) => self.raw_end(&tag.lower_name()),
                _ => {}
            }
        }
    }

    fn raw_text(&mut self, text: &str, start: usize, lines: &Lines) {
        if self.muted > 0 || self.raw.pre > 0 || text.trim().is_empty() && self.open.is_none() {
            return;
        }
        let mut at = start;
        for line in text.split_inclusive('\n') {
            for part in entities(line) {
                let written = line.get(part.clone()).unwrap_or_default();
                let place = lines.in_body(at + part.start);
                match written.starts_with('&') {
                    true => self.block().push(&escape::decode(written), place),
                    false => self.block().push_folded(written, place),
                }
            }
            at += line.len();
        }
    }

    fn raw_start(&mut self, name: &str) {
        let length = self.open.as_ref().map_or(0, |open| open.text.len());
        match name {
            "br" if self.open.is_some() => self.block().push("\n", 0),
            "img" if self.open.is_none() => self.figure(),
            "code" | "kbd" | "samp" | "tt" => self.raw.code = Some(length),
            "a" => self.raw.link = Some(length),
            "ul" | "ol" | "dl" => self.raw.lists += 1,
            "blockquote" | "aside" => self.raw.quotes += 1,
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

    fn raw_end(&mut self, name: &str) {
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
            "ul" | "ol" | "dl" => self.raw.lists = self.raw.lists.saturating_sub(1),
            "blockquote" | "aside" => self.raw.quotes = self.raw.quotes.saturating_sub(1),
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
