//! The files of an index, under names that depend on nothing but what they hold.
//!
//! tantivy calls a segment by a random number. Here its name is a hash of its files, and `meta.json` says so.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tantivy::directory::{Directory, RamDirectory};
use tantivy::{Index, Result, TantivyError};

/// A file of an index.
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Where tantivy looks for what an index consists of.
const META: &str = "meta.json";
/// The files that tantivy may remove when it writes into the index again.
const MANAGED: &str = ".managed.json";

/// All files of an index of at most one segment; no locks.
pub(super) fn of(index: &Index, directory: &RamDirectory) -> Result<Vec<File>> {
    let mut paths: Vec<PathBuf> = index.load_metas()?.list_segment_files().into_iter().collect();
    paths.sort();
    let mut parts = Vec::new();
    for path in paths {
        // tantivy names every file that a segment could have.
        if directory.exists(&path)? {
            let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            parts.push((extension, directory.atomic_read(&path)?));
        }
    }
    let segment = name(&parts);
    let mut meta: serde_json::Value =
        serde_json::from_slice(&directory.atomic_read(Path::new(META))?).map_err(broken)?;
    if let Some(segments) = meta.get_mut("segments").and_then(serde_json::Value::as_array_mut) {
        for entry in segments {
            entry["segment_id"] = segment.clone().into();
        }
    }
    let plain = segment.replace('-', "");
    let mut files: Vec<File> =
        parts.into_iter().map(|(kind, bytes)| File { name: format!("{plain}.{kind}"), bytes }).collect();
    files.push(File { name: META.to_owned(), bytes: serde_json::to_vec_pretty(&meta).map_err(broken)? });
    let managed: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let managed = serde_json::to_vec(&managed).map_err(broken)?;
    files.push(File { name: MANAGED.to_owned(), bytes: managed });
    Ok(files)
}

/// A segment's number, written as tantivy does: 32 hexadecimal digits in five groups.
fn name(parts: &[(String, Vec<u8>)]) -> String {
    let mut hash = Sha256::new();
    for (kind, bytes) in parts {
        hash.update(kind);
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    }
    let mut name = String::new();
    for (at, byte) in hash.finalize().iter().take(16).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            name.push('-');
        }
        name.push_str(&format!("{byte:02x}"));
    }
    name
}

fn broken(fault: serde_json::Error) -> TantivyError {
    TantivyError::InternalError(format!("its list of files: {fault}"))
}
