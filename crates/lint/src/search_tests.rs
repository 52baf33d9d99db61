//! Search tests: what `content/queries.yaml` and every article's `asks` say must be found.

use helpdex_content::config::LanguageId;
use serde::Serialize;

use crate::rules;
use helpdex_content::diagnostic::{Diagnostic, Place};
use helpdex_content::error::Result;
use helpdex_content::site::Site;
use helpdex_content::vocabulary::{SearchTest, WITHIN};
use helpdex_render::search::{Index, documents};

use helpdex_search::{Query, Results};

/// Answers a query in a language of the site.
pub type Search<'s> = dyn Fn(LanguageId, &Query) -> Result<Results> + 's;

/// How far down a list an article is looked for.
const DEPTH: usize = 20;

/// A test with its outcome.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// What was asked.
    pub query: String,
    /// In which language.
    pub lang: String,
    /// The files of which one must be found.
    pub expect: Vec<String>,
    /// Within which rank.
    pub(crate) within: usize,
    /// The rank of the best of them; nothing when none is among the first twenty.
    pub rank: Option<usize>,
    /// Its rank in the index tested before; nothing inside when it was not found, nothing outside when it is new.
    pub before: Option<Option<usize>>,
    /// Whether it was found within the rank.
    pub passed: bool,
    /// What stands first instead, where another article does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first: Option<String>,
    /// Whether search gave anything at all.
    #[serde(skip)]
    pub(crate) answered: bool,
    /// The file that asks for it.
    pub path: String,
    /// Where in it.
    #[serde(flatten)]
    pub place: Place,
}

/// Figures over several tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Number of tests.
    pub tests: usize,
    /// Those whose article was not found within its rank.
    pub failed: usize,
    /// Mean reciprocal rank: 1 when everything is first, 0.5 when everything is second.
    pub mrr: f64,
    /// Share of queries that find nothing at all.
    pub without_result: f64,
}

impl Figures {
    /// Counts.
    pub fn of(outcomes: &[Outcome]) -> Self {
        let share = |sum: f64| if outcomes.is_empty() { 0.0 } else { sum / outcomes.len() as f64 };
        let reciprocal = outcomes.iter().filter_map(|outcome| outcome.rank).map(|rank| 1.0 / rank as f64);
        Self {
            tests: outcomes.len(),
            failed: outcomes.iter().filter(|outcome| !outcome.passed).count(),
            mrr: share(reciprocal.sum()),
            without_result: share(outcomes.iter().filter(|outcome| !outcome.answered).count() as f64),
        }
    }
}

impl Outcome {
    /// What tells this test from others, from run to run.
    pub(crate) fn name(&self) -> String {
        format!("{} | {} | {}", self.lang, self.query, self.expect.join(", "))
    }

    /// A failed test as a diagnostic.
    pub fn fault(&self) -> Diagnostic {
        let articles = self.expect.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(" or ");
        let found = match self.rank {
            Some(rank) => format!("finds {articles} at rank {rank}, not within {}", self.within),
            None => format!("does not find {articles}"),
        };
        let message = format!("`{}` {found}", self.query);
        let fault = Diagnostic::error("search-test", &self.path, message).at(self.place.clone());
        match &self.first {
            Some(first) => fault.help(format!("`{first}` stands first")),
            None => fault,
        }
    }
}

/// Whether tests stop a build: where there are any, and none of drafts, among which articles rank as they will for no
/// customer yet.
pub fn stop_a_build(site: &Site) -> bool {
    !site.vocabulary.tests.is_empty() && !site.options.drafts && rules::is_active(site, "search-test")
}

/// Runs the tests that stop a build; nothing where none does.
///
/// # Errors
/// When the index can't be read.
pub fn of_a_build(site: &Site, search: &Search<'_>) -> Result<Option<Vec<Outcome>>> {
    if !stop_a_build(site) {
        return Ok(None);
    }
    queries_by(site, site.config.languages.len(), search).map(Some)
}

/// A fault for each test that fails.
pub fn faults(outcomes: &[Outcome]) -> Vec<Diagnostic> {
    outcomes.iter().filter(|outcome| !outcome.passed).map(Outcome::fault).collect()
}

/// The tests that authors wrote, one after the other.
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
    let rank = results.hits.iter().position(|hit| test.expect.contains(&hit.source)).map(|at| at + 1);
    let first = results.hits.first().map(|hit| hit.source.clone());
    Ok(Outcome {
        query: test.query.clone(),
        lang: site.config.code(test.language).to_owned(),
        expect: test.expect.clone(),
        within: test.within,
        rank,
        before: None,
        passed: rank.is_some_and(|rank| rank <= test.within),
        first: first.filter(|first| !test.expect.contains(first)),
        answered: !results.hits.is_empty(),
        path: test.path.clone(),
        place: test.place.clone(),
    })
}
