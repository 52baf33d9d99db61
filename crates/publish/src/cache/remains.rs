//! The record of the build before, opened.

use std::path::{Path, PathBuf};

use helpdex_content::config::Config;
use helpdex_render::search::LanguageFiles;

use super::place;
use super::record::{Edits, FileRecord, Record};
use super::store;
use crate::verify::Names;

/// The files of the build before, sorted by their paths. Of most builds few are looked for, and all are gone through.
#[derive(Debug)]
pub(super) struct Files(Vec<(String, FileRecord)>);

impl Files {
    /// The file of a path.
    pub(super) fn get(&self, path: &str) -> Option<&FileRecord> {
        let at = self.0.binary_search_by(|(own, _)| own.as_str().cmp(path)).ok()?;
        self.0.get(at).map(|(_, file)| file)
    }

    /// All of them.
    pub(super) fn all(&self) -> &[(String, FileRecord)] {
        &self.0
    }
}

/// What the build before left of a folder. To read it asks for nothing of the site.
#[derive(Debug)]
pub(crate) struct Remains {
    pub(super) place: PathBuf,
    program: String,
    pub(super) files: Files,
    /// What pages referred to.
    pub(super) seen: Vec<u8>,
    pub(super) indexes: Vec<LanguageFiles>,
    pub(super) names: Names,
    pub(super) useful_names: u32,
    pub(super) edits: Option<Edits>,
}

impl Remains {
    /// Reads what a program left of an output; nothing is in it where there is nothing, or nothing of use.
    pub(crate) fn read(config: &Config, out: &Path, program: &str) -> Self {
        let place = place::place(&config.root, out);
        let mut bytes = store::bytes(&place, program).unwrap_or_default();
        let record: Record<'_> = postcard::from_bytes(&bytes).unwrap_or_default();
        let Record { files, names, useful_names, indexes, edits, seen } = record;
        let seen = seen.0.len();
        let (files, names) = rayon::join(
            || Files(files.into_iter().map(|(path, file)| (path.to_owned(), file)).collect()),
            || Names::of(names.into_iter()),
        );
        // It stands at the end.
        bytes.drain(..bytes.len() - seen);
        Self { place, program: program.to_owned(), files, seen: bytes, indexes, names, useful_names, edits }
    }

    /// Whether it is that of an output and a program.
    pub(super) fn is_of(&self, config: &Config, out: &Path, program: &str) -> bool {
        self.program == program && self.place == place::place(&config.root, out)
    }
}
