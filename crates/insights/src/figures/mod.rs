//! Figures: what rows say, with what each number is worth.

mod contact;
mod groups;
mod languages;
mod missing;
mod satisfaction;
mod searches;
mod statistics;
mod steps;
mod surveys;
mod total;
mod volume;

use serde::Serialize;

pub use contact::{Contact, FromArticle};
pub use groups::Group;
pub use languages::Language;
pub use missing::Missing;
pub use satisfaction::{Article, Category, Change, Revision, Satisfaction, Votes};
pub use searches::{Asked, Searches};
pub use statistics::{Difference, Mean, NetPromoter, Share};
pub use steps::{Point, Step, Steps};
pub use surveys::{Marks, Surveys};
pub use total::Total;
pub use volume::{Hour as HourOfWeek, Volume};

use crate::catalog::Catalog;
use crate::tally::{CommentRow, Period, Rows};

/// All figures of a period.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// The days with anything in them, or the days asked for; nothing where there is neither.
    pub period: Option<Period>,
    /// What happened, in one number each.
    pub total: Total,
    /// How articles were judged.
    pub satisfaction: Satisfaction,
    /// What was asked.
    pub searches: Searches,
    /// How the contact form ended.
    pub contact: Contact,
    /// What surveys say.
    pub surveys: Surveys,
    /// When it happened.
    pub volume: Volume,
    /// In which languages.
    pub languages: Vec<Language>,
    /// Addresses where nothing is.
    pub missing: Vec<Missing>,
    /// What people wrote, newest first.
    pub comments: Vec<CommentRow>,
}

impl Figures {
    /// Works them out.
    #[must_use]
    pub fn new(rows: &Rows, catalog: &Catalog) -> Self {
        let period = rows.period.or_else(|| steps::of_hours(&rows.hours));
        let steps = Steps::new(period);
        Self {
            period,
            total: Total::new(&rows.hours),
            satisfaction: satisfaction::satisfaction(rows, catalog, &steps),
            searches: searches::searches(rows, &steps),
            contact: contact::contact(rows, catalog, &steps),
            surveys: surveys::surveys(rows, &steps),
            volume: volume::volume(&rows.hours, catalog.opening.as_ref(), &steps),
            languages: languages::languages(&rows.languages),
            missing: missing::missing(rows, catalog),
            comments: rows.comments.clone(),
        }
    }
}
