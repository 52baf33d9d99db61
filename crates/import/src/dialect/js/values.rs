//! Statements and expressions.

use serde_json::{Map, Value};

use super::Reader;

/// Deeper nesting than this is no settings file.
const MAX_DEPTH: usize = 64;

impl Reader<'_> {
    /// All statements: constants are kept, and the last export is the value.
    pub(super) fn file(&mut self) -> Value {
        let mut exported = Value::Null;
        loop {
            self.blanks();
            let Some(c) = self.peek() else { return exported };
            if !(c.is_alphabetic() || matches!(c, '_' | '$')) {
                self.token(c);
                continue;
            }
            match self.word().as_str() {
                "const" | "let" | "var" => self.constant(),
                "default" => exported = self.value(0),
                "module" if self.eat(".exports") && self.eat("=") => exported = self.value(0),
                "export" | "async" => {}
                _ => {}
            }
        }
    }

    /// `NAME: Type = value`
    fn constant(&mut self) {
        self.blanks();
        let name = self.word();
        if name.is_empty() {
            return;
        }
        if self.eat(":") {
            let rest = self.rest();
            let end = rest.find(['=', '\n']).unwrap_or(rest.len());
            self.skip(end);
        }
        if self.eat("=") {
            let value = self.value(0);
            self.names.insert(name, value);
        }
    }

    /// An expression: of `a || b ?? c` the first that is known, of `a + b` the texts joined.
    pub(super) fn value(&mut self, depth: usize) -> Value {
        let mut value = self.operand(depth);
        loop {
            let end = self.at;
            self.blanks();
            if self.eat("||") || self.eat("??") {
                let other = self.operand(depth);
                if value.is_null() || value.as_str() == Some("") {
                    value = other;
                }
            } else if self.rest().starts_with('+') {
                self.skip(1);
                let other = self.operand(depth);
                value = match (&value, &other) {
                    (Value::String(a), Value::String(b)) => format!("{a}{b}").into(),
                    _ => Value::Null,
                };
            } else if self.eat("?") {
                let first = self.value(depth);
                let second = if self.eat(":") { self.value(depth) } else { Value::Null };
                value = if first.is_null() { second } else { first };
            } else {
                // The end of the line may end the statement.
                self.at = end;
                break;
            }
        }
        self.skip_rest();
        value
    }

    fn operand(&mut self, depth: usize) -> Value {
        self.blanks();
        let Some(c) = self.peek().filter(|_| depth < MAX_DEPTH) else { return Value::Null };
        match c {
            '"' | '\'' | '`' => self.string(c).map_or(Value::Null, Value::String),
            '[' => self.list(depth),
            '{' => self.map(depth),
            '(' => self.group(depth),
            '!' => {
                self.skip(1);
                self.operand(depth);
                Value::Null
            }
            '-' | '0'..='9' => self.number(),
            c if c.is_alphabetic() || matches!(c, '_' | '$') => self.name(depth),
            _ => Value::Null,
        }
    }

    fn list(&mut self, depth: usize) -> Value {
        self.skip(1);
        let mut items = Vec::new();
        loop {
            self.blanks();
            if self.peek().is_none() || self.eat("]") {
                return items.into();
            }
            let before = self.at;
            if self.eat("...") {
                if let Value::Array(more) = self.value(depth + 1) {
                    items.extend(more);
                }
            } else {
                items.push(self.value(depth + 1));
            }
            self.eat(",");
            self.go_on(before);
        }
    }

    fn map(&mut self, depth: usize) -> Value {
        self.skip(1);
        let mut map = Map::new();
        loop {
            self.blanks();
            let Some(c) = self.peek() else { return map.into() };
            if self.eat("}") {
                return map.into();
            }
            let before = self.at;
            if self.eat("...") {
                if let Value::Object(more) = self.value(depth + 1) {
                    map.extend(more);
                }
            } else {
                let key = match c {
                    '"' | '\'' | '`' => self.string(c).unwrap_or_default(),
                    _ => self.key(),
                };
                let value = if self.eat(":") {
                    self.value(depth + 1)
                } else {
                    // `{ url }` is the constant; `{ f() {…} }` a function, which nobody runs.
                    let known = self.names.get(&key).cloned().unwrap_or(Value::Null);
                    self.skip_rest();
                    known
                };
                map.insert(key, value);
            }
            self.eat(",");
            self.go_on(before);
        }
    }

    /// `( … )`: a value in brackets, or the arguments of a function that is not run.
    fn group(&mut self, depth: usize) -> Value {
        self.skip(1);
        let value = self.value(depth + 1);
        while self.eat(",") {
            self.value(depth + 1);
        }
        self.eat(")");
        if self.eat("=>") { self.arrow(depth) } else { value }
    }

    /// The body of `() => …`: what it returns, if that is a literal.
    fn arrow(&mut self, depth: usize) -> Value {
        self.blanks();
        if self.peek() == Some('{') {
            self.skip(1);
            self.skip_block();
            return Value::Null;
        }
        self.operand(depth + 1)
    }

    /// A name: a constant, a word of the language, or a call, which is worth its first argument.
    fn name(&mut self, depth: usize) -> Value {
        let word = self.word();
        match word.as_str() {
            "true" => return true.into(),
            "false" => return false.into(),
            "null" | "undefined" => return Value::Null,
            "await" | "new" | "async" => return self.operand(depth + 1),
            _ => {}
        }
        let mut value = self.names.get(&word).cloned().unwrap_or(Value::Null);
        loop {
            if self.rest().starts_with('.') || self.rest().starts_with("?.") {
                self.skip(if self.rest().starts_with('?') { 2 } else { 1 });
                let key = self.word();
                value = value.get(&key).cloned().unwrap_or(Value::Null);
            } else if self.rest().starts_with('(') {
                let first = self.group(depth);
                value = if value.is_null() { first } else { Value::Null };
            } else if self.eat("=>") {
                return self.arrow(depth);
            } else {
                return value;
            }
        }
    }
}
