//! Where the files of an index go as they are made, and where those of an earlier one come from.

use helpdex_content::error::Result;
use serde::{Deserialize, Serialize};

/// A file of the index that was handed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// Path relative to the output folder.
    pub path: String,
    /// How long it is.
    pub bytes: u64,
}

/// The index of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageFiles {
    /// The language's code.
    pub(super) language: String,
    /// A number of all that it is made from.
    pub(super) identity: [u8; 32],
    /// Name of its manifest.
    pub(super) manifest: String,
    /// Name of the engine for browsers.
    pub(super) engine: String,
    /// The fingerprint that the list of languages has.
    pub(super) content: String,
    /// Its files, by their paths in the output folder, with their bytes.
    pub files: Vec<(String, u64)>,
}

impl LanguageFiles {
    /// The code of its language.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether it is the index of a language, made from these very texts.
    pub fn is_of(&self, language: &str, identity: &[u8; 32]) -> bool {
        self.language == language && self.identity == *identity
    }
}

/// Takes the files of an index, one by one: a large site's would not all fit into memory.
pub trait Shelf: Sync {
    /// Takes a file, given by its path relative to the output folder. Two languages may have a file with the same bytes, and
    /// so with the same name: it comes twice, then.
    ///
    /// # Errors
    /// When it can't be written.
    fn take(&self, path: &str, bytes: &[u8]) -> Result<()>;

    /// The index of a language, if it is known without a look at its texts that it is made from the same, and all of its files are
    /// at hand and taken over.
    ///
    /// # Errors
    /// When a file can't be written.
    fn keep_as_before(&self, language: &str) -> Result<Option<LanguageFiles>> {
        let _ = language;
        Ok(None)
    }

    /// Whether nobody wants the index any more: what there is of it is given up, then.
    fn is_past(&self) -> bool {
        false
    }

    /// Whether what an index is made from is remembered for the next one.
    fn remembers(&self) -> bool {
        false
    }

    /// What was remembered of the index of a language: see [`Kept`].
    fn recall(&self, language: &str) -> Option<Vec<u8>> {
        let _ = language;
        None
    }

    /// Remembers it in the place of what was. It is no fault when that can't be done.
    fn remember(&self, language: &str, kept: &[u8]) {
        let _ = (language, kept);
    }

    /// Whether there may be an index of a language that [`keep`](Self::keep) could take over.
    fn has(&self, language: &str) -> bool {
        let _ = language;
        false
    }

    /// The index of a language that was made from the same, if all of its files are at hand and taken over; nothing where it
    /// has to be made.
    ///
    /// # Errors
    /// When a file can't be written.
    fn keep(&self, language: &str, identity: &[u8; 32]) -> Result<Option<LanguageFiles>> {
        let _ = (language, identity);
        Ok(None)
    }
}
