//! Parts that are compressed, or taken over from an earlier index that had the same.

use std::sync::{Mutex, PoisonError};

use flate2::Compression;

use super::kept::{Kept, Key, key_of_articles, key_of_part};
use super::part::Part;

/// Compresses parts.
#[derive(Default)]
pub(super) struct Compressor<'k> {
    pub(super) kept: Option<&'k Kept>,
    /// All that was compressed, where it will be kept.
    pub(super) made: Option<Mutex<Vec<(Key, Part)>>>,
}

impl Compressor<'_> {
    /// A part of some content.
    pub(super) fn part(&self, bytes: &[u8], level: Compression) -> Part {
        if self.kept.is_none() && self.made.is_none() {
            return Part::new(bytes, level);
        }
        self.keyed(key_of_part(bytes, level), || Part::new(bytes, level))
    }

    /// The part that shows some articles, whose bytes are asked for if it is not at hand.
    pub(super) fn part_of_articles<'a>(
        &self,
        keys: Option<impl Iterator<Item = &'a Key>>,
        level: Compression,
        bytes: impl FnOnce() -> Vec<u8>,
    ) -> Part {
        match keys {
            Some(keys) => self.keyed(key_of_articles(keys), || Part::new(&bytes(), level)),
            None => Part::new(&bytes(), level),
        }
    }

    fn keyed(&self, key: Key, make: impl FnOnce() -> Part) -> Part {
        let kept = self.kept.and_then(|kept| kept.part(&key));
        let part = match kept {
            Some((name, bytes)) => Part { name, bytes: bytes.into() },
            None => make(),
        };
        if let Some(made) = &self.made {
            made.lock().unwrap_or_else(PoisonError::into_inner).push((key, part.clone()));
        }
        part
    }

    /// What was compressed, in the order of keys.
    pub(super) fn into_made(self) -> Vec<(Key, Part)> {
        let made = self.made.map(|made| made.into_inner().unwrap_or_else(PoisonError::into_inner));
        let mut made = made.unwrap_or_default();
        made.sort_unstable_by_key(|(key, _)| *key);
        made.dedup_by_key(|(key, _)| *key);
        made
    }
}
