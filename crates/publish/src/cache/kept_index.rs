//! What is kept of the index of each language, so that the next build need not look at articles that are as they were.

use std::path::{Path, PathBuf};

use super::record::Bytes;
use super::store;

/// Where it lies, beside the rest of what is remembered of an output.
fn file(place: &Path, language: &str) -> PathBuf {
    place.with_extension(format!("index-{language}"))
}

/// What `maker` kept of the index of a language; nothing where that is damaged or of another.
pub(super) fn read(place: &Path, maker: &str, language: &str) -> Option<Vec<u8>> {
    let mut bytes = store::bytes(&file(place, language), maker)?;
    let Bytes(kept) = postcard::from_bytes(&bytes).ok()?;
    let start = bytes.len() - kept.len();
    bytes.drain(..start);
    Some(bytes)
}

/// Keeps it in the place of what was kept before. That it can't be written is no fault of a build.
pub(super) fn write(place: &Path, maker: &str, language: &str, kept: &[u8]) {
    let _ = store::write(&file(place, language), maker, &Bytes(kept));
}
