//! All of an input, tags and what lies between them.

use html5gum::State;
use memchr::memchr;

use super::token::{Attribute, Tag, Token, TokenKind};
use super::{raw_text, recorder, tag};

/// The tokens of an input.
#[derive(Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    /// Where the token given last ends.
    at: usize,
    /// Where the token begins that waits until the text in front of it is given.
    waiting: Option<(usize, Markup)>,
    /// The element whose content follows, and how it is read, if not as markup.
    raw_text: Option<(&'t str, State)>,
    /// How many elements of SVG and MathML are open: in them a `style` or `title` is one element among others.
    foreign: usize,
    /// An empty list with room.
    spare: Vec<Attribute<'t>>,
}

/// What begins with a `<`.
#[derive(Clone, Copy, Debug)]
enum Markup {
    Start,
    End,
    /// `</>`, which a browser drops without a trace.
    Nothing,
    /// A comment, a doctype, and what is read like them.
    Comment,
}

impl<'t> Tokens<'t> {
    /// Those of this text.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, waiting: None, raw_text: None, foreign: 0, spare: Vec::new() }
    }

    /// Leaves out everything up to the end tag of `name`, and that tag; false when there is none.
    pub fn skip_past_end(&mut self, name: &str) -> bool {
        self.any(|token| matches!(&token.kind, TokenKind::End(tag) if tag.is(name)))
    }

    /// Reads what follows a start tag as markup, even if that is of an element that holds text.
    pub fn leave_raw_text(&mut self) {
        self.raw_text = None;
    }

    /// Takes a tag back: who reads many of them need not ask for memory for each.
    pub fn take_back(&mut self, tag: Tag<'t>) {
        self.spare = tag.attributes;
        self.spare.clear();
    }

    /// Where the next token begins that is no text.
    fn seek(&self) -> Option<(usize, Markup)> {
        if let Some((element, state)) = self.raw_text {
            let begin = recorder::end_of_raw_text(self.text, self.at, element, state)?;
            return Some((begin, Markup::End));
        }
        let mut at = self.at;
        loop {
            let begin = at + memchr(b'<', self.text.as_bytes().get(at..)?)?;
            let mut after = self.text.as_bytes().get(begin + 1..)?.iter();
            let markup = match (after.next(), after.next()) {
                (Some(first), _) if first.is_ascii_alphabetic() => Markup::Start,
                (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => Markup::End,
                (Some(b'/'), Some(b'>')) => Markup::Nothing,
                (Some(b'/'), Some(_)) | (Some(b'!' | b'?'), _) => Markup::Comment,
                _ => {
                    at = begin + 1;
                    continue;
                }
            };
            return Some((begin, markup));
        }
    }

    /// Reads a token that is no text.
    fn read(&mut self, begin: usize, markup: Markup) -> Token<'t> {
        self.raw_text = None;
        let unended = Token { kind: TokenKind::Unended, range: begin..self.text.len() };
        match markup {
            Markup::Start => {
                let Some((tag, end)) = self.tag(begin + "<".len()) else { return unended };
                self.foreign += usize::from(is_foreign(&tag) && !tag.self_closing);
                let state = if self.foreign > 0 { None } else { raw_text::state(tag.name) };
                self.raw_text = state.map(|state| (tag.name, state));
                Token { kind: TokenKind::Start(tag), range: begin..end }
            }
            Markup::End => {
                let Some((tag, end)) = self.tag(begin + "</".len()) else { return unended };
                self.foreign = self.foreign.saturating_sub(usize::from(is_foreign(&tag)));
                Token { kind: TokenKind::End(tag), range: begin..end }
            }
            Markup::Nothing => Token { kind: TokenKind::Comment { closed: true }, range: begin..begin + "</>".len() },
            Markup::Comment => match recorder::comment(self.text, begin) {
                Some((kind, range)) => Token { kind, range },
                // Whatever begins like a comment is one.
                None => unended,
            },
        }
    }

    /// The tag whose name begins at a place, and where it ends.
    fn tag(&mut self, name: usize) -> Option<(Tag<'t>, usize)> {
        tag::read(self.text, name, std::mem::take(&mut self.spare))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let found = self.waiting.take().or_else(|| self.seek());
        let (start, end) = (self.at, found.map_or(self.text.len(), |(begin, _)| begin));
        if start < end {
            self.waiting = found;
            self.at = end;
            if found.is_none() {
                self.raw_text = None;
            }
            return Some(Token {
                kind: TokenKind::Text(self.text.get(start..end).unwrap_or_default()),
                range: start..end,
            });
        }
        let (begin, markup) = found?;
        let token = self.read(begin, markup);
        self.at = token.range.end;
        Some(token)
    }
}

/// Whether the tag is of an element whose content is not HTML.
fn is_foreign(tag: &Tag<'_>) -> bool {
    tag.is("svg") || tag.is("math")
}
