//! What the bytes of a page are made from, as a number.
//!
//! A template is a function of its context, of the theme and of what pages of a language share. Whoever knows that a page
//! of the same number was made before, by the same program with the same settings, need not fill the template again:
//! nobody has to keep account of what a page depends on, since all of it is in the context.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The number of what a page is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key([u8; 16]);

/// What all pages of a build are made from: program, settings, theme.
#[derive(Clone, Debug)]
pub struct Basis(Sha256);

impl Basis {
    /// Of parts in their order.
    pub fn of<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            // The length before each part: two of them must not run together into others.
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        Self(hash)
    }

    /// The number of a page that is made from these names, and from a value beside them; nothing for a value that has no
    /// JSON.
    pub(super) fn key(&self, names: &[&str], value: &impl Serialize) -> Option<Key> {
        let mut hash = Hashed(self.0.clone());
        for name in names {
            hash.0.update(name.len().to_le_bytes());
            hash.0.update(name);
        }
        serde_json::to_writer(&mut hash, value).ok()?;
        hash.0.finalize().first_chunk().copied().map(Key)
    }
}

/// A question about pages: whether one of a number need not be made.
#[derive(Clone, Copy)]
pub struct Question<'k> {
    /// What all pages are made from.
    pub basis: &'k Basis,
    /// Whether a page of this number is at hand.
    pub is_known: &'k dyn Fn(Key) -> bool,
}

/// What became of a page.
#[derive(Debug)]
pub enum Made {
    /// It is at hand already.
    Known,
    /// Its bytes, and their number where there was a question that can be asked of it.
    Anew(Vec<u8>, Option<Key>),
}

impl Made {
    /// A page that the question is not asked about.
    pub(super) fn plain(text: String) -> Self {
        Self::Anew(text.into_bytes(), None)
    }
}

struct Hashed(Sha256);

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_part_name_or_value_is_another_number() {
        let basis = |parts: &[&str]| Basis::of(parts.iter().map(|part| part.as_bytes()));
        let key = |parts: &[&str], names: &[&str], value: &str| basis(parts).key(names, &value);
        let first = key(&["a"], &["b"], "c");
        assert!(first.is_some() && first == key(&["a"], &["b"], "c"));
        for other in [key(&["x"], &["b"], "c"), key(&["a"], &["x"], "c"), key(&["a"], &["b"], "x")] {
            assert_ne!(first, other);
        }
        assert_ne!(key(&["ab", ""], &["c"], ""), key(&["a", "b"], &["c"], ""));
        assert_ne!(key(&["a"], &["ab", "c"], ""), key(&["a"], &["a", "bc"], ""));
    }
}
