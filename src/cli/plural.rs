//! Numbers with their nouns.

/// A number and its noun, in the plural where needed.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
