//! What was counted, as rows. All sums are of one period.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::period::Period;
use crate::event::{Reason, Survey};

/// Everything that figures are made of. Whoever fills it puts nothing in twice; the order of rows makes no difference.
///
/// A list of rows may be cut: the rows left out are counted in the list's own [`Others`].
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Rows {
    /// The days asked for. Nothing where all that there is was asked for; then it goes from the first row to the last one.
    pub period: Option<Period>,
    /// Everything by the hour: at most 24 rows a day.
    pub hours: Vec<HourRow>,
    /// Articles by language and revision, summed over the period.
    pub articles: Vec<ArticleRow>,
    /// What was said of articles that have no row.
    pub other_articles: Others<u64>,
    /// Yes and no by article and day: only days on which somebody answered. Days of one step ([`crate::figures::Steps`])
    /// may stand together.
    pub votes: Vec<VoteRow>,
    /// Languages, summed over the period.
    pub languages: Vec<LanguageRow>,
    /// Queries by their normal form ([`crate::queries::NormalForms`]) and language, summed over the period; those asked
    /// most.
    pub queries: Vec<QueryRow>,
    /// Queries that have no row.
    pub other_queries: Others<QueryCounts>,
    /// How the contact form ended, by the article that people came from; an empty path where they came from none.
    pub forms: Vec<FormRow>,
    /// Addresses where nothing was; those asked for most.
    pub missing: Vec<MissingRow>,
    /// Addresses that have no row.
    pub other_missing: Others<u64>,
    /// Answers to surveys by day, language and score.
    pub surveys: Vec<SurveyRow>,
    /// What people wrote, newest first; at most some hundreds.
    pub comments: Vec<CommentRow>,
    /// Events that name a time so far off that they belong to no row by the hour.
    pub out_of_time: u64,
}

/// Rows that a list leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Others<C> {
    /// What they come to.
    pub counts: C,
    /// The count of a row in the list may be too low by this, because the row was left out for a while.
    pub understated: u64,
}

/// What happened in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HourRow {
    /// When the hour begins.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub counts: HourCounts,
}

/// What happened, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HourCounts {
    /// Articles read.
    pub reads: u64,
    /// Queries.
    pub searches: u64,
    /// Queries that found nothing.
    pub without_hits: u64,
    /// Queries that found something of which nothing was opened.
    pub not_opened: u64,
    /// "This helped."
    pub yes: u64,
    /// "This didn't help."
    pub no: u64,
    /// Addresses where nothing was.
    pub missing: u64,
    /// Uses of the contact form.
    #[serde(flatten)]
    pub forms: FormCounts,
}

/// How uses of the contact form ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FormCounts {
    /// Uses in which answers were shown beside the form, however they ended.
    pub offered: u64,
    /// An answer beside it was enough.
    pub solved: u64,
    /// The message was sent.
    pub sent: u64,
    /// Neither.
    pub left: u64,
}

/// An article in one language, with one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleRow {
    /// Its path.
    pub path: Arc<str>,
    /// The language of its page.
    pub lang: Arc<str>,
    /// The mark of its text.
    pub revision: Arc<str>,
    /// The first day of the period on which it was read or judged so.
    pub first: Date,
    /// The last one.
    pub last: Date,
    /// How often it was read.
    pub reads: u64,
    /// "This helped."
    pub yes: u64,
    /// "This didn't help."
    pub no: u64,
    /// Why not.
    pub reasons: Reasons,
}

/// Why articles didn't help. Not everybody who says no gives a reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reasons {
    /// It answers something else.
    pub other_question: u64,
    /// It is hard to follow.
    pub unclear: u64,
    /// It is wrong or old.
    pub outdated: u64,
    /// What it says did not work.
    pub failed: u64,
}

impl Reasons {
    /// The count of one of them.
    pub fn of(&mut self, reason: Reason) -> &mut u64 {
        match reason {
            Reason::OtherQuestion => &mut self.other_question,
            Reason::Unclear => &mut self.unclear,
            Reason::Outdated => &mut self.outdated,
            Reason::Failed => &mut self.failed,
        }
    }
}

/// What was said of an article on a day, or on all days of one step of the period's curves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VoteRow {
    /// The day, in UTC; of several the first one.
    pub day: Date,
    /// The article's path.
    pub path: Arc<str>,
    /// "This helped."
    pub yes: u64,
    /// "This didn't help."
    pub no: u64,
}

/// What happened in a language of the site; an empty one stands for pages that don't say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LanguageRow {
    /// Its tag.
    pub lang: String,
    /// Articles read.
    pub reads: u64,
    /// Queries.
    pub searches: u64,
    /// Queries that found nothing.
    pub without_hits: u64,
    /// "This helped."
    pub yes: u64,
    /// "This didn't help."
    pub no: u64,
    /// Messages sent with the form.
    pub sent: u64,
}

/// What became of queries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QueryCounts {
    /// How often it was asked.
    pub asked: u64,
    /// Nothing was found.
    pub without_hits: u64,
    /// Something was found, and nothing of it opened.
    pub not_opened: u64,
    /// Another query was typed.
    pub again: u64,
    /// The reader went to the contact page or the form.
    pub contact: u64,
}

/// Queries of one normal form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueryRow {
    /// The language of the page on which it was asked.
    pub lang: String,
    /// What the queries have in common.
    pub normal: String,
    /// One of them as typed, a frequent one where that is known.
    pub example: String,
    /// What became of them.
    #[serde(flatten)]
    pub counts: QueryCounts,
    /// The pages that were opened then, most often opened first; at most four, and none where that isn't kept.
    pub opened: Vec<Opened>,
}

/// A page that was opened after a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// Its path.
    pub path: String,
    /// How often, at least.
    pub count: u64,
}

/// How the contact form ended for those who came from an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormRow {
    /// The article's path; empty for those who came from none, and for all that a full list leaves out.
    pub from: Arc<str>,
    /// The language of the page.
    pub lang: Arc<str>,
    /// How it ended.
    #[serde(flatten)]
    pub counts: FormCounts,
}

/// An address where nothing was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingRow {
    /// The address.
    pub path: String,
    /// How often.
    pub count: u64,
}

/// Answers to a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SurveyRow {
    /// The day, in UTC.
    pub day: Date,
    /// Which survey.
    pub survey: Survey,
    /// The language of the page.
    pub lang: String,
    /// The answer.
    pub score: u8,
    /// How often it was given.
    pub count: u64,
}

/// What somebody wrote with a vote or an answer to a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommentRow {
    /// When.
    pub at: Timestamp,
    /// The language of the page.
    pub lang: String,
    /// The article it is about; nothing for a survey.
    pub path: Option<String>,
    /// Why the article didn't help.
    pub reason: Option<Reason>,
    /// The survey, with the answer.
    pub survey: Option<(Survey, u8)>,
    /// The words.
    pub text: String,
}
