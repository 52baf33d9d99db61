//! Raw HTML of an article: written again tag by tag, well nested, with what isn't allowed left out.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;

use super::elements::{self, Kind};
use super::raw_open::{End, MAX_INLINE, Open};
use super::writer::{MAX_DEPTH, Writer};
use super::{escape, math, sanitize};
use crate::html::{Tag, TokenKind, Tokens};

/// A stretch of raw HTML and where its pieces come from.
pub(super) struct Chunk<'t> {
    text: Cow<'t, str>,
    /// Begin in `text` → begin in the body.
    origins: Vec<(usize, usize)>,
}

impl Chunk<'_> {
    pub(super) fn in_body(&self, range: &Range<usize>) -> Range<usize> {
        let find = |at: usize| {
            let index = self.origins.partition_point(|&(start, _)| start <= at).saturating_sub(1);
            self.origins.get(index).map_or(at, |&(start, origin)| origin + (at - start))
        };
        let start = find(range.start);
        start..find(range.end.saturating_sub(1)).max(start) + 1
    }
}

impl Writer<'_> {
    /// Writes the block of raw HTML that begins at `index`.
    pub(super) fn html_block(&mut self, index: usize) {
        let end = self.ends.get(index).copied().unwrap_or(index);
        let mut chunk = Chunk { text: Cow::Borrowed(""), origins: Vec::new() };
        for (event, range) in self.events.get(index + 1..end).unwrap_or_default() {
            if let Event::Html(text) | Event::Text(text) = event {
                chunk.origins.push((chunk.text.len(), range.start));
                chunk.text.to_mut().push_str(text);
            }
        }
        self.text.end_block();
        let base = self.raw.len();
        self.raw_chunk(&chunk);
        // Elements within a line don't reach into the next block: a parser would repeat them there, over and over.
        let first_inline = self.raw.open.iter().skip(base).position(|open| open.inline);
        if let Some(first) = first_inline {
            self.close_raw(base + first);
        }
        self.text.end_block();
    }

    /// Writes a tag of raw HTML within a line.
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
        self.group.raw = true;
        let mut tokens = Tokens::new(&chunk.text);
        while let Some(token) = tokens.next() {
            let written = chunk.text.get(token.range.clone()).unwrap_or_default();
            match token.kind {
                TokenKind::Text(text) => self.raw_text(text),
                // Authors are to see it: a browser would drop all that follows.
                TokenKind::Unended => self.raw_text(written),
                TokenKind::Comment { closed: true } | TokenKind::Doctype { closed: true } => {}
                TokenKind::Comment { closed: false } | TokenKind::Doctype { closed: false } => {
                    let range = self.in_file(chunk.in_body(&token.range));
                    let help = "end it with `-->`";
                    self.faults.removed(range, "this comment never ends and hides the rest".to_owned(), help);
                }
                TokenKind::Start(tag) => self.raw_start(&tag, &token.range, chunk, &mut tokens),
                TokenKind::End(tag) => self.raw_end(&tag.lower_name(), written),
            }
        }
    }

    fn raw_text(&mut self, text: &str) {
        if self.raw.is_muted() {
            return;
        }
        escape::raw_text(&mut self.html, text);
        let plain = escape::decode(text);
        self.visible |= !plain.trim().is_empty();
        self.text.push(&plain);
    }

    fn raw_start(&mut self, tag: &Tag<'_>, at: &Range<usize>, chunk: &Chunk<'_>, tokens: &mut Tokens<'_>) {
        if self.raw.is_muted() {
            return;
        }
        let name = tag.lower_name();
        let kind = elements::kind(&name);
        let range = self.in_file(chunk.in_body(at));
        match kind {
            Kind::Unknown => {
                let written = chunk.text.get(at.clone()).unwrap_or_default();
                self.push_text(written);
                self.faults.add(|source| {
                    let message = format!("`<{}>` is no element of HTML", tag.name);
                    let found = source.warning("unknown-html", range, message).label("shown as text");
                    found.help("put it into backticks or write `\\<` for `<`")
                });
            }
            Kind::Skip { tell } => {
                if tell {
                    let message = format!("`<{name}>` isn't allowed in an article");
                    self.faults.removed(range, message, elements::instead(&name));
                }
            }
            Kind::Mute => {
                let message = format!("`<{name}>` isn't allowed in an article; its content is left out, too");
                self.faults.removed(range, message, elements::instead(&name));
                if tag.self_closing {
                    // To a browser the rest of the page were its content; whoever writes `<iframe/>` means no such thing.
                    tokens.leave_raw_text();
                } else if !tokens.skip_past_end(&name) {
                    self.mute(&name);
                }
            }
            _ => self.raw_allowed(kind, tag, range, chunk),
        }
    }

    fn raw_allowed(&mut self, kind: Kind, tag: &Tag<'_>, range: Range<usize>, chunk: &Chunk<'_>) {
        let inlines = self.raw.open.iter().filter(|open| open.inline).count();
        if self.frames.len() + self.raw.len() >= MAX_DEPTH || inlines >= MAX_INLINE {
            let most = if inlines >= MAX_INLINE { MAX_INLINE } else { MAX_DEPTH };
            return self.faults.nesting(range, most);
        }
        let (name, end) = match kind {
            Kind::Anchor => return self.raw_anchor(tag, chunk),
            Kind::Image => return self.raw_image(tag, &range, chunk),
            Kind::Heading(level) => return self.raw_heading(level, tag, range, chunk),
            Kind::Void(name) => {
                let attributes = self.raw_attributes(name, tag, chunk, &[]);
                self.html.push_str(&format!("<{name}{attributes}>"));
                self.text.push(" ");
                return;
            }
            Kind::Center => ("center", End::Tag),
            Kind::Block("table") if !self.raw.has("table") => ("table", End::Table),
            Kind::Inline(name) | Kind::Block(name) => (name, End::Tag),
            Kind::Skip { .. } | Kind::Mute | Kind::Unknown => return,
        };
        let inline = matches!(kind, Kind::Inline(_));
        if let Some((ended, stop)) = elements::implied_ends(name) {
            self.close_implied(ended, stop);
        }
        if !inline {
            self.text.end_block();
        }
        match (&end, name) {
            (End::Table, _) => self.open_table_box(),
            (_, "pre") => self.visible = true,
            _ => {}
        }
        let attributes = match name {
            "center" => String::new(),
            name => self.raw_attributes(name, tag, chunk, &[]),
        };
        match name {
            "center" => self.html.push_str("<div class=\"align-center\">"),
            "pre" => self.html.push_str(&format!("<pre tabindex=\"0\"{attributes}>")),
            name => self.html.push_str(&format!("<{name}{attributes}>")),
        }
        self.raw.open.push(Open { name, inline, end });
    }

    /// Has the sanitiser clean the blocks written last, if they hold raw HTML.
    pub(super) fn sanitize_group(&mut self) {
        if std::mem::take(&mut self.group.raw) && self.html.is_char_boundary(self.group.start) {
            let group = self.html.split_off(self.group.start);
            let (group, formulas) = math::take_out(&group);
            self.html.push_str(&math::put_back(&sanitize::clean(&group), &formulas));
        }
        self.group.start = self.html.len();
    }
}
