//! What a build remembers of the one before, so that the next one makes only what is made of something else.
//!
//! It lies in `.helpdex/cache` of the site and holds no page: those lie in the output. It says of each file of the output
//! what it was made from (a [`Key`]), how it lay there, and what it refers to. A page with the same key is taken over from
//! the old output, if it still lies there as it was written; the index of a language is, if all of its texts are the same.
//! Whatever can't be read, or is of another program, is no cache: everything is made then, as without one.

mod place;
mod program;
mod record;
mod store;
mod texts;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use helpdex_render::pages::{Basis, Key, Question};
use helpdex_render::search::LanguageFiles;
use helpdex_render::theme::Theme;

use crate::output::{Listing, Lying, Staging};
use crate::verify::{Names, Seen, used_names};
use helpdex_content::config::Config;
use helpdex_content::error::Result;
use helpdex_content::kept::made_of;
use helpdex_content::site::{Options, Site};
pub use program::program;
use record::{Bytes, FileRecord, Record, Stamp};
pub(crate) use texts::Texts;

/// What the build before left, and what this one found so far.
#[derive(Debug)]
pub(crate) struct Cache {
    place: PathBuf,
    out: PathBuf,
    /// What lies there.
    lying: Arc<Listing>,
    basis: Basis,
    before: HashMap<String, FileRecord>,
    /// What pages referred to before.
    seen: Vec<u8>,
    indexes: Vec<LanguageFiles>,
    /// The addresses that pages refer to, each once.
    pub(crate) names: Names,
    /// How many of them were of use when that was looked at.
    useful_names: u32,
    now: Mutex<HashMap<String, Noted>>,
}

/// A file of this build.
#[derive(Debug)]
struct Noted {
    /// What it refers to stands in the bytes of before.
    file: FileRecord,
    /// What it refers to, where it was made anew.
    seen: Option<Vec<u8>>,
}

/// Of so many addresses that no page uses any more none is left out: to look for them means to read what all pages refer to.
const SPARE_NAMES: usize = 1_000;

impl Cache {
    /// What the build before left of a folder, in which this lies; `program` is a name of the program that builds.
    pub(crate) fn open(site: &Site, theme: &Theme, (out, lying): (&Path, Arc<Listing>), program: &str) -> Self {
        let place = place::place(&site.config.root, out);
        let basis = basis(site, theme, program);
        let bytes = store::bytes(&place, program).unwrap_or_default();
        let record: Record<'_> = postcard::from_bytes(&bytes).unwrap_or_default();
        Self {
            place,
            out: out.to_owned(),
            lying,
            basis,
            before: record.files.into_iter().map(|(path, file)| (path.to_owned(), file)).collect(),
            seen: record.seen.0.to_vec(),
            indexes: record.indexes,
            names: Names::of(record.names.into_iter()),
            useful_names: record.useful_names,
            now: Mutex::default(),
        }
    }

    /// Whether the page of a path need not be made: what was written there was made from the same, and lies there still.
    pub(crate) fn has(&self, path: &str, key: Key) -> bool {
        let Some(file) = self.before.get(path).filter(|file| file.key == Some(key)) else { return false };
        self.lies_there(path, file)
    }

    fn lies_there(&self, path: &str, file: &FileRecord) -> bool {
        let Some(stamp) = self.lying.get(path).and_then(Stamp::of) else { return false };
        // Whoever restores an output, as a build machine does, may give its files other times.
        stamp == file.stamp
            || stamp.bytes == file.stamp.bytes
                && std::fs::read(self.out.join(path)).is_ok_and(|bytes| record::hash(&bytes) == file.hash)
    }

    /// Notes a file that is taken over, as it lies there.
    fn note_again(&self, path: &str, file: &FileRecord) {
        let stamp = self.lying.get(path).and_then(Stamp::of).unwrap_or_default();
        self.note(path, FileRecord { stamp, ..*file }, None);
    }

    /// What a page of before refers to; nothing where that can't be told.
    fn seen(&self, file: &FileRecord) -> Option<Option<Seen>> {
        let Some((start, end)) = file.seen else { return Some(None) };
        Seen::from_bytes(self.seen.get(start as usize..end as usize)?).map(Some)
    }

    /// Takes a page over that [`has`](Self::has) found; what it refers to comes back. Nothing where that can't be done.
    ///
    /// # Errors
    /// When the staged file can't be written.
    pub(crate) fn take_over(&self, path: &str, staging: &Staging) -> Result<Option<Option<Seen>>> {
        let Some(file) = self.before.get(path) else { return Ok(None) };
        let Some(seen) = self.seen(file) else { return Ok(None) };
        if !staging.keep(path, file.stamp.bytes)? {
            return Ok(None);
        }
        self.note_again(path, file);
        Ok(Some(seen))
    }

    /// The question for the page of a path.
    pub(crate) fn question<'q>(&'q self, is_known: &'q dyn Fn(Key) -> bool) -> Question<'q> {
        Question { basis: &self.basis, is_known }
    }

    /// Notes a file that was written.
    pub(crate) fn wrote(&self, path: &str, bytes: &[u8], key: Option<Key>, seen: Option<Seen>) {
        let seen = seen.and_then(|seen| seen.to_bytes());
        self.note(path, FileRecord { stamp: Stamp::default(), hash: record::hash(bytes), key, seen: None }, seen);
    }

    fn note(&self, path: &str, file: FileRecord, seen: Option<Vec<u8>>) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), Noted { file, seen });
    }

    /// Whether the build before made an index of a language.
    pub(crate) fn has_index(&self, language: &str) -> bool {
        self.indexes.iter().any(|index| index.language() == language)
    }

    /// The index of a language that was made from the same, when all of it was taken over.
    ///
    /// # Errors
    /// When a staged file can't be written.
    pub(crate) fn index(
        &self,
        language: &str,
        identity: &[u8; 32],
        keep: &dyn Fn(&str, u64) -> Result<bool>,
    ) -> Result<Option<LanguageFiles>> {
        let known = self.indexes.iter().find(|index| index.is_of(language, identity));
        let there = |(path, _): &(String, u64)| self.before.get(path).is_some_and(|file| self.lies_there(path, file));
        let Some(index) = known.filter(|index| index.files.iter().all(there)) else { return Ok(None) };
        for (path, bytes) in &index.files {
            if !keep(path, *bytes)? {
                return Ok(None);
            }
            if let Some(file) = self.before.get(path) {
                self.note_again(path, file);
            }
        }
        Ok(Some(index.clone()))
    }

    /// Writes down what this build made, once it is in its place. That a cache can't be written is no fault of a build: the
    /// next one makes everything.
    pub(crate) fn save(self, program: &str, indexes: Vec<LanguageFiles>) {
        let now = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut files: Vec<(&str, FileRecord)> = Vec::with_capacity(now.len());
        let mut seen: Vec<&[u8]> = Vec::with_capacity(now.len());
        for (path, Noted { file, seen: own }) in &now {
            let stamp = match file.stamp {
                unknown if unknown == Stamp::default() => Lying::at(&self.out.join(path)).ok().and_then(Stamp::of),
                known => Some(known),
            };
            let before = file.seen.and_then(|(start, end)| self.seen.get(start as usize..end as usize));
            seen.extend(own.as_deref().or(before));
            // Whether it has any; where that stands is known once all are in order.
            let has_seen = (own.is_some() || before.is_some()).then_some((0, 0));
            files.push((path, FileRecord { stamp: stamp.unwrap_or_default(), seen: has_seen, ..*file }));
        }
        let names = self.names.all();
        // All that the first build finds is of use.
        let useful_names = if self.before.is_empty() { names.len() as u32 } else { self.useful_names };
        let (names, renumbered) = if names.len() > 2 * useful_names as usize + SPARE_NAMES {
            renumbered(&self.names, &seen)
        } else {
            (names, Vec::new())
        };
        let mut whole = Vec::with_capacity(self.seen.len());
        let mut pieces =
            if renumbered.is_empty() { seen } else { renumbered.iter().map(Vec::as_slice).collect() }.into_iter();
        for place in files.iter_mut().filter_map(|(_, file)| file.seen.as_mut()) {
            let start = whole.len();
            whole.extend_from_slice(pieces.next().unwrap_or_default());
            let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(whole.len())) else { return };
            *place = (start, end);
        }
        files.sort_unstable_by_key(|(path, _)| *path);
        let useful_names = if renumbered.is_empty() { useful_names } else { names.len() as u32 };
        let names = names.iter().map(AsRef::as_ref).collect();
        let _ =
            store::write(&self.place, program, &Record { files, names, useful_names, indexes, seen: Bytes(&whole) });
    }
}

/// The addresses that pages use, and what these pages refer to with their new numbers.
fn renumbered(names: &Names, seen: &[&[u8]]) -> (Vec<Arc<str>>, Vec<Vec<u8>>) {
    let mut read: Vec<Option<Seen>> = seen.iter().map(|bytes| Seen::from_bytes(bytes)).collect();
    let names = used_names(names, read.iter_mut().flatten());
    // What can't be read is made anew by the next build.
    let bytes = |seen: &Option<Seen>| seen.as_ref().and_then(Seen::to_bytes).unwrap_or_default();
    (names, read.iter().map(bytes).collect())
}

/// What all pages are made from besides what they say: program, settings, theme, and what of the site is shown.
fn basis(site: &Site, theme: &Theme, program: &str) -> Basis {
    let parts = grounds(&site.config, site.options, theme, program);
    Basis::of(parts.iter().map(String::as_bytes))
}

/// What was made of the texts of a site for the build before into a folder. Nothing where it can't be kept.
pub(crate) fn texts(config: &Config, options: Options, theme: &Theme, out: &Path, program: &str) -> Option<Texts> {
    let place = place::place(&config.root, &crate::output::place(out).ok()?);
    let parts = grounds(config, options, theme, program);
    let basis = base16ct::lower::encode_string(&made_of(parts.iter().map(String::as_bytes)));
    Texts::open(&place, &basis)
}

fn grounds(config: &Config, options: Options, theme: &Theme, program: &str) -> [String; 4] {
    // Where the site lies makes no difference.
    let config = Config { root: PathBuf::new(), ..config.clone() };
    let drafts = if options.drafts { "drafts" } else { "" };
    [program.to_owned(), format!("{config:?}"), theme.identity().to_owned(), drafts.to_owned()]
}
