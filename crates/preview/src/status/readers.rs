//! What readers say, article by article.

use std::collections::BTreeMap;

use serde::Serialize;

use super::spans::{Span, spans};
use crate::insights::Said;
use helpdex_content::site::Site;
use helpdex_insights::figures::Article;
use helpdex_insights::tally::Period;
use helpdex_insights::todo::Item;

/// No more articles are listed.
const LISTED: usize = 100;

#[derive(Debug, Serialize)]
pub(super) struct Readers<'s> {
    period: Option<Period>,
    /// Lines that are no events.
    bad: u64,
    articles: Vec<Row<'s>>,
    /// Articles that are not listed.
    more: usize,
    /// Why there is nothing to show.
    fault: Option<Vec<Span>>,
}

/// An article.
#[derive(Debug, Serialize)]
struct Row<'s> {
    url: String,
    title: &'s str,
    file: &'s str,
    reads: u64,
    votes: u64,
    /// In percent: how many it helped, and the ends of the interval.
    helped: Option<u64>,
    low: u64,
    high: u64,
    todo: Vec<Todo<'s>>,
}

/// What is to be done about it.
#[derive(Debug, Serialize)]
struct Todo<'s> {
    cause: &'static str,
    action: &'s str,
}

pub(super) fn readers<'s>(site: &Site, said: &'s Said) -> Readers<'s> {
    let mut todo: BTreeMap<&str, Vec<Todo<'s>>> = BTreeMap::new();
    for Item { cause, action, file, .. } in &said.todo {
        if let Some(file) = file {
            todo.entry(file).or_default().push(Todo { cause: cause.label(), action });
        }
    }
    let known = said.articles.iter().filter(|article| article.file.is_some());
    let mut rows: Vec<Row<'s>> = known.map(|article| row(site, article, &mut todo)).collect();
    // What there is something to do about stands first; else the order is that of the figures.
    rows.sort_by_key(|row| row.todo.is_empty());
    let more = rows.len().saturating_sub(LISTED);
    rows.truncate(LISTED);
    Readers { period: said.period, bad: said.bad, articles: rows, more, fault: said.trouble.as_deref().map(spans) }
}

fn row<'s>(site: &Site, article: &'s Article, todo: &mut BTreeMap<&str, Vec<Todo<'s>>>) -> Row<'s> {
    let file = article.file.as_deref().unwrap_or_default();
    let percent = |share: f64| (share * 100.0).round() as u64;
    let helped = article.helped.as_ref();
    Row {
        url: format!("{}{}", site.routes.base(), article.path),
        title: article.title.as_deref().unwrap_or(&article.path),
        file,
        reads: article.reads,
        votes: helped.map_or(0, |helped| helped.of),
        helped: helped.map(|helped| percent(helped.value)),
        low: helped.map_or(0, |helped| percent(helped.low)),
        high: helped.map_or(0, |helped| percent(helped.high)),
        todo: todo.remove(file).unwrap_or_default(),
    }
}
