//! All of an input, tags and what lies between them.

use html5gum::{State, StringReader, Tokenizer};

use super::recorder::{Found, Recorder};
use super::token::{Token, TokenKind};

/// The tokens of an input.
#[derive(Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    tokenizer: Tokenizer<StringReader<'t>, Recorder<'t>>,
    /// Where the token given last ends.
    at: usize,
    /// A token that waits until the text in front of it is given.
    waiting: Option<Found<'t>>,
    /// Whether the text is that of a `script` or its like.
    is_raw_text: bool,
}

impl<'t> Tokens<'t> {
    /// Those of this text.
    pub fn new(text: &'t str) -> Self {
        let tokenizer = Tokenizer::new_with_emitter(text, Recorder::new(text));
        Self { text, tokenizer, at: 0, waiting: None, is_raw_text: false }
    }

    /// Leaves out everything up to the end tag of `name`, and that tag; false when there is none.
    pub fn skip_past_end(&mut self, name: &str) -> bool {
        self.any(|token| matches!(&token.kind, TokenKind::End(tag) if tag.is(name)))
    }

    /// Reads what follows a start tag as markup, even if that is of an element that holds text.
    pub fn leave_raw_text(&mut self) {
        if self.is_raw_text {
            self.tokenizer.set_state(State::Data);
            self.is_raw_text = false;
        }
    }

    /// The next text, which ends at `end` at the latest.
    fn text_to(&mut self, end: usize) -> Token<'t> {
        /// What a browser drops without a trace.
        const NOTHING: &str = "</>";
        let start = self.at;
        let text = self.text.get(start..end).unwrap_or_default();
        let nothing = if self.is_raw_text { None } else { text.find(NOTHING) };
        if nothing == Some(0) {
            self.at = start + NOTHING.len();
            return Token { kind: TokenKind::Comment { closed: true }, range: start..self.at };
        }
        self.at = nothing.map_or(end, |at| start + at);
        let text = self.text.get(start..self.at).unwrap_or_default();
        Token { kind: TokenKind::Text(text), range: start..self.at }
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let found = self.waiting.take().or_else(|| self.tokenizer.next().map(|Ok(found)| found));
        let end = found.as_ref().map_or(self.text.len(), |found| found.token.range.start);
        if self.at < end {
            self.waiting = found;
            return Some(self.text_to(end));
        }
        let Found { token, begins_raw_text } = found?;
        self.at = token.range.end;
        self.is_raw_text = begins_raw_text;
        Some(token)
    }
}
