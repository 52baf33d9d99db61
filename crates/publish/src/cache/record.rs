//! What is remembered of an output.

use helpdex_content::kept::MadeOf;
use helpdex_render::pages::Key;
use helpdex_render::search::LanguageFiles;
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::output::Lying;

/// All of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record<'r> {
    /// Each file by its path in the output, sorted.
    #[serde(borrow)]
    pub(super) files: Vec<(&'r str, FileRecord)>,
    /// The addresses that pages refer to, by their numbers.
    #[serde(borrow)]
    pub(super) names: Vec<&'r str>,
    /// How many of them were of use when that was looked at.
    pub(super) useful_names: u32,
    /// The index of each language.
    pub(super) indexes: Vec<LanguageFiles>,
    /// What is needed to tell of an edit that nobody sees from outside.
    pub(super) edits: Option<Edits>,
    /// What pages refer to, one after the other.
    #[serde(borrow)]
    pub(super) seen: Bytes<'r>,
}

/// What a build needs to know of the one before, if nothing but the running text of a few articles is another than then.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Edits {
    /// A number of all that pages are made from besides the texts of articles.
    pub(super) outside: MadeOf,
    /// A number of the text of each entry, in their order.
    pub(super) texts: Vec<MadeOf>,
    /// What a look at the finished pages told.
    pub(super) verified: Vec<u8>,
    /// How many pages are HTML.
    pub(super) html: usize,
}

/// Bytes that are written and read as a whole.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Bytes<'r>(#[serde(borrow)] pub(super) &'r [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct("Bytes", &Whole(self.0))
    }
}

struct Whole<'r>(&'r [u8]);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// A file of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileRecord {
    /// How it lay there when the build was done.
    pub(super) stamp: Stamp,
    /// What is in it.
    pub(super) hash: [u8; 16],
    /// What it was made from, where that can be told.
    pub(super) key: Option<Key>,
    /// Where what it refers to begins and ends, where it is a page.
    pub(super) seen: Option<(u32, u32)>,
    /// Whether it is one of the pages, and no file of the index.
    pub(super) is_page: bool,
}

/// What the file system says of a file without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) bytes: u64,
    /// When it was written, in nanoseconds since 1970.
    time: u128,
}

impl Stamp {
    /// Of what lies somewhere; nothing for what is no file.
    pub(super) fn of(lying: Lying) -> Option<Self> {
        Some(Self { bytes: lying.bytes, time: lying.time? })
    }
}

/// The number of a file's bytes.
pub(super) fn hash(bytes: &[u8]) -> [u8; 16] {
    Sha256::digest(bytes).first_chunk().copied().unwrap_or_default()
}
