//! The core of an archive: the one file that every query needs, and the way to all others.

use super::FORMAT;
use super::alphabet::Alphabet;
use super::bytes::Bytes;
#[cfg(feature = "write")]
use super::bytes::{put_bytes, put_number};
use super::dictionary::Block;
use super::name::Name;

/// What the core file tells.
#[derive(Debug, Default)]
pub(crate) struct Core {
    pub(crate) lang: String,
    /// The file of what the analysis has to know of the language; none where nothing is known.
    pub(crate) language: Option<Name>,
    /// Words of the articles whose stems the language's rules don't give, in order.
    pub(crate) exceptions: Vec<(String, String)>,
    /// How many articles there are; they are numbered from 0.
    pub(crate) articles: u32,
    pub(crate) alphabet: Alphabet,
    /// Mean length in words of every field, in hundredths, over the articles that have it.
    pub(crate) mean_lengths: Vec<u32>,
    /// Endings that stemming removed from many words, in letter codes: what may follow a stem with a typo in it.
    pub(crate) endings: Vec<Vec<u8>>,
    pub(crate) categories: Vec<Category>,
    /// First article of each run of one category, and the category's number.
    pub(crate) category_runs: Vec<(u32, u32)>,
    pub(crate) featured: Vec<u32>,
    pub(crate) synonyms: Synonyms,
    pub(crate) pins: Vec<PackedPin>,
    pub(crate) blocks: Vec<BlockEntry>,
    pub(crate) chunks: Vec<ChunkEntry>,
    /// First article of each file of articles.
    pub(crate) file_starts: Vec<u32>,
    pub(crate) file_names: FileNames,
    pub(crate) expansions: Vec<ExpansionEntry>,
}

/// Words of one language that may be looked up by their meaning.
#[derive(Debug)]
pub(crate) struct ExpansionEntry {
    pub(crate) lang: String,
    /// Whether they are only for readers of another language: the site has articles in this one, which answer first.
    pub(crate) foreign: bool,
    /// The file of their language.
    pub(crate) language: Option<Name>,
    /// The file that lists them.
    pub(crate) list: Name,
}

#[derive(Debug, Default)]
pub(crate) struct Category {
    pub(crate) title: String,
    pub(crate) url: String,
}

/// A word or several, as stems.
pub(crate) type Phrase = Vec<String>;

#[derive(Debug, Default)]
pub(crate) struct Synonyms {
    pub(crate) equal: Vec<Vec<Phrase>>,
    pub(crate) one_way: Vec<(Phrase, Vec<Phrase>)>,
}

/// A pinned query: its stems in order, and the articles to show first.
#[derive(Debug, Default)]
pub(crate) struct PackedPin {
    pub(crate) stems: Phrase,
    pub(crate) articles: Vec<u32>,
}

/// Where a block of the dictionary is.
#[derive(Debug)]
pub(crate) struct BlockEntry {
    pub(crate) first_stem: Vec<u8>,
    /// Number of its first stem in the whole dictionary.
    pub(crate) start: u32,
    pub(crate) count: u32,
    pub(crate) place: BlockPlace,
}

#[derive(Debug)]
pub(crate) enum BlockPlace {
    /// Small dictionaries travel with the core: one round trip less.
    Inline(Block),
    File(Name),
}

/// Where the postings of a run of stems are. A chunk never spans two blocks of the dictionary.
#[derive(Debug)]
pub(crate) struct ChunkEntry {
    pub(crate) start: u32,
    pub(crate) count: u32,
    pub(crate) name: Name,
}

/// The names of the files of articles: in the core while they are few, else in pages of [`NAMES_A_PAGE`].
#[derive(Debug)]
pub(crate) enum FileNames {
    Inline(Vec<Name>),
    Pages(Vec<Name>),
}

impl Default for FileNames {
    fn default() -> Self {
        Self::Inline(Vec::new())
    }
}

/// A name is random bytes that nothing compresses: 10,000 of them would be 60 kB for every first query.
pub(crate) const NAMES_A_PAGE: usize = 128;

/// No help center has more; a number read wrong must not ask for memory by the gigabyte.
const MOST_ARTICLES: u32 = 1 << 20;

const MAGIC: &[u8] = b"helpdex";

#[cfg(feature = "write")]
impl Core {
    /// Packs everything but the directory of blocks, chunks and files, which the writer appends.
    pub(crate) fn pack_head(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put_number(&mut out, FORMAT);
        put_bytes(&mut out, self.lang.as_bytes());
        put_name(&mut out, self.language);
        put_list(&mut out, &self.exceptions, |out, (word, stem)| {
            put_bytes(out, word.as_bytes());
            put_bytes(out, stem.as_bytes());
        });
        put_number(&mut out, self.articles);
        put_bytes(&mut out, self.alphabet.text().as_bytes());
        put_list(&mut out, &self.mean_lengths, |out, &length| put_number(out, length));
        put_list(&mut out, &self.endings, |out, ending| put_bytes(out, ending));
        put_list(&mut out, &self.categories, |out, category| {
            put_bytes(out, category.title.as_bytes());
            put_bytes(out, category.url.as_bytes());
        });
        put_list(&mut out, &self.category_runs, |out, run| {
            put_number(out, run.0);
            put_number(out, run.1);
        });
        put_list(&mut out, &self.featured, |out, &article| put_number(out, article));
        put_list(&mut out, &self.synonyms.equal, |out, group| put_list(out, group, put_phrase));
        put_list(&mut out, &self.synonyms.one_way, |out, (from, to)| {
            put_phrase(out, from);
            put_list(out, to, put_phrase);
        });
        put_list(&mut out, &self.pins, |out, pin| {
            put_phrase(out, &pin.stems);
            put_list(out, &pin.articles, |out, &article| put_number(out, article));
        });
        out
    }
}

#[cfg(feature = "write")]
pub(crate) fn put_list<T>(out: &mut Vec<u8>, list: &[T], mut each: impl FnMut(&mut Vec<u8>, &T)) {
    put_number(out, list.len() as u32);
    for item in list {
        each(out, item);
    }
}

#[cfg(feature = "write")]
fn put_phrase(out: &mut Vec<u8>, phrase: &Phrase) {
    put_list(out, phrase, |out, stem| put_bytes(out, stem.as_bytes()));
}

/// Why a core file can't be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CoreFault {
    /// Written by another version.
    Format,
    Damaged,
}

impl Core {
    pub(crate) fn unpack(bytes: &[u8]) -> Result<Self, CoreFault> {
        let mut bytes = Bytes::new(bytes);
        if bytes.take(MAGIC.len()) != Some(MAGIC) {
            return Err(CoreFault::Damaged);
        }
        match bytes.number() {
            Some(FORMAT) => Self::read(&mut bytes).ok_or(CoreFault::Damaged),
            Some(_) => Err(CoreFault::Format),
            None => Err(CoreFault::Damaged),
        }
    }

    fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let core = Self {
            lang: bytes.text()?.to_owned(),
            language: name(bytes)?,
            exceptions: list(bytes, |b| Some((b.text()?.to_owned(), b.text()?.to_owned())))?,
            articles: bytes.number().filter(|&count| count <= MOST_ARTICLES)?,
            alphabet: Alphabet::read(bytes.text()?)?,
            mean_lengths: list(bytes, |b| b.number())?,
            endings: list(bytes, |b| Some(b.bytes()?.to_vec()))?,
            categories: list(bytes, |b| Some(Category { title: b.text()?.into(), url: b.text()?.into() }))?,
            category_runs: list(bytes, |b| Some((b.number()?, b.number()?)))?,
            featured: list(bytes, |b| b.number())?,
            synonyms: Synonyms {
                equal: list(bytes, |b| list(b, phrase))?,
                one_way: list(bytes, |b| Some((phrase(b)?, list(b, phrase)?)))?,
            },
            pins: list(bytes, |b| Some(PackedPin { stems: phrase(b)?, articles: list(b, |b| b.number())? }))?,
            blocks: Self::read_blocks(bytes)?,
            chunks: Self::read_chunks(bytes)?,
            file_starts: Self::read_file_starts(bytes)?,
            file_names: Self::read_file_names(bytes)?,
            expansions: list(bytes, |b| {
                let (lang, foreign, language) = (b.text()?.to_owned(), b.byte()? != 0, name(b)?);
                Some(ExpansionEntry { lang, foreign, language, list: Name::read(b.take(Name::LENGTH)?)? })
            })?,
        };
        bytes.is_empty().then_some(core)
    }

    fn read_blocks(bytes: &mut Bytes<'_>) -> Option<Vec<BlockEntry>> {
        let mut start = 0u32;
        list(bytes, |b| {
            let (first_stem, count) = (b.bytes()?.to_vec(), b.number()?);
            let place = match b.byte()? {
                0 => BlockPlace::File(Name::read(b.take(Name::LENGTH)?)?),
                _ => BlockPlace::Inline(Block::unpack(b.bytes()?).filter(|block| block.len() == count as usize)?),
            };
            let entry = BlockEntry { first_stem, start, count, place };
            start = start.checked_add(count)?;
            Some(entry)
        })
    }

    fn read_chunks(bytes: &mut Bytes<'_>) -> Option<Vec<ChunkEntry>> {
        let mut start = 0u32;
        list(bytes, |b| {
            let (count, name) = (b.number()?, Name::read(b.take(Name::LENGTH)?)?);
            let entry = ChunkEntry { start, count, name };
            start = start.checked_add(count)?;
            Some(entry)
        })
    }

    fn read_file_starts(bytes: &mut Bytes<'_>) -> Option<Vec<u32>> {
        let mut start = 0u32;
        list(bytes, |b| {
            let this = start;
            start = start.checked_add(b.number()?)?;
            Some(this)
        })
    }

    fn read_file_names(bytes: &mut Bytes<'_>) -> Option<FileNames> {
        let paged = bytes.byte()? != 0;
        let names = list(bytes, |b| Name::read(b.take(Name::LENGTH)?))?;
        Some(if paged { FileNames::Pages(names) } else { FileNames::Inline(names) })
    }

    /// How many stems there are.
    pub(crate) fn stems(&self) -> u32 {
        self.blocks.last().map_or(0, |block| block.start.saturating_add(block.count))
    }

    /// The number of an article's category.
    pub(crate) fn category(&self, article: u32) -> Option<&Category> {
        let run = self.category_runs.partition_point(|run| run.0 <= article).checked_sub(1)?;
        self.categories.get(self.category_runs.get(run)?.1 as usize)
    }

    /// The file that holds an article: its number and the article's place in it.
    pub(crate) fn file_of(&self, article: u32) -> Option<(usize, usize)> {
        let file = self.file_starts.partition_point(|&start| start <= article).checked_sub(1)?;
        Some((file, (article - self.file_starts.get(file)?) as usize))
    }

    /// How many articles a file holds.
    pub(crate) fn file_size(&self, file: usize) -> usize {
        let start = self.file_starts.get(file).copied().unwrap_or(self.articles);
        let end = self.file_starts.get(file + 1).copied().unwrap_or(self.articles);
        end.saturating_sub(start) as usize
    }

    /// The chunk that holds a stem's postings, and the stem's place in it.
    pub(crate) fn chunk_of(&self, stem: u32) -> Option<(usize, usize)> {
        let chunk = self.chunks.partition_point(|chunk| chunk.start <= stem).checked_sub(1)?;
        let entry = self.chunks.get(chunk)?;
        let at = stem - entry.start;
        (at < entry.count).then_some((chunk, at as usize))
    }

    /// The block that holds a stem by its number, and its place in it.
    pub(crate) fn block_of(&self, stem: u32) -> Option<(usize, usize)> {
        let block = self.blocks.partition_point(|block| block.start <= stem).checked_sub(1)?;
        let entry = self.blocks.get(block)?;
        let at = stem - entry.start;
        (at < entry.count).then_some((block, at as usize))
    }

    /// The block that would hold these letters.
    pub(crate) fn block_for(&self, codes: &[u8]) -> usize {
        self.blocks.partition_point(|block| block.first_stem.as_slice() <= codes).saturating_sub(1)
    }
}

fn list<T>(bytes: &mut Bytes<'_>, mut each: impl FnMut(&mut Bytes<'_>) -> Option<T>) -> Option<Vec<T>> {
    let count = bytes.count()?;
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(each(bytes)?);
    }
    Some(items)
}

/// Appends a name that may be missing.
#[cfg(feature = "write")]
pub(crate) fn put_name(out: &mut Vec<u8>, name: Option<Name>) {
    put_bytes(out, name.as_ref().map_or(&[], |name| &name.0));
}

/// A name that may be missing.
fn name(bytes: &mut Bytes<'_>) -> Option<Option<Name>> {
    let name = bytes.bytes()?;
    if name.is_empty() { Some(None) } else { Name::read(name).map(Some) }
}

fn phrase(bytes: &mut Bytes<'_>) -> Option<Phrase> {
    list(bytes, |b| Some(b.text()?.to_owned()))
}
