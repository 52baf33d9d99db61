//! What was asked, what was opened then, and addresses where nothing was. Of all these there is no end: those that came most
//! have a row, and the rest is one number.

use std::collections::HashMap;

use helpdex_insights::tally::{MissingRow, Opened, Others, QueryCounts, QueryRow};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Look;
use super::columns::{count, query_counts, sums};

/// Queries that have a row.
const QUERIES: usize = 2_000;
/// Addresses that have one.
const MISSING: usize = 500;
/// Pages opened after a query.
const OPENED: usize = 4;
/// What is counted of a query.
const COUNTS: [&str; 5] = ["asked", "without_hits", "not_opened", "again", "contact"];

impl Look {
    pub(super) async fn queries(&mut self) -> sqlx::Result<(Vec<QueryRow>, Others<QueryCounts>)> {
        let days = self.days.of_texts();
        // Texts are looked up for those that are listed alone.
        let text = format!(
            "SELECT q.lang, q.normal, q.example, s.query, s.{} FROM (
               SELECT query, {} FROM sum_queries WHERE {days}
               GROUP BY query ORDER BY SUM(asked) DESC, query LIMIT {QUERIES}
             ) s JOIN queries q ON q.id = s.query ORDER BY s.asked DESC, q.lang, q.normal",
            COUNTS.join(", s."),
            sums(&COUNTS)
        );
        let rows = self.select(text).await?;
        let numbers: Vec<i64> = rows.iter().map(|row| row.try_get(3)).collect::<sqlx::Result<_>>()?;
        let mut opened = self.opened(&numbers).await?;
        let row = |row: &AnyRow| {
            let opened = opened.remove(&row.try_get(3)?).unwrap_or_default();
            let (lang, normal, example) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            Ok(QueryRow { lang, normal, example, counts: query_counts(row, 4)?, opened })
        };
        let listed: Vec<QueryRow> = rows.iter().map(row).collect::<sqlx::Result<_>>()?;
        let mut others = Others::default();
        if listed.len() == QUERIES {
            let all = self.select(format!("SELECT {} FROM sum_queries WHERE {days}", sums(&COUNTS))).await?;
            let all = all.first().map(|row| query_counts(row, 0)).transpose()?.unwrap_or_default();
            others.counts = without(all, &listed);
        }
        Ok((listed, others))
    }

    /// The pages that were opened most after each of some queries.
    async fn opened(&mut self, queries: &[i64]) -> sqlx::Result<HashMap<i64, Vec<Opened>>> {
        let mut opened: HashMap<i64, Vec<Opened>> = HashMap::new();
        if queries.is_empty() {
            return Ok(opened);
        }
        let numbers = queries.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        // Only the first few of each come out of the database: there are many more, and most of them once.
        let text = format!(
            "SELECT query, path, times FROM (
               SELECT query, path, {}, ROW_NUMBER() OVER (PARTITION BY query ORDER BY SUM(times) DESC, path) AS place
               FROM sum_opened WHERE {} AND query IN ({numbers}) GROUP BY query, path
             ) ranked WHERE place <= {OPENED} ORDER BY query, place",
            sums(&["times"]),
            self.days.of_texts()
        );
        for row in &self.select(text).await? {
            let page = Opened { path: row.try_get(1)?, count: count(row, 2)? };
            opened.entry(row.try_get(0)?).or_default().push(page);
        }
        Ok(opened)
    }

    pub(super) async fn missing(&mut self) -> sqlx::Result<(Vec<MissingRow>, Others<u64>)> {
        let (days, times) = (self.days.of_texts(), sums(&["times"]));
        let text = format!(
            "SELECT path, {times} FROM sum_missing WHERE {days} GROUP BY path ORDER BY SUM(times) DESC, path LIMIT {MISSING}"
        );
        let row = |row: &AnyRow| Ok(MissingRow { path: row.try_get(0)?, count: count(row, 1)? });
        let listed: Vec<MissingRow> = self.select(text).await?.iter().map(row).collect::<sqlx::Result<_>>()?;
        let all = self.select(format!("SELECT {times} FROM sum_missing WHERE {days}")).await?;
        let all = all.first().map(|row| count(row, 0)).transpose()?.unwrap_or_default();
        let shown: u64 = listed.iter().map(|row| row.count).sum();
        Ok((listed, Others { counts: all.saturating_sub(shown), understated: 0 }))
    }
}

/// The sum of all without those that are listed.
fn without(all: QueryCounts, listed: &[QueryRow]) -> QueryCounts {
    let rest = |of: fn(&QueryCounts) -> u64| of(&all).saturating_sub(listed.iter().map(|row| of(&row.counts)).sum());
    QueryCounts {
        asked: rest(|counts| counts.asked),
        without_hits: rest(|counts| counts.without_hits),
        not_opened: rest(|counts| counts.not_opened),
        again: rest(|counts| counts.again),
        contact: rest(|counts| counts.contact),
    }
}
