//! What was made before, by the bytes that it was made of.
//!
//! ```text
//! KEY.json       what was made of a picture: KEY is made of its bytes, of what was wanted and of this program
//! HASH.webp      a file: HASH is made of what is in it
//! ```
//!
//! Nothing in there is trusted: what is missing, cut off or was written by something else is made again. It may be
//! deleted at any time.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::format::Format;
use super::prepare::prepare;
use super::prepared::{Kept, KeptFile, Prepared};
use super::wanted::Wanted;

/// To be counted up whenever the same picture makes other files.
const VERSION: u32 = 2;
/// What was not asked for so long goes.
const KEPT_FOR: Duration = Duration::from_secs(60 * 24 * 60 * 60);
/// How often it is noted that something was asked for.
const NOTED_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// A fault of the folder: what was tried with which path, and what the system said.
#[derive(Debug)]
pub struct CacheFault {
    /// What was tried, such as `write`.
    pub doing: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// A folder of what was made before.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Goes with what is in it.
    _temporary: Option<tempfile::TempDir>,
}

/// A file as it is noted.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    hash: String,
    bytes: u64,
}

impl Cache {
    /// A folder, which is made where there is none. None of it ever gets into a commit.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn at(folder: &Path) -> Result<Self, CacheFault> {
        fs::create_dir_all(folder).map_err(fault("create", folder))?;
        let ignored = folder.join(".gitignore");
        if !ignored.exists() {
            fs::write(&ignored, "*\n").map_err(fault("write", &ignored))?;
        }
        Ok(Self { folder: folder.to_owned(), _temporary: None })
    }

    /// A folder that lasts as long as this value.
    ///
    /// # Errors
    /// When the system has no room for one.
    pub fn temporary() -> Result<Self, CacheFault> {
        let temporary = tempfile::tempdir().map_err(fault("create a folder in", &std::env::temp_dir()))?;
        Ok(Self { folder: temporary.path().to_owned(), _temporary: Some(temporary) })
    }

    /// What is to be published of a picture, and whether it had to be made.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn prepared(&self, bytes: &[u8], wanted: &Wanted) -> Result<(Kept, bool), CacheFault> {
        let key = key(bytes, wanted);
        if let Some(kept) = self.known(&key) {
            return Ok((kept, false));
        }
        let noted = prepare(bytes, wanted).try_map(&mut |bytes: Vec<u8>, ending| {
            let noted = Noted { hash: hash(&bytes), bytes: bytes.len() as u64 };
            self.put(&blob(&noted.hash, ending), &bytes).map(|()| noted)
        })?;
        let text = serde_json::to_vec(&noted).unwrap_or_default();
        self.put(&format!("{key}.json"), &text)?;
        Ok((self.located(noted), true))
    }

    /// What was made before; nothing when any of it isn't as it was.
    fn known(&self, key: &str) -> Option<Kept> {
        let path = self.folder.join(format!("{key}.json"));
        let noted: Prepared<Noted> = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
        let noted = noted.try_map(&mut |noted: Noted, ending| {
            let is_name = noted.hash.len() == 32 && noted.hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            let bytes = if is_name { fs::read(self.folder.join(blob(&noted.hash, ending))).ok() } else { None };
            bytes.filter(|bytes| hash(bytes) == noted.hash).map(|_| noted).ok_or(())
        });
        let is_noted_today = || {
            let noted = fs::metadata(&path).and_then(|metadata| metadata.modified()).ok()?;
            Some(noted.elapsed().ok()? < NOTED_EVERY)
        };
        if noted.is_ok() && is_noted_today() != Some(true) {
            // What can't be noted is made again one day.
            let _ = fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        }
        noted.ok().map(|noted| self.located(noted))
    }

    fn located(&self, noted: Prepared<Noted>) -> Kept {
        let located = noted.try_map(&mut |Noted { hash, bytes }, ending| {
            let location = self.folder.join(blob(&hash, ending));
            Ok::<_, std::convert::Infallible>(KeptFile { location, bytes, hash })
        });
        located.unwrap_or_else(|never| match never {})
    }

    /// Writes a file as a whole or not at all: another build may read it just now.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), CacheFault> {
        let path = self.folder.join(name);
        let write = || {
            let mut file = tempfile::Builder::new().suffix(".tmp").tempfile_in(&self.folder)?;
            file.write_all(bytes)?;
            file.persist(&path).map_err(|failed| failed.error)?;
            Ok(())
        };
        write().map_err(fault("write", &path))
    }

    /// Removes what nobody asked for in a long time. What can't be removed now goes another day.
    pub fn sweep(&self) {
        let is_old = |path: &Path| {
            let modified = fs::metadata(path).and_then(|metadata| metadata.modified());
            modified.ok().and_then(|time| time.elapsed().ok()).is_some_and(|age| age > KEPT_FOR)
        };
        let paths: Vec<PathBuf> =
            fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        let mut needed = HashSet::new();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
            if is_old(path) {
                let _ = fs::remove_file(path);
                continue;
            }
            let noted = fs::read(path).ok().and_then(|text| serde_json::from_slice::<Prepared<Noted>>(&text).ok());
            let _ = noted.map(|noted| {
                noted.try_map(&mut |noted: Noted, ending| {
                    needed.insert(blob(&noted.hash, ending));
                    Ok::<_, ()>(())
                })
            });
        }
        let is_file = |name: &str| {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            ending == "original" || ending == "tmp" || Format::ALL.iter().any(|format| format.name() == ending)
        };
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if is_file(name) && !needed.contains(name) && is_old(&path) {
                let _ = fs::remove_file(&path);
            }
        }
    }
}

fn blob(hash: &str, ending: &str) -> String {
    format!("{hash}.{ending}")
}

fn key(bytes: &[u8], wanted: &Wanted) -> String {
    let built_in: Vec<bool> = Format::ALL.iter().map(|format| format.is_built_in()).collect();
    let mut hasher = Sha256::new();
    hasher.update(format!("{VERSION} {built_in:?} {wanted:?}\n"));
    hasher.update(bytes);
    hex(&hasher.finalize())
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    base16ct::lower::encode_string(digest.get(..16).unwrap_or_default())
}

fn fault(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> CacheFault {
    let path = path.to_owned();
    move |source| CacheFault { doing, path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A drawing that a program wrote something into.
    const DRAWING: &[u8] = b"<!-- made by Anna --><svg xmlns=\"http://www.w3.org/2000/svg\"/>";

    fn original(kept: &Kept) -> Vec<u8> {
        fs::read(&kept.original.as_ref().expect("another file").location).expect("there")
    }

    #[test]
    fn nothing_is_made_twice() {
        let dir = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(&dir.path().join("a/images")).expect("made");
        let (first, made) = cache.prepared(DRAWING, &Wanted::default()).expect("written");
        assert!(made);
        assert_eq!(cache.prepared(DRAWING, &Wanted::default()).expect("read"), (first.clone(), false));
        assert_eq!(original(&first), b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        let other = Wanted { quality: 70, ..Wanted::default() };
        assert!(cache.prepared(DRAWING, &other).expect("written").1, "something else is wanted");
        assert_eq!(fs::read_to_string(dir.path().join("a/images/.gitignore")).expect("there"), "*\n");
    }

    #[test]
    fn what_is_not_as_it_was_is_made_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(dir.path()).expect("made");
        let (kept, _) = cache.prepared(DRAWING, &Wanted::default()).expect("written");
        let file = &kept.original.as_ref().expect("another file").location;
        let manifest = dir.path().join(format!("{}.json", key(DRAWING, &Wanted::default())));
        for (path, text) in [(file, "x"), (&manifest, "{"), (&manifest, "")] {
            fs::write(path, text).expect("written");
            assert_eq!(cache.prepared(DRAWING, &Wanted::default()).expect("made"), (kept.clone(), true), "{text}");
        }
        fs::remove_file(file).expect("removed");
        assert!(cache.prepared(DRAWING, &Wanted::default()).expect("made").1);
        let escape = r#"{"size":null,"tint":null,"original":{"hash":"../../../etc/hostname","bytes":1},"sets":[],"refusal":null}"#;
        fs::write(&manifest, escape).expect("written");
        assert_eq!(original(&cache.prepared(DRAWING, &Wanted::default()).expect("made").0), original(&kept));
    }

    #[test]
    fn what_nobody_asks_for_goes() {
        let dir = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(dir.path()).expect("made");
        let (kept, _) = cache.prepared(DRAWING, &Wanted::default()).expect("written");
        cache.sweep();
        assert!(!cache.prepared(DRAWING, &Wanted::default()).expect("read").1, "it is new");
        let long_ago = SystemTime::now() - KEPT_FOR - KEPT_FOR;
        let age = |path: &Path| {
            fs::File::options().append(true).open(path).and_then(|file| file.set_modified(long_ago)).expect("aged");
        };
        let files: Vec<PathBuf> =
            fs::read_dir(dir.path()).expect("listed").map(|entry| entry.expect("an entry").path()).collect();
        files.iter().for_each(|path| age(path));
        // Asking for it makes it young again, and with it the files that it needs.
        assert!(!cache.prepared(DRAWING, &Wanted::default()).expect("read").1);
        cache.sweep();
        assert!(kept.original.as_ref().expect("another file").location.is_file());
        files.iter().for_each(|path| age(path));
        cache.sweep();
        assert!(!kept.original.expect("another file").location.is_file());
        assert!(dir.path().join(".gitignore").is_file());
    }
}
