//! What a build remembers of the one before, so that the next one makes only what is made of something else.
//!
//! It lies in `.helpdex/cache` of the site and holds no page: those lie in the output. It says of each file of the output
//! what it was made from (a [`Key`]), how it lay there, and what it refers to. A page with the same key is taken over from
//! the old output, if it still lies there as it was written; the index of a language is, if all of its texts are the same.
//! Whatever can't be read, or is of another program, is no cache: everything is made then, as without one.

mod edited;
mod kept_index;
mod ledger;
mod place;
mod program;
mod record;
mod remains;
mod save;
mod store;
mod texts;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::RandomState;
use helpdex_render::pages::{Basis, Key, Question};
use helpdex_render::search::LanguageFiles;
use helpdex_render::theme::Theme;

use crate::output::{Listing, Lying, Staging};
use crate::verify::{Names, Seen};
pub(crate) use edited::Edited;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_content::kept::{MadeOf, made_of};
use helpdex_content::site::{Options, Site};
pub use ledger::Ledger;
pub use program::program;
use rayon::prelude::*;
use record::{FileRecord, Stamp};
use remains::Files;
pub(crate) use remains::Remains;
pub(crate) use texts::Texts;

/// What the build before left, and what this one found so far.
#[derive(Debug)]
pub(crate) struct Cache {
    place: PathBuf,
    /// The program with all that pages are made from besides what they say.
    maker: String,
    out: PathBuf,
    /// What lies there.
    lying: Arc<Listing>,
    basis: Basis,
    before: Files,
    /// What pages referred to before.
    seen: Vec<u8>,
    indexes: Vec<LanguageFiles>,
    /// The addresses that pages refer to, each once.
    pub(crate) names: Names,
    /// How many the build before knew.
    names_before: usize,
    /// How many of them were of use when that was looked at.
    useful_names: u32,
    now: Mutex<HashMap<String, Noted, RandomState>>,
    /// A number of all that pages are made from besides texts, and one of each text; nothing where that is not known.
    outside: Option<(MadeOf, Vec<MadeOf>)>,
    /// What is another than before, where nobody sees that from outside.
    edited: Option<Edited>,
    /// Whether all pages are as they were that are not noted.
    keeps_others: AtomicBool,
}

/// A file of this build.
#[derive(Debug)]
struct Noted {
    /// What it refers to stands in the bytes of before.
    file: FileRecord,
    /// What it refers to, where it was made anew.
    seen: Option<Vec<u8>>,
}

/// A page of the build before, which lies there still.
pub(crate) struct Other<'c> {
    path: &'c str,
    file: &'c FileRecord,
    lying: Lying,
}

/// So many pages are taken over at once.
const AT_ONCE: usize = 256;

impl Cache {
    /// What the build before left of a folder, in which this lies; `program` is a name of the program that builds. `remains`
    /// may have been read already.
    pub(crate) fn open(
        site: &Site,
        theme: &Theme,
        (out, lying): (&Path, Arc<Listing>),
        (program, remains): (&str, Option<Remains>),
    ) -> Self {
        let remains = remains.filter(|remains| remains.is_of(&site.config, out, program));
        let remains = remains.unwrap_or_else(|| Remains::read(&site.config, out, program));
        let Remains { place, files, seen, indexes, names, useful_names, edits, .. } = remains;
        let grounds = grounds(&site.config, site.options, theme, program);
        let basis = Basis::of(grounds.iter().map(String::as_bytes));
        let outside = edited::outside(site, &grounds);
        let edited = outside.as_ref().zip(edits).and_then(|(now, before)| Edited::between(site, now, before));
        Self {
            outside,
            edited,
            keeps_others: AtomicBool::new(false),
            place,
            maker: name_of(&grounds),
            out: out.to_owned(),
            lying,
            basis,
            before: files,
            seen,
            indexes,
            names_before: names.len(),
            names,
            useful_names,
            now: Mutex::default(),
        }
    }

    /// Whether the page of a path need not be made: what was written there was made from the same, and lies there still.
    pub(crate) fn has(&self, path: &str, key: Key) -> bool {
        let Some(file) = self.before.get(path).filter(|file| file.key == Some(key)) else { return false };
        self.lies_there(path, file).is_some()
    }

    /// What lies at the path of a file, if that is the file.
    fn lies_there(&self, path: &str, file: &FileRecord) -> Option<Lying> {
        let lying = self.lying.get(path)?;
        let stamp = Stamp::of(lying)?;
        // Whoever restores an output, as a build machine does, may give its files other times.
        let is_same = stamp == file.stamp
            || stamp.bytes == file.stamp.bytes
                && std::fs::read(self.out.join(path)).is_ok_and(|bytes| record::hash(&bytes) == file.hash);
        is_same.then_some(lying)
    }

    /// Notes a file that is taken over, as it lies there.
    fn note_again(&self, path: &str, file: &FileRecord) {
        let stamp = self.lying.get(path).and_then(Stamp::of).unwrap_or_default();
        self.note(path, FileRecord { stamp, ..*file }, None);
    }

    /// What is another than before, where nobody sees that from outside.
    pub(crate) fn edited(&self) -> Option<&Edited> {
        self.edited.as_ref()
    }

    /// What the page of a path refers to, as it was before; nothing where there was no such page.
    pub(crate) fn seen_before(&self, path: &str) -> Option<Option<Seen>> {
        self.seen(self.before.get(path)?)
    }

    /// All pages of before but those of some paths, as they lie there. Nothing where some don't.
    pub(crate) fn others(&self, paths: &HashSet<&str>) -> Option<Vec<Other<'_>>> {
        let others = self.before.all().par_iter();
        let others = others.filter(|(path, file)| file.is_page && !paths.contains(path.as_str()));
        others.map(|(path, file)| Some(Other { path, file, lying: self.lies_there(path, file)? })).collect()
    }

    /// Takes these pages over.
    ///
    /// # Errors
    /// When a staged file can't be written.
    pub(crate) fn take_over_others(&self, others: &[Other<'_>], staging: &Staging) -> Result<()> {
        others.par_chunks(AT_ONCE).try_for_each(|others| -> Result<()> {
            let files: Vec<(&str, Lying)> = others.iter().map(|other| (other.path, other.lying)).collect();
            let left = staging.keep_all(&files)?;
            for Other { path, file, lying } in others {
                if left.contains(path) {
                    // The file system links no files.
                    let old = self.out.join(path);
                    staging.write(path, &std::fs::read(&old).map_err(Error::io("read", &old))?)?;
                    self.note(path, FileRecord { stamp: Stamp::default(), ..**file }, None);
                } else if Stamp::of(*lying) != Some(file.stamp) {
                    self.note_again(path, file);
                }
            }
            Ok(())
        })?;
        self.keeps_others.store(true, Ordering::Relaxed);
        Ok(())
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
        let (stamp, hash) = (Stamp::default(), record::hash(bytes));
        self.note(path, FileRecord { stamp, hash, key, seen: None, is_page: true }, seen);
    }

    /// Notes a picture that was drawn. It has a cache of its own.
    pub(crate) fn drew(&self, path: &str) {
        let (stamp, hash) = (Stamp::default(), Default::default());
        self.note(path, FileRecord { stamp, hash, key: None, seen: None, is_page: true }, None);
    }

    /// Notes a file of the index that was written.
    pub(crate) fn indexed(&self, path: &str, bytes: &[u8]) {
        let (stamp, hash) = (Stamp::default(), record::hash(bytes));
        self.note(path, FileRecord { stamp, hash, key: None, seen: None, is_page: false }, None);
    }

    fn note(&self, path: &str, file: FileRecord, seen: Option<Vec<u8>>) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), Noted { file, seen });
    }

    /// What is kept of the index of a language, to make the next one of.
    pub(crate) fn kept_index(&self, language: &str) -> Option<Vec<u8>> {
        kept_index::read(&self.place, &self.maker, language)
    }

    /// Keeps it.
    pub(crate) fn keep_index(&self, language: &str, kept: &[u8]) {
        kept_index::write(&self.place, &self.maker, language, kept);
    }

    /// Whether the build before made an index of a language that may be as it is to be now.
    pub(crate) fn has_index(&self, language: &str) -> bool {
        let is_other = self.edited.as_ref().is_some_and(|edited| edited.languages.contains(language));
        !is_other && self.indexes.iter().any(|index| index.language() == language)
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
        self.whole_index(self.indexes.iter().find(|index| index.is_of(language, identity)), keep)
    }

    /// The same of a language in which no text is another than before, where nobody sees from outside what is.
    ///
    /// # Errors
    /// When a staged file can't be written.
    pub(crate) fn index_as_before(
        &self,
        language: &str,
        keep: &dyn Fn(&str, u64) -> Result<bool>,
    ) -> Result<Option<LanguageFiles>> {
        let is_as_before = self.edited.as_ref().is_some_and(|edited| !edited.languages.contains(language));
        self.whole_index(self.indexes.iter().find(|index| is_as_before && index.language() == language), keep)
    }

    fn whole_index(
        &self,
        known: Option<&LanguageFiles>,
        keep: &dyn Fn(&str, u64) -> Result<bool>,
    ) -> Result<Option<LanguageFiles>> {
        let there =
            |(path, _): &(String, u64)| self.before.get(path).is_some_and(|file| self.lies_there(path, file).is_some());
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

    /// Forgets what was made of texts, if some of it can't be read again: the next build makes all of it.
    pub(crate) fn forget_texts(&self) {
        texts::forget(&self.place);
    }
}

/// What was made of the texts of a site for the build before into a folder. Nothing where it can't be kept.
pub(crate) fn texts(config: &Config, options: Options, theme: &Theme, out: &Path, program: &str) -> Option<Texts> {
    let place = place::place(&config.root, &crate::output::place(out).ok()?);
    Texts::open(&place, &name_of(&grounds(config, options, theme, program)))
}

/// A name of the grounds.
fn name_of(grounds: &[String]) -> String {
    base16ct::lower::encode_string(&made_of(grounds.iter().map(String::as_bytes)))
}

/// What all pages are made from besides what they say: program, settings, theme, and what of the site is shown.
fn grounds(config: &Config, options: Options, theme: &Theme, program: &str) -> [String; 4] {
    // Where the site lies makes no difference.
    let config = Config { root: PathBuf::new(), ..config.clone() };
    let drafts = if options.drafts { "drafts" } else { "" };
    [program.to_owned(), format!("{config:?}"), theme.identity().to_owned(), drafts.to_owned()]
}
