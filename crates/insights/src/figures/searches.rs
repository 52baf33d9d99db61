//! What was asked, and what became of it.

use serde::Serialize;

use super::groups::{Group, merge};
use super::steps::{Point, Steps};
use crate::tally::{Others, QueryCounts, Rows, day};

/// Queries.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Searches {
    /// How many there were, step by step.
    pub curve: Vec<Point<Asked>>,
    /// What people asked, most frequent first.
    pub groups: Vec<Group>,
    /// Queries that stand in no group.
    pub others: Others<QueryCounts>,
}

/// Queries of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// All.
    pub searches: u64,
    /// Those that found nothing.
    pub without_hits: u64,
    /// Those that found something of which nothing was opened.
    pub not_opened: u64,
}

pub(super) fn searches(rows: &Rows, steps: &Steps) -> Searches {
    let hours = rows.hours.iter().map(|row| (day(row.at), row.counts));
    let curve = steps.curve(hours, |sum: &mut Asked, counts| {
        sum.searches += counts.searches;
        sum.without_hits += counts.without_hits;
        sum.not_opened += counts.not_opened;
    });
    Searches { curve, groups: merge(&rows.queries), others: rows.other_queries }
}
