//! What a committed file was made from: one hash over names and contents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::fault::Fault;

/// One hash over the names and contents of files and folders below `root`, line ends aside. What `leave` says yes to
/// is not counted.
pub(crate) fn hash(root: &Path, sources: &[&str], leave: fn(&str) -> bool) -> Result<String, Fault> {
    let mut files = BTreeMap::new();
    for source in sources {
        collect(&root.join(source), source, leave, &mut files)?;
    }
    let mut hash = Sha256::new();
    for (name, path) in files {
        let bytes: Vec<u8> = std::fs::read(&path)?.into_iter().filter(|&byte| byte != b'\r').collect();
        hash.update(format!("{name} {}\n", bytes.len()));
        hash.update(&bytes);
    }
    Ok(hex(hash))
}

/// The hash of some bytes.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

fn hex(hash: Sha256) -> String {
    base16ct::lower::encode_string(&hash.finalize())
}

fn collect(
    path: &Path,
    name: &str,
    leave: fn(&str) -> bool,
    files: &mut BTreeMap<String, PathBuf>,
) -> Result<(), Fault> {
    if leave(name) {
        return Ok(());
    }
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            collect(&entry.path(), &format!("{name}/{}", entry.file_name().to_string_lossy()), leave, files)?;
        }
    } else {
        files.insert(name.to_owned(), path.to_owned());
    }
    Ok(())
}

/// As `gzip` packs, 5 % smaller than its best setting.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut packed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut packed)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_contents_count_and_line_ends_do_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        let hash = || hash(folder.path(), &["a"], |name| name.ends_with(".tmp")).expect("a hash");
        std::fs::create_dir(folder.path().join("a")).expect("a folder");
        write("a/one", "x\ny\n");
        let first = hash();
        write("a/one", "x\r\ny\r\n");
        write("a/two.tmp", "left out");
        assert_eq!(hash(), first);
        write("a/one", "x\n\ny\n");
        assert_ne!(hash(), first);
        write("a/one", "x\ny\n");
        std::fs::rename(folder.path().join("a/one"), folder.path().join("a/other")).expect("renamed");
        assert_ne!(hash(), first);
    }
}
