//! Columns of rows.

use std::collections::HashMap;
use std::sync::Arc;

use helpdex_insights::tally::{FormCounts, QueryCounts};
use sqlx::Row;
use sqlx::any::AnyRow;

/// Texts that stand in many rows.
#[derive(Default)]
pub(super) struct Names(HashMap<String, Arc<str>>);

impl Names {
    pub(super) fn of(&mut self, row: &AnyRow, column: usize) -> sqlx::Result<Arc<str>> {
        let text: &str = row.try_get(column)?;
        if let Some(known) = self.0.get(text) {
            return Ok(Arc::clone(known));
        }
        let name: Arc<str> = text.into();
        self.0.insert(text.to_owned(), Arc::clone(&name));
        Ok(name)
    }
}

pub(super) fn count(row: &AnyRow, column: usize) -> sqlx::Result<u64> {
    Ok(u64::try_from(row.try_get::<i64, _>(column)?).unwrap_or_default())
}

pub(super) fn forms(row: &AnyRow, first: usize) -> sqlx::Result<FormCounts> {
    Ok(FormCounts {
        offered: count(row, first)?,
        solved: count(row, first + 1)?,
        sent: count(row, first + 2)?,
        left: count(row, first + 3)?,
    })
}

pub(super) fn query_counts(row: &AnyRow, first: usize) -> sqlx::Result<QueryCounts> {
    Ok(QueryCounts {
        asked: count(row, first)?,
        without_hits: count(row, first + 1)?,
        not_opened: count(row, first + 2)?,
        again: count(row, first + 3)?,
        contact: count(row, first + 4)?,
    })
}

/// `CAST(COALESCE(SUM(a), 0) AS BIGINT) AS a, …`: PostgreSQL sums up to numbers of another kind, and nothing to nothing.
pub(super) fn sums(columns: &[&str]) -> String {
    let sum = |column: &&str| format!("CAST(COALESCE(SUM({column}), 0) AS BIGINT) AS {column}");
    columns.iter().map(sum).collect::<Vec<_>>().join(", ")
}
