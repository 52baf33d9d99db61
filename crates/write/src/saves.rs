//! What stood in files before they were saved here: `.helpdex/write/`.
//!
//! The texts of a day are kept for undo. Of every file that was changed here the text before the first change is kept
//! until the change is in a commit, so that a proposal holds what was done here and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use helpdex_content::edit::replace_file;
use helpdex_content::error::{Error, Result};
use helpdex_content::local_folder::{LOCAL_FOLDER, make_ignored};

use crate::diff;
use crate::document::{plain, revision};

/// Older texts go.
const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);
/// Of one file no more are kept.
const MOST: usize = 500;

/// A save that can be undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// Its name.
    pub id: String,
    /// When it was.
    pub time: String,
    /// The size of the text before it, in bytes.
    pub bytes: usize,
    /// Lines that it added.
    pub added: usize,
    /// Lines that it took out.
    pub removed: usize,
}

/// Where all of it lies.
pub(crate) struct Saves {
    folder: PathBuf,
}

/// Which files were changed here: whether there was a file before, and the name of its bytes.
type Firsts = BTreeMap<String, Option<String>>;

impl Saves {
    /// Those of a site.
    pub(crate) fn of(root: &Path) -> Self {
        Self { folder: root.join(LOCAL_FOLDER).join("write") }
    }

    /// A folder in there; none of it ever gets into a commit.
    fn made(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
        make_ignored(&self.folder)?;
        Ok(folder)
    }

    /// Keeps the bytes that a save of a file is about to replace.
    pub(crate) fn keep(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let folder = self.made(&format!("saves/{}", revision(path.as_bytes())))?;
        let mut now = Timestamp::now().as_microsecond();
        let newest = self.ids(path).into_iter().next_back().and_then(|id| micros(&id));
        // Two saves within one tick of the clock, or a clock that was set back.
        if let Some(newest) = newest.filter(|newest| *newest >= now) {
            now = newest + 1;
        }
        replace_file(&folder.join(format!("{now:020}-{}", revision(bytes))), bytes)?;
        self.prune(path);
        Ok(())
    }

    fn prune(&self, path: &str) {
        let oldest = Timestamp::now().saturating_sub(KEPT).map_or(0, Timestamp::as_microsecond);
        let ids = self.ids(path);
        let too_many = ids.len().saturating_sub(MOST);
        for (number, id) in ids.iter().enumerate() {
            if number < too_many || micros(id).is_none_or(|time| time < oldest) {
                let _ = fs::remove_file(self.location(path, id));
            }
        }
    }

    /// The names of a file's saves, oldest first.
    fn ids(&self, path: &str) -> Vec<String> {
        let folder = self.folder.join("saves").join(revision(path.as_bytes()));
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut ids: Vec<String> = files
            .filter_map(|file| file.file_name().into_string().ok())
            .filter(|name| micros(name).is_some())
            .collect();
        ids.sort_unstable();
        ids
    }

    fn location(&self, path: &str, id: &str) -> PathBuf {
        self.folder.join("saves").join(revision(path.as_bytes())).join(id)
    }

    /// The bytes before a save; nothing where there is no such save.
    pub(crate) fn before(&self, path: &str, id: &str) -> Option<Vec<u8>> {
        micros(id)?;
        fs::read(self.location(path, id)).ok()
    }

    /// The saves of a file in the last day, newest first; `now` is what the file holds.
    pub(crate) fn list(&self, path: &str, now: &[u8]) -> Vec<Saved> {
        let oldest = Timestamp::now().saturating_sub(KEPT).map_or(0, Timestamp::as_microsecond);
        let mut after = plain(&String::from_utf8_lossy(now));
        let mut saves = Vec::new();
        for id in self.ids(path).into_iter().rev() {
            let Some(time) = micros(&id).filter(|time| *time >= oldest) else { break };
            let Some(bytes) = self.before(path, &id) else { continue };
            let before = plain(&String::from_utf8_lossy(&bytes));
            let (added, removed) = diff::counted(&before, &after);
            let time = Timestamp::from_microsecond(time).map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
            saves.push(Saved { id, time: time.unwrap_or_default(), bytes: bytes.len(), added, removed });
            after = before;
        }
        saves
    }

    /// The texts of a file before its saves, newest first.
    pub(crate) fn texts(&self, path: &str) -> impl Iterator<Item = Vec<u8>> {
        self.ids(path).into_iter().rev().filter_map(|id| self.before(path, &id))
    }

    /// The files that were changed here, with the bytes of each before the first change; nothing where it was made here.
    pub(crate) fn firsts(&self) -> BTreeMap<String, Option<Vec<u8>>> {
        let read = |(path, name): (String, Option<String>)| match name {
            None => Some((path, None)),
            // Without them nobody knows what is whose: then nothing of the file is proposed.
            Some(_) => Some((path.clone(), Some(fs::read(self.first(&path)).ok()?))),
        };
        self.read_firsts().into_iter().filter_map(read).collect()
    }

    fn first(&self, path: &str) -> PathBuf {
        self.folder.join("first").join(revision(path.as_bytes()))
    }

    fn read_firsts(&self) -> Firsts {
        self.read("first.json").unwrap_or_default()
    }

    fn write_firsts(&self, firsts: &Firsts) -> Result<()> {
        self.write("first.json", firsts)
    }

    /// Reads something that is noted in a file in there; nothing where nothing is.
    pub(crate) fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(&fs::read(self.folder.join(name)).ok()?).ok()
    }

    /// Notes something in a file in there.
    pub(crate) fn write(&self, name: &str, noted: &impl Serialize) -> Result<()> {
        self.made("first")?;
        let json = serde_json::to_vec_pretty(noted).unwrap_or_default();
        replace_file(&self.folder.join(name), &json)
    }

    /// Lets the saves of a file go along with it to another path.
    pub(crate) fn follow(&self, from: &str, to: &str) {
        let folder = self.folder.join("saves").join(revision(to.as_bytes()));
        for id in self.ids(from) {
            // Whatever can't go along stays where it is, and is gone in a day.
            let _ = fs::create_dir_all(&folder).and_then(|()| fs::rename(self.location(from, &id), folder.join(&id)));
        }
    }

    /// Notes that a file is changed here: `bytes` are those before, nothing for one that is made.
    pub(crate) fn note(&self, path: &str, bytes: Option<&[u8]>) -> Result<()> {
        let mut firsts = self.read_firsts();
        if firsts.contains_key(path) {
            return Ok(());
        }
        if let Some(bytes) = bytes {
            self.made("first")?;
            replace_file(&self.first(path), bytes)?;
        }
        firsts.insert(path.to_owned(), bytes.map(revision));
        self.write_firsts(&firsts)
    }

    /// Forgets that files were changed here: what they hold is in a commit.
    pub(crate) fn forget(&self, paths: &[String]) -> Result<()> {
        let mut firsts = self.read_firsts();
        let known = firsts.len();
        for path in paths {
            if firsts.remove(path).is_some() {
                let _ = fs::remove_file(self.first(path));
            }
        }
        if firsts.len() == known { Ok(()) } else { self.write_firsts(&firsts) }
    }

    /// Writes a patch of this name and gives its path from the site's root.
    pub(crate) fn patch(&self, name: &str, patch: &[u8]) -> Result<String> {
        let folder = self.made("patches")?;
        let name = format!("{name}.patch");
        replace_file(&folder.join(&name), patch)?;
        Ok(format!(".helpdex/write/patches/{name}"))
    }
}

/// The time in the name of a save.
fn micros(id: &str) -> Option<i64> {
    let (time, name) = id.split_once('-')?;
    let plain = time.len() == 20 && name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    time.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_newest_first() {
        let dir = tempfile::tempdir().expect("a folder");
        let saves = Saves::of(dir.path());
        saves.keep("content/a.md", b"one\r\n").expect("kept");
        saves.keep("content/a.md", b"one\r\ntwo\r\n").expect("kept");
        saves.keep("content/b.md", b"other\n").expect("kept");
        let list = saves.list("content/a.md", b"one\ntwo\nthree\nfour\n");
        assert_eq!(
            list.iter().map(|saved| (saved.added, saved.removed, saved.bytes)).collect::<Vec<_>>(),
            [(2, 0, 10), (1, 0, 5)]
        );
        assert_eq!(saves.before("content/a.md", &list[1].id).as_deref(), Some(b"one\r\n".as_slice()));
        for odd in ["", "..", "../../../a", "x-0123456789abcdef", &format!("{}/../x", list[0].id)] {
            assert_eq!(saves.before("content/a.md", odd), None, "{odd}");
        }
        assert_eq!(fs::read_to_string(dir.path().join(".helpdex/write/.gitignore")).expect("there"), "*\n");
    }

    #[test]
    fn texts_go_along_with_their_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let saves = Saves::of(dir.path());
        saves.keep("a.md", b"one\n").expect("kept");
        saves.keep("b/a.md", b"other\n").expect("kept");
        saves.follow("a.md", "b/a.md");
        assert_eq!((saves.list("a.md", b"").len(), saves.list("b/a.md", b"two\n").len()), (0, 2));
        saves.follow("nothing.md", "c.md");
    }

    #[test]
    fn what_is_older_than_a_day_goes() {
        let dir = tempfile::tempdir().expect("a folder");
        let saves = Saves::of(dir.path());
        saves.keep("a", b"x").expect("kept");
        let old =
            Timestamp::now().saturating_sub(jiff::SignedDuration::from_hours(25)).expect("a time").as_microsecond();
        let name = format!("{old:020}-{}", revision(b"old"));
        fs::write(saves.location("a", &name), "old").expect("written");
        assert_eq!(saves.list("a", b"y").len(), 1);
        saves.keep("a", b"y").expect("kept");
        assert_eq!(saves.before("a", &name), None);
        assert_eq!(saves.list("a", b"z").len(), 2);
    }

    #[test]
    fn the_first_text_stays_until_it_is_forgotten() {
        let dir = tempfile::tempdir().expect("a folder");
        let saves = Saves::of(dir.path());
        saves.note("a", Some(b"first")).expect("noted");
        saves.note("a", Some(b"second")).expect("noted");
        saves.note("b", None).expect("noted");
        assert_eq!(saves.firsts(), [("a".to_owned(), Some(b"first".to_vec())), ("b".to_owned(), None)].into());
        saves.forget(&["a".to_owned(), "c".to_owned()]).expect("forgotten");
        assert_eq!(saves.firsts(), [("b".to_owned(), None)].into());
    }
}
