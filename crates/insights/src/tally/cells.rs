//! What is counted for a key while events come in.

use jiff::civil::Date;

use super::commonest::Commonest;
use super::heavy::Cell;
use super::names::Name;
use super::rows::{FormCounts, HourCounts, QueryCounts, Reasons};
use crate::event::Outcome;

/// Queries of one normal form.
#[derive(Debug, Default)]
pub(super) struct QueryCell {
    pub(super) counts: QueryCounts,
    /// How they were typed.
    pub(super) spellings: Commonest<Box<str>, 2>,
    /// What was opened then.
    pub(super) opened: Commonest<Box<str>, 4>,
}

impl Cell for QueryCell {
    type Counts = QueryCounts;

    fn weight(&self) -> u64 {
        self.counts.asked
    }

    fn give(&self, others: &mut QueryCounts) {
        others.add(&self.counts);
    }
}

/// Something that is only counted.
#[derive(Debug, Default)]
pub(super) struct Count(pub(super) u64);

impl Cell for Count {
    type Counts = u64;

    fn weight(&self) -> u64 {
        self.0
    }

    fn give(&self, others: &mut u64) {
        *others += self.0;
    }
}

impl QueryCounts {
    /// Adds the numbers of others.
    pub(crate) fn add(&mut self, other: &Self) {
        self.asked += other.asked;
        self.without_hits += other.without_hits;
        self.not_opened += other.not_opened;
        self.again += other.again;
        self.contact += other.contact;
    }
}

impl HourCounts {
    /// Adds the numbers of others.
    pub(crate) fn add(&mut self, other: &Self) {
        self.reads += other.reads;
        self.searches += other.searches;
        self.without_hits += other.without_hits;
        self.not_opened += other.not_opened;
        self.yes += other.yes;
        self.no += other.no;
        self.missing += other.missing;
        self.forms.add(&other.forms);
    }
}

impl FormCounts {
    /// How often the form was used.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.solved + self.sent + self.left
    }

    /// Counts one more use.
    pub(super) fn count(&mut self, outcome: Outcome, offered: bool) {
        self.offered += u64::from(offered);
        *match outcome {
            Outcome::Solved => &mut self.solved,
            Outcome::Sent => &mut self.sent,
            Outcome::Left => &mut self.left,
        } += 1;
    }

    /// Adds the numbers of others.
    pub(crate) fn add(&mut self, other: &Self) {
        self.offered += other.offered;
        self.solved += other.solved;
        self.sent += other.sent;
        self.left += other.left;
    }
}

/// An article in one language, with one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ArticleKey {
    pub(super) path: Name,
    pub(super) lang: Name,
    pub(super) revision: Name,
}

/// What is known of it.
#[derive(Debug)]
pub(super) struct ArticleCell {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) reads: u64,
    pub(super) yes: u64,
    pub(super) no: u64,
    pub(super) reasons: Reasons,
}

impl ArticleCell {
    pub(super) fn new(day: Date) -> Self {
        Self { first: day, last: day, reads: 0, yes: 0, no: 0, reasons: Reasons::default() }
    }
}
