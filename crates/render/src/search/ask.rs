//! Asking an index: one that a build wrote, or one in memory.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use helpdex_search::{Archive, OpenError, Query, Results, Searcher, languages};

use super::{FOLDER, LANGUAGES_FILE, Listed, documents};
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;

/// The index of one language.
pub struct Index {
    searcher: Searcher,
    listed: Listed,
}

impl Index {
    /// Opens the index of a language; the first one that the site has without a code.
    ///
    /// # Errors
    /// When there is no build yet, it has no such language, or its files are damaged.
    pub fn open(out: &Path, language: &str) -> Result<Self> {
        let damaged = |what: String| damaged(out, &what);
        let manifests = listed(out)?;
        let listed = manifests.get(language).ok_or_else(|| {
            let known: Vec<&str> = manifests.keys().map(String::as_str).collect();
            Error::Refused(format!(
                "the index has no language `{language}`; it has {}",
                helpdex_content::fields::list(&known)
            ))
        })?;
        let folder = out.join(FOLDER);
        let searcher = Searcher::open(move |name| load(&folder, name), &listed.manifest)
            .map_err(|fault| damaged(fault.to_string()))?;
        Ok(Self { searcher, listed: listed.clone() })
    }

    /// A name that changes with anything in the index.
    pub fn name(&self) -> &str {
        self.searcher.identity()
    }

    /// Whether the index holds the articles of a site as they are now.
    pub fn is_of(&self, site: &Site, language: usize) -> bool {
        let now = documents::fingerprint(&documents::of(site, language), &site.vocabulary.words(language));
        self.listed.content == now
    }

    /// Indexes the articles of a language without writing anything.
    ///
    /// # Errors
    /// When tantivy can't write an index, which no content brings about.
    pub fn in_memory(site: &Site, language: usize) -> Result<Self> {
        Self::from_archive(super::archive(site, language)?)
    }

    /// Indexes some articles of a language, given by the indexes of their entries.
    ///
    /// # Errors
    /// When tantivy can't write an index, which no content brings about.
    pub(crate) fn of_some(site: &Site, language: usize, wanted: &BTreeSet<usize>) -> Result<Self> {
        Self::from_archive(super::archive_of(site, language, &documents::some(site, language, wanted))?)
    }

    fn from_archive((archive, content): (Archive, String)) -> Result<Self> {
        let files: HashMap<String, Vec<u8>> = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
        let load = move |name: &str| files.get(name).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into());
        let searcher = Searcher::open(load, &archive.manifest).map_err(unreadable)?;
        Ok(Self { searcher, listed: Listed { manifest: archive.manifest, content } })
    }

    /// Answers a query from this language alone.
    ///
    /// # Errors
    /// When a file of the index is missing or damaged.
    pub fn search(&self, query: &Query) -> Result<Results> {
        self.searcher.search(query).map_err(unreadable)
    }
}

/// Answers a reader of a language as the published site does; `indexes` are all languages of the site, in its order.
///
/// # Errors
/// When a file of an index is missing or damaged.
pub fn search(indexes: &[Index], language: usize, query: &Query) -> Result<Results> {
    languages::search(query, language, indexes.len(), |number| match indexes.get(number) {
        Some(index) => index.search(query),
        None => Ok(Results::default()),
    })
}

fn unreadable(fault: OpenError) -> Error {
    Error::Environment(format!("the search index can't be read: {fault}"))
}

/// The index of each language that a build wrote.
fn listed(out: &Path) -> Result<BTreeMap<String, Listed>> {
    let path = out.join(LANGUAGES_FILE);
    let text = std::fs::read(&path).map_err(|fault| match fault.kind() {
        std::io::ErrorKind::NotFound => Error::Environment(format!(
            "there is no search index in `{}` yet; `helpdex build` writes one",
            out.display()
        )),
        _ => Error::io("read", &path)(fault),
    })?;
    serde_json::from_slice(&text).map_err(|fault| damaged(out, &fault.to_string()))
}

fn damaged(out: &Path, what: &str) -> Error {
    Error::Environment(format!("the search index in `{}` can't be read ({what}); build it again", out.display()))
}

/// Languages and the names of their manifests.
pub(super) fn manifests(out: &Path) -> Result<impl Iterator<Item = (String, String)> + use<>> {
    Ok(listed(out)?.into_iter().map(|(language, listed)| (language, listed.manifest)))
}

/// Reads a file of the index.
pub(super) fn load(folder: &Path, name: &str) -> std::io::Result<Vec<u8>> {
    // Names come from a file of the output; one that has been tampered with must not lead out of it.
    let plain_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
    };
    let plain = name.split('/').all(plain_part);
    if !plain {
        return Err(std::io::Error::other("a file of the index has a strange name"));
    }
    std::fs::read(PathBuf::from(folder).join(name))
}
