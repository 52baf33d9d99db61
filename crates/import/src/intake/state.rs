//! The record of imports: what was written where, so that an import that is run again takes over only what is new.
//!
//! It is `helpdex.imports` beside `helpdex.yaml`, a line a file, sorted. It belongs in git as the articles do: whoever
//! imports next, on whatever machine, must know which texts were changed here since.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use helpdex_content::edit::replace_file_soon;
use helpdex_content::error::{Error, Result};
use sha2::{Digest, Sha256};

/// The name of the file.
pub(super) const FILE: &str = "helpdex.imports";

const HEAD: &str = "# What `helpdex import` wrote: file, what was in it, source, origin. Keep it in git.";

/// A file that an import wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Record {
    hash: String,
    source: String,
    origin: String,
}

/// All records, by the path of the file below the content folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State(BTreeMap<String, Record>);

/// What earlier imports of one source wrote into one folder; paths count from that folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Previous {
    by_path: BTreeMap<String, (String, String)>,
    by_origin: BTreeMap<String, String>,
}

impl State {
    /// Reads the record of a site; an empty one where there is none. Lines that make no sense are left out: the worst
    /// that follows is a file that counts as the author's.
    ///
    /// # Errors
    /// When it can't be read.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let path = root.join(FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let bytes = std::fs::read(&path).map_err(Error::io("read", &path))?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(Self(text.lines().filter(|line| !line.starts_with('#')).filter_map(record).collect()))
    }

    /// What a source wrote into a folder of the content.
    pub(super) fn of(&self, source: &str, place: &str) -> Previous {
        let mut previous = Previous::default();
        for (path, record) in self.0.iter().filter(|(_, record)| record.source == source) {
            let Some(path) = below(path, place) else { continue };
            previous.by_path.insert(path.to_owned(), (record.origin.clone(), record.hash.clone()));
            previous.by_origin.insert(record.origin.clone(), path.to_owned());
        }
        previous
    }

    /// Notes what was written.
    pub(super) fn note(&mut self, path: String, hash: String, source: &str, origin: &str) {
        self.0.insert(path, Record { hash, source: plain(source), origin: plain(origin) });
    }

    /// Writes it, all or nothing, when it has changed.
    ///
    /// # Errors
    /// When that can't be done.
    pub(super) fn write(&self, root: &Path) -> Result<()> {
        if self == &Self::read(root)? {
            return Ok(());
        }
        let mut text = format!("{HEAD}\n");
        for (path, Record { hash, source, origin }) in &self.0 {
            text.push_str(&format!("{path}\t{hash}\t{source}\t{origin}\n"));
        }
        replace_file_soon(&root.join(FILE), text.as_bytes())
    }
}

impl Previous {
    /// The path of the article that was made of an origin.
    pub(super) fn page(&self, origin: &str) -> Option<&str> {
        self.by_origin.get(origin).map(String::as_str).filter(|path| path.ends_with(".md"))
    }

    /// The hash of what was written to a path, if it was made of the same origin.
    pub(super) fn hash(&self, path: &str, origin: &str) -> Option<&str> {
        self.by_path.get(path).filter(|(known, _)| known == origin).map(|(_, hash)| hash.as_str())
    }

    /// The paths of all files and what they were made of.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_path.iter().map(|(path, (origin, _))| (path.as_str(), origin.as_str()))
    }

    /// The origins that are not among `now`.
    pub(super) fn gone(&self, now: &BTreeSet<&str>) -> Vec<String> {
        let gone = self.by_origin.keys().filter(|origin| !now.contains(origin.as_str()));
        gone.filter(|origin| !origin.starts_with("picture ")).cloned().collect()
    }
}

/// What stands for the bytes of a file.
pub(super) fn hash(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(Sha256::digest(bytes).get(..16).unwrap_or_default())
}

fn record(line: &str) -> Option<(String, Record)> {
    let mut parts = line.split('\t');
    let (path, hash, source, origin) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hash = hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let record = Record { hash: hash.to_owned(), source: source.to_owned(), origin: origin.to_owned() };
    (is_hash && helpdex_content::path::is_plain(path)).then(|| (path.to_owned(), record))
}

/// A path of a folder, counted from there.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// A text without what takes a line apart.
fn plain(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut state = State::default();
        state.note("a/x.md".to_owned(), hash(b"x"), "markdown Old Help", "A/x 1.md");
        state.note("b/y.png".to_owned(), hash(b"y"), "hugo b", "y.png");
        state.write(dir.path()).expect("written");
        let read = State::read(dir.path()).expect("read");
        assert_eq!(read, state);
        let previous = read.of("markdown Old Help", "a");
        assert_eq!(previous.page("A/x 1.md"), Some("x.md"));
        assert_eq!(previous.hash("x.md", "A/x 1.md"), Some(hash(b"x").as_str()));
        assert_eq!((previous.hash("x.md", "other"), previous.page("y.png")), (None, None));
        assert_eq!(previous.gone(&BTreeSet::new()), ["A/x 1.md"]);
    }

    #[test]
    fn lines_that_make_no_sense_are_left_out() {
        let good = format!("a.md\t{}\ts\to", hash(b""));
        assert!(record(&good).is_some());
        for bad in ["", "a.md", "a.md\tzz\ts\to", &good.replace("a.md", "../a.md"), &good.replace("\to", "")] {
            assert_eq!(record(bad), None, "{bad}");
        }
    }
}
