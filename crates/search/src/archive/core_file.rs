//! The core of an archive: the one file that every query needs, and the way to all others.

use super::FORMAT;
use super::alphabet::Alphabet;
use super::bytes::Bytes;
#[cfg(feature = "write")]
use super::bytes::{put_bytes, put_list, put_number};
use super::directory::{Directory, Place, Runs};
use super::name::Name;
use super::terms::Terms;

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
    /// How many texts of everyday language count beside them when it is asked how rare a word is.
    pub(crate) background: u32,
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
    /// The only block, where the dictionary is small: one round trip less. The engine takes it out.
    pub(crate) block: Option<Terms>,
    pub(crate) pages: Vec<PageEntry>,
    /// The only page, where there are few articles. The engine takes it out.
    pub(crate) page: Option<Runs>,
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
    /// The part that lists them.
    pub(crate) list: Place,
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

/// A block of the dictionary.
#[derive(Debug)]
pub(crate) struct BlockEntry {
    pub(crate) first_stem: Vec<u8>,
    /// Number of its first stem in the whole dictionary.
    pub(crate) start: u32,
    pub(crate) count: u32,
    /// Nowhere when it is in the core.
    pub(crate) place: Option<Place>,
}

/// A page of the directory of articles.
#[derive(Debug)]
pub(crate) struct PageEntry {
    /// Its first article.
    pub(crate) start: u32,
    /// Nowhere when it is in the core.
    pub(crate) place: Option<Place>,
}

/// No help center has more; a number read wrong must not ask for memory by the gigabyte.
const MOST_ARTICLES: u32 = 1 << 20;

const MAGIC: &[u8] = b"helpdex";

#[cfg(feature = "write")]
impl Core {
    /// Packs everything but what says where the parts are, which the writer appends.
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
        put_number(&mut out, self.background);
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
        let mut core = Self {
            lang: bytes.text()?.to_owned(),
            language: name(bytes)?,
            exceptions: bytes.list(|b| Some((b.text()?.to_owned(), b.text()?.to_owned())))?,
            articles: bytes.number().filter(|&count| count <= MOST_ARTICLES)?,
            background: bytes.number().filter(|&count| count <= MOST_ARTICLES)?,
            alphabet: Alphabet::read(bytes.text()?)?,
            mean_lengths: bytes.list(Bytes::number)?,
            endings: bytes.list(|b| Some(b.bytes()?.to_vec()))?,
            categories: bytes.list(|b| Some(Category { title: b.text()?.into(), url: b.text()?.into() }))?,
            category_runs: bytes.list(|b| Some((b.number()?, b.number()?)))?,
            featured: bytes.list(Bytes::number)?,
            synonyms: Synonyms {
                equal: bytes.list(|b| b.list(phrase))?,
                one_way: bytes.list(|b| Some((phrase(b)?, b.list(phrase)?)))?,
            },
            pins: bytes.list(|b| Some(PackedPin { stems: phrase(b)?, articles: b.list(Bytes::number)? }))?,
            ..Self::default()
        };
        let directory = Directory::read(bytes)?;
        let mut places = (0..directory.len()).map_while(|part| directory.place(part));
        core.read_blocks(bytes, &mut places)?;
        core.read_pages(bytes, &mut places)?;
        core.expansions = bytes.list(|b| {
            let (lang, foreign, language) = (b.text()?.to_owned(), b.byte()? != 0, name(b)?);
            Some(ExpansionEntry { lang, foreign, language, list: places.next()? })
        })?;
        bytes.is_empty().then_some(core)
    }

    fn read_blocks(&mut self, bytes: &mut Bytes<'_>, places: &mut impl Iterator<Item = Place>) -> Option<()> {
        if bytes.byte()? != 0 {
            let block = Terms::read(bytes)?;
            let (first_stem, count) = (block.block.stem(0).to_vec(), block.block.len() as u32);
            self.blocks.push(BlockEntry { first_stem, start: 0, count, place: None });
            self.block = Some(block);
            return Some(());
        }
        let mut start = 0u32;
        self.blocks = bytes.list(|b| {
            let (first_stem, count) = (b.bytes()?.to_vec(), b.number()?);
            let entry = BlockEntry { first_stem, start, count, place: Some(places.next()?) };
            start = start.checked_add(count)?;
            Some(entry)
        })?;
        Some(())
    }

    fn read_pages(&mut self, bytes: &mut Bytes<'_>, places: &mut impl Iterator<Item = Place>) -> Option<()> {
        if bytes.byte()? != 0 {
            self.pages.push(PageEntry { start: 0, place: None });
            self.page = Some(Runs::read(bytes)?);
            return Some(());
        }
        let mut start = 0u32;
        self.pages = bytes.list(|b| {
            let entry = PageEntry { start, place: Some(places.next()?) };
            start = start.checked_add(b.number()?)?;
            Some(entry)
        })?;
        Some(())
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

    /// The page that says where an article is, and the article's place on it.
    pub(crate) fn page_of(&self, article: u32) -> Option<(usize, u32)> {
        let page = self.pages.partition_point(|page| page.start <= article).checked_sub(1)?;
        Some((page, article - self.pages.get(page)?.start))
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
    bytes.list(|b| Some(b.text()?.to_owned()))
}
