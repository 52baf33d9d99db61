//! Values in settings that are written as JavaScript: `docusaurus.config.js`, `sidebars.ts`, `.vitepress/config.mts`.
//!
//! Nothing is run. What is a literal is read, names of constants stand for their values, `a || b` is the first that is
//! known, and whatever can't be known without running it is null.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// Deeper nesting than this is no settings file.
const MAX_DEPTH: usize = 64;

/// What a file exports: `module.exports = …`, `export default …`, or of JSON all of it.
pub(crate) fn exported(text: &str) -> Value {
    if let Ok(value) = serde_json::from_str(text) {
        return value;
    }
    let mut reader = Reader { text, at: 0, names: HashMap::new() };
    reader.file()
}

/// The value of a literal such as `['a', 'b']` or `"x"`.
pub(crate) fn literal(text: &str) -> Value {
    let mut reader = Reader { text, at: 0, names: HashMap::new() };
    reader.value(0)
}

/// The value at a path of keys: `at(&config, "i18n.locales")`.
pub(crate) fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, key| value.get(key).unwrap_or(&Value::Null))
}

/// The same as text.
pub(crate) fn text_at<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    at(value, path).as_str()
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    names: HashMap<String, Value>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Blanks and comments.
    fn blanks(&mut self) {
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

    fn eat(&mut self, token: &str) -> bool {
        self.blanks();
        let found = self.rest().starts_with(token);
        if found {
            self.skip(token.len());
        }
        found
    }

    fn word(&mut self) -> String {
        let end = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'));
        let word = self.rest().split(end).next().unwrap_or_default().to_owned();
        self.skip(word.len());
        word
    }

    /// All statements: constants are kept, and the last export is the value.
    fn file(&mut self) -> Value {
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

    /// Steps over a string, or over one sign.
    fn token(&mut self, c: char) {
        if matches!(c, '"' | '\'' | '`') {
            self.string(c);
        } else {
            self.skip(c.len_utf8());
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
    fn value(&mut self, depth: usize) -> Value {
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

    /// What follows a value without changing it: `as const`, `satisfies Config`, a call on it.
    fn skip_rest(&mut self) {
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

    fn number(&mut self) -> Value {
        let end = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
        let word = self.rest().split(end).next().unwrap_or_default().to_owned();
        self.skip(word.len().max(1));
        let plain = word.replace('_', "");
        let whole = plain.parse::<i64>().map(Value::from);
        whole.or_else(|_| plain.parse::<f64>().map(Value::from)).unwrap_or(Value::Null)
    }

    /// A text; one with something to be worked out in it is none.
    fn string(&mut self, quote: char) -> Option<String> {
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

    /// Something that is not understood must not stop everything.
    fn go_on(&mut self, before: usize) {
        if self.at == before {
            let len = self.peek().map_or(0, char::len_utf8);
            self.skip(len);
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

    fn key(&mut self) -> String {
        let end = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.'));
        let key = self.rest().split(end).next().unwrap_or_default().to_owned();
        self.skip(key.len());
        key
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

    fn skip_block(&mut self) {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_of_docusaurus() {
        let text = r#"
            import { themes } from 'prism-react-renderer';
            const url = process.env.URL || 'https://kb.example.com'; // the host
            const baseUrl = process.env.BASE ?? '/kb/'
            const config: Config = {
              title: "It's \u0041", url, baseUrl: baseUrl, trailingSlash: true,
              i18n: { defaultLocale: 'en', locales: ['en', "ru",], /* more */ },
              presets: [['classic', /** @type {x} */ ({
                docs: { routeBasePath: '/', sidebarPath: require.resolve('./sidebars.js'),
                  editUrl: ({ locale, path }) => { return `x${locale}`; }, n: -3 },
              }) satisfies Preset.Options]],
              plugins: [async function p(context) { return { name: 'x' }; }, ['@docusaurus/plugin-client-redirects', { redirects: [{ from: ['/a', '/b'], to: '/c' }] }]],
            };
            export default config;
        "#;
        let read = exported(text);
        assert_eq!(text_at(&read, "title"), Some("It's A"));
        assert_eq!((text_at(&read, "url"), text_at(&read, "baseUrl")), (Some("https://kb.example.com"), Some("/kb/")));
        assert_eq!(at(&read, "i18n.locales"), &json!(["en", "ru"]));
        assert_eq!(at(&read, "presets")[0][1]["docs"]["routeBasePath"], "/");
        assert_eq!(at(&read, "presets")[0][1]["docs"]["sidebarPath"], "./sidebars.js");
        assert_eq!(at(&read, "presets")[0][1]["docs"]["n"], -3);
        let plugins = at(&read, "plugins").as_array().expect("a list");
        assert_eq!(plugins.last().expect("one")[1]["redirects"][0]["from"], json!(["/a", "/b"]));
    }

    #[test]
    fn other_ways_to_export() {
        assert_eq!(exported("module.exports = { a: ['x'] , ...more }")["a"], json!(["x"]));
        assert_eq!(
            exported("export default defineConfig({ a: 'x' + 'y', b: f ? 'p' : 'q' })"),
            json!({"a": "xy", "b": "p"})
        );
        assert_eq!(exported("{\"a\": 1}"), json!({"a": 1}));
        assert_eq!(exported("const a = { b: 1 }\nmodule.exports = a.b\n"), json!(1));
        assert_eq!(literal("[{ label: 'A', value: `a` }, 'x']"), json!([{"label": "A", "value": "a"}, "x"]));
    }

    #[test]
    fn what_is_no_settings_ends_too() {
        for text in [
            "{",
            "[",
            "'",
            "`${",
            "export default {a: {b: [",
            "{{{{",
            "export default ((((",
            "module.exports = @@@",
            "const = =",
        ] {
            exported(text);
        }
        exported(&format!("export default {}", "[".repeat(100_000)));
    }
}
