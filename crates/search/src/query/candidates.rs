//! The stems that one word may mean.

use super::dictionary::{Dictionary, Stem};
use super::plan::{Candidate, Candidates, MatchKind, best};
use super::typos::FuzzyTerm;
use super::words::QueryWord;
use crate::analysis::{Analyzer, Script, primary};
use crate::archive::dictionary::IN_COMPOUNDS;
use crate::ranking;

/// A long prefix is one stem or two; a short one would fetch the postings of half the dictionary.
const MOST_BEGINNINGS: usize = 24;
/// A part of a compound, and a word that a small one is written before, has so many letters.
const LEAST_PART: usize = 3;
/// Candidates for a misspelt word.
const MOST_CORRECTIONS: usize = 6;

/// Whole stem first; then what it begins; then what it may have been without typos, or as two words.
pub(super) fn candidates(
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
            weight: dictionary.idf(stem.texts),
            how: MatchKind::Whole,
        });
    }
    if analyzer.has_compounds() && whole.is_some_and(|stem| (stem.frequency as usize) < ranking::FEW_HITS) {
        let inside = [word.stem.as_str(), IN_COMPOUNDS.encode_utf8(&mut [0; 4])].concat();
        let inside =
            dictionary.find(&inside).map(|stem| single(dictionary, stem, ranking::compound(), MatchKind::Compound));
        candidates.stems.extend(inside.into_iter().flat_map(|inside| inside.stems));
    }
    prefixed(dictionary, analyzer, word, &mut candidates);
    // What was cut off as an ending may be letters of a longer word, above all where little is left: `einste` is no `ein`.
    let (letters, left) = (word.word.chars().count(), word.stem.chars().count());
    let short = left < LEAST_PART || left == LEAST_PART && left + 2 <= letters;
    let cut = left < letters && (short || 2 * left <= letters);
    if word.open || unfinished && (whole.is_none() || !alone || word.stop || cut) {
        let before = candidates.stems.len();
        // Alone, a word that is there may begin a longer stem, but is hardly half an ending.
        let whole = whole.as_ref().filter(|_| !cut);
        let finished = alone && !candidates.stems.is_empty() && !word.stop && !word.open;
        beginnings(dictionary, &word.word, whole, finished, &mut candidates);
        // Where longer words begin so, that is likelier than an ending.
        if cut && alone && candidates.stems.len() > before {
            candidates.stems.iter_mut().take(before).for_each(|candidate| candidate.weight *= ranking::prefix());
        }
    }
    if candidates.stems.is_empty()
        && let Some(sign) = inflected(&word.word)
    {
        beginnings(dictionary, sign, None, true, &mut candidates);
    }
    if !candidates.stems.is_empty() || dictionary.missed() > missed {
        return (candidates, Vec::new());
    }
    if let Some(stem) = analyzer.respelled(&word.word).and_then(|word| find(dictionary, analyzer, &word)) {
        return (single(dictionary, stem, 1.0, MatchKind::Whole), Vec::new());
    }
    // `comhit` is `commit` rather than `com hit`, but `signin` is no `signing`. Two stop words are better than nothing.
    let (telling, parts) = split(dictionary, analyzer, word).unwrap_or_default();
    let endings = if telling { &[] } else { dictionary.endings() };
    near(dictionary, analyzer, word, endings, &mut candidates);
    related(dictionary, analyzer, word, &mut candidates);
    let mut others = vec![parts];
    others.retain(|parts| !parts.is_empty() && (telling || candidates.stems.is_empty()));
    (candidates, others)
}

/// The stems that a word begins, as typed so far; `whole` is the stem that it already is. Unless it is `finished`, a stem with
/// the beginning of an ending counts too.
pub(super) fn beginnings(
    dictionary: &Dictionary<'_>,
    word: &str,
    whole: Option<&Stem>,
    finished: bool,
    candidates: &mut Candidates,
) {
    let codes = dictionary.encode(word);
    let mut stems = dictionary.beginning(&codes);
    // "withdrawi" on the way to "withdrawing": a stem, and the beginning of an ending.
    for at in (3..codes.len()).take_while(|_| !finished) {
        let (stem, rest) = codes.split_at(at);
        if dictionary.endings().iter().any(|ending| ending.len() > rest.len() && ending.starts_with(rest)) {
            stems.extend(dictionary.find_codes(stem));
        }
    }
    let mut found: Vec<RankedStem> = stems.into_iter().map(|stem| (false, 0, stem)).collect();
    found.retain(|(_, _, stem)| candidates.stems.iter().all(|candidate| candidate.stem != stem.number));
    keep_best(&mut found, if codes.len() < 2 { MOST_BEGINNINGS / 3 } else { MOST_BEGINNINGS });
    // All that begins so is found with the word itself: what is rarer than that must not be worth more.
    let weight = ranking::prefix() * idf_of_any(dictionary, found.iter().map(|(_, _, stem)| stem).chain(whole));
    candidates.stems.extend(found.iter().map(|(_, _, stem)| Candidate {
        stem: stem.number,
        weight,
        how: MatchKind::Prefix,
    }));
}

/// A stem that a word may have been: whether its first letter is another one, how many typos away it is, and itself.
type RankedStem = (bool, u8, Stem);

/// Keeps so many of the likeliest, each once. Beginnings are sorted by the same code, which saves the engine a second sort.
fn keep_best(found: &mut Vec<RankedStem>, most: usize) {
    found.sort_by(|a, b| {
        (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.frequency.cmp(&a.2.frequency)).then(a.2.number.cmp(&b.2.number))
    });
    found.dedup_by_key(|(_, _, stem)| stem.number);
    found.truncate(most);
}

/// The weight of finding any of several stems.
fn idf_of_any<'s>(dictionary: &Dictionary<'_>, stems: impl Iterator<Item = &'s Stem>) -> f32 {
    dictionary.idf(stems.fold(0u32, |sum, stem| sum.saturating_add(stem.texts)))
}

/// How many typos a word may have: none where it is short or has a digit, because then most neighbours are other words.
fn most_typos(word: &str) -> u8 {
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return 0;
    }
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The stems that a misspelt word may have been, with one of these endings or none.
fn near(
    dictionary: &Dictionary<'_>,
    analyzer: &Analyzer,
    word: &QueryWord,
    endings: &[Vec<u8>],
    candidates: &mut Candidates,
) {
    let most = most_typos(&word.word);
    if most == 0 {
        return;
    }
    let codes = dictionary.encode(&word.word);
    let first = codes.first().copied();
    let mut near = dictionary.near(&FuzzyTerm::new(codes, most, endings));
    // The ending may be one that the site hardly has, or the stem end otherwise than its word: `privacy` has `privaci`, and so
    // is `histroy` not far from `histori`.
    let is_own_stem = word.word == word.stem && analyzer.stems_english();
    let root = if is_own_stem { word.word.strip_suffix('y') } else { None };
    let other = root.map_or_else(|| word.stem.clone(), |root| [root, "i"].concat());
    if other != word.word {
        near.extend(dictionary.near(&FuzzyTerm::new(dictionary.encode(&other), most_typos(&other), &[])));
    }
    let mut found: Vec<RankedStem> = near
        .into_iter()
        .map(|(stem, typos)| (dictionary.codes(stem.number).first().copied() != first, typos, stem))
        .collect();
    // A whole word within one typo is meant rather than any within two.
    let least = found.iter().map(|&(_, typos, _)| typos).min().unwrap_or(0);
    found.retain(|&(_, typos, _)| typos == least);
    keep_best(&mut found, MOST_CORRECTIONS);
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

/// The stems near in meaning to a word that the articles lack, which may be of another language. They stand beside what it
/// may be with typos taken out, which counts less then: `mates` is a word, and no slip of `dates`. Nor is `lands` one of
/// `and`: a stop word is in nearly every article. Where both agree, nothing is taken off: `mony` has the stem of `monies`.
fn related(dictionary: &Dictionary<'_>, analyzer: &Analyzer, word: &QueryWord, candidates: &mut Candidates) {
    for (list, _) in dictionary.expansions().filter(|(_, lang)| Script::of(lang).is_in(&word.word)) {
        let Some(near) = neighbours(dictionary, list, word) else { return };
        if near.is_empty() {
            continue;
        }
        candidates.stems.retain_mut(|slip| {
            let meant = near.iter().find(|(stem, _)| stem.number == slip.stem);
            slip.weight = match meant {
                Some((stem, share)) => slip.weight.max(share * dictionary.idf(stem.texts)),
                None => slip.weight * ranking::slip_of_word(),
            };
            meant.is_some() || !analyzer.is_stop_stem(&dictionary.text(slip.stem)).0
        });
        return add_neighbours(dictionary, near, f32::INFINITY, candidates);
    }
}

/// Adds the stems near in meaning to a word that the articles have. None counts more than the share of the word itself that a
/// near one has at most.
pub(super) fn widen(dictionary: &Dictionary<'_>, word: &QueryWord, candidates: &mut Candidates) {
    let most = ranking::related() * best(candidates);
    let mut lists = dictionary.expansions().filter(|(_, lang)| *lang == primary(dictionary.lang()));
    if let Some(near) = lists.find_map(|(list, _)| neighbours(dictionary, list, word)) {
        add_neighbours(dictionary, near, most, candidates);
    }
}

/// The neighbours of a word in one list of them; nothing when the list's language has to be loaded first. Where its words have to
/// be, there are none yet.
fn neighbours(dictionary: &Dictionary<'_>, list: usize, word: &QueryWord) -> Option<Vec<(Stem, f32)>> {
    let mut near = Vec::new();
    dictionary.analyzer_of(list)?.analyze(&word.word, &mut |token| near = dictionary.neighbours(list, token.stem));
    Some(near)
}

/// Adds those of some neighbours that aren't there, worth no more than `most`.
fn add_neighbours(dictionary: &Dictionary<'_>, near: Vec<(Stem, f32)>, most: f32, candidates: &mut Candidates) {
    for (stem, share) in near {
        if candidates.stems.iter().all(|candidate| candidate.stem != stem.number) {
            let weight = (share * dictionary.idf(stem.texts)).min(most);
            candidates.stems.push(Candidate { stem: stem.number, weight, how: MatchKind::Related });
        }
    }
}

/// The Chinese sign that a pair of letters begins with, the other of which is the ending of a Japanese word: `届き` and `届く`
/// are forms of one.
fn inflected(word: &str) -> Option<&str> {
    let mut letters = word.char_indices();
    let sign = letters.next().is_some_and(|(_, c)| ('\u{4e00}'..'\u{a000}').contains(&c));
    let (end, kana) = letters.next()?;
    if sign && ('ぁ'..='ゖ').contains(&kana) { word.get(..end) } else { None }
}

/// The word with a small one written before it, or without the one that it begins with: `בחשבון` and `חשבון`.
fn prefixed(dictionary: &Dictionary<'_>, analyzer: &Analyzer, word: &QueryWord, candidates: &mut Candidates) {
    for prefix in analyzer.prefixes() {
        let bare = word.word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= LEAST_PART);
        let with = [prefix, word.word.as_str()].concat();
        for other in bare.into_iter().chain([with.as_str()]) {
            let stem = find(dictionary, analyzer, other);
            let new = |stem: &Stem| candidates.stems.iter().all(|candidate| candidate.stem != stem.number);
            if let Some(stem) = stem.filter(new) {
                let found = single(dictionary, stem, ranking::compound(), MatchKind::Compound);
                candidates.stems.extend(found.stems);
            }
        }
    }
}

/// "signin" as "sign in", "zahlungsmethode" as "zahlung" and "methode": the two known words that are the most frequent as a
/// pair, and whether they tell anything, other than "howto".
fn split(dictionary: &Dictionary<'_>, analyzer: &Analyzer, word: &QueryWord) -> Option<(bool, Vec<Candidates>)> {
    let compounds = analyzer.has_compounds();
    let least = if compounds { LEAST_PART } else { 2 };
    let mut best: Option<((bool, u32), [Stem; 2])> = None;
    let tells = |stem: &Stem| !analyzer.is_stop_stem(&dictionary.text(stem.number)).0;
    for (at, _) in word.word.char_indices().skip(least) {
        let (left, right) = word.word.split_at(at);
        if right.chars().count() < least || left.chars().count() + right.chars().count() < 5 {
            continue;
        }
        let Some(right) = find(dictionary, analyzer, right) else { continue };
        let mut lefts = analyzer.first_parts(left).filter(|left| left.chars().count() >= least);
        let Some(left) = lefts.find_map(|left| find(dictionary, analyzer, left)) else { continue };
        let both = left.frequency.min(right.frequency);
        // A pair of rare scraps is chance, where words aren't made so.
        if !compounds && both < ranking::SPLIT_FREQUENCY {
            continue;
        }
        let rank = (tells(&left) || tells(&right), both);
        if best.is_none_or(|(most, _)| rank > most) {
            best = Some((rank, [left, right]));
        }
    }
    let ((telling, _), parts) = best?;
    Some((telling, parts.map(|stem| single(dictionary, stem, ranking::compound(), MatchKind::Compound)).into()))
}

pub(super) fn find(dictionary: &Dictionary<'_>, analyzer: &Analyzer, word: &str) -> Option<Stem> {
    let mut stem = None;
    analyzer.analyze(word, &mut |token| stem = dictionary.find(token.stem));
    stem
}

pub(super) fn single(dictionary: &Dictionary<'_>, stem: Stem, sure: f32, how: MatchKind) -> Candidates {
    let weight = sure * dictionary.idf(stem.texts);
    Candidates { stems: vec![Candidate { stem: stem.number, weight, how }] }
}
