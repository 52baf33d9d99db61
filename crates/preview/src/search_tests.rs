//! How the search tests stand, for the page with the state of the site.
//!
//! They are run when somebody looks at that page, with the index as it is by then, and never while an author waits for
//! an edit.

use helpdex_content::config::LanguageId;
use std::sync::{Arc, Mutex, PoisonError};

use super::state::State;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::vocabulary::Vocabulary;
use helpdex_lint::rules;
use helpdex_lint::search_tests::{self, GroupOutcome};
use helpdex_render::search::{Live, search_live};

/// What came of the tests.
#[derive(Debug, Default)]
pub(super) struct SearchTestOutcome {
    pub(super) tests: usize,
    /// Tests that pass, those of groups too.
    pub(super) passed: usize,
    /// Groups, of whose tests only a share must pass.
    pub(super) groups: Vec<GroupOutcome>,
    /// A fault for each test that fails on its own, and for each group with too few that pass.
    pub(super) faults: Vec<Diagnostic>,
}

/// What it depends on.
type Key = (Arc<Vec<Live>>, Arc<Vocabulary>);

/// The last outcome, which holds until the index or the tests are others.
#[derive(Default)]
pub(super) struct SearchTests {
    last: Mutex<Option<(Key, Arc<SearchTestOutcome>)>>,
}

impl SearchTests {
    /// The outcome for a state; nothing where there are no tests, or no index yet. With drafts among them articles rank
    /// as they will for no customer, so then nothing is tested.
    pub(super) fn outcome(&self, state: &State) -> Option<Arc<SearchTestOutcome>> {
        let site = &state.site;
        if !search_tests::stop_a_build(site) {
            return None;
        }
        let key: Key = (Arc::clone(state.search.as_ref()?), Arc::clone(&site.vocabulary));
        // Two readers at once: the second waits for the first one's answer.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, outcome)) = last.as_ref()
            && Arc::ptr_eq(&known.0, &key.0)
            && Arc::ptr_eq(&known.1, &key.1)
        {
            return Some(Arc::clone(outcome));
        }
        let answer = |language: LanguageId, query: &_| search_live(&key.0, language, query);
        let outcomes = search_tests::of_a_build(site, &answer).ok().flatten()?;
        let mut faults = outcomes.faults();
        rules::apply_levels(site, &mut faults);
        let (tests, passed) = (outcomes.all().count(), outcomes.all().filter(|outcome| outcome.passed).count());
        let outcome = Arc::new(SearchTestOutcome { tests, passed, groups: outcomes.groups, faults });
        *last = Some((key, Arc::clone(&outcome)));
        Some(outcome)
    }
}
