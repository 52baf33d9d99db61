//! What single signs within a line begin: indices and the names of emoji.

/// An index is no longer than this.
const LONGEST_INDEX: usize = 24;
const LONGEST_EMOJI: usize = 40;

/// The index that a text begins with, up to the sign that ends it.
pub(super) fn index(text: &str, sign: u8) -> Option<&str> {
    let length = text.bytes().take(LONGEST_INDEX * 4).position(|byte| byte == sign)?;
    text.get(..length).filter(|inner| is_index(inner))
}

/// What may be the name of an emoji, up to the colon that ends it.
pub(super) fn emoji_name(text: &str) -> Option<&str> {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-');
    let length = text.bytes().take(LONGEST_EMOJI).position(|byte| !is_name(byte))?;
    text.get(..length).filter(|_| text.as_bytes().get(length) == Some(&b':'))
}

/// A text without the backslashes before its signs.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '\\' && next.is_ascii_punctuation()) {
            Some(sign) => out.push(sign),
            None => out.push(c),
        }
    }
    out
}

/// Whether a text may be raised or lowered: a few letters, digits and signs without a space.
fn is_index(text: &str) -> bool {
    let count = text.chars().count();
    let fits = |c: char| c.is_alphanumeric() || "+-−–,.()′".contains(c);
    count <= LONGEST_INDEX && text.chars().all(fits) && text.contains(char::is_alphanumeric)
}
