//! The plan of a query: for each of its words the stems that may be meant, and how sure that is.

use super::dictionary::{Dictionary, Stem};
use super::synonyms;
use super::typos::Misspelt;
use super::words::{QueryWord, QueryWords};
use crate::analysis::Analyzer;
use crate::ranking::{self, rarity};

/// How a stem was found for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The word's own stem.
    Whole,
    /// It begins as the last word does.
    Prefix,
    /// So many typos away.
    Typos(u8),
    /// Part of a word written in one, or two words written in one.
    Compound,
    /// The author said that it means the same.
    Synonym,
}

/// A stem that may be meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meant {
    pub(crate) stem: u32,
    /// What a full impact of it is worth.
    pub(crate) weight: f32,
    pub(crate) how: How,
}

/// The stems for one word; an article counts with the best of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Meaning {
    pub(crate) stems: Vec<Meant>,
}

/// Something to look for as a whole: one word as a rule, several where they may be one, or have a synonym.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot {
    /// Numbers of the first word and of the one after the last.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The words themselves: each that is found counts.
    pub(crate) own: Vec<Meaning>,
    /// Other ways to say it: all words of one must be found.
    pub(crate) others: Vec<Vec<Meaning>>,
    /// What it is worth to have found it, for the share of the query that an article covers.
    pub(crate) weight: f32,
    pub(crate) stop: bool,
}

/// A word that was read as another.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What it may be, likeliest first.
    pub(crate) stems: Vec<u32>,
}

/// A query ready to be scored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) slots: Vec<Slot>,
    pub(crate) corrections: Vec<Correction>,
    /// Telling words of the query, and how many of them were found without guessing typos.
    pub(crate) telling: usize,
    pub(crate) sure: usize,
}

/// A long prefix is one stem or two; a short one would fetch the postings of half the dictionary.
const MOST_BEGINNINGS: usize = 24;
/// Candidates for a misspelt word.
const MOST_CORRECTIONS: usize = 6;

/// Looks every word up. Where the dictionary lacks blocks the plan is not final; the dictionary knows.
pub(crate) fn plan(dictionary: &Dictionary<'_>, analyzer: &Analyzer, query: &QueryWords) -> Plan {
    let mut plan = Plan::default();
    let last = query.words.len().wrapping_sub(1);
    for (number, word) in query.words.iter().enumerate() {
        let unfinished = number == last && query.typing;
        let (meaning, others) = meaning(dictionary, analyzer, word, unfinished, query.words.len() == 1);
        if !word.stop {
            plan.telling += 1;
            plan.sure += usize::from(
                !others.is_empty() || meaning.stems.iter().any(|meant| !matches!(meant.how, How::Typos(_))),
            );
        }
        let typos = meaning.stems.iter().filter(|meant| matches!(meant.how, How::Typos(_)));
        let stems: Vec<u32> = typos.map(|meant| meant.stem).collect();
        if !stems.is_empty() {
            plan.corrections.push(Correction { start: word.start, end: word.end, stems });
        }
        plan.slots.push(Slot {
            from: number,
            to: number + 1,
            own: vec![meaning],
            others,
            weight: 0.0,
            stop: word.stop,
        });
    }
    join_neighbours(dictionary, analyzer, query, &mut plan);
    synonyms::add(dictionary, query, &mut plan);
    for slot in &mut plan.slots {
        slot.weight = worth(slot);
    }
    drop_stop_words(&mut plan);
    plan
}

impl Plan {
    /// What the words `from..to` are worth as typed.
    pub(crate) fn own_worth(&self, from: usize, to: usize) -> f32 {
        let slots = self.slots.iter().filter(|slot| slot.from < to && slot.to > from);
        slots.flat_map(|slot| &slot.own).map(best).sum()
    }
}

fn best(meaning: &Meaning) -> f32 {
    meaning.stems.iter().map(|meant| meant.weight).fold(0.0, f32::max)
}

/// What finding the slot in full is worth.
fn worth(slot: &Slot) -> f32 {
    let own: f32 = slot.own.iter().map(best).sum();
    slot.others.iter().map(|words| words.iter().map(best).sum()).fold(own, f32::max)
}

/// "how", "my" and "the" tell nothing where anything else does; alone they are all there is.
fn drop_stop_words(plan: &mut Plan) {
    if plan.slots.iter().any(|slot| !slot.stop && slot.weight > 0.0) {
        for slot in plan.slots.iter_mut().filter(|slot| slot.stop) {
            slot.weight *= ranking::STOP_WORD;
            for meant in slot.own.iter_mut().chain(slot.others.iter_mut().flatten()).flat_map(|m| &mut m.stems) {
                meant.weight *= ranking::STOP_WORD;
            }
        }
    }
    plan.slots.retain(|slot| slot.weight > 0.0);
}

/// Whole stem first; then what it begins; then what it may have been without typos, or as two words.
fn meaning(
    dictionary: &Dictionary<'_>,
    analyzer: &Analyzer,
    word: &QueryWord,
    unfinished: bool,
    alone: bool,
) -> (Meaning, Vec<Vec<Meaning>>) {
    let missed = dictionary.missed();
    let mut meaning = Meaning::default();
    let whole = dictionary.find(&word.stem);
    if let Some(stem) = whole {
        meaning.stems.push(Meant {
            stem: stem.number,
            weight: rarity(dictionary.articles(), stem.frequency),
            how: How::Whole,
        });
    }
    if unfinished && (whole.is_none() || !alone || word.stop) {
        beginnings(dictionary, word, &mut meaning);
    }
    if !meaning.stems.is_empty() || dictionary.missed() > missed {
        return (meaning, Vec::new());
    }
    if let Some(parts) = split(dictionary, analyzer, word) {
        return (meaning, vec![parts]);
    }
    near(dictionary, word, &mut meaning);
    (meaning, Vec::new())
}

fn beginnings(dictionary: &Dictionary<'_>, word: &QueryWord, meaning: &mut Meaning) {
    let codes = dictionary.encode(&word.word);
    let mut stems = dictionary.beginning(&codes);
    // "withdrawi" on the way to "withdrawing": a stem, and the beginning of an ending.
    for at in 3..codes.len() {
        let (stem, rest) = codes.split_at(at);
        if dictionary.endings().iter().any(|ending| ending.len() > rest.len() && ending.starts_with(rest)) {
            stems.extend(dictionary.find_codes(stem));
        }
    }
    stems.retain(|stem| meaning.stems.iter().all(|meant| meant.stem != stem.number));
    stems.sort_by(|a, b| b.frequency.cmp(&a.frequency).then(a.number.cmp(&b.number)));
    stems.truncate(if codes.len() < 2 { MOST_BEGINNINGS / 3 } else { MOST_BEGINNINGS });
    let weight = ranking::PREFIX * rarity_of_any(dictionary, stems.iter());
    meaning.stems.extend(stems.iter().map(|stem| Meant { stem: stem.number, weight, how: How::Prefix }));
}

/// The weight of finding any of several stems.
fn rarity_of_any<'s>(dictionary: &Dictionary<'_>, stems: impl Iterator<Item = &'s Stem>) -> f32 {
    let frequency = stems.fold(0u32, |sum, stem| sum.saturating_add(stem.frequency));
    rarity(dictionary.articles(), frequency)
}

/// How many typos a word may have: none where it is short or has a digit, because then most neighbours are other words.
fn most_typos(word: &str) -> u8 {
    if word.chars().any(char::is_numeric) {
        return 0;
    }
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

fn near(dictionary: &Dictionary<'_>, word: &QueryWord, meaning: &mut Meaning) {
    let most = most_typos(&word.word);
    if most == 0 {
        return;
    }
    let codes = dictionary.encode(&word.word);
    let first = codes.first().copied();
    let misspelt = Misspelt::new(codes, most, dictionary.endings());
    let mut found: Vec<(bool, u8, Stem)> = dictionary
        .near(&misspelt)
        .into_iter()
        .map(|(stem, typos)| (dictionary.codes(stem.number).first().copied() != first, typos, stem))
        .collect();
    // A whole word within one typo is meant rather than any within two.
    let least = found.iter().map(|&(_, typos, _)| typos).min().unwrap_or(0);
    found.retain(|&(_, typos, _)| typos == least);
    found.sort_by(|a, b| {
        (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.frequency.cmp(&a.2.frequency)).then(a.2.number.cmp(&b.2.number))
    });
    found.truncate(MOST_CORRECTIONS);
    let rarity = rarity_of_any(dictionary, found.iter().map(|(_, _, stem)| stem));
    for (other_first, typos, stem) in found {
        let sure = if typos < 2 { ranking::ONE_TYPO } else { ranking::TWO_TYPOS };
        let first = if other_first { ranking::OTHER_FIRST_LETTER } else { 1.0 };
        meaning.stems.push(Meant { stem: stem.number, weight: sure * first * rarity, how: How::Typos(typos.max(1)) });
    }
}

/// "signin" as "sign in": the two known words that are the most frequent as a pair.
fn split(dictionary: &Dictionary<'_>, analyzer: &Analyzer, word: &QueryWord) -> Option<Vec<Meaning>> {
    let mut best: Option<(u32, [Stem; 2])> = None;
    for (at, _) in word.word.char_indices().skip(2) {
        let (left, right) = word.word.split_at(at);
        if right.chars().count() < 2 || left.chars().count() + right.chars().count() < 5 {
            continue;
        }
        let (Some(left), Some(right)) = (find(dictionary, analyzer, left), find(dictionary, analyzer, right)) else {
            continue;
        };
        let both = left.frequency.min(right.frequency);
        if best.is_none_or(|(most, _)| both > most) {
            best = Some((both, [left, right]));
        }
    }
    // A pair of rare scraps is chance.
    let (_, parts) = best.filter(|&(both, _)| both >= ranking::SPLIT_FREQUENCY)?;
    Some(parts.map(|stem| single(dictionary, stem, ranking::COMPOUND, How::Compound)).into())
}

fn find(dictionary: &Dictionary<'_>, analyzer: &Analyzer, word: &str) -> Option<Stem> {
    let mut stem = None;
    analyzer.analyze(word, &mut |token| stem = dictionary.find(token.stem));
    stem
}

fn single(dictionary: &Dictionary<'_>, stem: Stem, sure: f32, how: How) -> Meaning {
    let weight = sure * rarity(dictionary.articles(), stem.frequency);
    Meaning { stems: vec![Meant { stem: stem.number, weight, how }] }
}

/// "sign in" as "signin", "wi-fi" as "wifi".
fn join_neighbours(dictionary: &Dictionary<'_>, analyzer: &Analyzer, query: &QueryWords, plan: &mut Plan) {
    for joined in &query.joined {
        let from = query.words.partition_point(|word| word.end <= joined.start);
        let to = query.words.partition_point(|word| word.start < joined.end);
        if let Some(stem) = dictionary.find(&joined.stem).filter(|_| from < to) {
            merge(plan, from, to, vec![single(dictionary, stem, 1.0, How::Compound)]);
        }
    }
    for (number, pair) in query.words.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        if left.stop && right.stop || left.word.chars().count() < 2 || right.word.chars().count() < 2 {
            continue;
        }
        let whole = [left.word.as_str(), right.word.as_str()].concat();
        if let Some(stem) = find(dictionary, analyzer, &whole) {
            merge(plan, number, number + 2, vec![single(dictionary, stem, ranking::COMPOUND, How::Compound)]);
        }
    }
}

/// Makes one slot of the words `from..to` and adds another way to say it.
pub(crate) fn merge(plan: &mut Plan, from: usize, to: usize, other: Vec<Meaning>) {
    let first = plan.slots.partition_point(|slot| slot.to <= from);
    let end = plan.slots.partition_point(|slot| slot.from < to);
    if first >= end {
        return;
    }
    let mut merged = Slot::default();
    for (number, slot) in plan.slots.drain(first..end).enumerate() {
        merged.from = if number == 0 { slot.from } else { merged.from };
        merged.stop = slot.stop && (number == 0 || merged.stop);
        merged.to = slot.to;
        merged.own.extend(slot.own);
        merged.others.extend(slot.others);
    }
    merged.others.push(other);
    plan.slots.insert(first, merged);
}
