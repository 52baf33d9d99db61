//! Some text that stands together, and where in the body each part of it does.

use std::ops::Range;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph at the top level.
    Paragraph,
    /// Text of a list.
    Item,
    /// Text of a quote or note.
    Quote,
    /// An H1.
    Title,
    /// Any other heading.
    Heading,
    /// A cell of a table.
    Cell,
    /// A picture that stands alone, or code. Without text.
    Figure,
}

/// Some text that stands together.
#[derive(Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, with white space folded. A hard line break is a line break.
    pub text: String,
    /// Where stretches of the text come from: byte of the text, byte of the body.
    marks: Vec<(usize, usize)>,
    /// Parts of the text that are code.
    pub code: Vec<Range<usize>>,
    /// Parts of the text that are names of links.
    links: Vec<Range<usize>>,
}

impl Block {
    /// One that will hold about so many bytes.
    pub(super) fn new(kind: BlockKind, bytes: usize) -> Self {
        let text = String::with_capacity(bytes);
        Self { kind, text, marks: Vec::new(), code: Vec::new(), links: Vec::new() }
    }

    /// Adds text that stands at a byte of the body.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        self.marks.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// Adds text of raw HTML, with any run of white space as one space.
    pub(super) fn push_folded(&mut self, text: &str, at: usize) {
        let mut done = 0;
        for word in text.split_ascii_whitespace() {
            let start = done + text.get(done..).and_then(|rest| rest.find(word)).unwrap_or_default();
            if start > done {
                self.space(at + done);
            }
            self.push(word, at + start);
            done = start + word.len();
        }
        if done < text.len() {
            self.space(at + done);
        }
    }

    fn space(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.push(" ", at);
        }
    }

    /// What was added since the text had `start` bytes is the name of a link.
    pub(super) fn link_since(&mut self, start: usize) {
        self.links.push(start..self.text.len());
    }

    /// A range of the text as one of the body.
    pub fn in_body(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.body_byte(range.start);
        // The end is that of the last character, which may stand in another stretch.
        let last = range.end.saturating_sub(1).max(range.start);
        start..(self.body_byte(last) + 1).max(start)
    }

    fn body_byte(&self, at: usize) -> usize {
        let index = self.marks.partition_point(|(text, _)| *text <= at).saturating_sub(1);
        self.marks.get(index).map_or(0, |(text, body)| body + at.saturating_sub(*text))
    }

    /// Whether a range of the text lies in code.
    pub fn is_code(&self, range: &Range<usize>) -> bool {
        self.code.iter().any(|code| code.start < range.end && range.start < code.end)
    }

    /// Whether a range of the text lies in the name of a link.
    pub fn is_link(&self, range: &Range<usize>) -> bool {
        self.links.iter().any(|link| link.start < range.end && range.start < link.end)
    }
}
