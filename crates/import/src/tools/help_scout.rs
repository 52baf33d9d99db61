//! Help Scout Docs: the collections, categories and articles that its API answers with, saved as files.

use std::collections::BTreeMap;

use helpdex_content::error::Result;
use serde_json::Value;

use super::ask::Ask;
use super::desk::{
    self, Article, Body, Category, Desk, Dump, Name, Version, Votes, day, id, integer, list, parts, path_of, text,
};
use crate::source::tree::Tree;
use crate::source::{Entries, Source};

/// Whether a folder holds such files.
pub(super) fn recognises(tree: &Tree) -> bool {
    desk::sniff(tree, &[&["publicUrl", "collectionId"], &["collectionId", "hasDraft"]])
}

/// Reads them.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut desk = Desk { canonical: Some(canonical), ..Desk::default() };
    let dump = Dump::read(ask.tree, &mut desk.notes);
    let mut private = Vec::new();
    for (lists, kind) in [(&["collections", "collection"], "collection"), (&["categories", "category"], "category")] {
        for (_, record) in dump.records(lists) {
            category(record, kind, &mut desk, &mut private);
        }
    }
    let mut articles: BTreeMap<String, Article> = BTreeMap::new();
    for (file, record) in dump.records(&["articles", "article"]) {
        article(file, record, &mut articles, &mut desk);
    }
    for article in articles.values_mut() {
        if article.category.as_ref().is_some_and(|category| is_private(category, &desk.categories, &private)) {
            article.audience = Some("people in the team".to_owned());
        }
    }
    desk.articles = articles.into_values().collect();
    desk.hosts.sort();
    desk.hosts.dedup();
    desk.name = desk.hosts.first().cloned().unwrap_or_else(|| ask.tree.name.clone());
    Ok(desk::build(ask, desk))
}

fn category(record: &Value, kind: &str, desk: &mut Desk, private: &mut Vec<String>) {
    let (Some(number), Some(title)) = (id(record, "id"), text(record, "name")) else { return };
    if desk.categories.iter().any(|known| known.id == number) {
        return;
    }
    if text(record, "visibility") == Some("private") {
        private.push(number.clone());
    }
    let url = text(record, "publicUrl").unwrap_or_default();
    if let (Some(host), _) = parts(url) {
        desk.hosts.push(host.to_lowercase());
    }
    let parent = id(record, "collectionId").filter(|_| kind == "category");
    let summary = text(record, "description").map(str::to_owned);
    let names = vec![Name {
        language: String::new(),
        title: title.to_owned(),
        summary,
        addresses: path_of(url).into_iter().collect(),
    }];
    desk.categories.push(Category { id: number, parent, order: integer(record, "order"), names });
}

fn is_private(category: &str, all: &[Category], private: &[String]) -> bool {
    let parent = all.iter().find(|known| known.id == category).and_then(|known| known.parent.as_deref());
    private.iter().any(|id| id == category || Some(id.as_str()) == parent)
}

fn article(file: &str, record: &Value, all: &mut BTreeMap<String, Article>, desk: &mut Desk) {
    let (Some(number), Some(title)) = (id(record, "id"), text(record, "name")) else { return };
    let body = text(record, "text");
    let known = all.entry(number.clone()).or_insert_with(|| Article { id: number, ..Article::default() });
    // Lists tell of an article without its text; the answer for the article alone has it.
    if body.is_none() && !known.versions.is_empty() {
        return;
    }
    file.clone_into(&mut known.file);
    let category = list(record, "categories").into_iter().next();
    known.category = category.or_else(|| id(record, "collectionId")).or_else(|| known.category.take());
    known.order = known.order.or(integer(record, "order"));
    known.slug = text(record, "slug").map(str::to_owned);
    known.related = list(record, "related");
    let keywords = list(record, "keywords");
    let mut head: Entries = Vec::new();
    if !keywords.is_empty() {
        head.push(("keywords".to_owned(), keywords.into()));
    }
    if let Some(day) = day(record, &["lastPublishedAt", "updatedAt", "createdAt"]) {
        head.push(("updated".to_owned(), day.into()));
    }
    let url = text(record, "publicUrl").unwrap_or_default();
    if let (Some(host), _) = parts(url) {
        desk.hosts.push(host.to_lowercase());
    }
    let address = path_of(url);
    let short = address.as_deref().and_then(canonical).filter(|short| Some(short) != address.as_ref());
    known.versions = vec![Version {
        language: String::new(),
        title: title.to_owned(),
        body: Body::Html(body.unwrap_or_default().to_owned()),
        is_draft: text(record, "status").is_some_and(|status| status != "published"),
        address,
        old_addresses: short.into_iter().collect(),
        head,
        votes: Votes::default(),
    }];
}

/// `/article/44-how-to` as `/article/44`: the number alone counts.
fn canonical(path: &str) -> Option<String> {
    let (start, last) = path.rsplit_once('/')?;
    let number: String = last.chars().take_while(char::is_ascii_digit).collect();
    let folder = start.rsplit('/').next()?;
    (matches!(folder, "article" | "category" | "collection") && !number.is_empty()).then(|| format!("{start}/{number}"))
}
