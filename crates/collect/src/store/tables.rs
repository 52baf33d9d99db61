//! The tables of sums: their keys and columns, and how numbers are added to them.

use super::values::Insert;

/// One table of sums.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) keys: &'static [&'static str],
    /// Whether the first and the last of its days are told.
    pub(super) has_ends: bool,
    pub(super) counts: &'static [&'static str],
}

/// Columns for the ends.
const ENDS: [&str; 2] = ["first_day", "last_day"];

const HOURS: Table = Table {
    name: "sum_hours",
    keys: &["hour"],
    has_ends: false,
    counts: &[
        "reads",
        "searches",
        "without_hits",
        "not_opened",
        "yes",
        "no",
        "missing",
        "offered",
        "solved",
        "sent",
        "left_form",
    ],
};
const ARTICLES: Table = Table {
    name: "sum_articles",
    keys: &["span", "path", "lang", "revision"],
    has_ends: true,
    counts: &["reads", "yes", "no", "other_question", "unclear", "outdated", "failed"],
};
const LANGUAGES: Table = Table {
    name: "sum_languages",
    keys: &["day", "lang"],
    has_ends: false,
    counts: &["reads", "searches", "without_hits", "yes", "no", "sent"],
};
const QUERIES: Table = Table {
    name: "sum_queries",
    keys: &["span", "query"],
    has_ends: false,
    counts: &["asked", "without_hits", "not_opened", "again", "contact"],
};
const OPENED: Table =
    Table { name: "sum_opened", keys: &["span", "query", "path"], has_ends: false, counts: &["times"] };
const FORMS: Table = Table {
    name: "sum_forms",
    keys: &["span", "path", "lang"],
    has_ends: false,
    counts: &["offered", "solved", "sent", "left_form"],
};
const MISSING: Table = Table { name: "sum_missing", keys: &["span", "path"], has_ends: false, counts: &["times"] };
const SURVEYS: Table =
    Table { name: "sum_surveys", keys: &["day", "survey", "lang", "score"], has_ends: false, counts: &["times"] };

/// In the order in which they are written, which is the same on all machines, and in that of [`Sum`].
pub(super) static TABLES: [Table; 8] = [HOURS, ARTICLES, LANGUAGES, QUERIES, OPENED, FORMS, MISSING, SURVEYS];

/// A place in [`TABLES`].
#[derive(Clone, Copy)]
pub(super) enum Sum {
    Hours,
    Articles,
    Languages,
    Queries,
    Opened,
    Forms,
    Missing,
    Surveys,
}

impl Table {
    /// The statement that adds rows: keys, ends where there are any, and counts.
    pub(super) fn upsert(&self) -> Insert {
        let ends: &[&str] = if self.has_ends { &ENDS } else { &[] };
        let columns: Vec<&str> = [self.keys, ends, self.counts].concat();
        let table = self.name;
        let widened = ends.iter().zip(["<", ">"]).map(|(end, wider)| newer(table, end, wider));
        let counts = self.counts.iter().map(|count| format!("{count} = {table}.{count} + excluded.{count}"));
        let sets: Vec<String> = widened.chain(counts).collect();
        let tail = format!("ON CONFLICT ({}) DO UPDATE SET {}", self.keys.join(", "), sets.join(", "));
        Insert::new(table, &columns, &tail)
    }
}

/// Sets a column to the new value where that lies further off. The functions for it have other names in each database.
pub(super) fn newer(table: &str, column: &str, further: &str) -> String {
    format!(
        "{column} = CASE WHEN excluded.{column} {further} {table}.{column} THEN excluded.{column} ELSE {table}.{column} END"
    )
}
