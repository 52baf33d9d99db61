//! The sums of a period, as the rows that figures are made of.

use std::collections::HashMap;
use std::sync::Arc;

use helpdex_insights::event::{Event, Kind, Survey};
use helpdex_insights::tally::{
    ArticleRow, CommentRow, FormCounts, FormRow, HourCounts, HourRow, LanguageRow, MissingRow, Opened, Others, Period,
    QueryCounts, QueryRow, Reasons, Rows, SurveyRow, VoteRow,
};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::database::Store;
use crate::clock::DAY;

/// Queries that have a row; the rest is counted among the others.
const QUERIES: i64 = 2_000;
/// Addresses where nothing was.
const MISSING: i64 = 500;
/// What people wrote.
const COMMENTS: i64 = 300;
/// Pages opened after a query.
const OPENED: usize = 4;

/// Days of a period, counted from 1970.
#[derive(Clone, Copy)]
struct Days {
    first: i64,
    last: i64,
}

impl Days {
    fn of(period: Option<Period>) -> Self {
        match period {
            Some(period) => Self { first: number(period.first), last: number(period.last) },
            // A thousand years either way.
            None => Self { first: -365_000, last: 365_000 },
        }
    }
}

impl Store {
    /// What was counted in a period, or ever; queries, which cost more than all else, only where they are asked for.
    pub(crate) async fn rows(&self, period: Option<Period>, with_queries: bool) -> sqlx::Result<Rows> {
        let days = Days::of(period);
        let (queries, other_queries) = if with_queries { self.queries(days).await? } else { Default::default() };
        let (missing, other_missing) = self.missing(days).await?;
        Ok(Rows {
            period,
            hours: self.hours(days).await?,
            articles: self.articles(days).await?,
            other_articles: Others::default(),
            votes: self.votes(days).await?,
            languages: self.languages(days).await?,
            queries,
            other_queries,
            forms: self.forms(days).await?,
            missing,
            other_missing,
            surveys: self.surveys(days).await?,
            comments: self.comments(days).await?,
            out_of_time: 0,
        })
    }

    /// The next events after one, oldest first, each with its time.
    pub(crate) async fn events(&self, after: i64) -> sqlx::Result<Vec<(i64, Event)>> {
        let text = "SELECT seq, at, event FROM events WHERE seq > $1 ORDER BY seq LIMIT 1000";
        let rows = sqlx::query(text).bind(after).fetch_all(&self.read).await?;
        let row = |row: &AnyRow| {
            let event: Event =
                serde_json::from_str(row.try_get(2)?).map_err(|fault| sqlx::Error::Decode(fault.into()))?;
            let at = Timestamp::from_millisecond(row.try_get(1)?).ok();
            Ok((row.try_get(0)?, Event { at, ..event }))
        };
        rows.iter().map(row).collect()
    }

    /// Rows of a statement with the two bounds of a period.
    async fn between(&self, text: &'static str, first: i64, last: i64) -> sqlx::Result<Vec<AnyRow>> {
        sqlx::query(text).bind(first).bind(last).fetch_all(&self.read).await
    }

    async fn hours(&self, days: Days) -> sqlx::Result<Vec<HourRow>> {
        let text = "SELECT hour, reads, searches, without_hits, not_opened, yes, no, missing, offered, solved, sent,
                    left_form FROM sum_hours WHERE hour BETWEEN $1 AND $2 ORDER BY hour";
        let rows = self.between(text, days.first * 24, days.last * 24 + 23).await?;
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

    async fn articles(&self, days: Days) -> sqlx::Result<Vec<ArticleRow>> {
        let text = "SELECT path, lang, revision, MIN(day), MAX(day), CAST(SUM(reads) AS BIGINT),
                    CAST(SUM(yes) AS BIGINT), CAST(SUM(no) AS BIGINT), CAST(SUM(other_question) AS BIGINT),
                    CAST(SUM(unclear) AS BIGINT), CAST(SUM(outdated) AS BIGINT), CAST(SUM(failed) AS BIGINT)
                    FROM sum_articles WHERE day BETWEEN $1 AND $2 GROUP BY path, lang, revision
                    ORDER BY path, lang, MIN(day), revision";
        let rows = self.between(text, days.first, days.last).await?;
        let mut names = Names::default();
        let row = |row: &AnyRow| {
            Ok(ArticleRow {
                path: names.of(row, 0)?,
                lang: names.of(row, 1)?,
                revision: names.of(row, 2)?,
                first: date(row.try_get(3)?),
                last: date(row.try_get(4)?),
                reads: count(row, 5)?,
                yes: count(row, 6)?,
                no: count(row, 7)?,
                reasons: Reasons {
                    other_question: count(row, 8)?,
                    unclear: count(row, 9)?,
                    outdated: count(row, 10)?,
                    failed: count(row, 11)?,
                },
            })
        };
        rows.iter().map(row).collect()
    }

    async fn votes(&self, days: Days) -> sqlx::Result<Vec<VoteRow>> {
        let text = "SELECT day, path, lang, CAST(SUM(yes) AS BIGINT), CAST(SUM(no) AS BIGINT) FROM sum_articles
                    WHERE day BETWEEN $1 AND $2 AND yes + no > 0 GROUP BY day, path, lang ORDER BY day, path, lang";
        let rows = self.between(text, days.first, days.last).await?;
        let mut names = Names::default();
        let row = |row: &AnyRow| {
            let (path, lang) = (names.of(row, 1)?, names.of(row, 2)?);
            Ok(VoteRow { day: date(row.try_get(0)?), path, lang, yes: count(row, 3)?, no: count(row, 4)? })
        };
        rows.iter().map(row).collect()
    }

    async fn languages(&self, days: Days) -> sqlx::Result<Vec<LanguageRow>> {
        let text = "SELECT lang, CAST(SUM(reads) AS BIGINT), CAST(SUM(searches) AS BIGINT),
                    CAST(SUM(without_hits) AS BIGINT), CAST(SUM(yes) AS BIGINT), CAST(SUM(no) AS BIGINT),
                    CAST(SUM(sent) AS BIGINT) FROM sum_languages WHERE day BETWEEN $1 AND $2 GROUP BY lang ORDER BY lang";
        let rows = self.between(text, days.first, days.last).await?;
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

    async fn queries(&self, days: Days) -> sqlx::Result<(Vec<QueryRow>, Others<QueryCounts>)> {
        let text = "SELECT lang, normal, MAX(example), CAST(SUM(asked) AS BIGINT), CAST(SUM(without_hits) AS BIGINT),
                    CAST(SUM(not_opened) AS BIGINT), CAST(SUM(again) AS BIGINT), CAST(SUM(contact) AS BIGINT)
                    FROM sum_queries WHERE day BETWEEN $1 AND $2 GROUP BY lang, normal
                    ORDER BY SUM(asked) DESC, lang, normal LIMIT $3";
        let rows = sqlx::query(text).bind(days.first).bind(days.last).bind(QUERIES).fetch_all(&self.read).await?;
        let mut opened = self.opened(days).await?;
        let row = |row: &AnyRow| {
            let (lang, normal): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            let opened = opened.remove(&(lang.clone(), normal.clone())).unwrap_or_default();
            Ok(QueryRow { lang, normal, example: row.try_get(2)?, counts: query_counts(row, 3)?, opened })
        };
        let listed: Vec<QueryRow> = rows.iter().map(row).collect::<sqlx::Result<_>>()?;
        let mut others = Others::default();
        if listed.len() == QUERIES as usize {
            let text = "SELECT CAST(COALESCE(SUM(asked), 0) AS BIGINT), CAST(COALESCE(SUM(without_hits), 0) AS BIGINT),
                        CAST(COALESCE(SUM(not_opened), 0) AS BIGINT), CAST(COALESCE(SUM(again), 0) AS BIGINT),
                        CAST(COALESCE(SUM(contact), 0) AS BIGINT) FROM sum_queries WHERE day BETWEEN $1 AND $2";
            let all = sqlx::query(text).bind(days.first).bind(days.last).fetch_one(&self.read).await?;
            let all = query_counts(&all, 0)?;
            let sum = |of: fn(&QueryCounts) -> u64| {
                let listed: u64 = listed.iter().map(|row| of(&row.counts)).sum();
                of(&all).saturating_sub(listed)
            };
            others.counts = QueryCounts {
                asked: sum(|counts| counts.asked),
                without_hits: sum(|counts| counts.without_hits),
                not_opened: sum(|counts| counts.not_opened),
                again: sum(|counts| counts.again),
                contact: sum(|counts| counts.contact),
            };
        }
        Ok((listed, others))
    }

    /// The pages that were opened most after each query.
    async fn opened(&self, days: Days) -> sqlx::Result<HashMap<(String, String), Vec<Opened>>> {
        // Only the first few of each come out of the database: there are many more, and most of them once.
        let text = "SELECT lang, normal, path, times FROM (
                      SELECT o.lang, o.normal, o.path, CAST(SUM(o.times) AS BIGINT) AS times, ROW_NUMBER() OVER
                        (PARTITION BY o.lang, o.normal ORDER BY SUM(o.times) DESC, o.path) AS place
                      FROM sum_opened o
                      JOIN (SELECT lang, normal FROM sum_queries WHERE day BETWEEN $1 AND $2 GROUP BY lang, normal
                            ORDER BY SUM(asked) DESC, lang, normal LIMIT $3) q
                        ON q.lang = o.lang AND q.normal = o.normal
                      WHERE o.day BETWEEN $1 AND $2 GROUP BY o.lang, o.normal, o.path
                    ) ranked WHERE place <= 4 ORDER BY lang, normal, place";
        let rows = sqlx::query(text).bind(days.first).bind(days.last).bind(QUERIES).fetch_all(&self.read).await?;
        let mut opened: HashMap<(String, String), Vec<Opened>> = HashMap::new();
        for row in &rows {
            let pages = opened.entry((row.try_get(0)?, row.try_get(1)?)).or_default();
            if pages.len() < OPENED {
                pages.push(Opened { path: row.try_get(2)?, count: count(row, 3)? });
            }
        }
        Ok(opened)
    }

    async fn forms(&self, days: Days) -> sqlx::Result<Vec<FormRow>> {
        let text = "SELECT path, lang, CAST(SUM(offered) AS BIGINT), CAST(SUM(solved) AS BIGINT),
                    CAST(SUM(sent) AS BIGINT), CAST(SUM(left_form) AS BIGINT) FROM sum_forms
                    WHERE day BETWEEN $1 AND $2 GROUP BY path, lang ORDER BY path, lang";
        let rows = self.between(text, days.first, days.last).await?;
        let mut names = Names::default();
        let row =
            |row: &AnyRow| Ok(FormRow { from: names.of(row, 0)?, lang: names.of(row, 1)?, counts: forms(row, 2)? });
        rows.iter().map(row).collect()
    }

    async fn missing(&self, days: Days) -> sqlx::Result<(Vec<MissingRow>, Others<u64>)> {
        let text = "SELECT path, CAST(SUM(times) AS BIGINT) FROM sum_missing WHERE day BETWEEN $1 AND $2
                    GROUP BY path ORDER BY SUM(times) DESC, path LIMIT $3";
        let rows = sqlx::query(text).bind(days.first).bind(days.last).bind(MISSING).fetch_all(&self.read).await?;
        let row = |row: &AnyRow| Ok(MissingRow { path: row.try_get(0)?, count: count(row, 1)? });
        let listed: Vec<MissingRow> = rows.iter().map(row).collect::<sqlx::Result<_>>()?;
        let text = "SELECT CAST(COALESCE(SUM(times), 0) AS BIGINT) FROM sum_missing WHERE day BETWEEN $1 AND $2";
        let all = sqlx::query(text).bind(days.first).bind(days.last).fetch_one(&self.read).await?;
        let shown: u64 = listed.iter().map(|row| row.count).sum();
        let others = Others { counts: count(&all, 0)?.saturating_sub(shown), understated: 0 };
        Ok((listed, others))
    }

    async fn surveys(&self, days: Days) -> sqlx::Result<Vec<SurveyRow>> {
        let text = "SELECT day, survey, lang, score, times FROM sum_surveys WHERE day BETWEEN $1 AND $2
                    ORDER BY day, survey, lang, score";
        let rows = self.between(text, days.first, days.last).await?;
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

    async fn comments(&self, days: Days) -> sqlx::Result<Vec<CommentRow>> {
        let text = "SELECT at, event FROM events WHERE said = 1 AND at BETWEEN $1 AND $2 ORDER BY at DESC LIMIT $3";
        let (first, last) = (days.first * DAY, days.last * DAY + DAY - 1);
        let rows = sqlx::query(text).bind(first).bind(last).bind(COMMENTS).fetch_all(&self.read).await?;
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

/// Texts that stand in many rows.
#[derive(Default)]
struct Names(HashMap<String, Arc<str>>);

impl Names {
    fn of(&mut self, row: &AnyRow, column: usize) -> sqlx::Result<Arc<str>> {
        let text: &str = row.try_get(column)?;
        if let Some(known) = self.0.get(text) {
            return Ok(Arc::clone(known));
        }
        let name: Arc<str> = text.into();
        self.0.insert(text.to_owned(), Arc::clone(&name));
        Ok(name)
    }
}

fn count(row: &AnyRow, column: usize) -> sqlx::Result<u64> {
    Ok(u64::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default())
}

fn forms(row: &AnyRow, first: usize) -> sqlx::Result<FormCounts> {
    Ok(FormCounts {
        offered: count(row, first)?,
        solved: count(row, first + 1)?,
        sent: count(row, first + 2)?,
        left: count(row, first + 3)?,
    })
}

fn query_counts(row: &AnyRow, first: usize) -> sqlx::Result<QueryCounts> {
    Ok(QueryCounts {
        asked: count(row, first)?,
        without_hits: count(row, first + 1)?,
        not_opened: count(row, first + 2)?,
        again: count(row, first + 3)?,
        contact: count(row, first + 4)?,
    })
}

/// Days from 1970 to a date.
fn number(date: Date) -> i64 {
    Date::constant(1970, 1, 1).until(date).map_or(0, |span| i64::from(span.get_days()))
}

fn date(number: i64) -> Date {
    let days = i32::try_from(number).unwrap_or_default().days();
    Date::constant(1970, 1, 1).checked_add(days).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (day, expected) in [(Date::constant(1970, 1, 2), 1), (Date::constant(2026, 11, 30), 20_787)] {
            assert_eq!(number(day), expected);
            assert_eq!(date(expected), day);
        }
    }
}
