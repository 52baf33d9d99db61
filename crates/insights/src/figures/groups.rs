//! Spellings of one question: what search reads as a typo of another query is that query.

use std::collections::{BTreeMap, HashMap};

use helpdex_search::analysis::fold;
use serde::Serialize;

use crate::tally::{Opened, QueryCounts, QueryRow};

/// Queries that ask the same, however they are spelled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The language of the page.
    pub lang: String,
    /// How it is asked most.
    pub query: String,
    /// Other ways to ask it, most frequent first; some of many.
    pub variants: Vec<String>,
    /// What became of it.
    #[serde(flatten)]
    pub counts: QueryCounts,
    /// The pages that were opened then, most often opened first.
    pub opened: Vec<Opened>,
}

impl Group {
    /// How often it found nothing, or nothing worth opening.
    #[must_use]
    pub fn in_vain(&self) -> u64 {
        self.counts.without_hits + self.counts.not_opened
    }
}

/// So many of the rows asked most are compared; rarer ones stand for themselves.
const COMPARED: usize = 5_000;
/// So many queries that are alike but for one word are compared with another one.
const ALIKE: usize = 200;
/// Other ways to ask that are told.
const VARIANTS: usize = 10;
/// What is asked so many times less often is a slip; two words that people both use a lot are two words.
const RARER: u64 = 3;
/// Pages that are told to have been opened.
const OPENED: usize = 4;

/// Puts rows that are typos of a more frequent one to it. Word forms and the order of words make no difference: rows are by
/// normal form already.
pub(super) fn merge(rows: &[QueryRow]) -> Vec<Group> {
    let mut order: Vec<&QueryRow> = rows.iter().collect();
    order.sort_by(|a, b| {
        b.counts.asked.cmp(&a.counts.asked).then_with(|| (&a.lang, &a.normal).cmp(&(&b.lang, &b.normal)))
    });
    let mut groups: Vec<Group> = Vec::with_capacity(order.len());
    let mut alike: HashMap<Pattern<'_>, Vec<(Word<'_>, usize)>> = HashMap::new();
    for (number, row) in order.into_iter().enumerate() {
        let patterns = if number < COMPARED { patterns(row) } else { Vec::new() };
        let meant = patterns.iter().find_map(|(pattern, word)| {
            let known = alike.get(pattern)?;
            known.iter().find(|(other, at)| {
                let often = groups.get(*at).map_or(0, |group| group.counts.asked);
                row.counts.asked.saturating_mul(RARER) <= often && word.is_slip_of(other)
            })
        });
        match meant.copied() {
            Some((_, at)) => {
                if let Some(group) = groups.get_mut(at) {
                    join(group, row);
                }
            }
            None => {
                for (pattern, word) in patterns {
                    let known = alike.entry(pattern).or_default();
                    if known.len() < ALIKE {
                        known.push((word, groups.len()));
                    }
                }
                groups.push(alone(row));
            }
        }
    }
    groups.sort_by(|a, b| {
        b.counts.asked.cmp(&a.counts.asked).then_with(|| (&a.lang, &a.query).cmp(&(&b.lang, &b.query)))
    });
    groups
}

/// What two queries share that differ in one word: all other words, and the first letter of that one.
type Pattern<'r> = (&'r str, Vec<&'r str>, Option<char>);

/// A word of a query.
#[derive(Clone, Copy)]
struct Word<'r> {
    stem: &'r str,
    /// As typed, where the query has one word: a slip in the ending makes another stem.
    typed: Option<&'r str>,
}

impl Word<'_> {
    fn is_slip_of(&self, other: &Self) -> bool {
        let typed = self.typed.zip(other.typed);
        is_slip(self.stem, other.stem) || typed.is_some_and(|(word, other)| is_slip(&fold(word), &fold(other)))
    }
}

/// Each word of a query with what is left of the query without it.
fn patterns(row: &QueryRow) -> Vec<(Pattern<'_>, Word<'_>)> {
    let words: Vec<&str> = row.normal.split(' ').collect();
    let one = |at: usize, word: &&'_ str| {
        let others = words.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, word)| *word).collect();
        (others, word.chars().next())
    };
    let typed = Some(row.example.trim()).filter(|typed| words.len() == 1 && !typed.contains(char::is_whitespace));
    let patterns = words.iter().enumerate().map(|(at, word)| {
        let (others, first) = one(at, word);
        ((row.lang.as_str(), others, first), Word { stem: word, typed })
    });
    patterns.collect()
}

/// Whether one word is a slip of the other: as near as search takes them for the same, the first letter right.
fn is_slip(word: &str, other: &str) -> bool {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    if has_digit(word) || has_digit(other) {
        return false;
    }
    // Stems are shorter than the words that search allows a typo in.
    let most = match other.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let near = word.chars().count().abs_diff(other.chars().count()) <= most;
    near && strsim::osa_distance(word, other) <= most
}

fn alone(row: &QueryRow) -> Group {
    Group {
        lang: row.lang.clone(),
        query: row.example.clone(),
        variants: Vec::new(),
        counts: row.counts,
        opened: row.opened.clone(),
    }
}

fn join(group: &mut Group, row: &QueryRow) {
    group.counts.add(&row.counts);
    if group.variants.len() < VARIANTS && row.example != group.query {
        group.variants.push(row.example.clone());
    }
    let mut opened: BTreeMap<&str, u64> = BTreeMap::new();
    for page in group.opened.iter().chain(&row.opened) {
        *opened.entry(&page.path).or_default() += page.count;
    }
    let mut opened: Vec<Opened> =
        opened.into_iter().map(|(path, count)| Opened { path: path.to_owned(), count }).collect();
    opened.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.path.cmp(&b.path)));
    opened.truncate(OPENED);
    group.opened = opened;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::NormalForms;

    fn groups(asked: &[(&str, &str, u64)]) -> Vec<(String, u64, Vec<String>)> {
        let mut forms = NormalForms::default();
        let rows: Vec<QueryRow> = asked
            .iter()
            .map(|(lang, query, count)| QueryRow {
                lang: (*lang).to_owned(),
                normal: forms.of(lang, query),
                example: (*query).to_owned(),
                counts: QueryCounts { asked: *count, ..QueryCounts::default() },
                opened: vec![Opened { path: "/a/".to_owned(), count: *count }],
            })
            .collect();
        merge(&rows).into_iter().map(|group| (group.query, group.counts.asked, group.variants)).collect()
    }

    #[test]
    fn typos_belong_to_what_was_meant() {
        let found = groups(&[
            ("en", "refund", 50),
            ("en", "refnud", 3),
            ("en", "reffund", 2),
            ("en", "withdrawal limit", 30),
            ("en", "withdrawl limit", 9),
            ("ru", "выплата", 20),
            ("ru", "выплтаа", 2),
        ]);
        let found: Vec<_> = found.iter().map(|(query, count, more)| (query.as_str(), *count, more.len())).collect();
        assert_eq!(found, [("refund", 55, 2), ("withdrawal limit", 39, 1), ("выплата", 22, 1)]);
    }

    #[test]
    fn other_words_stay_other_words() {
        for pair in [
            [("en", "card", 50), ("en", "bard", 2)],
            [("en", "tax", 50), ("en", "tab", 2)],
            [("en", "price", 50), ("en", "prize", 40)],
            [("en", "error 10054", 50), ("en", "error 10055", 2)],
            [("en", "refund", 50), ("ru", "refnud", 2)],
            [("en", "late refund", 50), ("en", "lost refnud", 2)],
        ] {
            assert_eq!(groups(&pair).len(), 2, "{pair:?}");
        }
    }

    #[test]
    fn many_rows_cost_little() {
        let rows: Vec<(String, u64)> =
            (0..6000).map(|at| (format!("w{}", "x".repeat(at % 9)) + &at.to_string(), 9)).collect();
        let rows: Vec<(&str, &str, u64)> = rows.iter().map(|(query, count)| ("en", query.as_str(), *count)).collect();
        assert_eq!(groups(&rows).len(), 6000);
    }
}
