//! Words that both formats share.

use crate::cli::plural::count;
use helpdex_publish::diff::{Moved, MovedGroup};

/// `1 page`, `3 pages`.
pub(super) fn pages(number: usize) -> String {
    count(number, "page")
}

/// `3`, or `not found`.
pub(super) fn rank(rank: Option<usize>) -> String {
    rank.map_or_else(|| "not found".to_owned(), |rank| rank.to_string())
}

/// What became of a test or a group that passed before, or did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    FailsNow,
    HoldsNow,
    AsBefore,
}

impl Verdict {
    /// A test of a group has none of its own: that of its group counts.
    pub(super) fn of_test(test: &Moved) -> Self {
        if test.group.is_some() { Self::AsBefore } else { Self::of(test.passed_before, test.passed) }
    }

    pub(super) fn of_group(group: &MovedGroup) -> Self {
        Self::of(group.passed_before, group.passed)
    }

    fn of(before: bool, after: bool) -> Self {
        match (before, after) {
            (true, false) => Self::FailsNow,
            (false, true) => Self::HoldsNow,
            _ => Self::AsBefore,
        }
    }
}

/// `20 → 17 of 24 found, 85 % have to be`.
pub(super) fn found(group: &MovedGroup) -> String {
    format!("{} → {} of {} found, {} % have to be", group.before, group.after, group.tests, group.wanted)
}
