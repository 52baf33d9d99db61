//! The engine: what is loaded of an archive, and answers from it.
//!
//! It never loads anything itself. [`Engine::search`] answers either with results or with the parts it needs for them;
//! whoever drives it (the command line from files, the browser from the network) supplies those and asks again.

use std::ops::Range;
use std::sync::OnceLock;

use crate::analysis::Analyzer;
use crate::analyzed::AnalyzedArticle;
use crate::archive::bytes::Bytes;
use crate::archive::core_file::{Core, CoreFault};
use crate::archive::directory::{Place, Runs};
use crate::archive::expansions::{ExpansionList, Expansions, Neighbour};
use crate::archive::name::Name;
use crate::archive::postings::Chunk;
use crate::archive::terms::Terms;

/// A part of an archive that is loaded when a query needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A block of the dictionary.
    Block(usize),
    /// A chunk of postings: the number of the block of its stems, and its own in that.
    Chunk(usize, usize),
    /// A page of the directory of articles.
    Page(usize),
    /// Articles: the number of their page, and their own on it.
    Articles(usize, usize),
    /// The list of the expansions of a language.
    ExpansionList(usize),
    /// One of its runs: the number of the list, and of the run in it.
    Expansions(usize, usize),
    /// What the analysis has to know of the index's language.
    Language,
    /// The same of the language of a list of expansions.
    ExpansionLanguage(usize),
}

/// Where a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Name of the file below the search folder.
    pub file: String,
    /// Its bytes in that file, where it is a pack; none where the part is the file itself.
    pub range: Option<Range<usize>>,
}

/// Why a file of an archive was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Written by another version of Helpdex.
    Format,
    /// Not the bytes that its name promises.
    Damaged,
}

/// Bytes of a check before each part of a pack.
pub(crate) const CHECK: usize = Name::LENGTH;

/// What is loaded of a block of the dictionary.
struct LoadedBlock {
    terms: Terms,
    chunks: Vec<Option<Chunk>>,
}

impl LoadedBlock {
    fn new(terms: Terms) -> Self {
        Self { chunks: none(terms.chunks.parts()), terms }
    }
}

/// What is loaded of a page of articles.
struct LoadedPage {
    parts: Runs,
    articles: Vec<Option<Vec<AnalyzedArticle>>>,
}

impl LoadedPage {
    fn new(parts: Runs) -> Self {
        Self { articles: none(parts.parts()), parts }
    }
}

/// What is loaded of the expansions of a language.
struct LoadedExpansions {
    list: ExpansionList,
    runs: Vec<Option<Expansions>>,
}

/// A fuzzer gets past the names, to the code that reads the bytes.
const TRUSTING: bool = cfg!(fuzzing);

/// See the [module](self).
pub struct Engine {
    core: Core,
    analyzer: Option<Analyzer>,
    /// Those of the lists of expansions.
    analyzers: Vec<Option<Analyzer>>,
    blocks: Vec<Option<LoadedBlock>>,
    pages: Vec<Option<LoadedPage>>,
    expansions: Vec<Option<LoadedExpansions>>,
}

impl Engine {
    /// Opens an archive with its core file, as unpacked from gzip, and the name that the manifest gives it.
    pub fn open(core: &[u8], name: &str) -> Result<Self, Refusal> {
        let promised = name.ends_with(&crate::archive::file_name("", Name::of(core)));
        if !promised && !TRUSTING {
            return Err(Refusal::Damaged);
        }
        let mut core = Core::unpack(core).map_err(|fault| match fault {
            CoreFault::Format => Refusal::Format,
            CoreFault::Damaged => Refusal::Damaged,
        })?;
        let mut blocks = none(core.blocks.len());
        let mut pages = none(core.pages.len());
        // What is small has come with the core.
        if let (Some(first), Some(terms)) = (blocks.first_mut(), core.block.take()) {
            *first = Some(LoadedBlock::new(terms));
        }
        if let (Some(first), Some(page)) = (pages.first_mut(), core.page.take()) {
            *first = Some(LoadedPage::new(page));
        }
        Ok(Self {
            // A language that nothing is known of has no file.
            analyzer: core.language.is_none().then(Analyzer::default),
            analyzers: none(core.expansions.len()),
            blocks,
            pages,
            expansions: none(core.expansions.len()),
            core,
        })
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// What is known of the language, if that isn't loaded: without it no text can be read.
    pub(crate) fn missing_language(&self) -> Option<Part> {
        self.analyzer.is_none().then_some(Part::Language)
    }

    pub(crate) fn analyzer(&self) -> &Analyzer {
        static PLAIN: OnceLock<Analyzer> = OnceLock::new();
        self.analyzer.as_ref().unwrap_or_else(|| PLAIN.get_or_init(Analyzer::default))
    }

    /// The analyzer of a language of expansions, if it is loaded.
    pub(crate) fn analyzer_of(&self, list: usize) -> Option<&Analyzer> {
        let entry = self.core.expansions.get(list)?;
        if entry.language == self.core.language { Some(self.analyzer()) } else { self.analyzers.get(list)?.as_ref() }
    }

    /// Where a part is; unknown while the part that tells it is not loaded.
    pub fn locate(&self, part: Part) -> Option<Location> {
        if let Some(name) = self.language_of(part) {
            return Some(Location { file: crate::archive::language_name(name), range: None });
        }
        let Place { pack, at, length } = self.place(part)?;
        let range = at as usize..at.checked_add(length)? as usize;
        Some(Location { file: crate::archive::file_name(&self.core.lang, pack), range: Some(range) })
    }

    /// The file that a part is, where it isn't in a pack.
    fn language_of(&self, part: Part) -> Option<Name> {
        match part {
            Part::Language => self.core.language,
            Part::ExpansionLanguage(list) => self.core.expansions.get(list)?.language,
            _ => None,
        }
    }

    fn place(&self, part: Part) -> Option<Place> {
        match part {
            Part::Block(number) => self.core.blocks.get(number)?.place,
            Part::Chunk(block, number) => self.blocks.get(block)?.as_ref()?.terms.chunks.place(number),
            Part::Page(number) => self.core.pages.get(number)?.place,
            Part::Articles(page, number) => self.pages.get(page)?.as_ref()?.parts.place(number),
            Part::ExpansionList(list) => Some(self.core.expansions.get(list)?.list),
            Part::Expansions(list, run) => self.expansions.get(list)?.as_ref()?.list.place(run),
            Part::Language | Part::ExpansionLanguage(_) => None,
        }
    }

    /// Takes the bytes of a part: of one in a pack its check and what was compressed after it, of a file what was compressed.
    /// They are checked first.
    pub fn supply(&mut self, part: Part, bytes: &[u8]) -> Result<(), Refusal> {
        let (promised, bytes) = match self.language_of(part) {
            Some(name) => (name == Name::of(bytes), bytes),
            None => {
                let place = self.place(part).ok_or(Refusal::Damaged)?;
                let (check, bytes) = bytes.split_at_checked(CHECK).ok_or(Refusal::Damaged)?;
                (Name::of_part(place.pack, Name::of(bytes)).0 == check, bytes)
            }
        };
        if !promised && !TRUSTING {
            return Err(Refusal::Damaged);
        }
        self.unpack(part, bytes).ok_or(Refusal::Damaged)
    }

    fn unpack(&mut self, part: Part, bytes: &[u8]) -> Option<()> {
        match part {
            Part::Block(number) => {
                let count = self.core.blocks.get(number)?.count as usize;
                let terms = Terms::unpack(bytes).filter(|terms| terms.block.len() == count)?;
                *self.blocks.get_mut(number)? = Some(LoadedBlock::new(terms));
            }
            Part::Chunk(block, number) => {
                let LoadedBlock { terms, chunks } = self.blocks.get_mut(block)?.as_mut()?;
                let frequencies = terms.block.frequencies().get(terms.chunks.things(number))?;
                *chunks.get_mut(number)? = Some(Chunk::unpack(bytes, frequencies, self.core.articles)?);
            }
            Part::Page(number) => {
                let mut bytes = Bytes::new(bytes);
                let page = Runs::read(&mut bytes).filter(|_| bytes.is_empty())?;
                *self.pages.get_mut(number)? = Some(LoadedPage::new(page));
            }
            Part::Articles(page, number) => {
                let count = self.pages.get(page)?.as_ref()?.parts.things(number).len();
                let analyzed = AnalyzedArticle::unpack(bytes, count, self.analyzer())?;
                *self.pages.get_mut(page)?.as_mut()?.articles.get_mut(number)? = Some(analyzed);
            }
            Part::ExpansionList(number) => {
                let list = ExpansionList::unpack(bytes)?;
                *self.expansions.get_mut(number)? = Some(LoadedExpansions { runs: none(list.len()), list });
            }
            Part::Language => {
                let exceptions = core::mem::take(&mut self.core.exceptions);
                self.analyzer = Some(Analyzer::read(bytes)?.with_exceptions(exceptions));
            }
            Part::ExpansionLanguage(list) => *self.analyzers.get_mut(list)? = Some(Analyzer::read(bytes)?),
            Part::Expansions(number, run) => {
                let expansions = Expansions::unpack(bytes, self.core.stems())?;
                *self.expansions.get_mut(number)?.as_mut()?.runs.get_mut(run)? = Some(expansions);
            }
        }
        Some(())
    }

    pub(crate) fn terms(&self, number: usize) -> Option<&Terms> {
        Some(&self.blocks.get(number)?.as_ref()?.terms)
    }

    /// The part that holds a stem's postings, and the stem's place in it. Its block is loaded: the stem was found there.
    pub(crate) fn chunk_of(&self, stem: u32) -> Option<(Part, usize)> {
        let (block, at) = self.core.block_of(stem)?;
        let (chunk, at) = self.blocks.get(block)?.as_ref()?.terms.chunks.find(at as u32)?;
        Some((Part::Chunk(block, chunk), at))
    }

    /// A chunk of postings, if it is loaded.
    pub(crate) fn chunk(&self, part: Part) -> Option<&Chunk> {
        let Part::Chunk(block, number) = part else { return None };
        self.blocks.get(block)?.as_ref()?.chunks.get(number)?.as_ref()
    }

    pub(crate) fn stem_codes(&self, stem: u32) -> &[u8] {
        self.core.block_of(stem).and_then(|(block, at)| Some(self.terms(block)?.block.stem(at))).unwrap_or(&[])
    }

    /// The stems near in meaning to a word of one of the lists of expansions, or the part that is needed to tell.
    pub(crate) fn neighbours(&self, list: usize, word: &[u8]) -> Result<&[Neighbour], Part> {
        let loaded = self.expansions.get(list).and_then(Option::as_ref).ok_or(Part::ExpansionList(list))?;
        let Some(run) = loaded.list.run_for(word) else { return Ok(&[]) };
        let expansions = loaded.runs.get(run).and_then(Option::as_ref).ok_or(Part::Expansions(list, run))?;
        Ok(expansions.find(word))
    }

    #[cfg(feature = "write")]
    pub(crate) fn stem_frequency(&self, stem: u32) -> u32 {
        let block = self.core.block_of(stem);
        block.and_then(|(block, at)| Some(self.terms(block)?.block.frequency(at))).unwrap_or(0)
    }

    /// An article's text, or the part that is needed to have it.
    pub(crate) fn analyzed(&self, article: u32) -> Result<Option<&AnalyzedArticle>, Part> {
        let Some((number, at)) = self.core.page_of(article) else { return Ok(None) };
        let page = self.pages.get(number).and_then(Option::as_ref).ok_or(Part::Page(number))?;
        let Some((part, at)) = page.parts.find(at) else { return Ok(None) };
        let articles = page.articles.get(part).and_then(Option::as_ref).ok_or(Part::Articles(number, part))?;
        Ok(articles.get(at))
    }
}

fn none<T>(count: usize) -> Vec<Option<T>> {
    (0..count).map(|_| None).collect()
}
