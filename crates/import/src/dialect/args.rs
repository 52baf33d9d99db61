//! What stands in a tag behind its name: `type="tip" title={'A b'} open`, `"A b" 3`, `src="x", width=5`.

use serde_json::Value;

use super::js;

/// Arguments of a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Args(Vec<Arg>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Arg {
    name: Option<String>,
    value: String,
    /// Whether the value is an expression in braces.
    is_code: bool,
}

impl Args {
    /// Reads them.
    pub(crate) fn read(text: &str) -> Self {
        let mut args = Vec::new();
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            let Some(first) = rest.chars().next() else { return Self(args) };
            if matches!(first, '"' | '\'' | '`' | '{' | '“') {
                let (value, after) = value(rest);
                args.push(Arg { name: None, value, is_code: first == '{' });
                rest = after;
                continue;
            }
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | ',')).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end.max(first.len_utf8()));
            let word = word.to_owned();
            match after.trim_start().strip_prefix('=') {
                Some(after) => {
                    let after = after.trim_start();
                    let is_code = after.starts_with('{');
                    let (value, after) = value(after);
                    args.push(Arg { name: Some(word), value, is_code });
                    rest = after;
                }
                None => {
                    args.push(Arg { name: None, value: word, is_code: false });
                    rest = after;
                }
            }
        }
    }

    /// The value of a name, as text. Expressions that are no literal have none.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let arg = self.named(name)?;
        if !arg.is_code {
            return Some(arg.value.clone());
        }
        match js::literal(&arg.value) {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// The first of some names that has a value.
    pub(crate) fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.get(name)).filter(|value| !value.trim().is_empty())
    }

    /// The value of a name as data.
    pub(crate) fn value(&self, name: &str) -> Value {
        self.named(name).map_or(Value::Null, |arg| js::literal(&arg.value))
    }

    /// The values without a name, in order.
    pub(crate) fn plain(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|arg| arg.name.is_none()).map(|arg| arg.value.as_str())
    }

    /// Whether a word stands there, with or without a value; `open={false}` is not there.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.0.iter().any(|arg| match &arg.name {
            Some(name) => name == word && arg.value != "false",
            None => arg.value == word && !arg.is_code,
        })
    }

    fn named(&self, name: &str) -> Option<&Arg> {
        self.0.iter().find(|arg| arg.name.as_deref() == Some(name))
    }
}

/// The value that a text begins with, and what follows it.
fn value(text: &str) -> (String, &str) {
    let Some(first) = text.chars().next() else { return (String::new(), text) };
    match first {
        '"' | '\'' | '`' | '“' => {
            let closing = if first == '“' { '”' } else { first };
            let inner = text.get(first.len_utf8()..).unwrap_or_default();
            let mut value = String::new();
            let mut chars = inner.char_indices();
            while let Some((at, c)) = chars.next() {
                if c == closing {
                    return (value, inner.get(at + c.len_utf8()..).unwrap_or_default());
                }
                // A quotation mark with a backslash belongs to the text.
                match (c, inner.get(at + 1..).and_then(|rest| rest.chars().next())) {
                    ('\\', Some(next)) if next == closing || next == '\\' => {
                        value.push(next);
                        chars.next();
                    }
                    _ => value.push(c),
                }
            }
            (value, "")
        }
        '{' => {
            let end = braces(text).unwrap_or(text.len());
            let inner = text.get(1..end.saturating_sub(1).max(1)).unwrap_or_default();
            (inner.trim().to_owned(), text.get(end..).unwrap_or_default())
        }
        _ => {
            let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
            let (value, rest) = text.split_at(end);
            (value.to_owned(), rest)
        }
    }
}

/// The length of `{ … }` at the start of a text, with braces and strings in it.
pub(crate) fn braces(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match (quote, c) {
            (_, '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some('"' | '\''), '\n') => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spellings() {
        let args = Args::read(
            "type=\"tip\" title={'A {b}'} open items={[1, \"x\"]} n={3} \"pos 1\" two src='a\\'b', w=5 z={f(x)}",
        );
        assert_eq!((args.get("type").as_deref(), args.get("title").as_deref()), (Some("tip"), Some("A {b}")));
        assert_eq!((args.get("n").as_deref(), args.get("src").as_deref()), (Some("3"), Some("a'b")));
        assert_eq!(args.plain().collect::<Vec<_>>(), ["open", "pos 1", "two"]);
        assert!(args.has("open") && !args.has("closed") && args.has("n"));
        assert_eq!((args.get("w").as_deref(), args.get("z")), (Some("5"), None));
        assert_eq!(args.value("items"), serde_json::json!([1, "x"]));
    }

    #[test]
    fn broken_ones_end() {
        for text in ["a=", "=", "a=\"x", "{", "{a", "a={", ",,,", "===", "“x"] {
            Args::read(text);
        }
    }
}
