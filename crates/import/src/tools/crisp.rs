//! Crisp Helpdesk: the locales, categories and articles that its API answers with, saved as files. Texts are Markdown of
//! Crisp's own kind.

use std::collections::BTreeMap;

use helpdex_content::error::Result;
use serde_json::Value;

use super::ask::Ask;
use super::desk::{
    self, Article, Body, Category, Desk, Dump, Name, Version, Votes, day, flag, id, integer, parts, path_of, text,
};
use crate::source::tree::Tree;
use crate::source::{Entries, Source};

mod markdown;

/// Whether a folder holds such files.
pub(super) fn recognises(tree: &Tree) -> bool {
    desk::sniff(tree, &[&["article_id", "visibility", "status"], &["article_id", "published_at"]])
}

/// Reads them.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut desk = Desk::default();
    let dump = Dump::read(ask.tree, &mut desk.notes);
    let mut categories: BTreeMap<String, Category> = BTreeMap::new();
    let mut articles: BTreeMap<String, Article> = BTreeMap::new();
    for (file, value) in dump.values() {
        each(value, &mut |record| {
            let language = text(record, "locale").map_or_else(|| language_of(ask, file), str::to_owned);
            if record.get("article_id").is_some() {
                article(file, record, &language, &mut articles, &mut categories, &mut desk);
            } else {
                category(record, &language, None, &mut categories);
            }
        });
    }
    desk.articles = articles.into_values().collect();
    desk.categories = categories.into_values().collect();
    desk.hosts.sort();
    desk.hosts.dedup();
    desk.name = desk.hosts.first().cloned().unwrap_or_else(|| ask.tree.name.clone());
    Ok(desk::build(ask, desk))
}

/// The language that a path names: the API has it there alone (`…/locale/fr/articles/1`).
fn language_of(ask: &Ask<'_>, file: &str) -> String {
    let parts = file.split(['/', '.', '-', '_']);
    let codes = parts.filter(|part| (2..=3).contains(&part.len()) && ask.language_of(part).is_some());
    codes.map(str::to_owned).next().unwrap_or_default()
}

fn each(value: &Value, with: &mut impl FnMut(&Value)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| each(item, with)),
        Value::Object(map) => match map.get("data") {
            Some(inner @ (Value::Array(_) | Value::Object(_))) => each(inner, with),
            _ => {
                let lists = ["articles", "categories", "sections", "locales"].iter().filter_map(|key| map.get(*key));
                let mut is_list = false;
                for list in lists.filter(|list| list.is_array()) {
                    is_list = true;
                    each(list, with);
                }
                if !is_list {
                    with(value);
                }
            }
        },
        _ => {}
    }
}

/// A category, or a section in one.
fn category(
    record: &Value,
    language: &str,
    parent: Option<String>,
    all: &mut BTreeMap<String, Category>,
) -> Option<String> {
    let section = id(record, "section_id");
    let key = section.clone().or_else(|| id(record, "category_id"))?;
    let title = text(record, "name")?;
    let parent = parent.or_else(|| id(record, "category_id").filter(|_| section.is_some()));
    let known = all.entry(key.clone()).or_insert_with(|| Category { id: key.clone(), ..Category::default() });
    known.parent = known.parent.take().or(parent);
    known.order = known.order.or(integer(record, "order"));
    let summary = text(record, "description").map(str::to_owned);
    match known.names.iter_mut().find(|name| name.language == language) {
        Some(name) => name.summary = name.summary.take().or(summary),
        None => known.names.push(Name {
            language: language.to_owned(),
            title: title.to_owned(),
            summary,
            ..Name::default()
        }),
    }
    Some(key)
}

fn article(
    file: &str,
    record: &Value,
    language: &str,
    all: &mut BTreeMap<String, Article>,
    categories: &mut BTreeMap<String, Category>,
    desk: &mut Desk,
) {
    let (Some(number), Some(title)) = (id(record, "article_id"), text(record, "title")) else { return };
    let url = text(record, "url").unwrap_or_default();
    if let (Some(host), _) = parts(url) {
        desk.hosts.push(host.to_lowercase());
    }
    let mut place = record.get("category").and_then(|of| category(of, language, None, categories));
    let section = record.get("category").and_then(|of| of.get("section")).or_else(|| record.get("section"));
    if let Some(section) = section {
        place = category(section, language, place.clone(), categories).or(place);
    }
    let known = all.entry(number.clone()).or_insert_with(|| Article { id: number.clone(), ..Article::default() });
    file.clone_into(&mut known.file);
    known.category = place.or_else(|| known.category.take());
    known.order = known.order.or(integer(record, "order"));
    known.featured |= flag(record, "featured");
    if text(record, "visibility") == Some("private") {
        known.audience = Some("whoever has its address".to_owned());
    }
    let content = text(record, "content");
    // Lists tell of an article without its text.
    match known.versions.iter().position(|version| version.language == language) {
        Some(_) if content.is_none() => return,
        Some(at) => drop(known.versions.remove(at)),
        None => {}
    }
    let (markdown, counts) = markdown::translate(content.unwrap_or_default(), title);
    for (kind, number) in counts {
        desk.notes.count(kind, number);
    }
    let mut head: Entries = Vec::new();
    if let Some(summary) = text(record, "description") {
        head.push(("description".to_owned(), summary.into()));
    }
    if let Some(day) = day(record, &["updated_at", "published_at", "created_at"]) {
        head.push(("updated".to_owned(), day.into()));
    }
    let count = |key| integer(record, key).and_then(|number| u64::try_from(number).ok()).unwrap_or_default();
    known.versions.push(Version {
        language: language.to_owned(),
        title: title.to_owned(),
        body: Body::Markdown(markdown),
        is_draft: text(record, "status").is_some_and(|status| status != "published"),
        address: path_of(url),
        old_addresses: Vec::new(),
        head,
        votes: Votes { up: count("helpful"), down: count("unhelpful") },
    });
}
