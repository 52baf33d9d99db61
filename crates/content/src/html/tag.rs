//! Reads a tag as a browser's tokenizer does, from its name to its `>`.
//!
//! Half of the bytes of a page are tags, and a build reads every page it writes: a jump from one end of a name or value to
//! the next takes a third of the time that a tokenizer's states do. A test compares it with another tokenizer.

use std::ops::Range;

use memchr::memchr;

use super::token::{Attribute, Tag};

/// The tag whose name begins at a place, and where it ends; nothing if the input ends in it. `attributes` is an empty list with
/// room.
pub(super) fn read<'t>(text: &'t str, start: usize, attributes: Vec<Attribute<'t>>) -> Option<(Tag<'t>, usize)> {
    let mut at = find(text, start, |byte| is_space(byte) || matches!(byte, b'/' | b'>'))?;
    let mut tag = Tag { name: slice(text, start..at), attributes, self_closing: false };
    loop {
        at = behind_space(text, at)?;
        match byte(text, at)? {
            b'>' => return Some((tag, at + 1)),
            b'/' => {
                at += 1;
                if byte(text, at)? == b'>' {
                    tag.self_closing = true;
                }
            }
            _ => {
                let (attribute, end) = attribute(text, at)?;
                tag.attributes.push(attribute);
                at = end;
            }
        }
    }
}

/// The attribute that begins at a place, and where to read on.
fn attribute(text: &str, start: usize) -> Option<(Attribute<'_>, usize)> {
    // Even a `=` is part of a name that begins with it.
    let name_end = find(text, start + 1, |byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='))?;
    let of = |value_range: Range<usize>, end: usize| Attribute {
        name: slice(text, start..name_end),
        value: slice(text, value_range.clone()),
        range: start..end,
        value_range,
    };
    let without = |read_on: usize| Some((of(name_end..name_end, name_end), read_on));
    let sign = behind_space(text, name_end)?;
    if byte(text, sign)? != b'=' {
        return without(sign);
    }
    let value = behind_space(text, sign + 1)?;
    match byte(text, value)? {
        quote @ (b'"' | b'\'') => {
            let inside = value + 1;
            let end = inside + memchr(quote, text.as_bytes().get(inside..)?)?;
            Some((of(inside..end, end + 1), end + 1))
        }
        b'>' => without(value),
        _ => {
            let end = find(text, value, |byte| is_space(byte) || byte == b'>')?;
            Some((of(value..end, end), end))
        }
    }
}

fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// The first byte from a place on that is one of these.
fn find(text: &str, from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    text.as_bytes().get(from..)?.iter().position(|byte| is(*byte)).map(|step| from + step)
}

fn behind_space(text: &str, from: usize) -> Option<usize> {
    find(text, from, |byte| !is_space(byte))
}

/// A carriage return is a line feed to a browser.
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}
