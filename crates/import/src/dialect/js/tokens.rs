//! Words, signs, texts and numbers, and what is stepped over.

use serde_json::Value;

use super::Reader;

impl<'t> Reader<'t> {
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Blanks and comments.
    pub(super) fn blanks(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            let gap = rest.len() - trimmed.len();
            let comment = if trimmed.starts_with("//") {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map_or(trimmed.len(), |end| end + 2)
            } else {
                self.skip(gap);
                return;
            };
            self.skip(gap + comment);
        }
    }

    pub(super) fn eat(&mut self, token: &str) -> bool {
        self.blanks();
        let found = self.rest().starts_with(token);
        if found {
            self.skip(token.len());
        }
        found
    }

    pub(super) fn word(&mut self) -> String {
        let end = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'));
        let word = self.rest().split(end).next().unwrap_or_default().to_owned();
        self.skip(word.len());
        word
    }

    /// Steps over a string, or over one sign.
    pub(super) fn token(&mut self, c: char) {
        if matches!(c, '"' | '\'' | '`') {
            self.string(c);
        } else {
            self.skip(c.len_utf8());
        }
    }

    /// What follows a value without changing it: `as const`, `satisfies Config`, a call on it.
    pub(super) fn skip_rest(&mut self) {
        let mut depth = 0_usize;
        loop {
            let here = self.at;
            self.blanks();
            let broken = self.text.get(here..self.at).unwrap_or_default().contains('\n');
            let Some(c) = self.peek() else { return };
            match c {
                ',' | ';' | ':' if depth == 0 => return,
                ')' | ']' | '}' if depth == 0 => return,
                // A statement may end without a semicolon.
                _ if depth == 0 && broken && c != '.' => return,
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
            self.token(c);
        }
    }

    pub(super) fn number(&mut self) -> Value {
        let end = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        let word = self.rest().split(end).next().unwrap_or_default().to_owned();
        self.skip(word.len().max(1));
        let plain = word.replace('_', "");
        let whole = plain.parse::<i64>().map(Value::from);
        whole.or_else(|_| plain.parse::<f64>().map(Value::from)).unwrap_or(Value::Null)
    }

    /// A text; one with something to be worked out in it is none.
    pub(super) fn string(&mut self, quote: char) -> Option<String> {
        self.skip(1);
        let mut text = String::new();
        let mut is_plain = true;
        let rest = self.rest();
        let mut chars = rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                _ if c == quote => {
                    self.skip(at + 1);
                    return is_plain.then_some(text);
                }
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n') => text.push('\n'),
                    Some('t') => text.push('\t'),
                    Some('\n') | None => {}
                    Some('u') => {
                        let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                        text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                    }
                    Some(c) => text.push(c),
                },
                '$' if quote == '`' && rest.get(at + 1..).is_some_and(|rest| rest.starts_with('{')) => {
                    is_plain = false;
                }
                '\n' if quote != '`' => {
                    self.skip(at);
                    return None;
                }
                c => text.push(c),
            }
        }
        self.skip(rest.len());
        None
    }

    /// Something that is not understood must not stop everything.
    pub(super) fn go_on(&mut self, before: usize) {
        if self.at == before {
            let len = self.peek().map_or(0, char::len_utf8);
            self.skip(len);
        }
    }

    pub(super) fn key(&mut self) -> String {
        let end = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.'));
        let key = self.rest().split(end).next().unwrap_or_default().to_owned();
        self.skip(key.len());
        key
    }

    pub(super) fn skip_block(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            self.blanks();
            let Some(c) = self.peek() else { return };
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            self.token(c);
        }
    }
}
