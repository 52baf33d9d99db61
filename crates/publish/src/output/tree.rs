//! The files of a folder, told without reading any.

use std::collections::HashMap;
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

/// What the system says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lying {
    pub(crate) bytes: u64,
    /// When it was written, in nanoseconds since 1970. Nothing for what is no file.
    pub(crate) time: Option<u128>,
    /// Device and number of the file itself: two names of the same file share them. Nothing where the system does not tell.
    inode: Option<(u64, u64)>,
}

impl Lying {
    fn of(metadata: &Metadata) -> Self {
        let written = metadata.is_file().then(|| metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()).flatten();
        Self { bytes: metadata.len(), time: written.map(|time| time.as_nanos()), inode: inode(metadata) }
    }

    /// What lies at a place; a link is not followed.
    pub(crate) fn at(place: &Path) -> io::Result<Self> {
        fs::symlink_metadata(place).map(|found| Self::of(&found))
    }

    /// Whether two names are of one file.
    pub(super) fn is_same_file(self, other: Self) -> bool {
        self.inode.is_some() && self.inode == other.inode && self.bytes == other.bytes
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// All that lies in a folder, as it was found.
#[derive(Debug, Default)]
pub struct Listing {
    files: HashMap<String, Lying>,
    /// The folder itself.
    folder: Option<(u64, u64)>,
}

impl Listing {
    /// Lists a folder; nothing lies in one that isn't there.
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let itself = match fs::metadata(folder) {
            Ok(found) => inode(&found),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(fault) => return Err(fault),
        };
        Ok(Self { files: read(folder)?, folder: itself })
    }

    /// Whether it is of the very folder that lies at a place now: another build may have put another one there.
    pub(super) fn is_of(&self, folder: &Path) -> bool {
        match fs::metadata(folder) {
            Ok(found) => self.folder.is_some() && self.folder == inode(&found),
            Err(_) => false,
        }
    }

    /// What lies at a path in it.
    pub(crate) fn get(&self, path: &str) -> Option<Lying> {
        self.files.get(path).copied()
    }

    /// The paths of all that lies in it.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
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
