//! Groups of tests, of which a share must pass.

use serde::Serialize;

use super::outcome::{Figures, Outcome};
use helpdex_content::diagnostic::{Diagnostic, Place};
use helpdex_content::vocabulary::{TestGroup, Vocabulary};

/// So many tests that fail are named in the fault of a group.
const NAMED: usize = 5;

/// What came of the tests of `queries.yaml`: of those that must pass each, and of the groups.
#[derive(Clone, Debug)]
pub struct QueryOutcomes {
    /// Tests outside of groups.
    pub single: Vec<Outcome>,
    /// Groups in the order of the file.
    pub groups: Vec<GroupOutcome>,
}

impl QueryOutcomes {
    /// Sorts outcomes into their groups. A group none of whose tests was run is left out.
    pub fn of(vocabulary: &Vocabulary, outcomes: Vec<Outcome>) -> Self {
        let (mut grouped, single): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|outcome| outcome.group.is_some());
        let mut groups = Vec::new();
        for group in &vocabulary.test_groups {
            let is_in_it = |outcome: &Outcome| outcome.group.as_ref() == Some(&group.name);
            let (tests, others): (Vec<_>, Vec<_>) = grouped.into_iter().partition(is_in_it);
            grouped = others;
            groups.extend(GroupOutcome::of(group, tests));
        }
        Self { single, groups }
    }

    /// A fault for each test that fails on its own, and for each group with too few that pass.
    pub fn faults(&self) -> Vec<Diagnostic> {
        let single = self.single.iter().filter(|outcome| !outcome.passed).map(Outcome::fault);
        let groups = self.groups.iter().filter(|group| !group.passed).map(GroupOutcome::fault);
        single.chain(groups).collect()
    }

    /// Whether there is no fault.
    pub fn passed(&self) -> bool {
        self.single.iter().all(|outcome| outcome.passed) && self.groups.iter().all(|group| group.passed)
    }

    /// All tests, those of groups too.
    pub fn all(&self) -> impl Iterator<Item = &Outcome> {
        self.single.iter().chain(self.groups.iter().flat_map(|group| &group.outcomes))
    }
}

/// A group with the outcomes of its tests.
#[derive(Clone, Debug, Serialize)]
pub struct GroupOutcome {
    /// What authors call it.
    pub name: String,
    /// Whether its share is reached.
    pub passed: bool,
    /// The share of its tests that must pass, as a part of 1.
    share_wanted: f64,
    /// The share that does.
    share_reached: f64,
    /// The wanted share in percent, as it is written.
    #[serde(skip)]
    pub wanted: u8,
    /// Figures over its tests.
    #[serde(flatten)]
    pub figures: Figures,
    /// Its tests in order.
    pub outcomes: Vec<Outcome>,
    /// The file that holds it.
    pub path: String,
    /// Where in it.
    #[serde(flatten)]
    pub place: Place,
}

impl GroupOutcome {
    fn of(group: &TestGroup, outcomes: Vec<Outcome>) -> Option<Self> {
        let figures = Figures::of(&outcomes);
        (figures.tests > 0).then(|| Self {
            name: group.name.clone(),
            // In whole numbers: a share that is reached exactly must not fail by a rounding.
            passed: figures.found() * 100 >= usize::from(group.share) * figures.tests,
            share_wanted: f64::from(group.share) / 100.0,
            share_reached: figures.found() as f64 / figures.tests as f64,
            wanted: group.share,
            figures,
            outcomes,
            path: (&group.path).into(),
            place: group.place.clone(),
        })
    }

    /// The share that passes in whole percent. It is rounded, but not up to the wanted share where that is not reached.
    pub fn reached(&self) -> usize {
        let Figures { tests, .. } = self.figures;
        let rounded = (self.figures.found() * 200 + tests) / (tests * 2);
        if self.passed { rounded } else { rounded.min(usize::from(self.wanted).saturating_sub(1)) }
    }

    /// A group with too few tests that pass as a diagnostic.
    fn fault(&self) -> Diagnostic {
        let Figures { tests, .. } = self.figures;
        let (found, reached, wanted) = (self.figures.found(), self.reached(), self.wanted);
        let queries = if tests == 1 { "query" } else { "queries" };
        let message = format!("`{}`: {found} of {tests} {queries} ({reached} %) are found, not {wanted} %", self.name);
        Diagnostic::error("search-test", &self.path, message).at(self.place.clone()).help(self.failing())
    }

    /// The first tests that fail, each with what stands first instead.
    fn failing(&self) -> String {
        let failing = self.outcomes.iter().filter(|outcome| !outcome.passed);
        let mut parts: Vec<String> = failing
            .take(NAMED)
            .map(|outcome| match &outcome.first {
                Some(first) => format!("`{}` finds `{first}` first", outcome.query),
                None => format!("`{}` finds nothing", outcome.query),
            })
            .collect();
        match self.figures.failed.saturating_sub(parts.len()) {
            0 => {}
            1 => parts.push("another one is not found".to_owned()),
            more => parts.push(format!("{more} more are not found")),
        }
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use helpdex_content::path::SitePath;

    use super::*;

    fn place(line: u32) -> Place {
        Place { line, column: 10, end_column: 12, excerpt: String::new() }
    }

    fn outcome(group: Option<&str>, query: String, passed: bool, first: Option<&str>) -> Outcome {
        Outcome {
            query,
            lang: "en".to_owned(),
            expect: vec!["a.md".to_owned()],
            within: 3,
            rank: passed.then_some(1),
            before: None,
            passed,
            first: first.map(str::to_owned),
            answered: passed || first.is_some(),
            group: group.map(str::to_owned),
            path: "content/queries.yaml".into(),
            place: place(9),
        }
    }

    /// A group in which so many of so many tests are found.
    fn group(share: u8, found: usize, tests: usize) -> GroupOutcome {
        let group = TestGroup { name: "A".to_owned(), share, path: "content/queries.yaml".into(), place: place(2) };
        let first = |number: usize| number.is_multiple_of(2).then_some("b.md");
        let outcomes = (0..tests).map(|n| outcome(Some("A"), format!("q{n}"), n < found, first(n)));
        GroupOutcome::of(&group, outcomes.collect()).expect("a group with tests")
    }

    #[test]
    fn a_share_that_is_reached_exactly_is_enough() {
        for (share, found, tests) in [(85, 17, 20), (1, 1, 100), (100, 7, 7), (29, 29, 100), (67, 2, 3)] {
            assert_eq!(group(share, found, tests).passed, share != 67, "{share} % of {tests}: {found}");
        }
        assert!(!group(85, 16, 20).passed && !group(100, 299, 300).passed && !group(1, 0, 1).passed);
    }

    #[test]
    fn a_share_that_is_not_reached_is_not_told_as_such() {
        assert_eq!(group(85, 40, 60).reached(), 67);
        assert_eq!(group(85, 11, 13).reached(), 84, "84.6 %, which would be 85 %");
        assert_eq!(group(1, 0, 3).reached(), 0);
        assert_eq!(group(80, 11, 13).reached(), 85);
    }

    #[test]
    fn a_fault_names_the_first_that_fail() {
        let fault = group(85, 1, 8).fault();
        assert_eq!((fault.code, fault.place.map(|place| place.line)), ("search-test", Some(2)));
        assert_eq!(fault.message, "`A`: 1 of 8 queries (13 %) are found, not 85 %");
        let help = "`q1` finds nothing; `q2` finds `b.md` first; `q3` finds nothing; `q4` finds `b.md` first; \
                    `q5` finds nothing; 2 more are not found";
        assert_eq!(fault.help.as_deref(), Some(help));
        let one = group(100, 0, 1).fault();
        assert_eq!(one.message, "`A`: 0 of 1 query (0 %) are found, not 100 %");
        assert_eq!(one.help.as_deref(), Some("`q0` finds `b.md` first"));
    }

    #[test]
    fn only_tests_outside_of_groups_have_a_fault_each() {
        let group =
            |name: &str, share| TestGroup { name: name.to_owned(), share, path: SitePath::default(), place: place(1) };
        let mut vocabulary = Vocabulary::default();
        vocabulary.test_groups = vec![group("A", 50), group("B", 51), group("never asked", 100)];
        let tests = [(None, true), (Some("B"), false), (Some("A"), false), (Some("A"), true), (Some("B"), true)];
        let tests = tests.map(|(name, passed)| outcome(name, "q".to_owned(), passed, None));
        let found = QueryOutcomes::of(&vocabulary, tests.to_vec());
        let groups: Vec<_> = found.groups.iter().map(|group| (group.name.as_str(), group.passed)).collect();
        assert_eq!(groups, [("A", true), ("B", false)]);
        assert_eq!((found.single.len(), found.all().count(), found.passed()), (1, 5, false));
        assert_eq!(found.faults().len(), 1);
        let alone = QueryOutcomes::of(&vocabulary, vec![outcome(None, "q".to_owned(), false, None)]);
        assert_eq!((alone.faults().len(), alone.passed()), (1, false));
    }
}
