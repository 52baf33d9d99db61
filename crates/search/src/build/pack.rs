//! Cutting the index into the archive's files.

use flate2::Compression;

use super::background::Background;
use super::compressed::Compressor;
use super::endings::endings;
use super::expansions;
use super::facts::Facts;
use super::files::{ArchiveFile, Entrance, Files};
use super::impacts::Impacts;
use super::index::cut;
use super::parts::{StemEntry, put_parts};
use super::texts::Texts;
use crate::analysis::{Analyzer, StemCache};
use crate::archive::alphabet::Alphabet;
use crate::archive::core_file::{Core, PackedPin, Phrase, Synonyms};
use crate::document::Words;

/// What was found in the articles of a language.
pub(super) struct Found<'f> {
    pub(super) words: &'f Words,
    pub(super) impacts: Impacts,
    pub(super) known: &'f StemCache,
    pub(super) facts: Facts<'f>,
    pub(super) texts: Texts,
    pub(super) compressor: &'f Compressor<'f>,
}

pub(super) fn pack(lang: &str, site: &[&str], found: Found<'_>, give: &mut dyn FnMut(ArchiveFile)) -> Entrance {
    let Found { words, impacts, known, facts, texts, compressor } = found;
    let articles = facts.articles;
    let alphabet = Alphabet::of(impacts.stems.iter().map(|entry| entry.stem.as_str()));
    let mut stems: Vec<StemEntry> =
        impacts.stems.into_iter().map(|entry| (alphabet.encode(&entry.stem), entry)).collect();
    stems.sort_by(|a, b| a.0.cmp(&b.0));
    // Stems with letters that no code is left for can look the same.
    stems.dedup_by(|a, b| a.0 == b.0);
    let analyzer = Analyzer::new(lang);
    let exceptions = known.exceptions(&analyzer);
    let analyzer = analyzer.with_exceptions(exceptions.clone());
    let background = if words.literal { Background::default() } else { Background::of(lang, articles) };
    let mut files = Files::new(lang, give);
    let core = Core {
        lang: lang.to_owned(),
        language: files.add_language(lang),
        exceptions,
        articles,
        background: background.texts,
        endings: endings(known, &alphabet),
        alphabet,
        mean_lengths: impacts.mean_lengths,
        pins: pins(&analyzer, &facts, words),
        categories: facts.categories,
        category_runs: facts.category_runs,
        featured: facts.featured,
        synonyms: synonyms(&analyzer, words),
        ..Core::default()
    };
    let expansions =
        if words.literal { Vec::new() } else { expansions::expansions(lang, articles, &core.alphabet, &stems) };
    let mut bytes = core.pack_head();
    put_parts(&mut bytes, (&mut files, compressor), (&stems, &background), texts, &expansions, site);
    let core_name = files.add(&bytes, Compression::best());
    files.finish(articles, core_name, core.language, site)
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

fn pins(analyzer: &Analyzer, facts: &Facts<'_>, words: &Words) -> Vec<PackedPin> {
    let pack = |pin: &crate::document::Pin| {
        let mut stems = phrase_for_pin(analyzer, &pin.query);
        stems.sort_unstable();
        stems.dedup();
        let number = |source: &String| facts.pinned.get(source.as_str()).copied().flatten();
        let articles: Vec<u32> = pin.sources.iter().filter_map(number).collect();
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
