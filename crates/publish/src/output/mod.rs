//! The output folder: staged beside it, then swapped in.
//!
//! A build writes into a staging folder. Only when everything is there does it take the output's place, by rename; the
//! old output goes last. A build that fails or is killed leaves the old site as it was, and the next one cleans up.

mod guard;
mod manifest;
mod spare;
mod staged;
mod swap;
mod tree;
mod unignored;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::RandomState;
use helpdex_content::error::{Error, Result};
use helpdex_content::path::is_plain;

use rayon::prelude::*;

pub use guard::check as check_output;
pub use manifest::{Holds, MANIFEST, read as written};
use spare::Spare;
pub(crate) use spare::SpareLook;
pub use tree::Listing;
pub(crate) use tree::Lying;
pub(crate) use unignored::unignored_lock;

/// An output being written. Dropping it without [`finish`](Self::finish) leaves the old output untouched.
#[derive(Debug)]
pub struct Staging {
    holds: Holds,
    out: PathBuf,
    dir: PathBuf,
    /// Paths written so far with their bytes, as they come; the manifest is made of them.
    written: Mutex<Vec<(String, u64)>>,
    /// Folders that were made for them: most are of several files, and each needs to be made once.
    made: Mutex<HashSet<PathBuf>>,
    /// Held until the swap is done, so that two builds never write the same output.
    lock: Option<File>,
    /// What lay in the output when this one was begun, where that was asked.
    before: Option<Arc<Listing>>,
    /// Whether there is an output that this one takes the place of.
    replaces: bool,
    /// The output before the last one, when this one is made of it.
    spare: Option<Spare>,
    /// Paths of what was put into that.
    put: Mutex<BTreeSet<String>>,
    /// Whether the output that is swapped out is kept for the next build.
    keeps_spare: bool,
}

impl Staging {
    /// Starts a new output for `out`, after having repaired what a killed build may have left behind.
    ///
    /// # Errors
    /// When another build is at work on the same output, or the folder beside it can't be written.
    pub fn start(out: &Path, holds: Holds) -> Result<Self> {
        Self::begin(out, holds, None, None)
    }

    /// The same for an output that is built again and again: it is made of the one before the last, of which most is as it
    /// should be, and the one that it takes the place of is kept for the next time. `before` is what lies in that, and `spare`
    /// what lies in the other, if that is known.
    ///
    /// # Errors
    /// As for [`Staging::start`].
    pub(crate) fn start_again(out: &Path, holds: Holds, before: Listing, spare: Option<SpareLook>) -> Result<Self> {
        Self::begin(out, holds, Some(before), spare)
    }

    fn begin(out: &Path, holds: Holds, before: Option<Listing>, spare: Option<SpareLook>) -> Result<Self> {
        // Elsewhere nobody tells whether two names are of one file.
        let keeps_spare = before.is_some() && cfg!(unix);
        let parent = out.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
        let lock = lock(out)?;
        swap::recover(out)?;
        let before = match before {
            Some(before) if before.is_of(out) => Some(before),
            // Another build has put another one there.
            Some(_) => Some(Listing::of(out).map_err(Error::io("read", out))?),
            None => None,
        };
        let dir = swap::beside(out, "new");
        let spare = if keeps_spare { Spare::begin(out, &dir, spare) } else { None };
        if spare.is_none() {
            fs::create_dir(&dir).map_err(Error::io("create", &dir))?;
        }
        let (out, lock, written, made, put) =
            (out.to_owned(), Some(lock), Mutex::default(), Mutex::default(), Mutex::default());
        let (before, replaces) = (before.map(Arc::new), out.exists());
        Ok(Self { holds, out, dir, written, made, lock, before, replaces, spare, put, keeps_spare })
    }

    /// Writes a file, given by its path relative to the output. One that has the same bytes already is linked instead,
    /// so that its modification time stays and uploads skip it.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let target = self.target(path, bytes.len() as u64)?;
        let old = self.out.join(path);
        let length = bytes.len() as u64;
        let may_be = match &self.before {
            Some(before) => before.get(path).is_some_and(|old| old.time.is_some() && old.bytes == length),
            None => self.replaces && fs::metadata(&old).is_ok_and(|old| old.is_file() && old.len() == length),
        };
        let same = may_be && fs::read(&old).is_ok_and(|old| old == bytes);
        if same && self.link(path, &old, &target) {
            return Ok(());
        }
        let write = || match &self.spare {
            Some(spare) => {
                self.note(path);
                spare.write(path, bytes)
            }
            None => File::create_new(&target)?.write_all(bytes),
        };
        write().map_err(Error::io("write", &target))
    }

    /// Takes a file over from the old output as it lies there; false where the file system can't, and nothing is done.
    ///
    /// # Errors
    /// When the folder for it can't be made.
    pub(crate) fn keep(&self, path: &str, bytes: u64) -> Result<bool> {
        let target = self.target(path, bytes)?;
        Ok(self.link(path, &self.out.join(path), &target))
    }

    /// The same for files of which is known how they lie there; the paths of those come back that can't be taken over.
    ///
    /// # Errors
    /// When the folder for one can't be made.
    pub(crate) fn keep_all<'p>(&self, files: &[(&'p str, Lying)]) -> Result<Vec<&'p str>> {
        let (mut kept, mut left) = (Vec::with_capacity(files.len()), Vec::new());
        for (path, lying) in files {
            let is_there = self.spare.as_ref().is_some_and(|spare| spare.has_same(path, Some(*lying)));
            if is_there && is_plain(path) {
                kept.push(((*path).to_owned(), lying.bytes));
            } else if !self.keep(path, lying.bytes)? {
                left.push(*path);
            }
        }
        self.written.lock().unwrap_or_else(PoisonError::into_inner).append(&mut kept);
        Ok(left)
    }

    /// Gives a file of the old output its name in the new one; whether that could be done.
    fn link(&self, path: &str, old: &Path, target: &Path) -> bool {
        match &self.spare {
            Some(spare) if spare.has_same(path, self.lying(path)) => true,
            Some(spare) => {
                self.note(path);
                spare.link(path, old).is_ok()
            }
            None => fs::hard_link(old, target).is_ok(),
        }
    }

    /// Notes that something at a path is another one than in the spare output.
    fn note(&self, path: &str) {
        self.put.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
    }

    fn lying(&self, path: &str) -> Option<Lying> {
        self.before.as_ref()?.get(path)
    }

    /// What lay in the output when this one was begun, where that was asked.
    pub(crate) fn before(&self) -> Option<Arc<Listing>> {
        self.before.clone()
    }

    /// Copies a file of the content.
    ///
    /// # Errors
    /// When it can't be read or written.
    pub(crate) fn copy(&self, path: &str, from: &Path) -> Result<u64> {
        let bytes = fs::read(from).map_err(Error::io("read", from))?;
        self.write(path, &bytes)?;
        Ok(bytes.len() as u64)
    }

    /// The folder that is written.
    pub(crate) fn folder(&self) -> &Path {
        &self.dir
    }

    /// Puts the new output in the old one's place, when all of it is there.
    ///
    /// # Errors
    /// When a file is missing or a folder can't be renamed; the old output is then still there.
    pub fn finish(mut self) -> Result<Finished> {
        let mut written = self.take_written();
        self.write(MANIFEST, manifest::text(self.holds, written.keys()).as_bytes())?;
        written.append(&mut self.take_written());
        if let Some(spare) = &self.spare {
            let wanted: HashSet<&str, RandomState> = written.keys().map(String::as_str).collect();
            spare.remove_others(|path| wanted.contains(path)).map_err(Error::io("change", &self.dir))?;
            let put = self.put.lock().unwrap_or_else(PoisonError::into_inner);
            staged::check_some(&self.dir, &written, &put)?;
        } else {
            staged::check(&self.dir, &written)?;
        }
        let spare = Spare::place(&self.out);
        swap::swap(&self.dir, &self.out, self.keeps_spare.then_some(spare.as_path()))?;
        if !self.keeps_spare && spare.exists() {
            // Of an earlier build; the next one starts without.
            let _ = fs::remove_dir_all(&spare);
        }
        let spare = self.spare.take();
        // They are of ten thousands of small pieces, and nobody needs to wait until these are taken apart.
        rayon::spawn(move || drop((spare, written)));
        Ok(Finished { _lock: self.lock.take() })
    }

    fn target(&self, path: &str, bytes: u64) -> Result<PathBuf> {
        if !is_plain(path) {
            return Err(Error::Environment(format!("`{path}` is no path of the output")));
        }
        let target = self.dir.join(path);
        if let Some(parent) = target.parent().filter(|_| self.spare.is_none()) {
            self.make(parent).map_err(Error::io("create", parent))?;
        }
        self.written.lock().unwrap_or_else(PoisonError::into_inner).push((path.to_owned(), bytes));
        Ok(target)
    }

    /// The paths written since this was asked last, with their bytes. Of a file that was written twice the last ones count.
    fn take_written(&self) -> BTreeMap<String, u64> {
        let mut written = std::mem::take(&mut *self.written.lock().unwrap_or_else(PoisonError::into_inner));
        // What is made of a sorted list is made at once. Those of one path stay in their order.
        written.par_sort_by(|(one, _), (other, _)| one.cmp(other));
        written.into_iter().collect()
    }

    /// Makes a folder, unless this build did.
    fn make(&self, folder: &Path) -> io::Result<()> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made().contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        made().insert(folder.to_owned());
        Ok(())
    }
}

/// An output that is in its place. No other build begins while this is there: what is remembered of it is to be of it.
#[derive(Debug)]
pub struct Finished {
    _lock: Option<File>,
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.lock.is_some() {
            // A failed build: what it staged is of no use. What can't be removed now goes with the next build.
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}

/// Where an output really goes: a symbolic link stays, and what it leads to is replaced.
///
/// # Errors
/// When the link leads nowhere.
pub fn place(out: &Path) -> Result<PathBuf> {
    let out = std::path::absolute(out).map_err(Error::io("find", out))?;
    if out.is_symlink() { out.canonicalize().map_err(Error::io("follow", &out)) } else { Ok(out) }
}

/// Takes the lock of an output folder; the system lets go of it when the process ends, however it ends.
fn lock(out: &Path) -> Result<File> {
    let path = swap::beside(out, "lock");
    let file =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => {
            Err(Error::Refused(format!("another build is writing `{}`; try again when it is done", out.display())))
        }
        Err(fs::TryLockError::Error(source)) => Err(Error::Io { doing: "lock", path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> String {
        fs::read_to_string(path).expect("readable")
    }

    #[test]
    fn a_build_replaces_the_one_before_and_keeps_what_did_not_change() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("public");
        for (first, second) in [("one", "same"), ("two", "same")] {
            let staging = Staging::start(&out, Holds::Site).expect("started");
            staging.write("a/index.html", first.as_bytes()).expect("written");
            staging.write("b.txt", second.as_bytes()).expect("written");
            staging.finish().expect("finished");
        }
        assert_eq!(read(&out.join("a/index.html")), "two");
        assert_eq!(read(&out.join(MANIFEST)).lines().skip(1).collect::<Vec<_>>(), ["a/index.html", "b.txt"]);
        let left: Vec<_> = fs::read_dir(dir.path()).expect("listed").map(|e| e.expect("entry").file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }

    #[test]
    fn unchanged_files_keep_their_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("public");
        let build = || {
            let staging = Staging::start(&out, Holds::Site).expect("started");
            staging.write("same", b"x").expect("written");
            staging.finish().expect("finished");
            fs::metadata(out.join("same")).expect("there").modified().expect("a time")
        };
        let before = build();
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert_eq!(build(), before);
    }

    #[test]
    fn a_build_given_up_leaves_the_old_output() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("public");
        let staging = Staging::start(&out, Holds::Site).expect("started");
        staging.write("a", b"old").expect("written");
        staging.finish().expect("finished");
        let staging = Staging::start(&out, Holds::Site).expect("started");
        staging.write("a", b"new").expect("written");
        assert!(matches!(Staging::start(&out, Holds::Site), Err(Error::Refused(_))), "two builds at once");
        drop(staging);
        assert_eq!(read(&out.join("a")), "old");
        assert!(!swap::beside(&out, "new").exists());
    }

    /// An output that is made of the one before the last.
    #[cfg(unix)]
    #[test]
    fn a_spare_output_becomes_the_next_one() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("public");
        let contents = |folder: &Path| -> Vec<(String, String)> {
            let found = tree::read(folder).expect("read").into_keys().filter(|path| path != MANIFEST);
            let mut found: Vec<_> = found.map(|path| (path.clone(), read(&folder.join(path)))).collect();
            found.sort();
            found
        };
        // Files become folders and folders files; one stays, one comes and goes, one changes back and forth.
        let builds: [&[(&str, &str)]; 6] = [
            &[("a/b", "1"), ("c", "2"), ("same", "x"), ("back", "1")],
            &[("a", "1"), ("c/d/e", "2"), ("same", "x"), ("back", "2"), ("comes/and/goes", "1")],
            &[("a/b", "1"), ("c", "2"), ("same", "x"), ("back", "1")],
            &[("a", "3"), ("c/d", "4"), ("same", "x"), ("back", "2"), ("comes/and/goes", "2")],
            &[("a/x", "3"), ("c/d/e/f", "4"), ("same", "x"), ("back", "1")],
            &[("same", "x")],
        ];
        for files in builds {
            let before = if out.exists() { contents(&out) } else { Vec::new() };
            let staging =
                Staging::start_again(&out, Holds::Site, Listing::of(&out).expect("read"), SpareLook::at(&out));
            let staging = staging.expect("started");
            for (path, text) in files {
                let is_same = before.iter().any(|(old, before)| old == path && before == text);
                if !is_same || !staging.keep(path, text.len() as u64).expect("kept") {
                    staging.write(path, text.as_bytes()).expect("written");
                }
            }
            assert_eq!(before, if out.exists() { contents(&out) } else { Vec::new() }, "the output is as it was");
            staging.finish().expect("finished");
            let mut wanted: Vec<_> = files.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            wanted.sort();
            assert_eq!(contents(&out), wanted);
        }
        assert_eq!(fs::read_dir(&out).expect("listed").count(), 2, "no empty folder is left");
        let staging = Staging::start(&out, Holds::Site).expect("started");
        staging.write("same", b"x").expect("written");
        staging.finish().expect("finished");
        assert!(!Spare::place(&out).exists(), "who builds without it removes it");
    }

    #[test]
    fn paths_that_leave_the_output_are_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let staging = Staging::start(&dir.path().join("public"), Holds::Site).expect("started");
        for path in ["../x", "a/../../x", "/etc/x", "", "a//b", "a\\b"] {
            assert!(staging.write(path, b"x").is_err(), "{path}");
        }
    }
}
