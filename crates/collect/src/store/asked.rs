//! The queries of a batch, and the numbers by which sums name them: a text in every row of every sum would cost ten times
//! as much to sort and to add up.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, Row};

use super::tables::newer;
use super::values::{Insert, Value, storable};

/// Queries by language and normal form.
#[derive(Debug, Default)]
pub(super) struct Asked(BTreeMap<(String, String), Last>);

/// How a query was asked last.
#[derive(Debug)]
struct Last {
    /// Its place among those of the batch.
    place: usize,
    example: String,
    day: i64,
}

impl Asked {
    /// Notes a query, and says which of the batch it is.
    pub(super) fn add(&mut self, lang: &str, normal: String, example: &str, day: i64) -> usize {
        let place = self.0.len();
        let new = || Last { place, example: String::new(), day };
        let last = self.0.entry((storable(lang), normal)).or_insert_with(new);
        if day >= last.day {
            last.day = day;
            example.clone_into(&mut last.example);
        }
        last.place
    }

    /// Keeps them, and tells the number of each by its place.
    pub(super) async fn numbers(&self, connection: &mut AnyConnection) -> sqlx::Result<Vec<i64>> {
        // The newest is the example: an old one, imported later, would be kept for longer than its time.
        let tail = format!(
            "ON CONFLICT (lang, normal) DO UPDATE SET example = CASE WHEN excluded.last_day >= queries.last_day
             THEN excluded.example ELSE queries.example END, {} RETURNING id, lang, normal",
            newer("queries", "last_day", ">")
        );
        let insert = Insert::new("queries", &["lang", "normal", "example", "last_day"], &tail);
        let row = |((lang, normal), last): (&(String, String), &Last)| -> Vec<Value> {
            vec![lang.as_str().into(), normal.as_str().into(), last.example.as_str().into(), last.day.into()]
        };
        let rows: Vec<Vec<Value>> = self.0.iter().map(row).collect();
        let mut numbers = vec![0; self.0.len()];
        for query in insert.of(&rows) {
            for row in query.fetch_all(&mut *connection).await? {
                let key = (row.try_get(1)?, row.try_get(2)?);
                let place = self.0.get(&key).and_then(|last| numbers.get_mut(last.place));
                *place.ok_or(sqlx::Error::RowNotFound)? = row.try_get(0)?;
            }
        }
        Ok(numbers)
    }
}
