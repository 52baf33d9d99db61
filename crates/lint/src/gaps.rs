//! What customers asked and the site does not answer.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use helpdex_search::analysis::Analyzer;
use helpdex_search::explain::{Explanation, StemExplanation, WordExplanation};
use helpdex_search::ranking::Field;
use helpdex_search::{Hit, Query};
use serde::Serialize;

use helpdex_content::error::Result;
use helpdex_content::query_logs::LoggedQuery;
use helpdex_insights::queries;
use helpdex_render::search::Index;

/// An answer is weak when the nearest article has no more than this share of the words asked for.
///
/// Half: of two words the article then has one, which is another subject as a rule ("paypal fees" and an article with
/// nothing but "paypal"); of three it has one. Words such as "how" and "the" don't count.
pub(crate) const WEAK: f32 = 0.5;
/// What a word counts that was found by guessing: a typo mended, or the beginning of a longer word. More than [`WEAK`],
/// so that a single misspelt word is no gap; less than 1, because some guesses are wrong.
const GUESS: f32 = 0.6;

/// How well search answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// Not at all.
    Nothing,
    /// With an article that lacks half of the words.
    Weak,
    /// With an article that has most of the words.
    Well,
}

/// Queries with the same words that are not answered well.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// How often they were asked, all together.
    pub count: u64,
    /// How well they are answered.
    pub found: Found,
    /// The query of them that was asked most often.
    pub query: String,
    /// The other ways to write it, most frequent first.
    pub variants: Vec<String>,
    /// The language in which most was found.
    pub lang: String,
    /// Whether the list named this language, or something was found in it. Otherwise nobody knows of which the query is.
    #[serde(skip)]
    pub is_lang_known: bool,
    /// The article that comes nearest.
    pub nearest: Option<Nearest>,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nearest {
    /// Its title.
    pub title: String,
    /// Its file.
    pub source: String,
    /// Where it is published.
    pub url: String,
}

/// How a whole list fared, in customers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// How often anything was asked.
    pub asked: u64,
    /// How often nothing was found.
    pub nothing: u64,
    /// How often the answer was weak.
    pub weak: u64,
    /// Most frequent first.
    pub gaps: Vec<Gap>,
}

/// An index with what it takes to compare queries.
pub struct Language {
    /// The language.
    pub code: String,
    /// Its index.
    pub index: Arc<Index>,
}

/// The best answer to a query.
struct Answer {
    language: usize,
    /// Whether it was named, or something was found in it.
    is_lang_known: bool,
    found: Found,
    share: f32,
    nearest: Option<Nearest>,
}

/// The queries of one group while they are counted.
struct Group {
    count: u64,
    is_lang_known: bool,
    found: Found,
    share: f32,
    nearest: Option<Nearest>,
    spellings: BTreeMap<String, u64>,
}

/// Asks every query. One that names no language is asked in all of them, and the best answer counts.
///
/// # Errors
/// When an index can't be read.
pub fn find(queries: &[LoggedQuery], languages: &[Language]) -> Result<Report> {
    let mut report = Report::default();
    let mut answers: HashMap<(&str, Option<&str>), Answer> = HashMap::new();
    let mut groups: BTreeMap<(usize, Vec<String>), Group> = BTreeMap::new();
    for asked in queries {
        report.asked = report.asked.saturating_add(asked.count);
        let key = (asked.query.as_str(), asked.lang.as_deref());
        let answer = match answers.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(answer(asked, languages)?),
        };
        match answer.found {
            Found::Nothing => report.nothing = report.nothing.saturating_add(asked.count),
            Found::Weak => report.weak = report.weak.saturating_add(asked.count),
            Found::Well => continue,
        }
        let code = languages.get(answer.language).map_or("", |language| language.code.as_str());
        let group = groups.entry((answer.language, words(code, &asked.query))).or_insert_with(|| Group {
            count: 0,
            is_lang_known: false,
            found: Found::Nothing,
            share: 0.0,
            nearest: None,
            spellings: BTreeMap::new(),
        });
        group.count = group.count.saturating_add(asked.count);
        group.is_lang_known |= answer.is_lang_known;
        *group.spellings.entry(asked.query.clone()).or_default() += asked.count;
        if group.found <= answer.found && (group.nearest.is_none() || group.share < answer.share) {
            (group.found, group.share) = (answer.found, answer.share);
            group.nearest.clone_from(&answer.nearest);
        }
    }
    report.gaps = groups.into_iter().map(|((language, _), group)| gap(group, language, languages)).collect();
    report.gaps.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.query.cmp(&b.query)));
    Ok(report)
}

fn gap(group: Group, language: usize, languages: &[Language]) -> Gap {
    let mut spellings: Vec<(String, u64)> = group.spellings.into_iter().collect();
    // The sort is stable: of equals the first of the alphabet stands first.
    spellings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut spellings = spellings.into_iter().map(|(spelling, _)| spelling);
    Gap {
        count: group.count,
        found: group.found,
        query: spellings.next().unwrap_or_default(),
        variants: spellings.collect(),
        lang: languages.get(language).map(|language| language.code.clone()).unwrap_or_default(),
        is_lang_known: group.is_lang_known,
        nearest: group.nearest,
    }
}

fn answer(asked: &LoggedQuery, languages: &[Language]) -> Result<Answer> {
    let named = asked.lang.as_ref().and_then(|code| languages.iter().position(|language| language.code == *code));
    let mut best = Answer {
        language: named.unwrap_or(0),
        is_lang_known: named.is_some(),
        found: Found::Nothing,
        share: -1.0,
        nearest: None,
    };
    let query = Query { text: asked.query.clone(), limit: 1, explain: true, ..Query::default() };
    for (number, language) in languages.iter().enumerate() {
        if named.is_some_and(|named| named != number) {
            continue;
        }
        let results = language.index.search(&query)?;
        let Some(hit) = results.hits.into_iter().next() else { continue };
        let share = hit.explanation.as_ref().map_or(0.0, share);
        if share > best.share {
            let found = if share > WEAK { Found::Well } else { Found::Weak };
            best = Answer { language: number, is_lang_known: true, found, share, nearest: Some(nearest(hit)) };
        }
    }
    Ok(best)
}

/// How well indexes answer a query of a language, and with which article.
pub(crate) fn best_answer(lang: &str, query: &str, languages: &[Language]) -> Result<(Found, Option<Nearest>)> {
    let lang = Some(lang.to_owned()).filter(|lang| !lang.is_empty());
    let asked = LoggedQuery { query: query.to_owned(), count: 1, lang, opened: None };
    let best = answer(&asked, languages)?;
    Ok((best.found, best.nearest))
}

fn nearest(hit: Hit) -> Nearest {
    Nearest { title: hit.title, source: hit.source, url: hit.url }
}

/// The share of the words asked for that an article has.
fn share(explanation: &Explanation) -> f32 {
    share_of(explanation, |_| true)
}

/// The same of what its author wrote: an article that is found by customers' words alone still lacks them.
pub(crate) fn written_share(explanation: &Explanation) -> f32 {
    let typed = Field::Typed.name();
    share_of(explanation, |stem| stem.fields.iter().any(|field| field.field != typed))
}

fn share_of(explanation: &Explanation, counts: impl Fn(&StemExplanation) -> bool) -> f32 {
    if explanation.pinned {
        return 1.0;
    }
    let words: Vec<&WordExplanation> = explanation.words.iter().filter(|word| !word.stop).collect();
    let all = words.len() + explanation.unknown.len();
    let found: f32 = words.iter().map(|word| certainty(word.stems.iter().filter(|stem| counts(stem)))).sum();
    if all == 0 { 0.0 } else { found / all as f32 }
}

fn certainty<'e>(stems: impl Iterator<Item = &'e StemExplanation>) -> f32 {
    let sure = stems.map(|stem| !matches!(stem.how, "typo" | "prefix" | "related"));
    match sure.max() {
        Some(true) => 1.0,
        Some(false) => GUESS,
        None => 0.0,
    }
}

/// What queries that ask the same share.
pub(crate) fn words(lang: &str, query: &str) -> Vec<String> {
    queries::words(&Analyzer::new(lang), query)
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_search::explain::FieldExplanation;

    fn word(how: Option<&'static str>) -> WordExplanation {
        let stems = how.map(|how| StemExplanation { how, ..StemExplanation::default() });
        WordExplanation { stems: stems.into_iter().collect(), ..WordExplanation::default() }
    }

    fn explained(words: &[Option<&'static str>], unknown: usize) -> Explanation {
        Explanation {
            words: words.iter().map(|how| word(*how)).collect(),
            unknown: vec!["x".to_owned(); unknown],
            ..Explanation::default()
        }
    }

    #[test]
    fn words_of_customers_alone_are_not_the_authors() {
        let field = |field| FieldExplanation { field, ..FieldExplanation::default() };
        let of = |fields: &[&'static str]| {
            let stem = StemExplanation {
                how: "stem",
                fields: fields.iter().map(|name| field(name)).collect(),
                ..StemExplanation::default()
            };
            let word = WordExplanation { stems: vec![stem], ..WordExplanation::default() };
            Explanation { words: vec![word], ..Explanation::default() }
        };
        assert_eq!((share(&of(&["typed"])), written_share(&of(&["typed"]))), (1.0, 0.0));
        assert_eq!(written_share(&of(&["typed", "body"])), 1.0);
    }

    #[test]
    fn half_of_the_words_is_weak() {
        let weak = |words: &[Option<&'static str>], unknown| share(&explained(words, unknown)) <= WEAK;
        assert!(!weak(&[Some("stem")], 0), "the only word");
        assert!(!weak(&[Some("typo")], 0), "the only word, misspelt");
        assert!(weak(&[Some("stem"), None], 0), "one of two");
        assert!(weak(&[Some("stem")], 1), "one of two, the other one known nowhere");
        assert!(!weak(&[Some("stem"), Some("synonym"), None], 0), "two of three");
        assert!(weak(&[Some("typo"), Some("typo")], 1), "two guesses of three");
        assert!(weak(&[], 0), "nothing but stop words");
        let pinned = Explanation { pinned: true, ..explained(&[], 3) };
        assert!(share(&pinned) > WEAK, "the author has answered it");
    }
}
