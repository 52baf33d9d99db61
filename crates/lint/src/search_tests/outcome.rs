//! What came of a test, and figures over several.

use serde::Serialize;

use helpdex_content::diagnostic::{Diagnostic, Place};

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
    pub within: usize,
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
    /// The name of its group, where it stands in one. Then it is no fault when it fails.
    #[serde(skip)]
    pub group: Option<String>,
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

    /// Tests whose article was found within its rank.
    pub fn found(&self) -> usize {
        self.tests - self.failed
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
