//! What is remembered of an output.

use std::path::Path;
use std::time::UNIX_EPOCH;

use helpdex_render::pages::Key;
use helpdex_render::search::LanguageFiles;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::verify::Seen;

/// All of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// Each file by its path in the output, sorted.
    pub(super) files: Vec<(String, FileRecord)>,
    /// The addresses that pages refer to, by their numbers.
    pub(super) names: Vec<String>,
    /// The index of each language.
    pub(super) indexes: Vec<LanguageFiles>,
}

/// A file of an output.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct FileRecord {
    /// How it lay there when the build was done.
    pub(super) stamp: Stamp,
    /// What is in it.
    pub(super) hash: [u8; 16],
    /// What it was made from, where that can be told.
    pub(super) key: Option<Key>,
    /// What it refers to, where it is a page.
    pub(super) seen: Option<Seen>,
}

/// What the file system says of a file without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) bytes: u64,
    /// When it was written, in nanoseconds since 1970.
    time: u128,
}

impl Stamp {
    /// Of a file; nothing where there is none.
    pub(super) fn of(path: &Path) -> Option<Self> {
        // A link is none of ours.
        let metadata = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let time = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { bytes: metadata.len(), time: time.as_nanos() })
    }
}

/// The number of a file's bytes.
pub(super) fn hash(bytes: &[u8]) -> [u8; 16] {
    Sha256::digest(bytes).first_chunk().copied().unwrap_or_default()
}
