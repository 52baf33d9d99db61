//! A file of a package.

use crate::fault::{Fault, Result};
use sha2::{Digest as _, Sha256};

/// A file by its path in the package, with `/` on every system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) executable: bool,
}

impl Entry {
    pub(crate) fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into(), executable: false }
    }

    pub(crate) fn executable(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { executable: true, ..Self::new(path, bytes) }
    }

    /// The permissions of the file.
    pub(crate) fn mode(&self) -> u32 {
        if self.executable { 0o755 } else { 0o644 }
    }
}

/// The SHA-256 of some bytes.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The same as text, as `sha256sum` prints it.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&digest(bytes))
}

/// JSON as people read it.
pub(crate) fn json(value: &serde_json::Value) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(value).map_err(|fault| Fault::refused(format!("no JSON: {fault}")))?;
    text.push(b'\n');
    Ok(text)
}
