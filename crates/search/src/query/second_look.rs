//! The second look: the best hits again, with their text, which is loaded for the snippets anyway.

use super::dictionary::Dictionary;
use super::plan::Plan;
use super::score::{Scored, sort};
use super::words::QueryWords;
use crate::analysis::{Analyzer, stop};
use crate::archive::article::Article;
use crate::engine::{Engine, Part};
use crate::ranking;

/// An article with its words found once, when it is loaded.
pub(crate) struct Reading {
    pub(crate) article: Article,
    pub(crate) streams: Vec<Stream>,
}

/// Which text of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Title,
    Ask(usize),
    Keyword(usize),
    Summary,
    Heading(usize),
    Body(usize),
}

impl Text {
    /// Whether it is the question that the article answers.
    fn names(self) -> bool {
        matches!(self, Self::Title | Self::Ask(_))
    }
}

/// The words of one text.
pub(crate) struct Stream {
    pub(crate) text: Text,
    pub(crate) tokens: Vec<ReadToken>,
}

/// A word of a text, with hashes of its stem and of itself: what to compare a query's with.
#[derive(Clone, Copy)]
pub(crate) struct ReadToken {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) position: u32,
    pub(crate) stem: u32,
    pub(crate) word: u32,
    /// Parts of a compound once more, as one word.
    pub(crate) joined: bool,
    /// A word that says little. Known only in titles and `asks`.
    pub(crate) stop: bool,
}

impl Reading {
    /// Reads the articles of one file.
    pub(crate) fn unpack(bytes: &[u8], count: usize, analyzer: &Analyzer, lang: &str) -> Option<Vec<Self>> {
        let articles = Article::unpack(bytes, count)?;
        Some(articles.into_iter().map(|article| Self::new(article, analyzer, lang)).collect())
    }

    fn new(article: Article, analyzer: &Analyzer, lang: &str) -> Self {
        let mut streams = Vec::new();
        let mut read = |text: Text, content: &str| {
            let mut tokens = Vec::new();
            analyzer.analyze(content, &mut |token| {
                tokens.push(ReadToken {
                    joined: token.joined,
                    stop: text.names() && stop::is_stop(lang, token.word),
                    start: token.start as u32,
                    end: token.end as u32,
                    position: token.position,
                    stem: hash(token.stem),
                    word: hash(token.word),
                });
            });
            streams.push(Stream { text, tokens });
        };
        read(Text::Title, &article.title);
        article.asks.iter().enumerate().for_each(|(at, text)| read(Text::Ask(at), text));
        article.keywords.iter().enumerate().for_each(|(at, text)| read(Text::Keyword(at), text));
        read(Text::Summary, &article.summary);
        for (at, section) in article.sections.iter().enumerate() {
            read(Text::Heading(at), &section.title);
            read(Text::Body(at), &section.text);
        }
        Self { article, streams }
    }

    pub(crate) fn text(&self, text: Text) -> &str {
        let section = |at: usize| self.article.sections.get(at);
        match text {
            Text::Title => &self.article.title,
            Text::Ask(at) => self.article.asks.get(at).map_or("", String::as_str),
            Text::Keyword(at) => self.article.keywords.get(at).map_or("", String::as_str),
            Text::Summary => &self.article.summary,
            Text::Heading(at) => section(at).map_or("", |section| &section.title),
            Text::Body(at) => section(at).map_or("", |section| &section.text),
        }
    }
}

/// FNV-1a, 32 bits: a wrong match would mark a wrong word in a snippet, no more.
pub(crate) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A stem to look for in texts.
#[derive(Clone, Copy)]
pub(crate) struct Needle {
    pub(crate) stem: u32,
    pub(crate) slot: usize,
    pub(crate) number: u32,
}

/// What to look for in the text of hits.
pub(crate) struct Needles {
    /// Ordered by the hash of the stem.
    pub(crate) stems: Vec<Needle>,
    /// What each slot is worth.
    pub(crate) weights: Vec<f32>,
    /// Hashes of the telling words as typed.
    pub(crate) typed: Vec<u32>,
    /// Hashes of all words as typed.
    all: Vec<u32>,
    /// Which slots are of words that say little.
    stops: Vec<bool>,
    /// Whether there is a telling word that no article has.
    unknown: bool,
}

impl Needles {
    pub(crate) fn new(dictionary: &Dictionary<'_>, plan: &Plan, query: &QueryWords) -> Self {
        let mut stems = Vec::new();
        for (number, slot) in plan.slots.iter().enumerate() {
            for meant in slot.own.iter().chain(slot.others.iter().flatten()).flat_map(|meaning| &meaning.stems) {
                let stem = hash(&dictionary.text(meant.stem));
                stems.push(Needle { stem, slot: number, number: meant.stem });
            }
        }
        stems.sort_by_key(|needle| (needle.stem, needle.slot));
        let telling = || (0..).zip(&query.words).filter(|(_, word)| !word.stop);
        let looked_for = |number: usize| plan.slots.iter().any(|slot| (slot.from..slot.to).contains(&number));
        Self {
            stems,
            weights: plan.slots.iter().map(|slot| slot.weight).collect(),
            typed: telling().map(|(_, word)| hash(&word.word)).collect(),
            all: query.words.iter().map(|word| hash(&word.word)).collect(),
            stops: plan.slots.iter().map(|slot| slot.stop).collect(),
            unknown: telling().any(|(number, _)| !looked_for(number)),
        }
    }

    /// The slot that a token of a text answers.
    pub(crate) fn slot(&self, token: &ReadToken) -> Option<usize> {
        let at = self.stems.partition_point(|needle| needle.stem < token.stem);
        self.stems.get(at).filter(|needle| needle.stem == token.stem).map(|needle| needle.slot)
    }

    fn weight(&self, slot: usize) -> f32 {
        self.weights.get(slot).copied().unwrap_or(0.0)
    }

    /// How much of the query stands close together in one text, from 0 to 1: pairs of neighbouring words that are
    /// neighbours here as well, by what the rarer of each is worth.
    pub(crate) fn closeness(&self, reading: &Reading) -> f32 {
        let slots = self.weights.len();
        if slots < 2 {
            return 0.0;
        }
        let mut found = vec![0.0f32; slots - 1];
        for stream in &reading.streams {
            let mut before: Option<(usize, u32)> = None;
            for token in &stream.tokens {
                let Some(slot) = self.slot(token) else { continue };
                if let Some((other, position)) = before {
                    let near = token.position.saturating_sub(position) <= ranking::NEIGHBOURS;
                    if slot == other + 1 && near {
                        found[other] = 1.0;
                    }
                }
                before = Some((slot, token.position));
            }
        }
        let pair = |at: usize| self.weight(at).min(self.weight(at + 1));
        let all: f32 = (0..slots - 1).map(pair).sum();
        let sum: f32 = found.iter().enumerate().map(|(at, near)| near * pair(at)).sum();
        if all > 0.0 { sum / all } else { 0.0 }
    }

    /// The share of the words typed that stand in the article in just that form.
    pub(crate) fn exactness(&self, reading: &Reading) -> f32 {
        let has =
            |word: &u32| reading.streams.iter().any(|stream| stream.tokens.iter().any(|token| token.word == *word));
        let exact = self.typed.iter().filter(|word| has(word)).count();
        exact as f32 / self.typed.len().max(1) as f32
    }
}

impl Needles {
    /// Whether the query is the very question that the article answers, in its title or one of its `asks`: 1 for the same
    /// words in the same order, less for the same telling words.
    pub(crate) fn wholeness(&self, reading: &Reading) -> f32 {
        let names = reading.streams.iter().filter(|stream| stream.text.names());
        names.map(|stream| self.wholeness_of(&stream.tokens)).fold(0.0, f32::max)
    }

    fn wholeness_of(&self, tokens: &[ReadToken]) -> f32 {
        let words = tokens.iter().filter(|token| !token.joined).map(|token| token.word);
        if !self.all.is_empty() && words.eq(self.all.iter().copied()) {
            return 1.0;
        }
        let mut missing: Vec<bool> = self.stops.iter().map(|stop| !stop).collect();
        let mut telling = 0;
        for token in tokens {
            let slot = self.slot(token);
            if let Some(slot) = slot {
                missing[slot] = false;
            }
            if !token.joined && !token.stop {
                telling += 1;
                if slot.is_none() {
                    return 0.0;
                }
            }
        }
        let same = telling > 0 && !self.unknown && !missing.contains(&true);
        if same { ranking::SAME_WORDS } else { 0.0 }
    }

    /// How an article spells a stem that was found for a misspelt word.
    pub(crate) fn spelling(&self, reading: &Reading, stem: u32) -> Option<String> {
        let hash = self.stems.iter().find(|needle| needle.number == stem)?.stem;
        reading.streams.iter().find_map(|stream| {
            let token = stream.tokens.iter().find(|token| token.stem == hash)?;
            let spelling = reading.text(stream.text).get(token.start as usize..token.end as usize)?;
            Some(spelling.to_lowercase())
        })
    }
}

/// Texts of the first hits, or the parts to load for them.
pub(crate) fn missing(engine: &Engine, hits: &[Scored]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for part in hits.iter().filter_map(|hit| engine.reading(hit.article).err()) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Looks at the first hits again and puts them in their final order.
pub(crate) fn reorder(engine: &Engine, needles: &Needles, hits: &mut [Scored]) {
    for hit in hits.iter_mut() {
        if let Ok(Some(reading)) = engine.reading(hit.article) {
            hit.score *= 1.0
                + ranking::CLOSENESS * needles.closeness(reading)
                + ranking::EXACTNESS * needles.exactness(reading)
                + ranking::WHOLENESS * needles.wholeness(reading);
        }
    }
    sort(hits);
}
