//! Asks an index: one that a build wrote, or one in memory.

use helpdex_content::config::LanguageId;
use helpdex_content::source::EntryId;
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::ops::Range;
use std::path::Path;

use helpdex_search::{Archive, Load, OpenError, Query, Results, Searcher, languages};

use super::documents;
use super::files::{Files, Listed};
use super::language::{archive, fingerprint};
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;

/// The files of an index that is not written, by their names.
struct Unwritten(HashMap<String, Vec<u8>>);

impl Unwritten {
    fn get(&self, name: &str) -> io::Result<&Vec<u8>> {
        self.0.get(name).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Load for Unwritten {
    fn file(&self, name: &str) -> io::Result<Vec<u8>> {
        self.get(name).cloned()
    }

    fn part(&self, name: &str, range: Range<usize>) -> io::Result<Vec<u8>> {
        helpdex_search::part(self.get(name)?, range)
    }
}

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
        Self::of(&Files::written(out), language)
    }

    /// The same from files that need not be written yet.
    ///
    /// # Errors
    /// As for [`Index::open`].
    pub fn of(files: &Files, language: &str) -> Result<Self> {
        let manifests = files.listed()?;
        let listed = manifests.get(language).ok_or_else(|| {
            let known: Vec<&str> = manifests.keys().map(String::as_str).collect();
            Error::Refused(format!(
                "the index has no language `{language}`; it has {}",
                helpdex_content::suggestion::list(&known)
            ))
        })?;
        let searcher =
            Searcher::open(files.clone(), &listed.manifest).map_err(|fault| files.damaged(&fault.to_string()))?;
        Ok(Self { searcher, listed: listed.clone() })
    }

    /// A name that changes with anything in the index.
    pub fn name(&self) -> &str {
        self.searcher.identity()
    }

    /// Whether the index holds the articles of a site as they are now.
    pub fn is_of(&self, site: &Site, language: LanguageId) -> bool {
        self.listed.content == fingerprint(site, language)
    }

    /// Indexes the articles of a language without writing anything.
    ///
    /// # Errors
    /// When tantivy can't write an index, which no content brings about.
    pub fn in_memory(site: &Site, language: LanguageId) -> Result<Self> {
        Self::from_archive(archive(site, language, documents::of(site, language))?)
    }

    /// Indexes some articles of a language.
    ///
    /// # Errors
    /// When tantivy can't write an index, which no content brings about.
    pub(crate) fn of_some(site: &Site, language: LanguageId, wanted: &BTreeSet<EntryId>) -> Result<Self> {
        Self::from_archive(archive(site, language, documents::some(site, language, wanted))?)
    }

    pub(super) fn from_archive((archive, content): (Archive, String)) -> Result<Self> {
        let files: HashMap<String, Vec<u8>> = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
        let searcher = Searcher::open(Unwritten(files), &archive.manifest).map_err(unreadable)?;
        Ok(Self { searcher, listed: Listed { manifest: archive.manifest, content } })
    }

    /// The code of its language.
    pub(crate) fn language(&self) -> &str {
        self.listed.manifest.strip_suffix(".json").unwrap_or_default()
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
pub fn search(indexes: &[Index], language: LanguageId, query: &Query) -> Result<Results> {
    let codes: Vec<&str> = indexes.iter().map(|index| index.language()).collect();
    languages::search(query, language.index(), &codes, |number, query| match indexes.get(number) {
        Some(index) => index.search(query),
        None => Ok(Results::default()),
    })
}

fn unreadable(fault: OpenError) -> Error {
    Error::Environment(format!("the search index can't be read: {fault}"))
}
