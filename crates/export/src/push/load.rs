//! One language of an export, as it lies on disk, and what an engine shows of it.

use std::path::{Path, PathBuf};

use helpdex_content::error::{Error, Result};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::client::Client;
use crate::cluster::index_name;

/// What an engine shows now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The name by which it is asked.
    pub index: String,
    /// Documents in it.
    pub documents: usize,
}

/// One language of an export, as it lies on disk.
pub(super) struct Load {
    /// The name by which readers ask: `helpdex-en`.
    pub(super) name: String,
    /// The name of the index itself: the same with a hash of what it holds.
    pub(super) own: String,
    pub(super) folder: PathBuf,
    /// Its files of documents, in their order.
    pub(super) parts: Vec<PathBuf>,
    /// How many documents these are.
    pub(super) documents: usize,
}

impl Load {
    pub(super) fn read(export: &Path, language: &str) -> Result<Self> {
        let folder = export.join(language);
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(Error::io("read", &folder))? {
            files.push(entry.map_err(Error::io("read", &folder))?.path());
        }
        files.sort();
        let (mut hash, mut documents, mut parts) = (Sha256::new(), 0, Vec::new());
        for file in files {
            let bytes = std::fs::read(&file).map_err(Error::io("read", &file))?;
            hash.update(bytes.len().to_le_bytes());
            hash.update(&bytes);
            if file.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("documents-")) {
                documents += bytes.split(|byte| *byte == b'\n').filter(|line| is_document(line)).count();
                parts.push(file);
            }
        }
        let hash = base16ct::lower::encode_string(hash.finalize().get(..6).unwrap_or_default());
        let name = index_name(language);
        Ok(Self { own: format!("{name}-{hash}"), name, folder, parts, documents })
    }

    /// A file of settings.
    pub(super) fn setting(&self, name: &str) -> Result<Value> {
        let file = self.folder.join(name);
        let text = std::fs::read_to_string(&file).map_err(Error::io("read", &file))?;
        serde_json::from_str(&text).map_err(|fault| Error::Environment(format!("`{}`: {fault}", file.display())))
    }

    /// What the engine shows now.
    pub(super) fn sent(&self) -> Sent {
        Sent { index: self.name.clone(), documents: self.documents }
    }

    /// Whether a name is one of the indexes that pushes made for this language.
    pub(super) fn is_ours(&self, index: &str) -> bool {
        let hash = index.strip_prefix(&self.name).and_then(|rest| rest.strip_prefix('-'));
        hash.is_some_and(|hash| hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }
}

/// Whether a line of a part is a document, and not the line before one that says what to do with it.
fn is_document(line: &[u8]) -> bool {
    !line.is_empty() && !line.starts_with(b"{\"index\":")
}

/// The engine took less than was sent.
pub(super) fn short(client: &Client<'_>, index: &str, has: Option<u64>, wanted: usize) -> Error {
    let has = has.map_or_else(|| "an unknown number of".to_owned(), |has| has.to_string());
    Error::Environment(format!(
        "`{index}` at {} has {has} documents after {wanted} were sent; what it showed before is still there",
        client.host()
    ))
}
