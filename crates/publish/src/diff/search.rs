//! What a change does to search: the tests that find their article elsewhere.

use std::path::Path;

use serde::Serialize;

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::routes::Owner;
use helpdex_content::site::Site;
use helpdex_lint::search_tests::{self, Outcome, QueryOutcomes, Search as Ask};
use helpdex_render::search::Index;

/// Search tests that two outputs answer differently.
#[derive(Debug, Default, Serialize)]
pub struct Search {
    /// Tests whose article has another rank.
    #[serde(rename = "search")]
    pub tests: Vec<Moved>,
    /// Groups of which another share is found.
    #[serde(rename = "search_groups")]
    pub groups: Vec<MovedGroup>,
}

/// A search test with another rank than before.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// What is asked.
    pub query: String,
    /// In which language.
    pub lang: String,
    /// The name of its group, where it stands in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The rank in the old index; nothing where it was not found.
    pub before: Option<usize>,
    /// The rank in the new one.
    pub after: Option<usize>,
    /// Whether the test holds in the old index.
    pub passed_before: bool,
    /// Whether it holds in the new one.
    pub passed: bool,
}

/// A group of search tests of which more are found than before, or fewer.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct MovedGroup {
    /// Its name.
    pub name: String,
    /// The number of its tests.
    pub tests: usize,
    /// The share that has to be found, in percent.
    pub wanted: u8,
    /// Tests found in the old index.
    pub before: usize,
    /// Tests found in the new one.
    pub after: usize,
    /// Whether its share is reached in the old index.
    pub passed_before: bool,
    /// Whether it is reached in the new one.
    pub passed: bool,
}

impl Search {
    /// Whether both answer alike.
    pub fn is_empty(&self) -> bool {
        let Self { tests, groups } = self;
        tests.is_empty() && groups.is_empty()
    }

    /// Whether something fails that held before. A test of a group fails with its group alone.
    pub fn loses(&self) -> bool {
        self.tests.iter().any(|test| test.group.is_none() && test.passed_before && !test.passed)
            || self.groups.iter().any(|group| group.passed_before && !group.passed)
    }
}

/// Asks both outputs what a site's `queries.yaml` wants to be found; what has another rank comes back.
///
/// The tests name files, and a file may have had another name in one of the outputs. So an article is known by its URL,
/// which leads to it after a rename as well.
///
/// # Errors
/// When an index can't be read.
pub fn search(site: &Site, old: &Path, new: &Path) -> Result<Search> {
    if site.vocabulary.tests.is_empty() {
        return Ok(Search::default());
    }
    let open = |out: &Path| -> Result<Vec<Index>> {
        site.config.languages.iter().map(|language| Index::open(out, &language.code)).collect()
    };
    let (old, new) = (open(old)?, open(new)?);
    let before = |language: LanguageId, query: &_| helpdex_render::search::search(&old, language, query);
    search_by(site, &before, &|language, query| helpdex_render::search::search(&new, language, query))
}

/// The same with whatever answers as before, and as now.
///
/// # Errors
/// When one of them can't answer.
pub fn search_by(site: &Site, old: &Ask<'_>, new: &Ask<'_>) -> Result<Search> {
    let ask = |ask: &Ask<'_>| -> Result<Vec<Outcome>> {
        let answer = |language: LanguageId, query: &_| {
            let mut results = ask(language, query)?;
            for hit in &mut results.hits {
                if let Some(path) = file_now(site, &hit.url) {
                    path.clone_into(&mut hit.source);
                }
            }
            Ok(results)
        };
        search_tests::queries_by(site, site.config.languages.len(), &answer)
    };
    let (before, after) = (ask(old)?, ask(new)?);
    let both = before.iter().zip(&after).filter(|(before, after)| before.rank != after.rank);
    let tests = both.map(|(before, after)| moved(before, after)).collect();
    Ok(Search { tests, groups: groups(site, before, after) })
}

/// The file of the article that a site has at a URL, be it by an alias.
fn file_now<'s>(site: &'s Site, url: &str) -> Option<&'s str> {
    match site.routes.owner(url)? {
        Owner::Entry(id) | Owner::Alias(id) => site.entry(*id).map(|entry| entry.file.path().as_str()),
        Owner::Category { .. } | Owner::File(_) | Owner::Reserved => None,
    }
}

fn moved(before: &Outcome, after: &Outcome) -> Moved {
    Moved {
        query: after.query.clone(),
        lang: after.lang.clone(),
        group: after.group.clone(),
        before: before.rank,
        after: after.rank,
        passed_before: before.passed,
        passed: after.passed,
    }
}

/// Both were asked the same tests, so both have the same groups.
fn groups(site: &Site, before: Vec<Outcome>, after: Vec<Outcome>) -> Vec<MovedGroup> {
    let groups = |outcomes| QueryOutcomes::of(&site.vocabulary, outcomes).groups;
    let both = groups(before).into_iter().zip(groups(after));
    both.filter(|(before, after)| before.figures.failed != after.figures.failed)
        .map(|(before, after)| MovedGroup {
            name: after.name,
            tests: after.figures.tests,
            wanted: after.wanted,
            before: before.figures.found(),
            after: after.figures.found(),
            passed_before: before.passed,
            passed: after.passed,
        })
        .collect()
}
