//! Values in settings that are written as JavaScript: `docusaurus.config.js`, `sidebars.ts`, `.vitepress/config.mts`.
//!
//! Nothing is run. What is a literal is read, names of constants stand for their values, `a || b` is the first that is
//! known, and whatever can't be known without running it is null.

mod tokens;
mod values;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::Value;

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
