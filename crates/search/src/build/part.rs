//! A part of an index, ready to be laid into a pack.

use std::sync::Arc;

use flate2::Compression;

use super::deflate::deflated;
use crate::archive::name::Name;

/// A part that is compressed, and waits for a pack.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) name: Name,
    pub(super) bytes: Arc<[u8]>,
}

impl Part {
    pub(super) fn new(bytes: &[u8], level: Compression) -> Self {
        Self { name: Name::of(bytes), bytes: deflated(bytes, level).into() }
    }

    /// How long it is in a pack.
    pub(super) fn len(&self) -> usize {
        Name::LENGTH + self.bytes.len()
    }
}
