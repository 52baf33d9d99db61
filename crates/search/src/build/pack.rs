//! Cutting the index into the archive's files.

use std::collections::HashMap;

use flate2::Compression;

use super::endings::endings;
use super::expansions;
use super::files::{ArchiveFile, Entrance, Files};
use super::impacts::Impacts;
use super::index::cut;
use super::parts::{StemEntry, put_parts};
use crate::analysis::{Analyzer, StemCache};
use crate::archive::alphabet::Alphabet;
use crate::archive::core_file::{Category, Core, PackedPin, Phrase, Synonyms};
use crate::document::{Document, Words};

pub(super) fn pack(
    lang: &str,
    site: &[&str],
    documents: &[Document],
    words: &Words,
    impacts: Impacts,
    known: &StemCache,
    give: &mut dyn FnMut(ArchiveFile),
) -> Entrance {
    // Whoever calls has refused more.
    let articles = u32::try_from(documents.len()).unwrap_or(u32::MAX);
    let alphabet = Alphabet::of(impacts.stems.iter().map(|entry| entry.stem.as_str()));
    let mut stems: Vec<StemEntry> =
        impacts.stems.into_iter().map(|entry| (alphabet.encode(&entry.stem), entry)).collect();
    stems.sort_by(|a, b| a.0.cmp(&b.0));
    // Stems with letters that no code is left for can look the same.
    stems.dedup_by(|a, b| a.0 == b.0);
    let (categories, category_runs) = categories(documents);
    let analyzer = Analyzer::new(lang);
    let exceptions = known.exceptions(&analyzer);
    let analyzer = analyzer.with_exceptions(exceptions.clone());
    let mut files = Files::new(lang, give);
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
    put_parts(&mut bytes, &mut files, &stems, documents, &found, site);
    let core_name = files.add(&bytes, Compression::best());
    files.finish(articles, core_name, core.language, site)
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
