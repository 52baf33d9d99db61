//! A body with its placeholders filled, and where each part of it stands in the file.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::SourceText;

/// A text to render. What was inserted has the place of its placeholder.
#[derive(Debug)]
pub struct Composed<'t> {
    text: Cow<'t, str>,
    /// Where the body begins in its file.
    start: usize,
    pieces: Vec<Piece>,
    math: bool,
    /// Words that are explained where they come first, each with what it means.
    terms: Vec<(String, String)>,
    /// Hosts whose pages may be shown in a frame.
    embeds: Vec<String>,
}

/// Something that was inserted.
#[derive(Debug)]
struct Piece {
    /// In the composed text.
    text: Range<usize>,
    /// The placeholder in the file.
    file: Range<usize>,
    /// Whether it comes from a file of its own, whose links count from there and whose faults are told there.
    snippet: bool,
}

impl<'t> Composed<'t> {
    /// A body without anything inserted; a range of `source`.
    pub fn plain(source: &'t SourceText, body: Range<usize>) -> Self {
        Self::new(source.slice(body.clone()).unwrap_or_default(), body.start)
    }

    fn new(text: Cow<'t, str>, start: usize) -> Self {
        Self { text, start, pieces: Vec::new(), math: false, terms: Vec::new(), embeds: Vec::new() }
    }

    /// Begins a text that grows by [`own`](Self::own) and [`insert`](Self::insert).
    pub(crate) fn growing(start: usize) -> Self {
        Self::new(Cow::Owned(String::new()), start)
    }

    /// The same text on a site that has mathematics between dollars, or has none.
    #[must_use]
    pub fn with_math(self, math: bool) -> Self {
        Self { math, ..self }
    }

    /// The same text on a site that explains words, each given with what it means.
    #[must_use]
    pub fn with_terms(self, terms: Vec<(String, String)>) -> Self {
        Self { terms, ..self }
    }

    /// The same text on a site that may show pages of other hosts.
    #[must_use]
    pub fn with_embeds(self, embeds: &[String]) -> Self {
        Self { embeds: embeds.to_vec(), ..self }
    }

    /// All that a page can be made of besides the file: the text, where anything is inserted in it, words that are explained, hosts
    /// whose pages it may show.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &str> {
        let (kind, text) = if self.pieces.is_empty() { ("own", "") } else { ("composed", &*self.text) };
        let terms = self.terms.iter().flat_map(|(word, meaning)| [word.as_str(), meaning.as_str()]);
        let math = if self.math { "math" } else { "" };
        [kind, text, math].into_iter().chain(terms).chain(self.embeds.iter().map(String::as_str))
    }

    /// Words that are explained where they come first, each with what it means.
    pub(super) fn terms(&self) -> &[(String, String)] {
        &self.terms
    }

    /// Whether pages of a host may be shown in a frame.
    pub(super) fn shows(&self, host: &str) -> bool {
        self.embeds.iter().any(|known| known == host)
    }

    /// Whether what stands between dollars is mathematics.
    pub fn math(&self) -> bool {
        self.math
    }

    /// Adds the file's own text.
    pub(crate) fn own(&mut self, text: &str) {
        self.text.to_mut().push_str(text);
    }

    /// Adds a text in the place of a placeholder, given by its range of the file.
    pub(crate) fn insert(&mut self, text: &str, file: Range<usize>, snippet: bool) {
        let start = self.text.len();
        self.text.to_mut().push_str(text);
        self.pieces.push(Piece { text: start..self.text.len(), file, snippet });
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A range of the text as one of the file: a placeholder counts as a whole.
    pub fn in_file(&self, range: Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            return self.start + range.start..self.start + range.end;
        }
        let (start, _) = self.place(range.start, false);
        let (_, end) = self.place(range.end, true);
        start..end.max(start)
    }

    /// Where a byte of the text comes from: itself, or the placeholder that it was inserted for.
    fn place(&self, at: usize, is_end: bool) -> (usize, usize) {
        let before = |piece: &Piece| if is_end { piece.text.start < at } else { piece.text.start <= at };
        let Some(piece) = self.pieces.partition_point(before).checked_sub(1).and_then(|index| self.pieces.get(index))
        else {
            return (self.start + at, self.start + at);
        };
        if at < piece.text.end || is_end && at == piece.text.end {
            return (piece.file.start, piece.file.end);
        }
        let own = piece.file.end + (at - piece.text.end);
        (own, own)
    }

    /// Whether a range of the file is the placeholder of a snippet.
    pub fn is_snippet(&self, file: &Range<usize>) -> bool {
        self.pieces.iter().any(|piece| piece.snippet && piece.file == *file)
    }

    /// The placeholders of snippets.
    pub(crate) fn snippets(&self) -> impl Iterator<Item = &Range<usize>> {
        self.pieces.iter().filter(|piece| piece.snippet).map(|piece| &piece.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_before_in_and_after_what_was_inserted() {
        // `ab{{x}}cd{{y}}`, from byte 10 of its file on.
        let mut composed = Composed::growing(10);
        composed.own("ab");
        composed.insert("12345678", 12..17, false);
        composed.own("cd");
        composed.insert("", 19..24, true);
        assert_eq!(composed.text(), "ab12345678cd");
        assert_eq!(composed.in_file(0..2), 10..12);
        assert_eq!(composed.in_file(1..4), 11..17);
        assert_eq!(composed.in_file(3..5), 12..17);
        assert_eq!(composed.in_file(10..12), 17..19);
        assert_eq!(composed.in_file(11..12), 18..19);
        assert!(composed.is_snippet(&(19..24)) && !composed.is_snippet(&(12..17)));
    }
}
