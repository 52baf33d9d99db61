//! The parts of the page, put together.

use helpdex_content::config::LanguageId;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Serialize;
use tera::{Context, Tera};

use super::counts::{Count, counts};
use super::drafts::{Draft, drafts};
use super::faults::{FaultList, fault_list};
use super::filter::Filter;
use super::languages::{Language, languages};
use super::owner::owner_of;
use super::questions::{Questions, questions};
use super::readers::{Readers, readers};
use super::reviews::{Reviews, reviews};
use crate::editor::Editor;
use crate::insights::Said;
use crate::search_tests::SearchTestOutcome;
use crate::state::State;
use crate::unanswered::Gaps;
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_lint::search_tests::GroupOutcome;

/// What is known besides the state itself.
pub(crate) struct Inputs<'l> {
    pub(crate) editor: Option<&'l Editor>,
    pub(crate) questions: Option<&'l Gaps>,
    pub(crate) readers: Option<&'l Said>,
    pub(crate) search_tests: Option<&'l SearchTestOutcome>,
    pub(crate) today: Date,
}

/// What the template sees.
#[derive(Debug, Serialize)]
struct Page<'s> {
    site: Head<'s>,
    totals: Totals,
    languages: Vec<Language<'s>>,
    rules: Vec<Count>,
    owners: Vec<Count>,
    questions: Option<Questions<'s>>,
    readers: Option<Readers<'s>>,
    reviews: Reviews<'s>,
    drafts: Vec<Draft<'s>>,
    faults: FaultList<'s>,
}

/// What the page says of the site above everything else.
#[derive(Debug, Serialize)]
struct Head<'s> {
    title: &'s str,
    home: String,
    icon: Option<&'s str>,
}

/// The numbers at the top.
#[derive(Debug, Serialize)]
struct Totals {
    articles: usize,
    errors: usize,
    warnings: usize,
    search_tests: Option<SearchTests>,
}

/// How the search tests stand.
#[derive(Debug, Serialize)]
struct SearchTests {
    passed: usize,
    tests: usize,
    groups: Vec<TestGroup>,
}

/// How a group of them stands: so many of its tests pass, and so many have to, in percent.
#[derive(Debug, Serialize)]
struct TestGroup {
    name: String,
    passed: usize,
    tests: usize,
    reached: usize,
    wanted: u8,
}

impl TestGroup {
    fn of(group: &GroupOutcome) -> Self {
        let (passed, tests) = (group.figures.found(), group.figures.tests);
        Self { name: group.name.clone(), passed, tests, reached: group.reached(), wanted: group.wanted }
    }
}

/// `page` takes in the others.
const SOURCES: [(&str, &str); 10] = [
    ("page.html", include_str!("../client/status/page.html")),
    ("components.html", include_str!("../client/status/components.html")),
    ("totals.html", include_str!("../client/status/totals.html")),
    ("languages.html", include_str!("../client/status/languages.html")),
    ("counts.html", include_str!("../client/status/counts.html")),
    ("questions.html", include_str!("../client/status/questions.html")),
    ("readers.html", include_str!("../client/status/readers.html")),
    ("reviews.html", include_str!("../client/status/reviews.html")),
    ("drafts.html", include_str!("../client/status/drafts.html")),
    ("faults.html", include_str!("../client/status/faults.html")),
];

static TEMPLATES: LazyLock<tera::TeraResult<Tera>> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_templates(SOURCES)?;
    Ok(tera)
});

/// The page's HTML; nothing when it can't be made.
pub(crate) fn page(state: &State, inputs: &Inputs<'_>, filter: &Filter) -> Option<String> {
    let templates = TEMPLATES.as_ref().ok()?;
    let context = Context::from_serialize(&context(state, inputs, filter)).ok()?;
    templates.render("page.html", &context).ok()
}

fn context<'s>(state: &'s State, inputs: &Inputs<'s>, filter: &'s Filter) -> Page<'s> {
    let site = &*state.site;
    let mut faults = state.faults.all();
    if let Some(outcome) = inputs.search_tests {
        // They were run with the index as it is by now.
        faults.retain(|fault| fault.code != "search-test");
        faults.extend(outcome.faults.iter().cloned());
    }
    // What keeps the site from being published must not drown in what is only poor.
    faults.sort_by_key(|fault| fault.severity);
    Page {
        site: head(state),
        totals: totals(state, &faults, inputs.search_tests),
        languages: languages(site),
        rules: counts(&faults, "rule", |fault| fault.code),
        owners: counts(&faults, "owner", |fault| owner_of(site, fault)),
        questions: inputs.questions.map(questions),
        readers: inputs.readers.map(|said| readers(site, said)),
        reviews: reviews(site, inputs.today),
        drafts: drafts(site),
        faults: fault_list(site, inputs.editor, faults, filter),
    }
}

fn head(state: &State) -> Head<'_> {
    let site = &*state.site;
    let icon = state.theme.assets().iter().find(|asset| asset.path.contains("/favicon."));
    Head {
        title: site.config.title.get(&site.config.default_language().code),
        home: site.routes.page_url(LanguageId::DEFAULT, ""),
        icon: icon.map(|asset| asset.url.as_str()),
    }
}

fn totals(state: &State, faults: &[Diagnostic], search_tests: Option<&SearchTestOutcome>) -> Totals {
    let count = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    Totals {
        articles: state.site.routes.articles().len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        search_tests: search_tests.map(|outcome| SearchTests {
            passed: outcome.passed,
            tests: outcome.tests,
            groups: outcome.groups.iter().map(TestGroup::of).collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template that doesn't parse would show only when somebody opens the page.
    #[test]
    fn the_templates_parse() {
        assert!(TEMPLATES.is_ok(), "{:?}", TEMPLATES.as_ref().err());
    }
}
