//! Intercom: the lists of articles and collections that its API answers with, saved as files.

use std::collections::BTreeMap;

use helpdex_content::error::Result;
use serde_json::Value;

use super::ask::Ask;
use super::desk::{
    self, Article, Attachment, Body, Category, Desk, Dump, Name, Version, Votes, day, id, integer, parts, path_of, text,
};
use crate::source::tree::Tree;
use crate::source::{Entries, OnDisk, Source};

/// Whether a folder holds such files.
pub(super) fn recognises(tree: &Tree) -> bool {
    desk::sniff(
        tree,
        &[
            &["workspace_id", "parent_type", "state"],
            &["article_translated_content"],
            &["workspace_id", "author_id", "state"],
        ],
    )
}

/// Reads them.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut desk = Desk { canonical: Some(canonical), attachment_of: Some(attachment_of), ..Desk::default() };
    let dump = Dump::read(ask.tree, &mut desk.notes);
    let mut seen = BTreeMap::new();
    for (file, value) in dump.values() {
        each(value, &mut |record| match text(record, "type") {
            Some("article") if record.get("title").is_some() => article(file, record, &mut seen, &mut desk),
            Some("collection" | "section" | "help_center_collection") => collection(record, &mut desk),
            _ => {}
        });
    }
    desk.articles = seen.into_values().collect();
    for path in ask.tree.below("attachments") {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        let content = Some(OnDisk(ask.tree.location(path)));
        desk.attachments.insert(path.replacen("attachments/", "", 1), Attachment { name, content });
    }
    desk.hosts.sort();
    desk.hosts.dedup();
    desk.name = desk.hosts.first().cloned().unwrap_or_else(|| ask.tree.name.clone());
    Ok(desk::build(ask, desk))
}

/// Every record of a list, of lists, or the one that stands alone.
fn each(value: &Value, with: &mut impl FnMut(&Value)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| each(item, with)),
        Value::Object(map) => match map.get("data") {
            Some(Value::Array(items)) => items.iter().for_each(|item| each(item, with)),
            _ => with(value),
        },
        _ => {}
    }
}

fn collection(record: &Value, desk: &mut Desk) {
    let Some(number) = id(record, "id") else { return };
    let default = text(record, "default_locale").unwrap_or_default();
    let mut names = Vec::new();
    for (language, translation) in translations(record, default) {
        // A translation that nobody began has an empty name.
        let Some(title) = text(translation, "name") else { continue };
        let summary = text(translation, "description").map(str::to_owned);
        let url = text(translation, "url").or_else(|| text(record, "url").filter(|_| language == default));
        let mut addresses: Vec<String> = url.and_then(path_of).into_iter().collect();
        if let (Some(host), _) = parts(url.unwrap_or_default()) {
            desk.hosts.push(host.to_lowercase());
        }
        // It heeds the number alone.
        if let Some(short) = addresses.first().and_then(|address| canonical(address)) {
            addresses.push(short);
        }
        names.push(Name { language, title: title.to_owned(), summary, addresses });
    }
    let parent = id(record, "parent_id");
    desk.categories.retain(|known| known.id != number);
    desk.categories.push(Category { id: number, parent, order: integer(record, "order"), names });
}

/// The record itself in its own language, and its translations.
fn translations<'r>(record: &'r Value, default: &str) -> Vec<(String, &'r Value)> {
    let mut found = vec![(default.to_owned(), record)];
    if let Some(Value::Object(others)) = record.get("translated_content") {
        for (code, other) in others.iter().filter(|(code, other)| *code != "type" && other.is_object()) {
            if code == default {
                // The same once more, with the addresses.
                continue;
            }
            found.push((code.clone(), other));
        }
    }
    found
}

fn article(file: &str, record: &Value, seen: &mut BTreeMap<String, Article>, desk: &mut Desk) {
    let Some(number) = id(record, "id") else { return };
    let default = text(record, "default_locale").unwrap_or_default();
    let parent = id(record, "parent_id").or_else(|| {
        record.get("parent_ids").and_then(Value::as_array).and_then(|ids| ids.last()).map(|id| id.to_string())
    });
    let mut article = Article { id: number, file: file.to_owned(), category: parent, ..Article::default() };
    article.votes = votes(record);
    for (language, version) in translations(record, default) {
        let title = text(version, "title").unwrap_or_default();
        let body = text(version, "body").unwrap_or_default();
        // A translation that somebody began and left empty.
        if title.is_empty() && body.is_empty() {
            continue;
        }
        let url = text(version, "url").unwrap_or_default();
        if let (Some(host), _) = parts(url) {
            desk.hosts.push(host.to_lowercase());
        }
        let address = path_of(url);
        let old = address.as_deref().and_then(canonical).filter(|short| Some(short) != address.as_ref());
        let mut head: Entries = Vec::new();
        if let Some(summary) = text(version, "description") {
            head.push(("description".to_owned(), summary.into()));
        }
        if let Some(day) = day(version, &["updated_at", "created_at"]) {
            head.push(("updated".to_owned(), day.into()));
        }
        article.versions.push(Version {
            language,
            title: if title.is_empty() { "Untitled" } else { title }.to_owned(),
            body: Body::Html(body.to_owned()),
            is_draft: text(version, "state").is_some_and(|state| state != "published"),
            address,
            old_addresses: old.into_iter().collect(),
            head,
            votes: Votes::default(),
        });
    }
    seen.insert(article.id.clone(), article);
}

/// The reactions, of which Intercom tells the number and the shares.
fn votes(record: &Value) -> Votes {
    let Some(of) = record.get("statistics") else { return Votes::default() };
    let reactions =
        of.get("reactions").or_else(|| of.get("reactions_count")).and_then(Value::as_u64).unwrap_or_default();
    let share = |key: &str| {
        let percent = of.get(key).and_then(Value::as_f64).unwrap_or_default().clamp(0.0, 100.0);
        // Counts of people are far below what a float holds exactly.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let number = (reactions as f64 * percent / 100.0).round() as u64;
        number
    };
    Votes { up: share("happy_reaction_percentage"), down: share("sad_reaction_percentage") }
}

/// The image that an address names, as it is kept: addresses at Intercom's own stores, without what they are signed with.
fn attachment_of(href: &str) -> Option<String> {
    let (host, path) = parts(href);
    let is_store = host.is_some_and(|host| host.contains("intercom"));
    let path = path.split(['?', '#']).next()?.trim_start_matches('/');
    (is_store && !path.is_empty()).then(|| path.to_owned())
}

/// `/acme/en/articles/123-how-to` as `/acme/en/articles/123`: the number alone counts.
fn canonical(path: &str) -> Option<String> {
    let (start, last) = path.rsplit_once('/')?;
    let folder = start.rsplit('/').next()?;
    let number: String = last.chars().take_while(char::is_ascii_digit).collect();
    (matches!(folder, "articles" | "collections") && !number.is_empty()).then(|| format!("{start}/{number}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn shares_of_reactions() {
        let of =
            json!({"statistics": {"reactions": 8, "happy_reaction_percentage": 62.5, "sad_reaction_percentage": 12.5}});
        assert_eq!(votes(&of), Votes { up: 5, down: 1 });
        assert_eq!(votes(&json!({})), Votes::default());
    }

    #[test]
    fn addresses_are_known_by_their_number() {
        assert_eq!(canonical("/acme/en/articles/123-how-to").as_deref(), Some("/acme/en/articles/123"));
        assert_eq!(canonical("/en/collections/9").as_deref(), Some("/en/collections/9"));
        assert_eq!(canonical("/en/articles/x"), None);
    }
}
