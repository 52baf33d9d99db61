//! The files of a folder, told without reading any.

use std::collections::HashMap;
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use foldhash::fast::RandomState;
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

    /// Whether it is a file that a folder holds under another name.
    pub(super) fn is_held(self, held: Held) -> bool {
        self.inode.is_some() && self.inode == held.0
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

/// Files by their paths in a folder, with forward slashes.
pub(super) type Files<F> = HashMap<String, F, RandomState>;

/// All that lies in a folder, as it was found.
#[derive(Debug, Default)]
pub struct Listing {
    files: Files<Lying>,
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

/// Everything below a folder that is no folder. Links are not followed.
pub(super) fn read(folder: &Path) -> io::Result<Files<Lying>> {
    let lying = |entry: &DirEntry| Ok(Lying::of(&entry.metadata()?));
    Ok(below(folder, "", &lying)?.into_iter().collect())
}

/// Which file a name in a folder is of, as the folder tells it: for that no file needs to be looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held(Option<(u64, u64)>);

/// The same as [`read`], with no more than a look at the folders.
pub(super) fn read_names(folder: &Path) -> io::Result<Files<Held>> {
    // No other file system begins in an output: a folder could not take its place then.
    let device = inode(&fs::metadata(folder)?).map(|(device, _)| device);
    let held = |entry: &DirEntry| Ok(Held(device.zip(number(entry))));
    Ok(below(folder, "", &held)?.into_iter().collect())
}

#[cfg(unix)]
fn number(entry: &DirEntry) -> Option<u64> {
    use std::os::unix::fs::DirEntryExt;
    Some(entry.ino())
}

#[cfg(not(unix))]
fn number(_: &DirEntry) -> Option<u64> {
    None
}

fn below<F: Send>(
    folder: &Path,
    prefix: &str,
    look: &(dyn Fn(&DirEntry) -> io::Result<F> + Sync),
) -> io::Result<Vec<(String, F)>> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = [prefix, &entry.file_name().to_string_lossy()].concat();
        if entry.file_type()?.is_dir() {
            folders.push((entry.path(), path + "/"));
        } else {
            files.push((path, look(&entry)?));
        }
    }
    let found = folders.par_iter().map(|(folder, prefix)| below(folder, prefix, look));
    for mut found in found.collect::<io::Result<Vec<_>>>()? {
        files.append(&mut found);
    }
    Ok(files)
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
        let held = read_names(dir.path()).expect("read");
        assert_eq!(held.len(), 3);
        for (one, other) in [("d", "d"), ("a/b/c.txt", "d"), ("d", "e")] {
            assert_eq!(found[one].is_held(held[other]), cfg!(unix) && other == "d", "{one} {other}");
        }
    }
}
