//! The search index: from a [`Site`] to the files of the index, and back to answers.
//!
//! Analysis, ranking and the format of the files are the crate `helpdex-search`'s; here is only what knows sites.

pub mod cost;
pub mod documents;
mod files;
mod identity;
mod index;
mod language;
mod live;
mod shelf;

use helpdex_content::config::LanguageId;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use helpdex_search::Entrance;
use rayon::prelude::*;

use self::files::{FOLDER, LANGUAGES_FILE, Listed};
use self::language::of_language;
use crate::pages::SearchSource;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;

pub use files::{File, Files, unpacked};
pub use index::{Index, search};
pub use live::{Live, search_live};
pub use shelf::{LanguageFiles, Shelf, Written};

/// The index of all languages, as files of the output.
#[derive(Debug, Default)]
pub struct Built {
    /// The files, sorted by their paths.
    pub files: Vec<Written>,
    /// Where the pages find it.
    pub source: SearchSource,
    /// What the index of each language consists of, in the order of the languages.
    pub languages: Vec<LanguageFiles>,
}

/// Files in memory.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<Vec<File>>);

impl InMemory {
    /// What was taken.
    pub fn into_files(self) -> Files {
        Files::in_memory(self.0.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Shelf for InMemory {
    fn take(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let file = File { path: path.to_owned(), bytes: bytes.to_vec() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        Ok(())
    }
}

/// Where the pages of a site find its index, which need not be made for it.
pub fn source(site: &Site) -> SearchSource {
    let url = |name: &str| format!("{}/{FOLDER}/{name}", site.routes.base());
    let mut source = SearchSource::default();
    for language in site.config.languages.iter() {
        let Entrance { manifest, engine } = Entrance::of(&language.code);
        source.manifests.push((language.code.clone(), url(&manifest)));
        // One engine for all languages.
        source.engine = Some(url(&engine));
    }
    source
}

/// The files of an index that pages name, and its list of languages, by their paths in the output: what is in them comes later.
pub fn entrances(site: &Site) -> Vec<String> {
    let names = site.config.languages.iter().flat_map(|language| {
        let Entrance { manifest, engine } = Entrance::of(&language.code);
        [manifest, engine].map(|name| format!("{FOLDER}/{name}"))
    });
    let mut paths: Vec<String> = names.chain([LANGUAGES_FILE.to_owned()]).collect();
    paths.sort();
    paths.dedup();
    paths
}

/// Indexes every language of a site and hands the files over as each is done.
///
/// # Errors
/// When tantivy can't write an index, which no content brings about, the shelf can't take a file, or nobody wants it any more.
pub fn build(site: &Site, shelf: &dyn Shelf) -> Result<Built> {
    let languages = &site.config.languages;
    let ids: Vec<LanguageId> = languages.ids().collect();
    let made: Vec<_> = ids.into_par_iter().map(|language| of_language(site, language, shelf)).collect();
    let mut built = Built { source: source(site), ..Built::default() };
    let mut manifests = BTreeMap::new();
    for (language, made) in languages.iter().zip(made) {
        let made = made?;
        let listed = Listed { manifest: made.manifest.clone(), content: made.content.clone() };
        manifests.insert(language.code.clone(), listed);
        built.files.extend(made.files.iter().map(|(path, bytes)| Written { path: path.clone(), bytes: *bytes }));
        built.languages.push(made);
    }
    let list = serde_json::to_vec(&manifests).map_err(|fault| Error::Environment(fault.to_string()))?;
    shelf.take(LANGUAGES_FILE, &list)?;
    built.files.push(Written { path: LANGUAGES_FILE.to_owned(), bytes: list.len() as u64 });
    built.files.sort();
    built.files.dedup();
    Ok(built)
}
