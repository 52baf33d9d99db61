//! HelpDocs: the categories and articles that its API answers with, saved as files.

use std::collections::BTreeMap;

use helpdex_content::error::Result;
use serde_json::Value;

use super::ask::Ask;
use super::desk::{
    self, Article, Body, Category, Desk, Dump, Name, Version, Votes, day, flag, id, integer, list, parts, path_of, text,
};
use crate::source::tree::Tree;
use crate::source::{Entries, Source};

/// Whether a folder holds such files.
pub(super) fn recognises(tree: &Tree) -> bool {
    desk::sniff(
        tree,
        &[&["article_id", "relative_url"], &["article_id", "short_version"], &["article_id", "multilingual"]],
    )
}

/// Reads them.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut desk = Desk { canonical: Some(canonical), ..Desk::default() };
    let dump = Dump::read(ask.tree, &mut desk.notes);
    for (_, record) in dump.records(&["categories", "category"]) {
        category(record, &mut desk);
    }
    let mut articles: BTreeMap<String, Article> = BTreeMap::new();
    for (file, record) in dump.records(&["articles", "article"]) {
        article(file, record, &mut articles, &mut desk);
    }
    desk.articles = articles.into_values().collect();
    desk.hosts.sort();
    desk.hosts.dedup();
    desk.name = desk.hosts.first().cloned().unwrap_or_else(|| ask.tree.name.clone());
    Ok(desk::build(ask, desk))
}

/// A record and its translations, with their languages.
fn versions(record: &Value) -> Vec<(String, &Value)> {
    let mut found = vec![(text(record, "language_code").unwrap_or_default().to_owned(), record)];
    let others = record.get("multilingual").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for other in others {
        if let Some(code) = text(other, "language_code")
            && found.iter().all(|(known, _)| known != code)
        {
            found.push((code.to_owned(), other));
        }
    }
    found
}

/// The address of a record; the host goes to the desk's.
fn address(record: &Value, desk: &mut Desk) -> Option<String> {
    let url = text(record, "url").unwrap_or_default();
    if let (Some(host), _) = parts(url) {
        desk.hosts.push(host.to_lowercase());
    }
    path_of(url).or_else(|| text(record, "relative_url").and_then(path_of))
}

fn category(record: &Value, desk: &mut Desk) {
    let Some(number) = id(record, "category_id") else { return };
    let mut names = Vec::new();
    for (language, version) in versions(record) {
        let Some(title) = text(version, "title") else { continue };
        let summary = text(version, "description").map(str::to_owned);
        let url = address(version, desk);
        let short = url.as_deref().and_then(canonical);
        let addresses = url.into_iter().chain(short).collect();
        names.push(Name { language, title: title.to_owned(), summary, addresses });
    }
    let parent = id(record, "parent_category_id").or_else(|| id(record, "parent_id"));
    let order = integer(record, "sort_order").or_else(|| integer(record, "order"));
    desk.categories.retain(|known| known.id != number);
    desk.categories.push(Category { id: number, parent, order, names });
}

fn article(file: &str, record: &Value, all: &mut BTreeMap<String, Article>, desk: &mut Desk) {
    let Some(number) = id(record, "article_id") else { return };
    let mut head: Entries = Vec::new();
    for key in ["tags", "keywords"] {
        let words = list(record, key);
        if !words.is_empty() {
            head.push((key.to_owned(), words.into()));
        }
    }
    let groups = list(record, "permission_groups");
    let audience = match (groups.is_empty(), flag(record, "is_private")) {
        (false, _) => Some(groups.join(", ")),
        (true, true) => Some("whoever has its address".to_owned()),
        (true, false) => None,
    };
    let mut article = Article {
        id: number,
        file: file.to_owned(),
        category: id(record, "category_id"),
        order: integer(record, "sort_order").or_else(|| integer(record, "order")),
        featured: flag(record, "is_featured"),
        audience,
        head,
        ..Article::default()
    };
    let is_published = record.get("is_published").and_then(Value::as_bool).unwrap_or(true);
    let updated = day(record, &["updated_at", "created_at"]);
    for (language, version) in versions(record) {
        let Some(title) = text(version, "title") else { continue };
        let url = address(version, desk);
        let mut head: Entries = Vec::new();
        if let Some(summary) = text(version, "description") {
            head.push(("description".to_owned(), summary.into()));
        }
        if let Some(day) = day(version, &["updated_at"]).or_else(|| updated.clone()) {
            head.push(("updated".to_owned(), day.into()));
        }
        let own = version.get("is_published").and_then(Value::as_bool).unwrap_or(is_published);
        article.versions.push(Version {
            language,
            title: title.to_owned(),
            body: Body::Html(text(version, "body").unwrap_or_default().to_owned()),
            is_draft: !own,
            old_addresses: url.as_deref().and_then(canonical).into_iter().collect(),
            address: url,
            head,
            votes: Votes::default(),
        });
    }
    all.insert(article.id.clone(), article);
}

/// `/article/a1b2c3d4e5-how-to` as `/article/a1b2c3d4e5`: the id alone counts.
fn canonical(path: &str) -> Option<String> {
    let (start, last) = path.rsplit_once('/')?;
    let folder = start.rsplit('/').next()?;
    let id = last.split('-').next().filter(|id| id.len() >= 8 && id.bytes().all(|b| b.is_ascii_alphanumeric()))?;
    matches!(folder, "article" | "category").then(|| format!("{start}/{id}"))
}
