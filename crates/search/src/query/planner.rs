//! Planning: each word of a query is looked up in the dictionary.

use super::candidates::{self, candidates, single};
use super::codes;
use super::dictionary::Dictionary;
use super::plan::{Candidate, Candidates, Clause, Code, Correction, MatchKind, Plan, best};
use super::synonyms;
use super::words::{QueryWords, is_code};
use crate::analysis::{Analyzer, unspaced_letters};
use crate::ranking;

/// What a pair of letters that only grammar makes is worth beside a stop word: an ending gives several of them.
const GRAMMAR: f32 = 0.2;

/// So many words of a query are looked up by their meaning though the articles have them.
const MOST_WIDENED: usize = 3;

/// Looks every word up. Where the dictionary lacks blocks the plan is not final; the dictionary knows.
pub(crate) fn plan(dictionary: &Dictionary<'_>, analyzer: &Analyzer, query: &QueryWords) -> Plan {
    let mut plan = Plan::default();
    let last = query.words.len().wrapping_sub(1);
    let mut certain = Vec::new();
    for (number, word) in query.words.iter().enumerate() {
        let unfinished = number == last && query.typing;
        let (mut candidates, others) = candidates(dictionary, analyzer, word, unfinished, query.words.len() == 1);
        if word.stop && unspaced_letters(&word.word).is_some() {
            candidates.stems.iter_mut().for_each(|candidate| candidate.weight *= GRAMMAR);
        }
        let found = !others.is_empty() || candidates.stems.iter().any(|candidate| !candidate.how.is_guess());
        certain.push(found && !word.stop);
        plan.content_words += usize::from(!word.stop);
        if is_code(&word.word) {
            let ways = if found { vec![vec![candidates.clone()]] } else { Vec::new() };
            plan.codes.push(Code {
                from: number,
                to: number + 1,
                start: word.start,
                end: word.end,
                stem: word.stem.clone(),
                ways,
            });
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
    for code in plan.codes.iter().filter(|code| code.ways.is_empty()) {
        let words = certain.iter_mut().zip(&query.words).skip(code.from).take(code.to - code.from);
        words.filter(|(_, word)| !codes::is_word(&word.word)).for_each(|(certain, _)| *certain = false);
    }
    synonyms::add(dictionary, query, &mut plan, &mut certain);
    mark_misspelt_stop_words(dictionary, analyzer, &mut plan);
    plan.certain = certain.iter().filter(|certain| **certain).count();
    for clause in &mut plan.clauses {
        clause.weight = worth(clause);
    }
    drop_stop_words(&mut plan);
    plan
}

/// Lets the telling words of a query that are there mean what is near to them, too: those that are worth most, so that a
/// query loads few neighbours. What an author gave synonyms needs no guess.
pub(crate) fn widen(dictionary: &Dictionary<'_>, query: &QueryWords, plan: &mut Plan) {
    let mut most = f32::INFINITY;
    // One after the other: a sort would be 150 bytes of the browser's engine.
    for _ in 0..MOST_WIDENED {
        let is_next = |clause: &&mut Clause| {
            clause.weight < most && clause.to == clause.from + 1 && !clause.stop && clause.others.is_empty()
        };
        let heaviest = plan.clauses.iter_mut().filter(is_next).max_by(|a, b| a.weight.total_cmp(&b.weight));
        let Some(clause) = heaviest else { return };
        most = clause.weight;
        let (Some(word), [own]) = (query.words.get(clause.from), clause.own.as_mut_slice()) else { continue };
        if own.stems.first().is_some_and(|candidate| candidate.how == MatchKind::Whole) {
            candidates::widen(dictionary, word, own);
        }
    }
}

/// What finding the clause in full is worth.
fn worth(clause: &Clause) -> f32 {
    let own: f32 = clause.own.iter().map(best).sum();
    clause.others.iter().map(|words| words.iter().map(best).sum()).fold(own, f32::max)
}

/// A stop word with a typo tells no more than without. What an author gave synonyms is none. It still is a word that nobody
/// knows for certain: another reading of the query must not win because its words look like misspelt stop words.
fn mark_misspelt_stop_words(dictionary: &Dictionary<'_>, analyzer: &Analyzer, plan: &mut Plan) {
    for clause in plan.clauses.iter_mut().filter(|clause| !clause.stop && clause.others.is_empty()) {
        let [Candidates { stems }] = clause.own.as_slice() else { continue };
        if let Some(Candidate { stem, how: MatchKind::Typos(_), .. }) = stems.first() {
            (clause.stop, clause.interrogative) = analyzer.is_stop_stem(&dictionary.text(*stem));
        }
    }
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

/// "sign in" as "signin", "wi-fi" as "wifi".
fn join_neighbours(dictionary: &Dictionary<'_>, analyzer: &Analyzer, query: &QueryWords, plan: &mut Plan) {
    for joined in &query.joined {
        let from = query.words.partition_point(|word| word.end <= joined.start);
        let to = query.words.partition_point(|word| word.start < joined.end);
        if joined.code && from < to {
            codes::plan_compound(dictionary, query, joined, (from, to), plan);
            continue;
        }
        if let Some(stem) = dictionary.find(&joined.stem).filter(|_| from < to) {
            plan.merge(from, to, vec![single(dictionary, stem, 1.0, MatchKind::Compound)]);
        }
    }
    for (number, pair) in query.words.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let unspaced = unspaced_letters(&left.word).is_some() || unspaced_letters(&right.word).is_some();
        let short = left.word.chars().count() < 2 || right.word.chars().count() < 2;
        if left.stop && right.stop || short || unspaced {
            continue;
        }
        let whole = [left.word.as_str(), right.word.as_str()].concat();
        // "the irs" is no "theirs": a word that says as little as its parts is not what anybody wrote in two.
        let mut found = None;
        analyzer.analyze(&whole, &mut |token| {
            found = dictionary.find(token.stem).filter(|_| !analyzer.is_stop_stem(token.stem).0);
        });
        if let Some(stem) = found {
            plan.merge(number, number + 2, vec![single(dictionary, stem, ranking::compound(), MatchKind::Compound)]);
        }
    }
}
