//! Planning: each word of a query is looked up in the dictionary.

use super::dictionary::{Dictionary, Stem};
use super::plan::{Candidate, Candidates, Clause, Correction, MatchKind, Plan, best};
use super::synonyms;
use super::typos::FuzzyTerm;
use super::words::{QueryWord, QueryWords};
use crate::analysis::Analyzer;
use crate::ranking::{self, idf};

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
        let (candidates, others) = candidates(dictionary, analyzer, word, unfinished, query.words.len() == 1);
        if !word.stop {
            plan.content_words += 1;
            plan.certain += usize::from(
                !others.is_empty()
                    || candidates.stems.iter().any(|candidate| !matches!(candidate.how, MatchKind::Typos(_))),
            );
        }
        let typos = candidates.stems.iter().filter(|candidate| matches!(candidate.how, MatchKind::Typos(_)));
        let stems: Vec<u32> = typos.map(|candidate| candidate.stem).collect();
        if !stems.is_empty() {
            plan.corrections.push(Correction { start: word.start, end: word.end, stems });
        }
        plan.clauses.push(Clause {
            from: number,
            to: number + 1,
            own: vec![candidates],
            others,
            weight: 0.0,
            stop: word.stop,
            interrogative: word.interrogative,
        });
    }
    join_neighbours(dictionary, analyzer, query, &mut plan);
    synonyms::add(dictionary, query, &mut plan);
    for clause in &mut plan.clauses {
        clause.weight = worth(clause);
    }
    drop_stop_words(&mut plan);
    plan
}

/// What finding the clause in full is worth.
fn worth(clause: &Clause) -> f32 {
    let own: f32 = clause.own.iter().map(best).sum();
    clause.others.iter().map(|words| words.iter().map(best).sum()).fold(own, f32::max)
}

/// "how", "my" and "the" tell nothing where anything else does; alone they are all there is.
fn drop_stop_words(plan: &mut Plan) {
    if plan.clauses.iter().any(|clause| !clause.stop && clause.weight > 0.0) {
        for clause in plan.clauses.iter_mut().filter(|clause| clause.stop) {
            let share = if clause.interrogative { ranking::interrogative() } else { ranking::stop_word() };
            clause.weight *= share;
            for candidate in clause.own.iter_mut().chain(clause.others.iter_mut().flatten()).flat_map(|m| &mut m.stems)
            {
                candidate.weight *= share;
            }
        }
    }
    plan.clauses.retain(|clause| clause.weight > 0.0);
}

/// Whole stem first; then what it begins; then what it may have been without typos, or as two words.
fn candidates(
    dictionary: &Dictionary<'_>,
    analyzer: &Analyzer,
    word: &QueryWord,
    unfinished: bool,
    alone: bool,
) -> (Candidates, Vec<Vec<Candidates>>) {
    let missed = dictionary.missed();
    let mut candidates = Candidates::default();
    let whole = dictionary.find(&word.stem);
    if let Some(stem) = whole {
        candidates.stems.push(Candidate {
            stem: stem.number,
            weight: idf(dictionary.articles(), stem.frequency),
            how: MatchKind::Whole,
        });
    }
    if unfinished && (whole.is_none() || !alone || word.stop) {
        beginnings(dictionary, word, whole.as_ref(), &mut candidates);
    }
    if !candidates.stems.is_empty() || dictionary.missed() > missed {
        return (candidates, Vec::new());
    }
    if let Some(parts) = split(dictionary, analyzer, word) {
        return (candidates, vec![parts]);
    }
    near(dictionary, word, &mut candidates);
    (candidates, Vec::new())
}

fn beginnings(dictionary: &Dictionary<'_>, word: &QueryWord, whole: Option<&Stem>, candidates: &mut Candidates) {
    let codes = dictionary.encode(&word.word);
    let mut stems = dictionary.beginning(&codes);
    // "withdrawi" on the way to "withdrawing": a stem, and the beginning of an ending.
    for at in 3..codes.len() {
        let (stem, rest) = codes.split_at(at);
        if dictionary.endings().iter().any(|ending| ending.len() > rest.len() && ending.starts_with(rest)) {
            stems.extend(dictionary.find_codes(stem));
        }
    }
    stems.retain(|stem| candidates.stems.iter().all(|candidate| candidate.stem != stem.number));
    stems.sort_by(|a, b| b.frequency.cmp(&a.frequency).then(a.number.cmp(&b.number)));
    stems.truncate(if codes.len() < 2 { MOST_BEGINNINGS / 3 } else { MOST_BEGINNINGS });
    // All that begins so is found with the word itself: what is rarer than that must not be worth more.
    let weight = ranking::prefix() * idf_of_any(dictionary, stems.iter().chain(whole));
    candidates.stems.extend(stems.iter().map(|stem| Candidate { stem: stem.number, weight, how: MatchKind::Prefix }));
}

/// The weight of finding any of several stems.
fn idf_of_any<'s>(dictionary: &Dictionary<'_>, stems: impl Iterator<Item = &'s Stem>) -> f32 {
    let frequency = stems.fold(0u32, |sum, stem| sum.saturating_add(stem.frequency));
    idf(dictionary.articles(), frequency)
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

fn near(dictionary: &Dictionary<'_>, word: &QueryWord, candidates: &mut Candidates) {
    let most = most_typos(&word.word);
    if most == 0 {
        return;
    }
    let codes = dictionary.encode(&word.word);
    let first = codes.first().copied();
    let fuzzy = FuzzyTerm::new(codes, most, dictionary.endings());
    let mut found: Vec<(bool, u8, Stem)> = dictionary
        .near(&fuzzy)
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
    let idf = idf_of_any(dictionary, found.iter().map(|(_, _, stem)| stem));
    for (other_first, typos, stem) in found {
        let sure = if typos < 2 { ranking::one_typo() } else { ranking::two_typos() };
        let first = if other_first { ranking::other_first_letter() } else { 1.0 };
        candidates.stems.push(Candidate {
            stem: stem.number,
            weight: sure * first * idf,
            how: MatchKind::Typos(typos.max(1)),
        });
    }
}

/// "signin" as "sign in": the two known words that are the most frequent as a pair.
fn split(dictionary: &Dictionary<'_>, analyzer: &Analyzer, word: &QueryWord) -> Option<Vec<Candidates>> {
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
    Some(parts.map(|stem| single(dictionary, stem, ranking::compound(), MatchKind::Compound)).into())
}

fn find(dictionary: &Dictionary<'_>, analyzer: &Analyzer, word: &str) -> Option<Stem> {
    let mut stem = None;
    analyzer.analyze(word, &mut |token| stem = dictionary.find(token.stem));
    stem
}

fn single(dictionary: &Dictionary<'_>, stem: Stem, sure: f32, how: MatchKind) -> Candidates {
    let weight = sure * idf(dictionary.articles(), stem.frequency);
    Candidates { stems: vec![Candidate { stem: stem.number, weight, how }] }
}

/// "sign in" as "signin", "wi-fi" as "wifi".
fn join_neighbours(dictionary: &Dictionary<'_>, analyzer: &Analyzer, query: &QueryWords, plan: &mut Plan) {
    for joined in &query.joined {
        let from = query.words.partition_point(|word| word.end <= joined.start);
        let to = query.words.partition_point(|word| word.start < joined.end);
        if let Some(stem) = dictionary.find(&joined.stem).filter(|_| from < to) {
            plan.merge(from, to, vec![single(dictionary, stem, 1.0, MatchKind::Compound)]);
        }
    }
    for (number, pair) in query.words.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        if left.stop && right.stop || left.word.chars().count() < 2 || right.word.chars().count() < 2 {
            continue;
        }
        let whole = [left.word.as_str(), right.word.as_str()].concat();
        if let Some(stem) = find(dictionary, analyzer, &whole) {
            plan.merge(number, number + 2, vec![single(dictionary, stem, ranking::compound(), MatchKind::Compound)]);
        }
    }
}
