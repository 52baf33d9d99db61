//! The search index: from a [`Site`] to the files of the index, and back to answers.
//!
//! Analysis, ranking and the format of the files are the crate `helpdex-search`'s; here is only what knows sites.

pub mod cost;
pub mod documents;
mod files;
mod index;
mod live;

use helpdex_content::config::{LanguageId, Offline};
use std::collections::BTreeMap;

use helpdex_search::{Archive, Document};
use rayon::prelude::*;

use self::files::{FOLDER, LANGUAGES_FILE, Listed};
use crate::pages::SearchSource;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;

pub use files::{File, Files, unpacked};
pub use index::{Index, search};
pub use live::{Live, search_live};

/// The index of all languages, as files of the output.
#[derive(Debug, Default)]
pub struct Built {
    /// The files, relative to the output folder.
    pub files: Vec<File>,
    /// Where the pages find it.
    pub source: SearchSource,
}

/// Indexes every language of a site.
///
/// # Errors
/// When tantivy can't write an index, which no content brings about.
pub fn build(site: &Site) -> Result<Built> {
    let languages = &site.config.languages;
    let archives: Vec<_> =
        languages.ids().collect::<Vec<_>>().into_par_iter().map(|language| archive(site, language)).collect();
    let mut built = Built::default();
    let mut manifests = BTreeMap::new();
    let mut whole = Vec::new();
    for (language, archive) in languages.iter().zip(archives) {
        let (archive, content) = archive?;
        let url = format!("{}/{FOLDER}/{}", site.routes.base(), archive.manifest);
        built.source.manifests.push((language.code.clone(), url));
        // One engine for all languages.
        built.source.engine = Some(format!("{}/{FOLDER}/{}", site.routes.base(), archive.engine));
        manifests.insert(language.code.clone(), Listed { manifest: archive.manifest, content });
        whole.extend(offline_list(&language.code, &archive.files));
        for file in archive.files {
            built.files.push(File { path: format!("{FOLDER}/{}", file.name), bytes: file.bytes });
        }
    }
    if site.config.offline == Offline::On {
        built.files.extend(whole);
    }
    // Two languages may hold a file with the same bytes, and so with the same name.
    built.files.sort_by(|a, b| a.path.cmp(&b.path));
    built.files.dedup_by(|a, b| a.path == b.path);
    let languages = serde_json::to_vec(&manifests).map_err(|fault| Error::Environment(fault.to_string()))?;
    built.files.push(File { path: LANGUAGES_FILE.to_owned(), bytes: languages });
    Ok(built)
}

/// An index of more bytes or files is not kept as a whole: only what the reader's queries needed of it is.
const KEPT_BYTES: usize = 2_000_000;
const KEPT_FILES: usize = 600;

/// The list of all files of a language's index, for browsers that keep a small one as a whole.
fn offline_list(code: &str, files: &[helpdex_search::ArchiveFile]) -> Option<File> {
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    if bytes > KEPT_BYTES || files.len() > KEPT_FILES {
        return None;
    }
    let names: Vec<String> = files.iter().map(|file| format!("{FOLDER}/{}", file.name)).collect();
    let bytes = serde_json::to_vec(&names).ok()?;
    Some(File { path: format!("{FOLDER}/{code}.files.json"), bytes })
}

/// Indexes one language; its files, and the fingerprint of what was indexed.
fn archive(site: &Site, language: LanguageId) -> Result<(Archive, String)> {
    archive_of(site, language, &documents::of(site, language))
}

fn archive_of(site: &Site, language: LanguageId, documents: &[Document]) -> Result<(Archive, String)> {
    let code = site.config.code(language);
    let words = documents::words(site, language);
    let content = documents::fingerprint(documents, &words);
    let languages: Vec<&str> = site.config.languages.iter().map(|language| language.code.as_str()).collect();
    let archive = helpdex_search::build(code, &languages, documents, &words)
        .map_err(|fault| Error::Environment(format!("cannot index the articles in `{code}`: {fault}")))?;
    Ok((archive, content))
}
