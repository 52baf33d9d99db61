//! Codes: error and order numbers, models, versions.
//!
//! `0x80070005` is one thing. Its parts (`0`, `x`) stand in any number of articles that have nothing to do with it, so they
//! don't count for it: a code is found as a whole, as what it begins while it is typed, or by all its parts in one article
//! (`ide2.0` where the article says `IDE 2.0`). A part that is a word (`windows` of `windows12`) counts as a word. That no
//! article has a code is told, and what is nearest to it is offered as such.

use super::candidates::{beginnings, single};
use super::dictionary::{Dictionary, Stem};
use super::plan::{Candidate, Candidates, Clause, Code, Correction, MatchKind, Plan, best};
use super::score;
use super::typos::FuzzyTerm;
use super::words::{JoinedWord, QueryWord, QueryWords, is_code};
use crate::engine::Engine;
use crate::ranking;

/// Shorter parts of a code are letters, not words.
const SHORTEST_WORD: usize = 3;
/// So many codes that look like an unknown one are offered.
const MOST_NEAREST: usize = 3;
/// A code of so many signs may differ in two from the one that is meant.
const LONG_CODE: usize = 8;

/// Plans a code that the analyzer read as several words: how it may be found replaces what its parts find.
pub(crate) fn plan_compound(
    dictionary: &Dictionary<'_>,
    query: &QueryWords,
    joined: &JoinedWord,
    (from, to): (usize, usize),
    plan: &mut Plan,
) {
    let Some(words) = query.words.get(from..to) else { return };
    let mut ways = Vec::new();
    let whole = dictionary.find(&joined.stem);
    if let Some(stem) = whole {
        ways.push(vec![single(dictionary, stem, 1.0, MatchKind::Compound)]);
    }
    if query.typing && to == query.words.len() {
        let mut begun = Candidates::default();
        beginnings(dictionary, &joined.stem, whole.as_ref(), false, &mut begun);
        if !begun.stems.is_empty() {
            ways.push(vec![begun]);
        }
    }
    if let Some(parts) = all_parts(dictionary, words) {
        ways.push(parts);
    }
    for way in &ways {
        plan.merge(from, to, way.clone());
    }
    drop_parts(words, from, plan);
    plan.codes.retain(|code| code.from < from || code.to > to);
    plan.codes.push(Code { from, to, start: joined.start, end: joined.end, stem: joined.stem.clone(), ways });
}

/// The parts in full, where the dictionary has each.
fn all_parts(dictionary: &Dictionary<'_>, words: &[QueryWord]) -> Option<Vec<Candidates>> {
    let part = |word: &QueryWord| {
        dictionary.find(&word.stem).map(|stem| single(dictionary, stem, ranking::compound(), MatchKind::Compound))
    };
    words.iter().map(part).collect()
}

/// Numbers and single letters stop counting for themselves.
fn drop_parts(words: &[QueryWord], from: usize, plan: &mut Plan) {
    for clause in plan.clauses.iter_mut().filter(|clause| clause.from >= from && clause.to <= from + words.len()) {
        let start = clause.from;
        for (at, own) in clause.own.iter_mut().enumerate() {
            let word = words.get(start - from + at);
            if word.is_none_or(|word| !is_word(&word.word)) {
                own.stems.clear();
            }
        }
    }
}

/// Whether a part of a code says something for itself.
pub(super) fn is_word(part: &str) -> bool {
    part.chars().count() >= SHORTEST_WORD && !part.bytes().any(|b| b.is_ascii_digit())
}

/// The codes of a query that no article has.
pub(crate) fn unknown<'p>(engine: &Engine, plan: &'p Plan) -> Vec<&'p Code> {
    plan.codes.iter().filter(|code| !score::is_found(engine, &code.ways)).collect()
}

/// Whether nothing else is asked for than these codes.
pub(crate) fn are_all(codes: &[&Code], query: &QueryWords) -> bool {
    let inside = |number: usize| codes.iter().any(|code| (code.from..code.to).contains(&number));
    query.words.iter().enumerate().all(|(number, word)| word.stop || inside(number))
}

/// A plan for what is nearest to codes that no article has: codes within one typo, or two in a long one.
pub(crate) fn plan_nearest(dictionary: &Dictionary<'_>, codes: &[&Code]) -> Plan {
    let mut plan = Plan::default();
    for code in codes {
        let candidates = nearest(dictionary, &code.stem);
        let stems: Vec<u32> = candidates.stems.iter().map(|candidate| candidate.stem).collect();
        if stems.is_empty() {
            continue;
        }
        plan.corrections.push(Correction { start: code.start, end: code.end, stems });
        let weight = best(&candidates);
        plan.clauses.push(Clause { from: code.from, to: code.to, own: vec![candidates], weight, ..Clause::default() });
    }
    plan
}

/// A number has no nearest: one digit off is another order, not a slip.
fn nearest(dictionary: &Dictionary<'_>, code: &str) -> Candidates {
    if code.bytes().all(|b| b.is_ascii_digit()) {
        return Candidates::default();
    }
    let letters = dictionary.encode(code);
    let most = if code.chars().count() < LONG_CODE { 1 } else { 2 };
    let fuzzy = FuzzyTerm::new(letters, most, &[]);
    let mut found = dictionary.near(&fuzzy);
    found.retain(|(stem, _)| is_code(&dictionary.text(stem.number)));
    let least = found.iter().map(|&(_, typos)| typos).min().unwrap_or_default();
    found.retain(|&(_, typos)| typos == least);
    found.truncate(MOST_NEAREST);
    let candidate = |(stem, typos): (Stem, u8)| {
        let weight = ranking::two_typos() * dictionary.idf(stem.texts);
        Candidate { stem: stem.number, weight, how: MatchKind::Typos(typos) }
    };
    Candidates { stems: found.into_iter().map(candidate).collect() }
}
