//! Notes where the tokenizer finds a comment or the end of an element's text; their bytes stay in the input.

use std::ops::Range;

use html5gum::{Emitter, Error, State, Tokenizer};

use super::token::TokenKind;

/// What the tokenizer tells of its progress, as places.
#[derive(Debug)]
struct Recorder<'t> {
    text: &'t str,
    /// Behind the byte read last.
    position: usize,
    /// Where the last `<` stands.
    begin: usize,
    /// The name of the end tag that was begun there.
    end_tag: Option<Range<usize>>,
    /// The name of the element whose end tag alone ends its text.
    element: &'t str,
    found: Option<Found>,
}

/// What the tokenizer came upon.
#[derive(Debug)]
enum Found {
    /// An end tag, whole or not, and where it begins.
    EndTag(usize),
    Comment {
        is_doctype: bool,
        range: Range<usize>,
    },
}

/// Where the end tag begins that ends the text of an element, which is read from a place on; nothing if the text has no end.
pub(super) fn end_of_raw_text(text: &str, from: usize, element: &str, state: State) -> Option<usize> {
    match first(text, from, element, Some(state))? {
        Found::EndTag(begin) => Some(begin),
        Found::Comment { .. } => None,
    }
}

/// The comment or doctype that begins at a place, and what is read like one.
pub(super) fn comment(text: &str, from: usize) -> Option<(TokenKind<'_>, Range<usize>)> {
    let Found::Comment { is_doctype, range } = first(text, from, "", None)? else { return None };
    let closed = is_closed(text.get(range.clone())?);
    Some((if is_doctype { TokenKind::Doctype { closed } } else { TokenKind::Comment { closed } }, range))
}

/// What the tokenizer comes upon first from a place on.
fn first<'t>(text: &'t str, from: usize, element: &'t str, state: Option<State>) -> Option<Found> {
    let recorder = Recorder { text, position: from, begin: from, end_tag: None, element, found: None };
    let mut tokenizer = Tokenizer::new_with_emitter(text.get(from..)?, recorder);
    if let Some(state) = state {
        tokenizer.set_state(state);
    }
    tokenizer.next().map(|Ok(found)| found)
}

impl Recorder<'_> {
    fn find_end_tag(&mut self) {
        if self.end_tag.take().is_some() {
            self.found = Some(Found::EndTag(self.begin));
        }
    }

    fn find_comment(&mut self, is_doctype: bool) {
        self.found = Some(Found::Comment { is_doctype, range: self.begin..self.position });
    }
}

impl Emitter for Recorder<'_> {
    type Token = Found;

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn pop_token(&mut self) -> Option<Found> {
        self.found.take()
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn start_open_tag(&mut self) {
        self.begin = self.position.saturating_sub(1);
    }

    fn init_end_tag(&mut self) {
        let start = self.begin + "</".len();
        self.end_tag = Some(start..start);
    }

    fn push_tag_name(&mut self, _: &[u8]) {
        if let Some(name) = &mut self.end_tag {
            name.end = self.position;
        }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        let name = self.end_tag.clone().and_then(|name| self.text.get(name));
        name.is_some_and(|name| !name.is_empty() && name.eq_ignore_ascii_case(self.element))
    }

    fn emit_string(&mut self, _: &[u8]) {
        // What looked like the end tag of raw text was none.
        self.end_tag = None;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.find_end_tag();
        None
    }

    fn emit_eof(&mut self) {
        // It is one that the input cuts.
        self.find_end_tag();
    }

    fn emit_current_comment(&mut self) {
        self.find_comment(false);
    }

    fn emit_current_doctype(&mut self) {
        self.find_comment(true);
    }

    // No start tag is read here, and no tag in full; what is said in comments and doctypes, and what is wrong with a text, is
    // nobody's business.
    fn init_start_tag(&mut self) {}
    fn init_attribute(&mut self) {}
    fn push_attribute_name(&mut self, _: &[u8]) {}
    fn init_attribute_value(&mut self) {}
    fn push_attribute_value(&mut self, _: &[u8]) {}
    fn set_self_closing(&mut self) {}
    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}
    fn emit_error(&mut self, _: Error) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}

/// Whether a comment or doctype ends by itself, not with the input.
fn is_closed(comment: &str) -> bool {
    match comment.strip_prefix("<!--") {
        Some(rest) => matches!(rest, ">" | "->") || rest.ends_with("-->") || rest.ends_with("--!>"),
        None => comment.ends_with('>'),
    }
}
