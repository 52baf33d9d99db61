//! Building: documents → tantivy index → impacts → archive.

mod coarse;
mod compounds;
mod deflate;
mod endings;
mod expansions;
mod facts;
mod files;
mod impacts;
mod index;
mod pack;
mod parts;
mod pinyin;
mod profile;
mod related_words;
mod shipped;
mod texts;
mod thesaurus;

use std::sync::{Arc, Mutex, PoisonError};

pub use files::{Archive, ArchiveFile, Entrance};

use self::facts::Facts;
use self::index::IndexWriter;
use self::texts::TextParts;
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
    let mut builder = Builder::new(lang, words)?;
    documents.iter().try_for_each(|document| builder.add(document))?;
    builder.archive(site)
}

/// Builds an archive from articles that come one by one: of none of them more is kept than its part of the index.
pub struct Builder<'w> {
    lang: String,
    words: &'w Words,
    known: Arc<Mutex<StemCache>>,
    index: IndexWriter,
    facts: Facts<'w>,
    texts: TextParts,
}

impl<'w> Builder<'w> {
    /// For a language of a site, with the words that its authors gave for search.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn new(lang: &str, words: &'w Words) -> Result<Self, Error> {
        let known = Arc::new(Mutex::new(StemCache::default()));
        let index = IndexWriter::new(lang, &known)?;
        Ok(Self { lang: lang.to_owned(), words, known, index, facts: Facts::new(words), texts: TextParts::default() })
    }

    /// Adds the next article: they are asked for in the order of the site.
    ///
    /// # Errors
    /// When tantivy fails, or there are too many articles.
    pub fn add(&mut self, document: &Document) -> Result<(), Error> {
        self.facts.add(document).ok_or(Error::TooLarge)?;
        let (index, texts) = (&mut self.index, &mut self.texts);
        let (added, ()) = rayon::join(|| index.add(document), || texts.add(document));
        Ok(added?)
    }

    /// Gives each file of the archive away as soon as it is made. The site has articles in the languages `site`.
    ///
    /// # Errors
    /// When tantivy fails; then no file was given.
    pub fn finish(self, site: &[&str], give: &mut dyn FnMut(ArchiveFile)) -> Result<Entrance, Error> {
        let Self { lang, words, known, index, facts, texts } = self;
        let mut impacts = match index.finish()? {
            Some(index) => impacts::impacts(&index)?,
            None => impacts::Impacts { stems: Vec::new(), mean_lengths: Vec::new() },
        };
        let known = known.lock().unwrap_or_else(PoisonError::into_inner);
        compounds::add_parts(&mut impacts, &known, &Analyzer::new(&lang));
        let found = pack::Found { words, impacts, known: &known, facts, texts: texts.finish() };
        Ok(pack::pack(&lang, site, found, give))
    }

    /// The same with all files in memory.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn archive(self, site: &[&str]) -> Result<Archive, Error> {
        let mut files = Vec::new();
        let Entrance { manifest, engine } = self.finish(site, &mut |file| files.push(file))?;
        Ok(Archive { files, manifest, engine })
    }
}
