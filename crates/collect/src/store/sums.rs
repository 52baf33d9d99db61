//! What events add to the sums that figures are made of.

use std::collections::BTreeMap;

use helpdex_insights::event::{Kind, Outcome, Reason, Then};
use helpdex_insights::queries::NormalForms;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

use super::records::NewEvent;
use super::values::{Insert, Value};
use crate::clock::DAY;

/// One table of sums.
struct Table {
    name: &'static str,
    keys: &'static [&'static str],
    /// A text that is told of the newest.
    example: Option<&'static str>,
    counts: &'static [&'static str],
}

const HOURS: Table = Table {
    name: "sum_hours",
    keys: &["hour"],
    example: None,
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
    keys: &["day", "path", "lang", "revision"],
    example: None,
    counts: &["reads", "yes", "no", "other_question", "unclear", "outdated", "failed"],
};
const LANGUAGES: Table = Table {
    name: "sum_languages",
    keys: &["day", "lang"],
    example: None,
    counts: &["reads", "searches", "without_hits", "yes", "no", "sent"],
};
const QUERIES: Table = Table {
    name: "sum_queries",
    keys: &["day", "lang", "normal"],
    example: Some("example"),
    counts: &["asked", "without_hits", "not_opened", "again", "contact"],
};
const OPENED: Table =
    Table { name: "sum_opened", keys: &["day", "lang", "normal", "path"], example: None, counts: &["times"] };
const FORMS: Table = Table {
    name: "sum_forms",
    keys: &["day", "path", "lang"],
    example: None,
    counts: &["offered", "solved", "sent", "left_form"],
};
const MISSING: Table = Table { name: "sum_missing", keys: &["day", "path"], example: None, counts: &["times"] };
const SURVEYS: Table =
    Table { name: "sum_surveys", keys: &["day", "survey", "lang", "score"], example: None, counts: &["times"] };

/// In the order in which they are written, which is the same on all machines, and in that of [`Sum`].
static TABLES: [Table; 8] = [HOURS, ARTICLES, LANGUAGES, QUERIES, OPENED, FORMS, MISSING, SURVEYS];

/// A place in [`TABLES`].
#[derive(Clone, Copy)]
enum Sum {
    Hours,
    Articles,
    Languages,
    Queries,
    Opened,
    Forms,
    Missing,
    Surveys,
}

/// Bytes of a path and of a query's normal form; PostgreSQL takes keys of 2,700 bytes in all.
const PATH_BYTES: usize = 1_000;
const NORMAL_BYTES: usize = 600;

/// A column of a key, in an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
}

/// What is added to one row.
#[derive(Clone, Debug, Default)]
struct Added {
    example: String,
    counts: Vec<i64>,
}

/// What a batch adds.
#[derive(Debug, Default)]
pub(super) struct Sums {
    tables: [BTreeMap<Vec<Key>, Added>; 8],
}

impl Sums {
    /// Adds an event.
    pub(super) fn count(&mut self, new: &NewEvent, forms: &mut NormalForms) {
        let at = At { day: new.at.div_euclid(DAY), hour: new.at.div_euclid(3_600_000), lang: new.event.lang.as_str() };
        match &new.event.kind {
            Kind::Search { query, hits, then, opened } => {
                let without_hits = *hits == 0;
                let not_opened = *hits > 0 && *then != Then::Open;
                self.hour(&at, &[("searches", true), ("without_hits", without_hits), ("not_opened", not_opened)]);
                self.language(&at, &[("searches", true), ("without_hits", without_hits)]);
                let normal = clipped(&forms.of(at.lang, query), NORMAL_BYTES);
                let keys = vec![at.day(), at.lang(), Key::Text(normal)];
                if let Some(opened) = opened {
                    let keys = keys.iter().cloned().chain([path(opened)]).collect();
                    self.add(Sum::Opened, keys, "", &[("times", true)]);
                }
                let counts = [
                    ("asked", true),
                    ("without_hits", without_hits),
                    ("not_opened", not_opened),
                    ("again", *then == Then::Again),
                    ("contact", *then == Then::Contact),
                ];
                self.add(Sum::Queries, keys, query, &counts);
            }
            Kind::Read { path: read, revision } => {
                self.hour(&at, &[("reads", true)]);
                self.language(&at, &[("reads", true)]);
                self.add(Sum::Articles, at.article(read, revision), "", &[("reads", true)]);
            }
            Kind::Missing { path: missing } => {
                self.hour(&at, &[("missing", true)]);
                self.add(Sum::Missing, vec![at.day(), path(missing)], "", &[("times", true)]);
            }
            Kind::Feedback { path: judged, revision, helped, reason, .. } => {
                let votes = [("yes", *helped), ("no", !*helped)];
                self.hour(&at, &votes);
                self.language(&at, &votes);
                let is = |wanted: Reason| *reason == Some(wanted);
                let counts = [
                    ("yes", *helped),
                    ("no", !*helped),
                    ("other_question", is(Reason::OtherQuestion)),
                    ("unclear", is(Reason::Unclear)),
                    ("outdated", is(Reason::Outdated)),
                    ("failed", is(Reason::Failed)),
                ];
                self.add(Sum::Articles, at.article(judged, revision), "", &counts);
            }
            Kind::Form { from, offered, outcome, .. } => {
                let counts = [
                    ("offered", !offered.is_empty()),
                    ("solved", *outcome == Outcome::Solved),
                    ("sent", *outcome == Outcome::Sent),
                    ("left_form", *outcome == Outcome::Left),
                ];
                self.hour(&at, &counts);
                self.language(&at, &[("sent", *outcome == Outcome::Sent)]);
                let keys = vec![at.day(), path(from.as_deref().unwrap_or_default()), at.lang()];
                self.add(Sum::Forms, keys, "", &counts);
            }
            Kind::Survey { survey, score, .. } => {
                let keys =
                    vec![at.day(), Key::Text(survey.name().to_owned()), at.lang(), Key::Number(i64::from(*score))];
                self.add(Sum::Surveys, keys, "", &[("times", true)]);
            }
        }
    }

    fn hour(&mut self, at: &At<'_>, counts: &[(&str, bool)]) {
        self.add(Sum::Hours, vec![Key::Number(at.hour)], "", counts);
    }

    fn language(&mut self, at: &At<'_>, counts: &[(&str, bool)]) {
        self.add(Sum::Languages, vec![at.day(), at.lang()], "", counts);
    }

    fn add(&mut self, sum: Sum, keys: Vec<Key>, example: &str, counts: &[(&str, bool)]) {
        let place = sum as usize;
        let Some((rows, table)) = self.tables.get_mut(place).zip(TABLES.get(place)) else { return };
        let row = rows.entry(keys).or_default();
        row.counts.resize(table.counts.len(), 0);
        example.clone_into(&mut row.example);
        for (sum, name) in row.counts.iter_mut().zip(table.counts) {
            *sum += counts.iter().filter(|(counted, is)| counted == name && *is).count() as i64;
        }
    }

    /// The statements that add it all, rows in the order of their keys.
    pub(super) fn statements(&self) -> Vec<Query<'static, sqlx::Any, AnyArguments>> {
        let tables = TABLES.iter().zip(&self.tables).filter(|(_, rows)| !rows.is_empty());
        tables.flat_map(|(table, rows)| table.upsert().of(&rows.iter().map(row(table)).collect::<Vec<_>>())).collect()
    }
}

fn row(table: &Table) -> impl Fn((&Vec<Key>, &Added)) -> Vec<Value> {
    let has_example = table.example.is_some();
    move |(keys, added)| {
        let keys = keys.iter().map(|key| match key {
            Key::Number(number) => Value::Number(*number),
            Key::Text(text) => Value::Text(text.clone()),
        });
        let example = has_example.then(|| Value::Text(added.example.clone()));
        keys.chain(example).chain(added.counts.iter().map(|count| Value::Number(*count))).collect()
    }
}

impl Table {
    fn upsert(&self) -> Insert {
        let columns: Vec<&str> = self.keys.iter().chain(self.example.as_ref()).chain(self.counts).copied().collect();
        let table = self.name;
        let example = self.example.map(|example| format!("{example} = excluded.{example}"));
        let counts = self.counts.iter().map(|count| format!("{count} = {table}.{count} + excluded.{count}"));
        let sets: Vec<String> = example.into_iter().chain(counts).collect();
        let tail = format!("ON CONFLICT ({}) DO UPDATE SET {}", self.keys.join(", "), sets.join(", "));
        Insert::new(table, &columns, &tail)
    }
}

/// Where an event belongs.
struct At<'e> {
    day: i64,
    hour: i64,
    lang: &'e str,
}

impl At<'_> {
    fn day(&self) -> Key {
        Key::Number(self.day)
    }

    fn lang(&self) -> Key {
        Key::Text(self.lang.to_owned())
    }

    fn article(&self, read: &str, revision: &str) -> Vec<Key> {
        vec![self.day(), path(read), self.lang(), Key::Text(revision.to_owned())]
    }
}

fn path(text: &str) -> Key {
    Key::Text(clipped(text, PATH_BYTES))
}

fn clipped(text: &str, bytes: usize) -> String {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or_default().to_owned()
}
