//! Building: documents → tantivy index → impacts → archive.

mod background;
mod coarse;
mod compounds;
mod compressed;
mod deflate;
mod endings;
mod error;
mod expansions;
mod facts;
mod files;
mod impacts;
mod index;
mod kept;
mod pack;
mod part;
mod parts;
mod pinyin;
mod profile;
mod related_words;
mod segments;
mod shipped;
mod texts;
mod thesaurus;

use std::sync::{Arc, Mutex, PoisonError};

pub use error::Error;
pub use files::{Archive, ArchiveFile, Entrance};
pub use kept::{Kept, Key, Note};
pub use texts::Whole;

use self::compressed::Compressor;
use self::facts::Facts;
use self::index::IndexWriter;
use self::kept::Keeping;
use self::segments::Segments;
use self::texts::TextParts;
use crate::analysis::{Analyzer, StemCache};
use crate::archive::article::Article;
use crate::document::{Document, Words};

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
    texts: TextParts<'w>,
    /// The numbers of the articles that were indexed now.
    written: Vec<Option<u32>>,
    /// Those of the articles of the kept index.
    alive: Vec<Option<u32>>,
    compressor: Compressor<'w>,
    keeping: Option<Keeping>,
}

impl<'w> Builder<'w> {
    /// For a language of a site, with the words that its authors gave for search.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn new(lang: &str, words: &'w Words) -> Result<Self, Error> {
        let known = Arc::new(Mutex::new(StemCache::default()));
        let index = IndexWriter::new(lang, &known)?;
        Ok(Self {
            lang: lang.to_owned(),
            words,
            known,
            index,
            facts: Facts::new(words),
            texts: TextParts::default(),
            written: Vec::new(),
            alive: Vec::new(),
            compressor: Compressor::default(),
            keeping: None,
        })
    }

    /// The same for whoever keeps what the next build can take over: [`finish`](Self::finish) gives it, where it can be made.
    #[must_use]
    pub fn to_keep(mut self) -> Self {
        if Keeping::is_possible(&Analyzer::new(&self.lang)) {
            self.keeping = Some(Keeping::default());
            self.compressor.made = Some(Mutex::default());
            self.known.lock().unwrap_or_else(PoisonError::into_inner).used = Some(Vec::new());
        }
        self
    }

    /// The same with an index of the language that was kept: of articles that are in it only [`add_kept`](Self::add_kept) need
    /// be told.
    #[must_use]
    pub fn from_kept(mut self, kept: &'w Kept) -> Self {
        self.alive = vec![None; kept.len()];
        self.compressor.kept = Some(kept);
        self
    }

    /// Adds the next article: they are asked for in the order of the site.
    ///
    /// # Errors
    /// When tantivy fails, or there are too many articles.
    pub fn add(&mut self, document: &Document) -> Result<(), Error> {
        self.index_one(document, None)
    }

    /// The same with the number of all that it is made from, and what is to be noted of it.
    ///
    /// # Errors
    /// As for [`add`](Self::add).
    pub fn add_keyed(&mut self, document: &Document, key: &Key, note: &Note) -> Result<(), Error> {
        self.index_one(document, Some(key))?;
        if let Some(keeping) = &mut self.keeping {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let used = known.used.replace(Vec::new()).unwrap_or_default();
            keeping.add(key, note, Article::size(document), &used);
        }
        Ok(())
    }

    /// Adds the next article from the kept index. `head` is the article without its sections; `whole` makes all of it, in case
    /// that one beside it is another.
    ///
    /// # Errors
    /// When it is not in the kept index, or there are too many articles.
    pub fn add_kept(&mut self, head: &Document, key: &Key, whole: Whole<'w>) -> Result<(), Error> {
        let number = self.facts.articles;
        let (place, size) = self.compressor.kept.and_then(|kept| kept.place(key)).ok_or(Error::NotKept)?;
        self.facts.add(head).ok_or(Error::TooLarge)?;
        if let Some(alive) = self.alive.get_mut(place as usize) {
            *alive = Some(number);
        }
        self.texts.add_kept(key, size, whole, &self.compressor);
        Ok(())
    }

    fn index_one(&mut self, document: &Document, key: Option<&Key>) -> Result<(), Error> {
        self.written.push(Some(self.facts.articles));
        self.facts.add(document).ok_or(Error::TooLarge)?;
        let Self { index, texts, compressor, .. } = self;
        let (added, ()) = rayon::join(|| index.add(document), || texts.add(document, key, compressor));
        Ok(added?)
    }

    /// Gives each file of the archive away as soon as it is made. The site has articles in the languages `site`. What the next
    /// build can take over comes back, where somebody wants it.
    ///
    /// # Errors
    /// When tantivy fails; then no file was given.
    pub fn finish(
        self,
        site: &[&str],
        give: &mut dyn FnMut(ArchiveFile),
    ) -> Result<(Entrance, Option<Vec<u8>>), Error> {
        let Self { lang, words, known, index, facts, texts, written, alive, compressor, keeping } = self;
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut segments = Segments::new();
        if let Some(kept) = compressor.kept {
            kept.learn(&alive, &mut known);
            segments.push(kept.segment(alive)?);
        }
        let index = index.finish()?;
        if let Some(index) = &index {
            segments.push(index.segment(written)?);
        }
        let mut impacts = impacts::impacts(&segments, facts.articles)?;
        compounds::add_parts(&mut impacts, &known, &Analyzer::new(&lang));
        let texts = texts.finish(&compressor);
        let found = pack::Found { words, impacts, known: &known, facts, texts, compressor: &compressor };
        let entrance = pack::pack(&lang, site, found, give);
        let parts = compressor.into_made();
        let kept = keeping.zip(index).and_then(|(keeping, index)| keeping.finish(&index, &known, &parts));
        Ok((entrance, kept))
    }

    /// The same with all files in memory.
    ///
    /// # Errors
    /// When tantivy fails.
    pub fn archive(self, site: &[&str]) -> Result<Archive, Error> {
        let mut files = Vec::new();
        let (Entrance { manifest, engine }, _) = self.finish(site, &mut |file| files.push(file))?;
        Ok(Archive { files, manifest, engine })
    }
}
