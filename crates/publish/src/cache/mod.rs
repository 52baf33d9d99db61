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
use std::sync::{Mutex, PoisonError};

use helpdex_render::pages::{Basis, Key, Question};
use helpdex_render::search::LanguageFiles;
use helpdex_render::theme::Theme;

use crate::output::Staging;
use crate::verify::{Names, Seen, used_names};
use helpdex_content::config::Config;
use helpdex_content::error::Result;
use helpdex_content::kept::made_of;
use helpdex_content::site::{Options, Site};
pub use program::program;
use record::{FileRecord, Record, Stamp};
pub(crate) use texts::Texts;

/// What the build before left, and what this one found so far.
#[derive(Debug)]
pub(crate) struct Cache {
    place: PathBuf,
    out: PathBuf,
    basis: Basis,
    before: HashMap<String, FileRecord>,
    indexes: Vec<LanguageFiles>,
    /// The addresses that pages refer to, each once.
    pub(crate) names: Names,
    now: Mutex<HashMap<String, FileRecord>>,
}

impl Cache {
    /// What the build before into this folder left; `program` is a name of the program that builds.
    pub(crate) fn open(site: &Site, theme: &Theme, out: &Path, program: &str) -> Self {
        let place = place::place(&site.config.root, out);
        let basis = basis(site, theme, program);
        let record: Record = store::read(&place, program).unwrap_or_default();
        Self {
            place,
            out: out.to_owned(),
            basis,
            before: record.files.into_iter().collect(),
            indexes: record.indexes,
            names: Names::of(record.names),
            now: Mutex::default(),
        }
    }

    /// Whether the page of a path need not be made: what was written there was made from the same, and lies there still.
    pub(crate) fn has(&self, path: &str, key: Key) -> bool {
        let Some(file) = self.before.get(path).filter(|file| file.key == Some(key)) else { return false };
        self.lies_there(path, file)
    }

    fn lies_there(&self, path: &str, file: &FileRecord) -> bool {
        let place = self.out.join(path);
        let Some(stamp) = Stamp::of(&place) else { return false };
        // Whoever restores an output, as a build machine does, may give its files other times.
        stamp == file.stamp
            || stamp.bytes == file.stamp.bytes
                && std::fs::read(&place).is_ok_and(|bytes| record::hash(&bytes) == file.hash)
    }

    /// Takes a page over that [`has`](Self::has) found; what it refers to comes back. Nothing where that can't be done.
    ///
    /// # Errors
    /// When the staged file can't be written.
    pub(crate) fn take_over(&self, path: &str, staging: &Staging) -> Result<Option<Option<Seen>>> {
        let Some(file) = self.before.get(path) else { return Ok(None) };
        if !staging.keep(path, file.stamp.bytes)? {
            return Ok(None);
        }
        self.note(path, file.clone());
        Ok(Some(file.seen.clone()))
    }

    /// The question for the page of a path.
    pub(crate) fn question<'q>(&'q self, is_known: &'q dyn Fn(Key) -> bool) -> Question<'q> {
        Question { basis: &self.basis, is_known }
    }

    /// Notes a file that was written.
    pub(crate) fn wrote(&self, path: &str, bytes: &[u8], key: Option<Key>, seen: Option<Seen>) {
        self.note(path, FileRecord { stamp: Stamp::default(), hash: record::hash(bytes), key, seen });
    }

    fn note(&self, path: &str, file: FileRecord) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), file);
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
                self.note(path, file.clone());
            }
        }
        Ok(Some(index.clone()))
    }

    /// Writes down what this build made, once it is in its place. That a cache can't be written is no fault of a build: the
    /// next one makes everything.
    pub(crate) fn save(self, program: &str, indexes: Vec<LanguageFiles>) {
        let mut files = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        for (path, file) in &mut files {
            if let Some(stamp) = Stamp::of(&self.out.join(path)) {
                file.stamp = stamp;
            }
        }
        let mut files: Vec<(String, FileRecord)> = files.into_iter().collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let names = used_names(&self.names, files.iter_mut().filter_map(|(_, file)| file.seen.as_mut()));
        let _ = store::write(&self.place, program, &Record { files, names, indexes });
    }
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
    let basis = made_of(parts.iter().map(String::as_bytes));
    let basis: String = basis.iter().map(|byte| format!("{byte:02x}")).collect();
    Texts::open(&place, &basis)
}

fn grounds(config: &Config, options: Options, theme: &Theme, program: &str) -> [String; 4] {
    // Where the site lies makes no difference.
    let config = Config { root: PathBuf::new(), ..config.clone() };
    let drafts = if options.drafts { "drafts" } else { "" };
    [program.to_owned(), format!("{config:?}"), theme.identity().to_owned(), drafts.to_owned()]
}
