//! Looking stems up in the blocks that are there, and noting those that are not.

use std::cell::RefCell;

use crate::analysis::Analyzer;
use crate::archive::expansions::SHARE_STEPS;
use crate::archive::terms::Terms;
use crate::engine::{Engine, Part};
use crate::query::typos::FuzzyTerm;
use crate::ranking::idf;

/// A stem of the index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stem {
    /// Its number in the dictionary.
    pub(crate) number: u32,
    /// How many articles have it.
    pub(crate) frequency: u32,
    /// How many articles, and texts of everyday language that count beside them.
    pub(crate) texts: u32,
}

/// The dictionary of an engine. A look-up in a block that isn't loaded yet finds nothing and notes the block; whoever
/// asked sees by [`missing`](Self::missing) that the answer is not final.
pub(crate) struct Dictionary<'e> {
    engine: &'e Engine,
    needs: RefCell<Vec<Part>>,
    /// Whether who asks reads another language.
    foreign: bool,
}

/// A prefix is tried against so many stems: "a" begins thousands.
const MOST_PREFIXED: usize = 2_000;

impl<'e> Dictionary<'e> {
    pub(crate) fn new(engine: &'e Engine, foreign: bool) -> Self {
        Self { engine, needs: RefCell::default(), foreign }
    }

    /// How many parts were missed so far.
    pub(crate) fn missed(&self) -> usize {
        self.needs.borrow().len()
    }

    /// The parts missed so far.
    pub(crate) fn missing(&self) -> Vec<Part> {
        self.needs.borrow().clone()
    }

    fn terms(&self, number: usize) -> Option<&'e Terms> {
        let terms = self.engine.terms(number);
        if terms.is_none() && number < self.engine.core().blocks.len() {
            self.miss(Part::Block(number));
        }
        terms
    }

    fn miss(&self, part: Part) {
        let mut needs = self.needs.borrow_mut();
        if !needs.contains(&part) {
            needs.push(part);
        }
    }

    /// The stem at a place of a block.
    fn stem(&self, block: usize, terms: &Terms, at: usize) -> Stem {
        let start = self.engine.core().blocks.get(block).map_or(0, |entry| entry.start);
        let frequency = terms.block.frequency(at);
        Stem { number: start + at as u32, frequency, texts: frequency.saturating_add(terms.common(at)) }
    }

    /// The stem that is written like this.
    pub(crate) fn find(&self, stem: &str) -> Option<Stem> {
        self.find_codes(&self.engine.core().alphabet.encode(stem))
    }

    pub(crate) fn find_codes(&self, codes: &[u8]) -> Option<Stem> {
        let number = self.engine.core().block_for(codes);
        let terms = self.terms(number)?;
        let at = terms.block.find(codes)?;
        Some(self.stem(number, terms, at))
    }

    /// The stems that begin like this, the one that is just this left out.
    pub(crate) fn beginning(&self, codes: &[u8]) -> Vec<Stem> {
        let mut stems = Vec::new();
        for number in self.engine.core().block_for(codes)..self.engine.core().blocks.len() {
            let first = self.engine.core().blocks.get(number).map_or(&[][..], |entry| &entry.first_stem);
            if first > codes && !first.starts_with(codes) {
                break;
            }
            let Some(terms) = self.terms(number) else { continue };
            for at in terms.block.lower_bound(codes)..terms.block.len() {
                let stem = terms.block.stem(at);
                if !stem.starts_with(codes) || stems.len() >= MOST_PREFIXED {
                    return stems;
                }
                if stem.len() > codes.len() {
                    stems.push(self.stem(number, terms, at));
                }
            }
        }
        stems
    }

    /// The stems near a misspelt word, each with its number of typos. This looks at every block.
    pub(crate) fn near(&self, fuzzy: &FuzzyTerm) -> Vec<(Stem, u8)> {
        let mut stems = Vec::new();
        for number in 0..self.engine.core().blocks.len() {
            let Some(terms) = self.terms(number) else { continue };
            for near in fuzzy.near(&terms.block) {
                stems.push((self.stem(number, terms, near.at), near.typos));
            }
        }
        stems
    }

    /// The languages whose words may be looked up by their meaning, each with the number of its list.
    pub(crate) fn expansions(&self) -> impl Iterator<Item = (usize, &'e str)> {
        let lists = (0..).zip(&self.engine.core().expansions);
        lists.filter(|(_, entry)| !entry.foreign || self.foreign).map(|(list, entry)| (list, entry.lang.as_str()))
    }

    /// The analyzer of a language of expansions; it may have to be loaded first.
    pub(crate) fn analyzer_of(&self, list: usize) -> Option<&'e Analyzer> {
        let analyzer = self.engine.analyzer_of(list);
        if analyzer.is_none() {
            self.miss(Part::ExpansionLanguage(list));
        }
        analyzer
    }

    /// The stems near in meaning to a word that the articles lack, each with the share of its weight that it counts.
    pub(crate) fn neighbours(&self, list: usize, stem: &str) -> Vec<(Stem, f32)> {
        let core = self.engine.core();
        let neighbours = match self.engine.neighbours(list, &core.alphabet.encode(stem)) {
            Ok(neighbours) => neighbours,
            Err(part) => {
                self.miss(part);
                return Vec::new();
            }
        };
        let stem = |&(number, share): &(u32, u8)| {
            let (block, at) = core.block_of(number)?;
            Some((self.stem(block, self.terms(block)?, at), f32::from(share) / SHARE_STEPS))
        };
        neighbours.iter().filter_map(stem).collect()
    }

    /// The letters of a stem that was found.
    pub(crate) fn codes(&self, stem: u32) -> &'e [u8] {
        self.engine.stem_codes(stem)
    }

    pub(crate) fn text(&self, stem: u32) -> String {
        self.engine.core().alphabet.decode(self.codes(stem))
    }

    pub(crate) fn encode(&self, word: &str) -> Vec<u8> {
        self.engine.core().alphabet.encode(word)
    }

    pub(crate) fn endings(&self) -> &'e [Vec<u8>] {
        &self.engine.core().endings
    }

    pub(crate) fn synonyms(&self) -> &'e crate::archive::core_file::Synonyms {
        &self.engine.core().synonyms
    }

    pub(crate) fn lang(&self) -> &'e str {
        &self.engine.core().lang
    }

    /// What finding a stem is worth that is in so many articles and texts of everyday language.
    pub(crate) fn idf(&self, texts: u32) -> f32 {
        idf(self.engine.core().articles + self.engine.core().background, texts)
    }
}
