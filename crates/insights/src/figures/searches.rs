//! What was asked, and what became of it.

use serde::Serialize;

use super::groups::merge;
use super::steps::{Point, Steps};
use crate::tally::{Opened, Others, QueryCounts, Rows, day};

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

/// Queries that ask the same, however they are spelled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The language of the page.
    pub lang: String,
    /// How it is asked most.
    pub query: String,
    /// Other ways to ask it, most frequent first; some of many.
    pub variants: Vec<String>,
    /// What became of it.
    #[serde(flatten)]
    pub counts: QueryCounts,
    /// The pages that were opened then, most often opened first.
    pub opened: Vec<Opened>,
}

impl Group {
    /// How often it found nothing, or nothing worth opening.
    #[must_use]
    pub fn in_vain(&self) -> u64 {
        self.counts.without_hits + self.counts.not_opened
    }
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
