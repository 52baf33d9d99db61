//! The files of a folder, told without reading any.

use std::collections::HashMap;
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::Path;

use rayon::prelude::*;

/// What the system says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lying {
    pub(super) bytes: u64,
    /// Device and number of the file itself: two names of the same file share them. Nothing where the system does not tell.
    inode: Option<(u64, u64)>,
}

impl Lying {
    fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let inode = {
            use std::os::unix::fs::MetadataExt;
            Some((metadata.dev(), metadata.ino()))
        };
        #[cfg(not(unix))]
        let inode = None;
        Self { bytes: metadata.len(), inode }
    }

    /// Whether two names are of one file.
    pub(super) fn is_same_file(self, other: Self) -> bool {
        self.inode.is_some() && self == other
    }
}

/// Everything below a folder that is no folder, by its path in it with forward slashes. Links are not followed.
pub(super) fn read(folder: &Path) -> io::Result<HashMap<String, Lying>> {
    Ok(below(folder, "")?.into_iter().collect())
}

fn below(folder: &Path, prefix: &str) -> io::Result<Vec<(String, Lying)>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<DirEntry>>>()?;
    let one = |entry: &DirEntry| -> io::Result<Vec<(String, Lying)>> {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            return below(&entry.path(), &format!("{path}/"));
        }
        Ok(vec![(path, Lying::of(&entry.metadata()?))])
    };
    let found = entries.par_iter().map(one).collect::<io::Result<Vec<_>>>()?;
    Ok(found.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_with_its_bytes() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(dir.path().join("a/b")).expect("made");
        fs::create_dir(dir.path().join("empty")).expect("made");
        fs::write(dir.path().join("a/b/c.txt"), "12345").expect("written");
        fs::hard_link(dir.path().join("a/b/c.txt"), dir.path().join("d")).expect("linked");
        fs::write(dir.path().join("e"), "12345").expect("written");
        let found = read(dir.path()).expect("read");
        let mut names: Vec<_> = found.iter().map(|(path, lying)| (path.as_str(), lying.bytes)).collect();
        names.sort_unstable();
        assert_eq!(names, [("a/b/c.txt", 5), ("d", 5), ("e", 5)]);
        assert_eq!(found["a/b/c.txt"].is_same_file(found["d"]), cfg!(unix));
        assert!(!found["d"].is_same_file(found["e"]));
    }
}
