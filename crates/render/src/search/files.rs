//! The files of an index: in an output folder, or in memory before anything is written.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use helpdex_search::Load;
use serde::{Deserialize, Serialize};

use helpdex_content::error::{Error, Result};

/// The folder of the output that holds the index. Its files are named by their content, so hosts may keep them forever.
pub(super) const FOLDER: &str = "search-index";
/// Names each language's manifest, for `helpdex search`; browsers learn it from the page.
pub(super) const LANGUAGES_FILE: &str = "search-index.json";

/// A file of the index.
#[derive(Debug)]
pub struct File {
    /// Path relative to the output folder.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The index of one language in [`LANGUAGES_FILE`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Listed {
    /// Name of its manifest.
    pub(super) manifest: String,
    /// Fingerprint of what was indexed.
    pub(super) content: String,
}

/// Where the files of an index are read from. Copies share them.
#[derive(Clone, Debug)]
pub struct Files(Place);

#[derive(Clone, Debug)]
enum Place {
    /// An output folder.
    Written(PathBuf),
    /// By their paths in an output folder.
    Memory(Arc<BTreeMap<String, Vec<u8>>>),
}

impl Files {
    /// What a build wrote.
    pub fn written(out: &Path) -> Self {
        Self(Place::Written(out.to_owned()))
    }

    /// What a build would write.
    pub fn in_memory(files: Vec<File>) -> Self {
        Self(Place::Memory(Arc::new(files.into_iter().map(|file| (file.path, file.bytes)).collect())))
    }

    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        match &self.0 {
            Place::Written(out) => std::fs::read(out.join(path)),
            Place::Memory(files) => files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into()),
        }
    }

    /// The index of each language.
    pub(super) fn listed(&self) -> Result<BTreeMap<String, Listed>> {
        let text = self.bytes(LANGUAGES_FILE).map_err(|fault| match &self.0 {
            Place::Written(out) if fault.kind() != io::ErrorKind::NotFound => {
                Error::io("read", &out.join(LANGUAGES_FILE))(fault)
            }
            _ => Error::Environment(format!(
                "there is no search index in {} yet; `helpdex build` writes one",
                self.name()
            )),
        })?;
        serde_json::from_slice(&text).map_err(|fault| self.damaged(&fault.to_string()))
    }

    pub(super) fn damaged(&self, what: &str) -> Error {
        Error::Environment(format!("the search index in {} can't be read ({what}); build it again", self.name()))
    }

    fn name(&self) -> String {
        match &self.0 {
            Place::Written(out) => format!("`{}`", out.display()),
            Place::Memory(_) => "memory".to_owned(),
        }
    }
}

impl Load for Files {
    fn file(&self, name: &str) -> io::Result<Vec<u8>> {
        self.bytes(&path(name)?)
    }

    fn part(&self, name: &str, range: Range<usize>) -> io::Result<Vec<u8>> {
        let path = path(name)?;
        match &self.0 {
            Place::Written(out) => {
                let mut file = std::fs::File::open(out.join(path))?;
                file.seek(SeekFrom::Start(range.start as u64))?;
                // Whoever tampers with an index is not to be given memory for it.
                let mut bytes = Vec::with_capacity(range.len().min(1 << 20));
                file.take(range.len() as u64).read_to_end(&mut bytes)?;
                if bytes.len() == range.len() { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
            }
            Place::Memory(files) => helpdex_search::part(files.get(&path).ok_or(io::ErrorKind::NotFound)?, range),
        }
    }
}

/// The texts and numbers of a file of the index that holds parts.
pub fn unpacked(bytes: &[u8]) -> Vec<u8> {
    // No word is to reach from one part into the next.
    helpdex_search::parts(bytes).join(&b"\0"[..])
}

/// The path of a file of the index in the output, by the name that its manifest knows.
fn path(name: &str) -> io::Result<String> {
    // Names come from a file of the output; one that has been tampered with must not lead out of it.
    let plain_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
    };
    if !name.split('/').all(plain_part) {
        return Err(io::Error::other("a file of the index has a strange name"));
    }
    Ok(format!("{FOLDER}/{name}"))
}
