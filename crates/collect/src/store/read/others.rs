//! Hours, languages, surveys, and what people wrote.

use helpdex_insights::event::{Event, Kind, Survey};
use helpdex_insights::tally::{CommentRow, HourCounts, HourRow, LanguageRow, SurveyRow};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Look;
use super::columns::{count, forms};
use super::days::date;
use crate::clock::DAY;

/// What people wrote: so much of it, the newest.
const COMMENTS: i64 = 300;

impl Look {
    pub(super) async fn hours(&mut self) -> sqlx::Result<Vec<HourRow>> {
        let text = "SELECT hour, reads, searches, without_hits, not_opened, yes, no, missing, offered, solved, sent,
                    left_form FROM sum_hours WHERE hour BETWEEN $1 AND $2 ORDER BY hour";
        let (first, last) = (self.days.first * 24, self.days.last * 24 + 23);
        let rows = self.between(text, first, last).await?;
        let row = |row: &AnyRow| {
            let at = Timestamp::from_second(row.try_get::<i64, _>(0)?.saturating_mul(3600)).unwrap_or(Timestamp::MAX);
            let counts = HourCounts {
                reads: count(row, 1)?,
                searches: count(row, 2)?,
                without_hits: count(row, 3)?,
                not_opened: count(row, 4)?,
                yes: count(row, 5)?,
                no: count(row, 6)?,
                missing: count(row, 7)?,
                forms: forms(row, 8)?,
            };
            Ok(HourRow { at, counts })
        };
        rows.iter().map(row).collect()
    }

    pub(super) async fn languages(&mut self) -> sqlx::Result<Vec<LanguageRow>> {
        let text = "SELECT lang, CAST(SUM(reads) AS BIGINT), CAST(SUM(searches) AS BIGINT),
                    CAST(SUM(without_hits) AS BIGINT), CAST(SUM(yes) AS BIGINT), CAST(SUM(no) AS BIGINT),
                    CAST(SUM(sent) AS BIGINT) FROM sum_languages WHERE day BETWEEN $1 AND $2 GROUP BY lang ORDER BY lang";
        let (first, last) = (self.days.first, self.days.last);
        let rows = self.between(text, first, last).await?;
        let row = |row: &AnyRow| {
            Ok(LanguageRow {
                lang: row.try_get(0)?,
                reads: count(row, 1)?,
                searches: count(row, 2)?,
                without_hits: count(row, 3)?,
                yes: count(row, 4)?,
                no: count(row, 5)?,
                sent: count(row, 6)?,
            })
        };
        rows.iter().map(row).collect()
    }

    pub(super) async fn surveys(&mut self) -> sqlx::Result<Vec<SurveyRow>> {
        let text = "SELECT day, survey, lang, score, times FROM sum_surveys WHERE day BETWEEN $1 AND $2
                    ORDER BY day, survey, lang, score";
        let (first, last) = (self.days.first, self.days.last);
        let rows = self.between(text, first, last).await?;
        let mut surveys = Vec::new();
        for row in &rows {
            // A survey of a newer Helpdex is none of ours.
            let name: &str = row.try_get(1)?;
            let Some(survey) = Survey::ALL.into_iter().find(|survey| survey.name() == name) else { continue };
            let score = u8::try_from(row.try_get::<i64, _>(3)?).unwrap_or_default();
            let (day, lang) = (date(row.try_get(0)?), row.try_get(2)?);
            surveys.push(SurveyRow { day, survey, lang, score, count: count(row, 4)? });
        }
        Ok(surveys)
    }

    pub(super) async fn comments(&mut self) -> sqlx::Result<Vec<CommentRow>> {
        let text = "SELECT at, event FROM events WHERE said = 1 AND at BETWEEN $1 AND $2 ORDER BY at DESC LIMIT $3";
        let (first, last) = (self.days.first * DAY, self.days.last * DAY + DAY - 1);
        let rows = sqlx::query(text).bind(first).bind(last).bind(COMMENTS).fetch_all(&mut *self.connection).await?;
        let mut comments = Vec::new();
        for row in &rows {
            let at = Timestamp::from_millisecond(row.try_get(0)?).unwrap_or(Timestamp::MAX);
            let Ok(event) = serde_json::from_str::<Event>(row.try_get(1)?) else { continue };
            let lang = event.lang.as_str().to_owned();
            let (path, reason, survey, text) = match event.kind {
                Kind::Feedback { path, reason, text, .. } => (Some(path), reason, None, text),
                Kind::Survey { survey, score, text, .. } => (None, None, Some((survey, score)), text),
                _ => continue,
            };
            let Some(text) = text else { continue };
            comments.push(CommentRow { at, lang, path, reason, survey, text });
        }
        Ok(comments)
    }
}
