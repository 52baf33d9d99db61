//! Notes where the tokenizer finds tags and comments; their bytes stay in the input.

use std::ops::Range;

use html5gum::{Emitter, Error, State};

use super::raw_text;
use super::token::{Attribute, Tag, Token, TokenKind};

/// What the tokenizer tells of its progress, as places.
#[derive(Debug)]
pub(super) struct Recorder<'t> {
    text: &'t str,
    /// Behind the byte read last.
    position: usize,
    /// Where the last `<` stands.
    begin: usize,
    /// What was begun there.
    tag: Option<TagKind>,
    name: Range<usize>,
    attributes: Vec<Attribute<'t>>,
    /// The attribute that is being read: its name, and its value if it has one.
    attribute: Option<(Range<usize>, Option<Range<usize>>)>,
    self_closing: bool,
    /// The name of the last start tag, whose end tag alone ends raw text.
    last_start: &'t str,
    /// How many elements of SVG and MathML are open: in them a `style` or `title` is one element among others.
    foreign: usize,
    found: Option<Found<'t>>,
}

/// A token, and whether what follows it is text up to the element's end.
#[derive(Debug)]
pub(super) struct Found<'t> {
    pub(super) token: Token<'t>,
    pub(super) begins_raw_text: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TagKind {
    Start,
    End,
}

impl<'t> Recorder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            position: 0,
            begin: 0,
            tag: None,
            name: 0..0,
            attributes: Vec::new(),
            attribute: None,
            self_closing: false,
            last_start: "",
            foreign: 0,
            found: None,
        }
    }

    fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    fn begin_tag(&mut self, kind: TagKind) {
        self.tag = Some(kind);
        let start = self.begin + if kind == TagKind::Start { 1 } else { 2 };
        self.name = start..start;
        self.attributes.clear();
        self.attribute = None;
        self.self_closing = false;
    }

    /// Puts the attribute that was read to the others.
    fn end_attribute(&mut self) {
        let Some((name, value)) = self.attribute.take() else { return };
        let value_range = value.unwrap_or(name.end..name.end);
        // In front of a value there is nothing but `=`, white space or its quote.
        let before = value_range.start.checked_sub(1).and_then(|at| self.text.as_bytes().get(at));
        let is_quoted = value_range.start > name.end && matches!(before, Some(b'"' | b'\''));
        self.attributes.push(Attribute {
            name: self.slice(name.clone()),
            value: self.slice(value_range.clone()),
            range: name.start..value_range.end + usize::from(is_quoted),
            value_range,
        });
    }

    fn find(&mut self, kind: TokenKind<'t>) {
        let token = Token { kind, range: self.begin..self.position };
        self.found = Some(Found { token, begins_raw_text: false });
    }

    /// How the content of the element is read that this tag begins, if not as markup.
    fn content(&mut self, tag: &Tag<'t>) -> Option<State> {
        if is_foreign(tag) && !tag.self_closing {
            self.foreign += 1;
        }
        if self.foreign > 0 { None } else { raw_text::state(tag.name) }
    }
}

impl<'t> Emitter for Recorder<'t> {
    type Token = Found<'t>;

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn pop_token(&mut self) -> Option<Found<'t>> {
        self.found.take()
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn start_open_tag(&mut self) {
        self.begin = self.position.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(TagKind::Start);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(TagKind::End);
    }

    fn push_tag_name(&mut self, _: &[u8]) {
        self.name.end = self.position;
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
        // The first byte of the name is read already.
        self.attribute = Some((self.position.saturating_sub(1)..self.position, None));
    }

    fn push_attribute_name(&mut self, _: &[u8]) {
        if let Some((name, _)) = &mut self.attribute {
            name.end = self.position;
        }
    }

    fn init_attribute_value(&mut self) {
        if let Some((_, value)) = &mut self.attribute {
            *value = Some(self.position..self.position);
        }
    }

    fn push_attribute_value(&mut self, _: &[u8]) {
        if let Some((_, Some(value))) = &mut self.attribute {
            value.end = self.position;
        }
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        let kind = self.tag.take()?;
        let name = self.slice(self.name.clone());
        let attributes = std::mem::take(&mut self.attributes);
        let tag = Tag { name, attributes, self_closing: self.self_closing };
        if kind == TagKind::End {
            self.foreign = self.foreign.saturating_sub(usize::from(is_foreign(&tag)));
            self.find(TokenKind::End(tag));
            return None;
        }
        self.last_start = name;
        let state = self.content(&tag);
        self.find(TokenKind::Start(tag));
        if let Some(found) = &mut self.found {
            found.begins_raw_text = state.is_some();
        }
        state
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        let name = self.slice(self.name.clone());
        self.tag == Some(TagKind::End) && !name.is_empty() && name.eq_ignore_ascii_case(self.last_start)
    }

    fn emit_string(&mut self, _: &[u8]) {
        // What looked like the end tag of raw text was none.
        self.tag = None;
    }

    fn emit_current_comment(&mut self) {
        let closed = is_closed(self.slice(self.begin..self.position));
        self.find(TokenKind::Comment { closed });
    }

    fn emit_current_doctype(&mut self) {
        let closed = is_closed(self.slice(self.begin..self.position));
        self.find(TokenKind::Doctype { closed });
    }

    fn emit_eof(&mut self) {
        if self.tag.take().is_some() {
            self.find(TokenKind::Unended);
        }
    }

    // What is said in comments and doctypes, and what is wrong with a text, is nobody's business here.
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

/// Whether the tag is of an element whose content is not HTML.
fn is_foreign(tag: &Tag<'_>) -> bool {
    tag.is("svg") || tag.is("math")
}

/// Whether a comment or doctype ends by itself, not with the input.
fn is_closed(comment: &str) -> bool {
    match comment.strip_prefix("<!--") {
        Some(rest) => matches!(rest, ">" | "->") || rest.ends_with("-->") || rest.ends_with("--!>"),
        None => comment.ends_with('>'),
    }
}
