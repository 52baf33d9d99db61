//! The output before the last one, which the next build changes into the next output.
//!
//! Of a large site nearly every file stays as it is from build to build. To link each of them anew and to remove as many
//! names costs more than all else that a small edit asks for. So the output that was swapped out is kept beside the other;
//! its files are the same ones, by other names, and only what differs is touched.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use helpdex_content::kept::Stamp;
use rayon::prelude::*;

use super::swap;
use super::tree::{self, Files, Held, Lying};

/// What lies in a spare folder, as it was found while no build was at it.
#[derive(Debug)]
pub(crate) struct SpareLook {
    folder: Stamp,
    files: Files<Held>,
}

impl SpareLook {
    /// A look at the spare folder of an output; nothing where there is none, or it can't be read.
    pub(crate) fn at(out: &Path) -> Option<Self> {
        let place = Spare::place(out);
        let folder = Stamp::at(&place)?;
        Some(Self { folder, files: tree::read_names(&place).ok()? })
    }
}

/// A spare folder that has become the staged one, as it lies there.
#[derive(Debug)]
pub(super) struct Spare {
    dir: PathBuf,
    staged: Files<Held>,
}

impl Spare {
    /// Where it lies beside an output.
    pub(super) fn place(out: &Path) -> PathBuf {
        swap::beside(out, "spare")
    }

    /// Turns the spare folder of an output into the staged one. Nothing where there is none that is of use. `look` tells what
    /// lies in it, if that is known.
    pub(super) fn begin(out: &Path, dir: &Path, look: Option<SpareLook>) -> Option<Self> {
        let place = Self::place(out);
        if !place.symlink_metadata().is_ok_and(|found| found.is_dir()) {
            return None;
        }
        // Another build may have put another one there.
        let known = look.filter(|look| Stamp::at(&place) == Some(look.folder)).map(|look| look.files);
        let begun = fs::rename(&place, dir).and_then(|()| {
            let staged = known.map_or_else(|| tree::read_names(dir), Ok)?;
            Ok(Self { dir: dir.to_owned(), staged })
        });
        if begun.is_err() {
            // What can't be read is of no use. What can't be removed now stops the build at its next step.
            let _ = fs::remove_dir_all(dir);
        }
        begun.ok()
    }

    /// Whether the staged folder has the very file at a path that the output has there.
    pub(super) fn has_same(&self, path: &str, out: Option<Lying>) -> bool {
        self.staged.get(path).zip(out).is_some_and(|(staged, out)| out.is_held(*staged))
    }

    /// Links a file of the output, in the place of whatever lies there.
    pub(super) fn link(&self, path: &str, from: &Path) -> io::Result<()> {
        self.clear(path)?;
        fs::hard_link(from, self.dir.join(path))
    }

    /// Writes a file, in the place of whatever lies there. It is never written into: the output may share it.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.clear(path)?;
        File::create_new(self.dir.join(path))?.write_all(bytes)
    }

    /// Makes room for a file: its folder is there, and nothing else has its name.
    fn clear(&self, path: &str) -> io::Result<()> {
        let target = self.dir.join(path);
        if self.staged.contains_key(path) {
            return match fs::remove_file(target) {
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
                outcome => outcome,
            };
        }
        // A file may have become a folder.
        let mut at = path;
        while let Some((folder, _)) = at.rsplit_once('/') {
            if self.staged.contains_key(folder) {
                match fs::remove_file(self.dir.join(folder)) {
                    Err(fault) if fault.kind() != io::ErrorKind::NotFound && !self.dir.join(folder).is_dir() => {
                        return Err(fault);
                    }
                    _ => {}
                }
            }
            at = folder;
        }
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        // Or a folder a file.
        if target.is_dir() { fs::remove_dir_all(target) } else { Ok(()) }
    }

    /// Removes what is not wanted any more, and the folders that this leaves empty.
    pub(super) fn remove_others(&self, is_wanted: impl Fn(&str) -> bool + Sync) -> io::Result<()> {
        for path in self.staged.par_iter().map(|(path, _)| path).filter(|path| !is_wanted(path)).collect::<Vec<_>>() {
            match fs::remove_file(self.dir.join(path)) {
                // It has become a folder, or went away with one.
                Err(fault)
                    if !matches!(fault.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
                        && !self.dir.join(path).is_dir() =>
                {
                    return Err(fault);
                }
                _ => {}
            }
            let mut folder = path.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                // It holds something else, or is gone.
                if fs::remove_dir(self.dir.join(parent)).is_err() {
                    break;
                }
                folder = parent;
            }
        }
        Ok(())
    }
}
