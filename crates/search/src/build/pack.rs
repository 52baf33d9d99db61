//! Cutting the index into the archive's files.

use std::collections::HashMap;

use flate2::Compression;

use super::endings::endings;
use super::expansions::{self, Expansion, LanguageExpansions};
use super::files::{Archive, Files};
use super::impacts::{Impacts, StemPostings};
use super::index::cut;
use crate::analysis::{Analyzer, StemCache, primary};
use crate::archive::alphabet::Alphabet;
use crate::archive::article::Article;
use crate::archive::bytes::{put_bytes, put_number};
use crate::archive::core_file::{Category, Core, NAMES_A_PAGE, PackedPin, Phrase, Synonyms, put_list, put_name};
use crate::archive::dictionary::Block;
use crate::archive::expansions::{ExpansionList, Expansions};
use crate::archive::name::Name;
use crate::archive::postings::Chunk;
use crate::document::{Document, Words};

/// A dictionary up to this size before compression travels with the core: a round trip costs a phone more than that.
const INLINE_DICTIONARY: usize = 96 << 10;
/// Size of a block of a larger one, and of a chunk of postings, before compression. Smaller ones waste bytes on names
/// and gzip's headers, larger ones on stems that nobody asked for.
const BLOCK: usize = 16 << 10;
const CHUNK: usize = 3 << 10;
/// A file of articles is closed once it holds so much text: tiny files compress badly, large ones hold other articles.
const ARTICLES: usize = 1 << 10;
/// A run of expansions before compression: a query loads one for each word that no article has.
const EXPANSIONS: usize = 2 << 10;
/// Up to so many names of article files stay in the core.
const INLINE_NAMES: usize = 600;

pub(super) fn pack(
    lang: &str,
    site: &[&str],
    articles: u32,
    documents: &[Document],
    words: &Words,
    impacts: Impacts,
    known: &StemCache,
) -> Archive {
    let alphabet = Alphabet::of(impacts.stems.iter().map(|entry| entry.stem.as_str()));
    let mut stems: Vec<(Vec<u8>, StemPostings)> =
        impacts.stems.into_iter().map(|entry| (alphabet.encode(&entry.stem), entry)).collect();
    stems.sort_by(|a, b| a.0.cmp(&b.0));
    // Stems with letters that no code is left for can look the same.
    stems.dedup_by(|a, b| a.0 == b.0);
    let (categories, category_runs) = categories(documents);
    let analyzer = Analyzer::new(lang);
    let exceptions = known.exceptions(&analyzer);
    let analyzer = analyzer.with_exceptions(exceptions.clone());
    let mut files = Files::new(lang);
    let core = Core {
        lang: lang.to_owned(),
        language: files.add_language(lang),
        exceptions,
        articles,
        endings: endings(known, &alphabet),
        alphabet,
        mean_lengths: impacts.mean_lengths,
        categories,
        category_runs,
        featured: (0..).zip(documents).filter(|(_, document)| document.featured).map(|(number, _)| number).collect(),
        synonyms: synonyms(&analyzer, words),
        pins: pins(&analyzer, documents, words),
        ..Core::default()
    };
    let found = if words.literal { Vec::new() } else { expansions::expansions(lang, articles, &core.alphabet, &stems) };
    let mut bytes = core.pack_head();
    put_stems(&mut bytes, &mut files, &stems);
    put_articles(&mut bytes, &mut files, documents);
    put_expansions(&mut bytes, &mut files, &found, site);
    let core_name = files.add(&bytes, Compression::best());
    files.into_archive(articles, core_name, core.language, site)
}

/// Dictionary blocks and chunks of postings, and the directory of both.
fn put_stems(core: &mut Vec<u8>, files: &mut Files, stems: &[(Vec<u8>, StemPostings)]) {
    let size: usize = stems.iter().map(|(codes, _)| codes.len() + 3).sum();
    let inline = size <= INLINE_DICTIONARY;
    let blocks = runs(stems, if inline { usize::MAX } else { BLOCK }, |(codes, _)| codes.len() + 3);
    let mut chunks: Vec<(u32, Name)> = Vec::new();
    put_list(core, &blocks, |core, block| {
        put_bytes(core, block.first().map_or(&[], |(codes, _)| codes));
        put_number(core, block.len() as u32);
        let terms: Vec<(&[u8], u32)> =
            block.iter().map(|(codes, entry)| (codes.as_slice(), entry.postings.len() as u32)).collect();
        let packed = Block::pack(&terms);
        if inline {
            core.push(1);
            put_bytes(core, &packed);
        } else {
            core.push(0);
            core.extend(files.add(&packed, Compression::best()).0);
        }
        for run in runs(block, CHUNK, |(_, entry)| 2 * entry.postings.len()) {
            let postings: Vec<&[(u32, u8)]> = run.iter().map(|(_, entry)| entry.postings.as_slice()).collect();
            chunks.push((run.len() as u32, files.add(&Chunk::pack(&postings), Compression::best())));
        }
    });
    put_list(core, &chunks, |core, &(count, name)| {
        put_number(core, count);
        core.extend(name.0);
    });
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

/// Files of articles, and the directory of them.
fn put_articles(core: &mut Vec<u8>, files: &mut Files, documents: &[Document]) {
    let mut packed: Vec<(u32, Vec<u8>)> = Vec::new();
    for document in documents {
        if packed.last().is_none_or(|(_, bytes)| bytes.len() >= ARTICLES) {
            packed.push((0, Vec::new()));
        }
        if let Some((count, bytes)) = packed.last_mut() {
            *count += 1;
            Article::pack(bytes, document);
        }
    }
    put_list(core, &packed, |core, (count, _)| put_number(core, *count));
    let names: Vec<Name> = packed.iter().map(|(_, bytes)| files.add(bytes, Compression::new(6))).collect();
    let paged = names.len() > INLINE_NAMES;
    core.push(u8::from(paged));
    let names = if paged {
        names
            .chunks(NAMES_A_PAGE)
            .map(|page| files.add(&page.iter().flat_map(|name| name.0).collect::<Vec<_>>(), Compression::none()))
            .collect()
    } else {
        names
    };
    put_list(core, &names, |core, name| core.extend(name.0));
}

/// The expansions of each language: runs of words, and a list of the runs. Words of a language in which the site has
/// articles are for readers of that one, where its own articles don't answer.
fn put_expansions(core: &mut Vec<u8>, files: &mut Files, languages: &[LanguageExpansions], site: &[&str]) {
    let own = files.lang().to_owned();
    let mut entries: Vec<(&str, bool, Option<Name>, Name)> = Vec::new();
    for LanguageExpansions { lang, words } in languages.iter().filter(|language| !language.words.is_empty()) {
        let size = |(word, neighbours): &Expansion| word.len() + 3 * neighbours.len();
        let runs: Vec<(&[u8], Name)> = runs(words, EXPANSIONS, size)
            .into_iter()
            .filter_map(|run| Some((run.first()?.0.as_slice(), files.add(&Expansions::pack(run), Compression::best()))))
            .collect();
        let list = files.add(&ExpansionList::pack(&runs), Compression::best());
        let foreign = *lang != primary(&own) && site.iter().any(|code| primary(code) == *lang);
        entries.push((lang, foreign, files.add_language(lang), list));
    }
    put_list(core, &entries, |core, (lang, foreign, language, list)| {
        put_bytes(core, lang.as_bytes());
        core.push(u8::from(*foreign));
        put_name(core, *language);
        core.extend(list.0);
    });
}

fn categories(documents: &[Document]) -> (Vec<Category>, Vec<(u32, u32)>) {
    let mut numbers = HashMap::<(&str, &str), u32>::new();
    let mut categories = Vec::new();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (article, document) in (0..).zip(documents) {
        let number = *numbers.entry((&document.category_url, &document.category)).or_insert_with(|| {
            categories.push(Category { title: document.category.clone(), url: document.category_url.clone() });
            categories.len() as u32 - 1
        });
        if runs.last().is_none_or(|run| run.1 != number) {
            runs.push((article, number));
        }
    }
    (categories, runs)
}

/// The stems of a phrase.
fn phrase(analyzer: &Analyzer, text: &str) -> Phrase {
    let mut stems = Vec::new();
    analyzer.analyze(text, &mut |token| {
        if !token.joined {
            stems.push(cut(token.stem).to_owned());
        }
    });
    stems
}

fn synonyms(analyzer: &Analyzer, words: &Words) -> Synonyms {
    let phrases = |texts: &[String]| -> Vec<Phrase> {
        texts.iter().map(|text| phrase(analyzer, text)).filter(|phrase| !phrase.is_empty()).collect()
    };
    Synonyms {
        equal: words.equal.iter().map(|group| phrases(group)).filter(|group| group.len() > 1).collect(),
        one_way: words
            .one_way
            .iter()
            .map(|(from, to)| (phrase(analyzer, from), phrases(to)))
            .filter(|(from, to)| !from.is_empty() && !to.is_empty())
            .collect(),
    }
}

fn pins(analyzer: &Analyzer, documents: &[Document], words: &Words) -> Vec<PackedPin> {
    let pack = |pin: &crate::document::Pin| {
        let mut stems = phrase_for_pin(analyzer, &pin.query);
        stems.sort_unstable();
        stems.dedup();
        let number = |source: &String| documents.iter().position(|document| &document.source == source);
        let articles: Vec<u32> = pin.sources.iter().filter_map(number).map(|number| number as u32).collect();
        (!stems.is_empty() && !articles.is_empty()).then_some(PackedPin { stems, articles })
    };
    words.pins.iter().filter_map(pack).collect()
}

/// Stop words don't tell one pinned query from another, unless there is nothing else.
fn phrase_for_pin(analyzer: &Analyzer, query: &str) -> Phrase {
    let (mut all, mut telling) = (Vec::new(), Vec::new());
    analyzer.analyze(query, &mut |token| {
        if !token.joined {
            all.push(cut(token.stem).to_owned());
            if !analyzer.is_stop_word(token.word) {
                telling.push(cut(token.stem).to_owned());
            }
        }
    });
    if telling.is_empty() { all } else { telling }
}
