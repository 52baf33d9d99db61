//! Words that an author said mean the same.

use core::ops::Range;

use super::dictionary::Dictionary;
use super::plan::{Candidate, Candidates, MatchKind, Plan};
use super::words::QueryWords;
use crate::archive::core_file::{Phrase, Synonyms};
use crate::ranking;

/// Adds to the plan what the words of the query also mean, and notes that these are certain.
pub(crate) fn add(dictionary: &Dictionary<'_>, query: &QueryWords, plan: &mut Plan, certain: &mut [bool]) {
    let synonyms: &Synonyms = dictionary.synonyms();
    for group in &synonyms.equal {
        for phrase in group {
            for from in occurrences(query, phrase) {
                for other in group.iter().filter(|other| *other != phrase) {
                    add_alternative(dictionary, query, plan, certain, from..from + phrase.len(), other);
                }
            }
        }
    }
    for (phrase, others) in &synonyms.one_way {
        for from in occurrences(query, phrase) {
            for other in others {
                add_alternative(dictionary, query, plan, certain, from..from + phrase.len(), other);
            }
        }
    }
}

fn occurrences<'q>(query: &'q QueryWords, phrase: &'q Phrase) -> impl Iterator<Item = usize> + 'q {
    let matches =
        move |words: &[super::words::QueryWord]| words.iter().zip(phrase).all(|(word, stem)| word.stem == *stem);
    query.words.windows(phrase.len().max(1)).enumerate().filter(move |(_, words)| matches(words)).map(|(from, _)| from)
}

/// All words of the phrase must be known: half a synonym is another word. It never counts more than the words typed, where
/// those are known: "program" is rarer than "app", and still no better an answer to "app".
fn add_alternative(
    dictionary: &Dictionary<'_>,
    query: &QueryWords,
    plan: &mut Plan,
    certain: &mut [bool],
    words: Range<usize>,
    phrase: &Phrase,
) {
    let mut stems = Vec::new();
    for stem in phrase {
        let Some(stem) = dictionary.find(stem) else { return };
        stems.push((stem.number, dictionary.idf(stem.texts)));
    }
    let worth: f32 = stems.iter().map(|(_, idf)| idf).sum();
    let Range { start: from, end: to } = words;
    // What an author has said is no guess, and leaves no room for any: "crash" is not a misspelt "cash" then.
    plan.drop_guesses(from, to);
    for (certain, word) in certain.iter_mut().zip(&query.words).take(to).skip(from) {
        *certain |= !word.stop;
    }
    let begins = |number: usize| query.words.get(number).map(|word| word.start);
    plan.corrections.retain(|correction| !(from..to).any(|number| begins(number) == Some(correction.start)));
    let typed = plan.own_worth(from, to);
    let share = if typed > 0.0 && typed < worth { typed / worth } else { 1.0 };
    let word = |(stem, idf)| {
        let weight = ranking::synonym() * share * idf;
        Candidates { stems: vec![Candidate { stem, weight, how: MatchKind::Synonym }] }
    };
    plan.merge(from, to, stems.into_iter().map(word).collect());
}
