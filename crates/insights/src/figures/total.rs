//! What happened, in one number each.

use serde::Serialize;

use super::statistics::Share;
use crate::tally::{HourCounts, HourRow};

/// Sums over the whole period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Total {
    /// The sums.
    #[serde(flatten)]
    pub counts: HourCounts,
    /// Of all who answered: how many said that an article helped.
    pub helped: Option<Share>,
    /// Of all queries: how many found nothing.
    #[serde(rename = "without_hits_share")]
    pub without_hits: Option<Share>,
    /// Of all queries: how many found something of which nothing was opened.
    #[serde(rename = "not_opened_share")]
    pub not_opened: Option<Share>,
    /// Of all who were offered answers beside the contact form: how many it was enough for.
    pub deflection: Option<Share>,
}

impl Total {
    pub(super) fn new(hours: &[HourRow]) -> Self {
        let mut counts = HourCounts::default();
        hours.iter().for_each(|row| counts.add(&row.counts));
        Self {
            helped: Share::new(counts.yes, counts.yes + counts.no),
            without_hits: Share::new(counts.without_hits, counts.searches),
            not_opened: Share::new(counts.not_opened, counts.searches),
            deflection: Share::new(counts.forms.solved, counts.forms.offered),
            counts,
        }
    }
}
