//! Search tests: what `content/queries.yaml` and every article's `asks` say must be found.

mod groups;
mod outcome;

use crate::rules;
use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::site::Site;
use helpdex_content::vocabulary::{SearchTest, WITHIN};
use helpdex_render::search::{Index, documents};
use helpdex_search::{Query, Results};

pub use groups::{GroupOutcome, QueryOutcomes};
pub use outcome::{Figures, Outcome};

/// Answers a query in a language of the site.
pub type Search<'s> = dyn Fn(LanguageId, &Query) -> Result<Results> + 's;

/// How far down a list an article is looked for.
const DEPTH: usize = 20;

/// Whether tests stop a build: where there are any, and none of drafts, among which articles rank as they will for no
/// customer yet.
pub fn stop_a_build(site: &Site) -> bool {
    !site.vocabulary.tests.is_empty() && !site.options.drafts && rules::is_active(site, "search-test")
}

/// Runs the tests that stop a build; nothing where none does.
///
/// # Errors
/// When the index can't be read.
pub fn of_a_build(site: &Site, search: &Search<'_>) -> Result<Option<QueryOutcomes>> {
    if !stop_a_build(site) {
        return Ok(None);
    }
    let outcomes = queries_by(site, site.config.languages.len(), search)?;
    Ok(Some(QueryOutcomes::of(&site.vocabulary, outcomes)))
}

/// The tests that authors wrote, one after the other, those of groups too.
pub fn queries(site: &Site, indexes: &[Index]) -> Result<Vec<Outcome>> {
    queries_by(site, indexes.len(), &|language, query| helpdex_render::search::search(indexes, language, query))
}

/// The same with whatever answers for so many languages; tests of others are left out.
pub fn queries_by(site: &Site, languages: usize, search: &Search<'_>) -> Result<Vec<Outcome>> {
    let tests = site.vocabulary.tests.iter().filter(|test| test.language.index() < languages);
    tests.map(|test| ask(site, search, test)).collect()
}

/// A test for every question in the `asks` of every article.
pub fn asks(site: &Site, indexes: &[Index]) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    for language in site.config.languages.ids() {
        for shown in documents::searched(site, language) {
            for question in shown.entry.front.asks.items() {
                let test = SearchTest {
                    query: question.value.clone(),
                    language,
                    expect: vec![shown.entry.file.path().to_owned()],
                    within: WITHIN,
                    group: None,
                    path: shown.entry.file.path().to_owned(),
                    place: shown.entry.file.place(question.range.clone()),
                };
                outcomes.push(ask(
                    site,
                    &|language, query| helpdex_render::search::search(indexes, language, query),
                    &test,
                )?);
            }
        }
    }
    Ok(outcomes)
}

/// Runs one test.
fn ask(site: &Site, search: &Search<'_>, test: &SearchTest) -> Result<Outcome> {
    let limit = DEPTH.max(test.within);
    let query = Query { text: test.query.clone(), limit, ..Query::default() };
    let results = search(test.language, &query)?;
    let is_expected = |source: &str| test.expect.iter().any(|expected| *expected == *source);
    let rank = results.hits.iter().position(|hit| is_expected(&hit.source)).map(|at| at + 1);
    let first = results.hits.first().map(|hit| hit.source.clone());
    Ok(Outcome {
        query: test.query.clone(),
        lang: site.config.code(test.language).to_owned(),
        expect: test.expect.iter().map(Into::into).collect(),
        within: test.within,
        rank,
        before: None,
        passed: rank.is_some_and(|rank| rank <= test.within),
        first: first.filter(|first| !is_expected(first)),
        answered: !results.hits.is_empty(),
        group: test.group.clone(),
        path: (&test.path).into(),
        place: test.place.clone(),
    })
}
