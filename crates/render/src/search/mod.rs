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

use helpdex_content::config::LanguageId;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use helpdex_search::{Archive, Document, Entrance};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::files::{FOLDER, LANGUAGES_FILE, Listed};
use self::identity::Identity;
use self::language::{codes, filled, of_language, unindexed};
use crate::pages::SearchSource;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;

pub use files::{File, Files, unpacked};
pub use index::{Index, search};
pub use live::{Live, search_live};

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

/// A file of the index that was handed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// Path relative to the output folder.
    pub path: String,
    /// How long it is.
    pub bytes: u64,
}

/// The index of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageFiles {
    /// The language's code.
    language: String,
    /// A number of all that it is made from.
    identity: [u8; 32],
    /// Name of its manifest.
    manifest: String,
    /// Name of the engine for browsers.
    engine: String,
    /// The fingerprint that the list of languages has.
    content: String,
    /// Its files, by their paths in the output folder, with their bytes.
    pub files: Vec<(String, u64)>,
}

impl LanguageFiles {
    /// The code of its language.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether it is the index of a language, made from these very texts.
    pub fn is_of(&self, language: &str, identity: &[u8; 32]) -> bool {
        self.language == language && self.identity == *identity
    }
}

/// Takes the files of an index, one by one: a large site's would not all fit into memory.
pub trait Shelf: Sync {
    /// Takes a file, given by its path relative to the output folder. Two languages may have a file with the same bytes, and
    /// so with the same name: it comes twice, then.
    ///
    /// # Errors
    /// When it can't be written.
    fn take(&self, path: &str, bytes: &[u8]) -> Result<()>;

    /// The index of a language, if it is known without a look at its texts that it is made from the same, and all of its files are
    /// at hand and taken over.
    ///
    /// # Errors
    /// When a file can't be written.
    fn keep_as_before(&self, language: &str) -> Result<Option<LanguageFiles>> {
        let _ = language;
        Ok(None)
    }

    /// Whether nobody wants the index any more: what there is of it is given up, then.
    fn is_past(&self) -> bool {
        false
    }

    /// Whether what an index is made from is remembered for the next one.
    fn remembers(&self) -> bool {
        false
    }

    /// What was remembered of the index of a language: see [`Kept`].
    fn recall(&self, language: &str) -> Option<Vec<u8>> {
        let _ = language;
        None
    }

    /// Remembers it in the place of what was. It is no fault when that can't be done.
    fn remember(&self, language: &str, kept: &[u8]) {
        let _ = (language, kept);
    }

    /// Whether there may be an index of a language that [`keep`](Self::keep) could take over.
    fn has(&self, language: &str) -> bool {
        let _ = language;
        false
    }

    /// The index of a language that was made from the same, if all of its files are at hand and taken over; nothing where it
    /// has to be made.
    ///
    /// # Errors
    /// When a file can't be written.
    fn keep(&self, language: &str, identity: &[u8; 32]) -> Result<Option<LanguageFiles>> {
        let _ = (language, identity);
        Ok(None)
    }
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

/// Indexes articles of one language; their files, and the fingerprint of what was indexed.
fn archive(
    site: &Site,
    language: LanguageId,
    documents: impl Iterator<Item = Document> + Send,
) -> Result<(Archive, String)> {
    let code = site.config.code(language);
    let words = documents::words(site, language);
    let (builder, identity) = filled(code, &words, documents, &|| false)?;
    let archive = builder.archive(&codes(site)).map_err(unindexed(code))?;
    Ok((archive, identity.fingerprint(&words)))
}

/// What [`archive`] would say of the articles of a language.
fn fingerprint(site: &Site, language: LanguageId) -> String {
    Identity::of(documents::of(site, language)).fingerprint(&documents::words(site, language))
}
