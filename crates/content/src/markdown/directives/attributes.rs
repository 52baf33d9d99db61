//! Attributes in braces: `{group=platform open #anchor poster="img/first frame.png"}`.

use std::ops::Range;

/// An attribute of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::markdown) struct Attribute {
    pub(in crate::markdown) name: String,
    /// Empty where it is there or not.
    pub(in crate::markdown) value: String,
    /// In the body.
    pub(in crate::markdown) range: Range<usize>,
}

/// More than this no block has.
const MOST: usize = 16;

/// Reads what stands between two braces; `start` is where that begins in the body.
pub(super) fn read(text: &str, start: usize) -> Vec<Attribute> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() < MOST {
        let rest = text.get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start().len();
        let rest = text.get(at..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let name_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let (value, length) = match after.strip_prefix('=') {
            Some(value) => quoted(value),
            None => ("", 0),
        };
        let length = name_end + if after.starts_with('=') { 1 + length } else { 0 };
        let range = start + at..start + at + length;
        found.push(match name.strip_prefix('#') {
            Some(id) => Attribute { name: "id".to_owned(), value: id.to_owned(), range },
            None => Attribute { name: name.to_ascii_lowercase(), value: value.to_owned(), range },
        });
        at += length.max(1);
    }
    found
}

/// The value that a text begins with, without its quotation marks, and how long it is with them.
fn quoted(text: &str) -> (&str, usize) {
    for quote in ['"', '\''] {
        if let Some((value, _)) = text.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return (value, value.len() + 2);
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (text.get(..end).unwrap_or_default(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_values_flags_and_anchors() {
        let seen = |text: &str| {
            let read = read(text, 10);
            read.into_iter().map(|a| (a.name, a.value, a.range)).collect::<Vec<_>>()
        };
        let of = |name: &str, value: &str, range| (name.to_owned(), value.to_owned(), range);
        assert_eq!(
            seen("group=a open #x t=\"b c\""),
            [of("group", "a", 10..17), of("open", "", 18..22), of("id", "x", 23..25), of("t", "b c", 26..33)]
        );
        assert_eq!(seen("  "), []);
        assert_eq!(seen("= a='b"), [of("", "", 10..11), of("a", "'b", 12..16)]);
        assert_eq!(seen(&"a ".repeat(100)).len(), MOST);
    }
}
