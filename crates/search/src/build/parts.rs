//! Cutting the index into parts, laying those into packs, and the directory that says where each is.

use flate2::Compression;
use rayon::prelude::*;

use super::background::Background;
use super::compressed::Compressor;
use super::expansions::{Expansion, LanguageExpansions};
use super::files::{Files, RARE_PACK};
use super::impacts::StemPostings;
use super::part::Part;
use super::texts::Texts;
use crate::analysis::primary;
use crate::archive::bytes::{put_bytes, put_list, put_number};
use crate::archive::core_file::put_name;
use crate::archive::directory::{Directory, Place, Runs};
use crate::archive::expansions::{ExpansionList, Expansions};
use crate::archive::postings::Chunk;
use crate::archive::terms::Terms;

/// A dictionary up to this size before compression, with the directory of its postings, travels with the core: a round trip
/// costs a phone more than that.
const INLINE_DICTIONARY: usize = 96 << 10;
/// Size of a block of a larger one, and of a chunk of postings, before compression. Smaller ones waste bytes on the
/// directory, larger ones on stems that nobody asked for.
const BLOCK: usize = 16 << 10;
const CHUNK: usize = 3 << 10;
/// What the directory of a block says of a chunk.
const CHUNK_ENTRY: usize = 4;
/// A run of expansions before compression: a query loads one for each word that no article has.
const EXPANSIONS: usize = 2 << 10;
/// So many parts of articles are on a page of the directory: all of 100,000 articles would be 200 kB for every first query.
const PAGE: usize = 128;
/// Up to so many stay in the core.
const INLINE_PAGE: usize = 1_200;

/// A stem in letter codes, and its postings.
pub(super) type StemEntry = (Vec<u8>, StemPostings);

/// Adds all parts of an index, and says in its core where they are.
pub(super) fn put_parts(
    core: &mut Vec<u8>,
    (files, compressor): (&mut Files, &Compressor<'_>),
    (stems, background): (&[StemEntry], &Background),
    texts: Texts,
    expansions: &[LanguageExpansions],
    site: &[&str],
) {
    let blocks = blocks(stems);
    let expansions: Vec<_> = expansions.iter().filter(|language| !language.words.is_empty()).collect();
    let lists: Vec<Vec<&[Expansion]>> =
        expansions.iter().map(|language| runs(&language.words, EXPANSIONS, expansion_size)).collect();

    let all: Vec<_> = blocks.iter().flatten().collect();
    let best = |bytes: &[u8]| compressor.part(bytes, Compression::best());
    let chunks: Vec<Part> =
        all.into_par_iter().map(|stems| best(&Chunk::pack(stems.iter().map(|(_, entry)| &entry.postings)))).collect();
    let run = |run: &&[Expansion]| best(&Expansions::pack(run));
    let mut rare = files.lay(lists.iter().flatten().map(run), RARE_PACK).into_iter();
    let Texts { parts, counts, articles, bytes } = texts;
    let size = files.pack_size(estimate(stems, bytes), articles as usize);
    let mut places = files.lay(chunks.into_iter().chain(parts), size).into_iter();
    let mut take = |count: usize| -> Vec<Place> { places.by_ref().take(count).collect() };
    let blocks: Vec<PackedBlock<'_>> =
        blocks.into_iter().map(|chunks| PackedBlock::new(&chunks, background, &take(chunks.len()))).collect();
    let pages = pages(&counts, &take(counts.len()));
    let lists = lists.into_iter().map(|runs| {
        let firsts: Vec<&[u8]> = runs.iter().filter_map(|run| run.first().map(|(word, _)| word.as_slice())).collect();
        ExpansionList::pack(&firsts, &rare.by_ref().take(runs.len()).collect::<Vec<_>>())
    });
    let lists: Vec<Vec<u8>> = lists.collect();

    let mut parts: Vec<Part> = Vec::new();
    if blocks.len() > 1 {
        parts.extend(blocks.iter().map(|block| best(&block.bytes)));
    }
    if pages.len() > 1 {
        parts.extend(pages.iter().map(|page| best(&page.bytes)));
    }
    parts.extend(lists.iter().map(|list| best(list)));
    Directory::pack(core, &files.lay(parts, size));
    put_blocks(core, &blocks);
    put_pages(core, &pages);
    let own = files.lang().to_owned();
    put_list(core, &expansions, |core, LanguageExpansions { lang, .. }| {
        put_bytes(core, lang.as_bytes());
        // Words of a language in which the site has articles are for readers of that one, where its own don't answer.
        core.push(u8::from(*lang != primary(&own) && site.iter().any(|code| primary(code) == *lang)));
        put_name(core, files.add_language(lang));
    });
}

/// About how many bytes postings and texts will come to: of a posting a byte and a half is left when it is compressed, of a text about
/// half.
fn estimate(stems: &[StemEntry], texts: usize) -> usize {
    let postings: usize = stems.iter().map(|(_, entry)| entry.postings.len()).sum();
    postings * 3 / 2 + texts / 2
}

/// A block of the dictionary.
struct PackedBlock<'a> {
    first: &'a [u8],
    stems: u32,
    bytes: Vec<u8>,
}

impl<'a> PackedBlock<'a> {
    fn new(chunks: &[&'a [StemEntry]], background: &Background, places: &[Place]) -> Self {
        let stems: Vec<(&[u8], u32)> = chunks
            .iter()
            .copied()
            .flatten()
            .map(|(codes, entry)| (codes.as_slice(), entry.postings.len() as u32))
            .collect();
        let common = background.frequencies(chunks.iter().copied().flatten().map(|(_, entry)| entry.stem.as_str()));
        let counts: Vec<u32> = chunks.iter().map(|stems| stems.len() as u32).collect();
        let mut bytes = Vec::new();
        Terms::pack(&mut bytes, &stems, &common, &counts, places);
        Self { first: stems.first().map_or(&[], |(codes, _)| codes), stems: stems.len() as u32, bytes }
    }
}

fn put_blocks(core: &mut Vec<u8>, blocks: &[PackedBlock<'_>]) {
    if let [block] = blocks {
        core.push(1);
        core.extend_from_slice(&block.bytes);
        return;
    }
    core.push(0);
    put_list(core, blocks, |core, block| {
        put_bytes(core, block.first);
        put_number(core, block.stems);
    });
}

/// Cuts the dictionary into blocks, and each into chunks: one block that stays in the core while it is small.
fn blocks(stems: &[StemEntry]) -> Vec<Vec<&[StemEntry]>> {
    let postings = |(_, entry): &StemEntry| 2 * entry.postings.len();
    let size = |stem: &StemEntry| stem.0.len() + 3 + postings(stem) * CHUNK_ENTRY / CHUNK;
    let whole: usize = stems.iter().map(size).sum();
    let blocks = if whole <= INLINE_DICTIONARY { vec![stems] } else { runs(stems, BLOCK, size) };
    blocks.into_iter().map(|block| runs(block, CHUNK, postings)).collect()
}

/// A page of the directory of articles.
struct PackedPage {
    articles: u32,
    bytes: Vec<u8>,
}

/// The directory of articles: one page that stays in the core while there are few.
fn pages(counts: &[u32], places: &[Place]) -> Vec<PackedPage> {
    let most = if counts.len() <= INLINE_PAGE { INLINE_PAGE } else { PAGE };
    let page = |(counts, places): (&[u32], &[Place])| {
        let mut bytes = Vec::new();
        Runs::pack(&mut bytes, counts, places);
        PackedPage { articles: counts.iter().sum(), bytes }
    };
    counts.chunks(most).zip(places.chunks(most)).map(page).collect()
}

fn put_pages(core: &mut Vec<u8>, pages: &[PackedPage]) {
    if let [page] = pages {
        core.push(1);
        core.extend_from_slice(&page.bytes);
        return;
    }
    core.push(0);
    put_list(core, pages, |core, page| put_number(core, page.articles));
}

fn expansion_size((word, neighbours): &Expansion) -> usize {
    word.len() + 3 * neighbours.len()
}

/// Cuts a list into runs of about `most` bytes each.
fn runs<T>(items: &[T], most: usize, size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut runs = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, item) in items.iter().enumerate() {
        let size = size(item);
        if at > start && sum + size > most {
            runs.push(&items[start..at]);
            (start, sum) = (at, 0);
        }
        sum += size;
    }
    if start < items.len() {
        runs.push(&items[start..]);
    }
    runs
}
