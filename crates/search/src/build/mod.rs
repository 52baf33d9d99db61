//! Building: documents → tantivy index → impacts → archive.

mod coarse;
mod compounds;
mod endings;
mod expansions;
mod files;
mod impacts;
mod index;
mod pack;
mod parts;
mod pinyin;
mod profile;
mod related_words;
mod thesaurus;

use std::sync::{Arc, Mutex, PoisonError};

pub use files::{Archive, ArchiveFile, Entrance};

use crate::analysis::{Analyzer, StemCache};
use crate::document::{Document, Words};

/// Why an index can't be built.
#[derive(Debug)]
pub enum Error {
    /// tantivy failed; in memory and with text alone it has no reason to.
    Index(tantivy::TantivyError),
    /// More than four thousand million articles or stems.
    TooLarge,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Index(fault) => write!(f, "the search index can't be built: {fault}"),
            Self::TooLarge => f.write_str("the search index can't be built: too many articles"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Index(fault) => Some(fault),
            Self::TooLarge => None,
        }
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(fault: tantivy::TantivyError) -> Self {
        Self::Index(fault)
    }
}

/// Builds the archive of one language of a site that has articles in these. The same documents give the same bytes.
///
/// # Errors
/// When tantivy fails, or there are too many articles.
pub fn build(lang: &str, site: &[&str], documents: &[Document], words: &Words) -> Result<Archive, Error> {
    let mut files = Vec::new();
    let Entrance { manifest, engine } = build_to(lang, site, documents, words, &mut |file| files.push(file))?;
    Ok(Archive { files, manifest, engine })
}

/// The same with each file given away as soon as it is made.
///
/// # Errors
/// As for [`build`]; then no file was given.
pub fn build_to(
    lang: &str,
    site: &[&str],
    documents: &[Document],
    words: &Words,
    give: &mut dyn FnMut(ArchiveFile),
) -> Result<Entrance, Error> {
    u32::try_from(documents.len()).map_err(|_| Error::TooLarge)?;
    let known = Arc::new(Mutex::new(StemCache::default()));
    let mut impacts = match index::index(lang, documents, &known)? {
        Some(index) => impacts::impacts(&index)?,
        None => impacts::Impacts { stems: Vec::new(), mean_lengths: Vec::new() },
    };
    let known = known.lock().unwrap_or_else(PoisonError::into_inner);
    compounds::add_parts(&mut impacts, &known, &Analyzer::new(lang));
    Ok(pack::pack(lang, site, documents, words, impacts, &known, give))
}
