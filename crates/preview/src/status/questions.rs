//! What customers asked.

use serde::Serialize;

use super::spans::{Span, spans};
use crate::unanswered::Gaps;
use helpdex_lint::gaps::Gap;

#[derive(Debug, Serialize)]
pub(super) struct Questions<'s> {
    times: u64,
    /// Shares in percent.
    answered: u64,
    weakly: u64,
    not_at_all: u64,
    gaps: &'s [Gap],
    /// Why there is nothing to show.
    fault: Option<Vec<Span>>,
}

pub(super) fn questions(gaps: &Gaps) -> Questions<'_> {
    let share = |count: u64| (count * 100).checked_div(gaps.asked).unwrap_or(0);
    let answered = gaps.asked.saturating_sub(gaps.nothing).saturating_sub(gaps.weak);
    Questions {
        times: gaps.asked,
        answered: share(answered),
        weakly: share(gaps.weak),
        not_at_all: share(gaps.nothing),
        gaps: &gaps.gaps,
        fault: gaps.trouble.as_deref().map(spans),
    }
}
