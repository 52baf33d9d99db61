//! Which stems of a site are near in meaning to the words it lacks, in its own language and in others.

use std::collections::HashMap;

use super::impacts::StemPostings;
use super::related_words::{self, RelatedWords, Vocabulary};
use super::thesaurus::{Entry, thesaurus};
use crate::analysis::primary;
use crate::archive::alphabet::Alphabet;
use crate::archive::expansions::{Neighbour, SHARE_STEPS};
use crate::ranking::{named, related, related_full, related_half, translation};

/// A word in letter codes, as a stem, and its neighbours, nearest first.
pub(super) type Expansion = (Vec<u8>, Vec<Neighbour>);

/// The words of one language that the site lacks, in the order of their letters.
pub(super) struct LanguageExpansions {
    pub(super) lang: &'static str,
    pub(super) words: Vec<Expansion>,
}

/// So many stems stand in for a word at most.
const MOST_NEIGHBOURS: usize = 4;
/// So many of those that the thesaurus names stand beside a word that the site has. With four of them xquad-en loses 0.002 MRR
/// and covidfaq as much of MAP; with none the demo's questions in other words lose a tenth of what is found.
const MOST_BESIDE: usize = 2;
/// So many stems of one word count as one of them: with six a Russian question of a hundred more is found.
const MOST_FORMS: usize = 3;

/// The words that the site lacks, each with the stems of the site nearest to it: first those of its own language.
///
/// Stems of more than half of the articles tell nothing.
pub(super) fn expansions(
    lang: &str,
    articles: u32,
    alphabet: &Alphabet,
    stems: &[(Vec<u8>, StemPostings)],
) -> Vec<LanguageExpansions> {
    let table = related_words::table();
    let Some(own) = table.languages.iter().position(|vocabulary| vocabulary.lang == primary(lang)) else {
        return Vec::new();
    };
    let numbers: HashMap<&str, u32> =
        (0..).zip(stems).map(|(number, (_, entry))| (entry.stem.as_str(), number)).collect();
    let frequent = (articles as usize / 2).max(1);
    let telling =
        |number: &&u32| stems.get(**number as usize).is_some_and(|(_, entry)| entry.postings.len() <= frequent);
    let known = table.languages.get(own).map(Vocabulary::stems).unwrap_or_default();
    let site: Vec<Option<u32>> = known.iter().map(|stem| numbers.get(stem).filter(telling).copied()).collect();
    let of = |(other, vocabulary): (usize, &'static Vocabulary)| {
        let share = if other == own { related() } else { translation() };
        let lacks = |stem: &str| !stem.is_empty() && (other == own || !numbers.contains_key(stem));
        let words = near(table, own, &site, other).into_iter().zip(vocabulary.stems());
        let mut words: HashMap<&str, Vec<Neighbour>> = words
            .filter(|(near, stem)| !near.is_empty() && lacks(stem))
            .map(|(near, stem)| (*stem, nearest(near, share)))
            .collect();
        let entries = thesaurus(lang, vocabulary.lang).filter(|entry| lacks(entry.word));
        add_named(&mut words, entries, &|stem| numbers.get(stem).filter(telling).copied());
        let mut words: Vec<Expansion> =
            words.into_iter().map(|(stem, neighbours)| (alphabet.encode(stem), neighbours)).collect();
        words.sort();
        words.dedup_by(|a, b| a.0 == b.0);
        LanguageExpansions { lang: vocabulary.lang, words }
    };
    let (mut all, others): (Vec<_>, Vec<_>) = (0..).zip(&table.languages).partition(|(number, _)| *number == own);
    all.extend(others);
    all.into_iter().map(of).collect()
}

/// For each word of a language the stems of the site that are near to it, and how near they are.
fn near(table: &RelatedWords, own: usize, site: &[Option<u32>], other: usize) -> Vec<Vec<(f32, u32)>> {
    let words = table.languages.get(other).map_or(0, |vocabulary| vocabulary.stems().len());
    let mut near = vec![Vec::new(); words];
    table.each_pair(own, other, &mut |word, others, nearness| {
        let stem = site.get(word).copied().flatten();
        if let (Some(stem), Some(near)) = (stem.filter(|_| nearness >= related_half()), near.get_mut(others)) {
            near.push((nearness, stem));
        }
    });
    near
}

/// Puts what the thesaurus names for a word before what is merely near to it.
fn add_named<'t>(
    words: &mut HashMap<&'t str, Vec<Neighbour>>,
    entries: impl Iterator<Item = Entry<'t>>,
    telling: &dyn Fn(&str) -> Option<u32>,
) {
    let (full, weak) = ((named() * SHARE_STEPS) as u8, (related() * SHARE_STEPS) as u8);
    for entry in entries {
        let is_there = telling(entry.word).is_some();
        let mut most = if is_there { MOST_BESIDE } else { MOST_NEIGHBOURS };
        let mut neighbours: Vec<Neighbour> = found(entry.forms(), telling).map(|stem| (stem, full)).collect();
        let others = entry.others().map(|other| (other, full));
        let where_missing = entry.where_missing().filter(|_| !is_there).map(|other| (other, weak));
        for (other, share) in others.chain(where_missing) {
            let before = neighbours.len();
            neighbours.extend(found(other, telling).map(|stem| (stem, share)));
            most -= usize::from(neighbours.len() > before);
            if most == 0 {
                break;
            }
        }
        if neighbours.is_empty() {
            continue;
        }
        let near = words.entry(entry.word).or_default();
        near.retain(|(stem, _)| neighbours.iter().all(|(named, _)| named != stem));
        let named = neighbours.len();
        neighbours.append(near);
        neighbours.truncate(named.max(MOST_NEIGHBOURS));
        *near = neighbours;
    }
}

/// Those of a word's stems that the site has: a few of them.
fn found<'t>(stems: impl Iterator<Item = &'t str>, telling: &dyn Fn(&str) -> Option<u32>) -> impl Iterator<Item = u32> {
    stems.filter_map(telling).take(MOST_FORMS)
}

/// The nearest of several stems. What is just near enough counts half of `share`.
fn nearest(mut near: Vec<(f32, u32)>, share: f32) -> Vec<Neighbour> {
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    near.truncate(MOST_NEIGHBOURS);
    let (half, full) = (related_half(), related_full());
    let counts = |nearness: f32| share * (0.5 + 0.5 * (nearness - half) / (full - half)).min(1.0);
    near.into_iter().map(|(nearness, stem)| (stem, (counts(nearness) * SHARE_STEPS) as u8)).collect()
}
