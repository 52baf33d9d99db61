//! What events add to the sums that figures are made of.

use std::collections::BTreeMap;

use helpdex_insights::event::{Kind, Outcome, Reason, Then};
use helpdex_insights::queries::NormalForms;
use sqlx::AnyConnection;

use super::asked::Asked;
use super::records::NewEvent;
use super::span::Span;
use super::tables::{Sum, TABLES, Table};
use super::values::{Value, storable};
use crate::clock::DAY;

/// Bytes of a path and of a query's normal form; PostgreSQL takes keys of 2,700 bytes in all.
const PATH_BYTES: usize = 1_000;
const NORMAL_BYTES: usize = 600;

/// How much of an event is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum New {
    /// Nothing.
    Nothing,
    /// All of it.
    All,
    /// The vote was counted, and comes again with the reason for it.
    Reason,
}

/// A column of a key, in an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
    /// A query of the batch, whose number the database knows.
    Query(usize),
}

/// What is added to one row.
#[derive(Clone, Debug, Default)]
struct Added {
    /// The first and the last day.
    ends: Option<(i64, i64)>,
    counts: Vec<i64>,
}

/// What a batch adds.
#[derive(Debug, Default)]
pub(super) struct Sums {
    tables: [BTreeMap<Vec<Key>, Added>; TABLES.len()],
    asked: Asked,
}

impl Sums {
    /// Adds what is new of an event.
    pub(super) fn count(&mut self, event: &NewEvent, new: New, forms: &mut NormalForms) {
        let at = At { day: event.at.div_euclid(DAY), hour: event.at.div_euclid(3_600_000) };
        let lang = event.event.lang.as_str();
        match &event.event.kind {
            _ if new == New::Nothing => {}
            Kind::Search { query, hits, then, opened } => {
                let normal = clipped(&forms.of(lang, query), NORMAL_BYTES);
                let number = Key::Query(self.asked.add(lang, normal, query, at.day));
                self.search(&at, lang, number, *hits, *then, opened.as_deref());
            }
            Kind::Read { path: read, revision } => {
                self.hour(&at, &[("reads", true)]);
                self.language(&at, lang, &[("reads", true)]);
                self.spans(Sum::Articles, &at, &article(read, lang, revision), &[("reads", true)]);
            }
            Kind::Missing { path: missing } => {
                self.hour(&at, &[("missing", true)]);
                self.spans(Sum::Missing, &at, &[path(missing)], &[("times", true)]);
            }
            Kind::Feedback { path: judged, revision, helped, reason, .. } => {
                let is_vote = new == New::All;
                let votes = [("yes", is_vote && *helped), ("no", is_vote && !*helped)];
                if is_vote {
                    self.hour(&at, &votes);
                    self.language(&at, lang, &votes);
                }
                let is = |name, wanted: Reason| (name, *reason == Some(wanted));
                let reasons = [
                    is("other_question", Reason::OtherQuestion),
                    is("unclear", Reason::Unclear),
                    is("outdated", Reason::Outdated),
                    is("failed", Reason::Failed),
                ];
                let counts = [&votes[..], &reasons].concat();
                self.spans(Sum::Articles, &at, &article(judged, lang, revision), &counts);
            }
            Kind::Form { from, offered, outcome, .. } => {
                let counts = [
                    ("offered", !offered.is_empty()),
                    ("solved", *outcome == Outcome::Solved),
                    ("sent", *outcome == Outcome::Sent),
                    ("left_form", *outcome == Outcome::Left),
                ];
                self.hour(&at, &counts);
                self.language(&at, lang, &[("sent", *outcome == Outcome::Sent)]);
                self.spans(Sum::Forms, &at, &[path(from.as_deref().unwrap_or_default()), text(lang)], &counts);
            }
            Kind::Survey { survey, score, .. } => {
                let keys = vec![Key::Number(at.day), text(survey.name()), text(lang), Key::Number(i64::from(*score))];
                self.add(Sum::Surveys, keys, at.day, &[("times", true)]);
            }
        }
    }

    fn search(&mut self, at: &At, lang: &str, query: Key, hits: u32, then: Then, opened: Option<&str>) {
        let without_hits = ("without_hits", hits == 0);
        let not_opened = ("not_opened", hits > 0 && then != Then::Open);
        self.hour(at, &[("searches", true), without_hits, not_opened]);
        self.language(at, lang, &[("searches", true), without_hits]);
        if let Some(opened) = opened {
            self.spans(Sum::Opened, at, &[query.clone(), path(opened)], &[("times", true)]);
        }
        let (again, contact) = (("again", then == Then::Again), ("contact", then == Then::Contact));
        self.spans(Sum::Queries, at, &[query], &[("asked", true), without_hits, not_opened, again, contact]);
    }

    fn hour(&mut self, at: &At, counts: &[(&str, bool)]) {
        self.add(Sum::Hours, vec![Key::Number(at.hour)], at.day, counts);
    }

    fn language(&mut self, at: &At, lang: &str, counts: &[(&str, bool)]) {
        self.add(Sum::Languages, vec![Key::Number(at.day), text(lang)], at.day, counts);
    }

    /// Adds to the rows of all spans that the day lies in.
    fn spans(&mut self, sum: Sum, at: &At, keys: &[Key], counts: &[(&str, bool)]) {
        for span in Span::all_of(at.day) {
            self.add(sum, [&[Key::Number(span.number())], keys].concat(), at.day, counts);
        }
    }

    fn add(&mut self, sum: Sum, keys: Vec<Key>, day: i64, counts: &[(&str, bool)]) {
        let place = sum as usize;
        let Some((rows, table)) = self.tables.get_mut(place).zip(TABLES.get(place)) else { return };
        let row = rows.entry(keys).or_default();
        row.ends = Some(row.ends.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        row.counts.resize(table.counts.len(), 0);
        for (sum, name) in row.counts.iter_mut().zip(table.counts) {
            *sum += counts.iter().filter(|(counted, is)| counted == name && *is).count() as i64;
        }
    }

    /// Adds it all to the tables, rows in the order of their keys, so that two machines never wait for each other.
    pub(super) async fn write(&self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        let numbers = self.asked.numbers(connection).await?;
        for (table, rows) in TABLES.iter().zip(&self.tables).filter(|(_, rows)| !rows.is_empty()) {
            let mut rows: Vec<(Vec<Key>, &Added)> =
                rows.iter().map(|(keys, added)| (numbered(keys, &numbers), added)).collect();
            rows.sort_by(|a, b| a.0.cmp(&b.0));
            let rows: Vec<Vec<Value>> = rows.into_iter().map(|(keys, added)| row(table, keys, added)).collect();
            for query in table.upsert().of(&rows) {
                query.execute(&mut *connection).await?;
            }
        }
        Ok(())
    }
}

/// The same key with the numbers that the database gave to queries.
fn numbered(keys: &[Key], numbers: &[i64]) -> Vec<Key> {
    let number = |key: &Key| match key {
        Key::Query(place) => Key::Number(numbers.get(*place).copied().unwrap_or_default()),
        other => other.clone(),
    };
    keys.iter().map(number).collect()
}

fn row(table: &Table, keys: Vec<Key>, added: &Added) -> Vec<Value> {
    let keys = keys.into_iter().filter_map(|key| match key {
        Key::Number(number) => Some(Value::Number(number)),
        Key::Text(text) => Some(Value::Text(text)),
        Key::Query(_) => None,
    });
    let ends = added.ends.filter(|_| table.has_ends).map(|(first, last)| [first, last]);
    let numbers = ends.into_iter().flatten().chain(added.counts.iter().copied());
    keys.chain(numbers.map(Value::Number)).collect()
}

/// When an event happened.
struct At {
    day: i64,
    hour: i64,
}

fn article(read: &str, lang: &str, revision: &str) -> [Key; 3] {
    [path(read), text(lang), text(revision)]
}

fn text(text: &str) -> Key {
    Key::Text(text.to_owned())
}

fn path(text: &str) -> Key {
    Key::Text(clipped(text, PATH_BYTES))
}

fn clipped(text: &str, bytes: usize) -> String {
    storable(text.get(..text.floor_char_boundary(bytes)).unwrap_or_default())
}
