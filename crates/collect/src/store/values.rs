//! Many rows in one statement.

use sqlx::AssertSqlSafe;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

/// One column of a row.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A statement that is written once for each number of rows: `INSERT INTO t (a, b) VALUES`, the rows, and what follows.
#[derive(Clone, Debug)]
pub(crate) struct Insert {
    pub(crate) head: String,
    pub(crate) columns: usize,
    pub(crate) tail: String,
}

/// Rows of the largest statement. Others have a power of two, so that few different ones are prepared; each of them is kept
/// for every table, and takes a kilobyte a row.
const LARGEST: usize = 32;

impl Insert {
    pub(crate) fn new(table: &str, columns: &[&str], tail: &str) -> Self {
        let head = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
        Self { head, columns: columns.len(), tail: tail.to_owned() }
    }

    /// The statements that take all the rows.
    pub(crate) fn of(&self, mut rows: &[Vec<Value>]) -> Vec<Query<'static, sqlx::Any, AnyArguments>> {
        let mut queries = Vec::new();
        while !rows.is_empty() {
            let size = LARGEST.min(1 << rows.len().ilog2());
            let (now, rest) = rows.split_at(size);
            rows = rest;
            let mut query = sqlx::query(AssertSqlSafe(self.text(size)));
            for value in now.iter().flatten() {
                query = match value {
                    Value::Number(number) => query.bind(*number),
                    Value::Text(text) => query.bind(storable(text)),
                };
            }
            queries.push(query);
        }
        queries
    }

    fn text(&self, rows: usize) -> String {
        let mut text = self.head.clone();
        let mut number = 0;
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.columns {
                number += 1;
                text.push_str(if column == 0 { "$" } else { ", $" });
                text.push_str(&number.to_string());
            }
            text.push(')');
        }
        text.push(' ');
        text.push_str(&self.tail);
        text
    }
}

/// PostgreSQL takes no NUL in a text; SQLite would cut it there in some of its functions.
pub(super) fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_through() {
        let insert = Insert::new("t", &["a", "b"], "ON CONFLICT DO NOTHING");
        assert_eq!(insert.text(2), "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING");
    }

    #[test]
    fn any_number_of_rows_is_a_few_statements() {
        let insert = Insert::new("t", &["a"], "");
        let rows = vec![vec![Value::Number(1)]; 300];
        // Nine of 32, then 8 and 4.
        assert_eq!(insert.of(&rows).len(), 11);
        assert!(insert.of(&[]).is_empty());
    }
}
