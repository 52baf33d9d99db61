//! The engine: what is loaded of an archive, and answers from it.
//!
//! It never loads anything itself. [`Engine::search`] answers either with results or with the parts it needs for them;
//! whoever drives it (the command line from files, the browser from the network) supplies those and asks again.

use std::sync::OnceLock;

use crate::analysis::Analyzer;
use crate::analyzed::AnalyzedArticle;
use crate::archive::core_file::{BlockPlace, Core, CoreFault, FileNames, NAMES_A_PAGE};
use crate::archive::dictionary::Block;
use crate::archive::expansions::{ExpansionList, Expansions, Neighbour};
use crate::archive::name::Name;
use crate::archive::postings::Chunk;

/// A part of an archive that is loaded when a query needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A block of the dictionary.
    Block(usize),
    /// A chunk of postings.
    Chunk(usize),
    /// A page of names of files of articles.
    Page(usize),
    /// A file of articles.
    File(usize),
    /// The list of the expansions of a language.
    ExpansionList(usize),
    /// One of its runs: the number of the list, and of the run in it.
    Expansions(usize, usize),
    /// What the analysis has to know of the index's language.
    Language,
    /// The same of the language of a list of expansions.
    ExpansionLanguage(usize),
}

/// Why a file of an archive was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Written by another version of Helpdex.
    Format,
    /// Not the bytes that its name promises.
    Damaged,
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
    blocks: Vec<Option<Block>>,
    chunks: Vec<Option<Chunk>>,
    pages: Vec<Option<Vec<Name>>>,
    files: Vec<Option<Vec<AnalyzedArticle>>>,
    expansions: Vec<Option<LoadedExpansions>>,
}

impl Engine {
    /// Opens an archive with its core file, as unpacked from gzip, and the name that the manifest gives it.
    pub fn open(core: &[u8], name: &str) -> Result<Self, Refusal> {
        let promised = name.ends_with(&crate::archive::file_name("", Name::of(core)));
        if !promised && !TRUSTING {
            return Err(Refusal::Damaged);
        }
        let core = Core::unpack(core).map_err(|fault| match fault {
            CoreFault::Format => Refusal::Format,
            CoreFault::Damaged => Refusal::Damaged,
        })?;
        let pages = match &core.file_names {
            FileNames::Inline(_) => 0,
            FileNames::Pages(pages) => pages.len(),
        };
        Ok(Self {
            // A language that nothing is known of has no file.
            analyzer: core.language.is_none().then(Analyzer::default),
            analyzers: none(core.expansions.len()),
            blocks: none(core.blocks.len()),
            chunks: none(core.chunks.len()),
            pages: none(pages),
            files: none(core.file_starts.len()),
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

    /// Name of the file that holds a part; unknown while the page that names it is not loaded.
    pub fn file_name(&self, part: Part) -> Option<String> {
        let name = self.name(part)?;
        Some(match part {
            Part::Language | Part::ExpansionLanguage(_) => crate::archive::language_name(name),
            _ => crate::archive::file_name(&self.core.lang, name),
        })
    }

    fn name(&self, part: Part) -> Option<Name> {
        match part {
            Part::Block(number) => match self.core.blocks.get(number)?.place {
                BlockPlace::File(name) => Some(name),
                BlockPlace::Inline(_) => None,
            },
            Part::Chunk(number) => Some(self.core.chunks.get(number)?.name),
            Part::Page(number) => match &self.core.file_names {
                FileNames::Pages(pages) => pages.get(number).copied(),
                FileNames::Inline(_) => None,
            },
            Part::ExpansionList(list) => Some(self.core.expansions.get(list)?.list),
            Part::Language => self.core.language,
            Part::ExpansionLanguage(list) => self.core.expansions.get(list)?.language,
            Part::Expansions(list, run) => self.expansions.get(list)?.as_ref()?.list.name(run),
            Part::File(number) => match &self.core.file_names {
                FileNames::Inline(names) => names.get(number).copied(),
                FileNames::Pages(_) => {
                    self.pages.get(number / NAMES_A_PAGE)?.as_ref()?.get(number % NAMES_A_PAGE).copied()
                }
            },
        }
    }

    /// Takes the bytes of a part, as unpacked from gzip. They are checked against the part's name first.
    pub fn supply(&mut self, part: Part, bytes: &[u8]) -> Result<(), Refusal> {
        if self.name(part) != Some(Name::of(bytes)) && !TRUSTING {
            return Err(Refusal::Damaged);
        }
        self.unpack(part, bytes).ok_or(Refusal::Damaged)
    }

    fn unpack(&mut self, part: Part, bytes: &[u8]) -> Option<()> {
        match part {
            Part::Block(number) => {
                let count = self.core.blocks.get(number)?.count as usize;
                let block = Block::unpack(bytes).filter(|block| block.len() == count)?;
                *self.blocks.get_mut(number)? = Some(block);
            }
            Part::Chunk(number) => {
                let entry = self.core.chunks.get(number)?;
                let (block, at) = self.core.block_of(entry.start)?;
                let frequencies = self.block(block)?.frequencies().get(at..at + entry.count as usize)?;
                let chunk = Chunk::unpack(bytes, frequencies, self.core.articles)?;
                *self.chunks.get_mut(number)? = Some(chunk);
            }
            Part::Page(number) => {
                let names = bytes.chunks(Name::LENGTH).map(Name::read).collect::<Option<Vec<Name>>>()?;
                *self.pages.get_mut(number)? = Some(names);
            }
            Part::File(number) => {
                let analyzed = AnalyzedArticle::unpack(bytes, self.core.file_size(number), self.analyzer())?;
                *self.files.get_mut(number)? = Some(analyzed);
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

    pub(crate) fn block(&self, number: usize) -> Option<&Block> {
        match &self.core.blocks.get(number)?.place {
            BlockPlace::Inline(block) => Some(block),
            BlockPlace::File(_) => self.blocks.get(number)?.as_ref(),
        }
    }

    pub(crate) fn chunk(&self, number: usize) -> Option<&Chunk> {
        self.chunks.get(number)?.as_ref()
    }

    pub(crate) fn stem_codes(&self, stem: u32) -> &[u8] {
        self.core.block_of(stem).and_then(|(block, at)| Some(self.block(block)?.stem(at))).unwrap_or(&[])
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
        block.and_then(|(block, at)| Some(self.block(block)?.frequency(at))).unwrap_or(0)
    }

    /// An article's text, or the part that is needed to have it.
    pub(crate) fn analyzed(&self, article: u32) -> Result<Option<&AnalyzedArticle>, Part> {
        let Some((file, at)) = self.core.file_of(article) else { return Ok(None) };
        match self.files.get(file) {
            Some(Some(analyzed)) => Ok(analyzed.get(at)),
            Some(None) if self.name(Part::File(file)).is_some() => Err(Part::File(file)),
            Some(None) if file / NAMES_A_PAGE < self.pages.len() && self.pages[file / NAMES_A_PAGE].is_none() => {
                Err(Part::Page(file / NAMES_A_PAGE))
            }
            _ => Ok(None),
        }
    }
}

fn none<T>(count: usize) -> Vec<Option<T>> {
    (0..count).map(|_| None).collect()
}
