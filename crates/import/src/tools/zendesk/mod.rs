//! Zendesk Guide: what its API answers with, saved as files.
//!
//! `categories`, `sections`, `articles`, `translations`, `article_attachments`, `user_segments`, `content_tags` and `votes`,
//! each in one file or several, in one language or in many.

mod attachments;

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
    desk::sniff(tree, &[&["section_id", "html_url", "body"], &["section_id", "label_names"]])
}

/// Reads them.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut desk =
        Desk { attachment_of: Some(attachments::attachment_of), canonical: Some(canonical), ..Desk::default() };
    let dump = Dump::read(ask.tree, &mut desk.notes);
    let translations = Translations::of(&dump);
    categories(&dump, &translations, &mut desk);
    articles(&dump, &translations, &mut desk);
    attachments::read(&dump, ask.tree, &mut desk);
    desk.hosts.sort();
    desk.hosts.dedup();
    desk.name = desk.hosts.first().cloned().unwrap_or_else(|| ask.tree.name.clone());
    Ok(desk::build(ask, desk))
}

/// Translations by what they are of: `Article 123`.
struct Translations<'d>(BTreeMap<(String, String), Vec<&'d Value>>);

impl<'d> Translations<'d> {
    fn of(dump: &'d Dump) -> Self {
        let mut found: BTreeMap<_, Vec<&Value>> = BTreeMap::new();
        for (_, record) in dump.records(&["translations", "translation"]) {
            let kind = text(record, "source_type").unwrap_or("Article").to_owned();
            if let Some(source) = id(record, "source_id") {
                found.entry((kind, source)).or_default().push(record);
            }
        }
        Self(found)
    }

    /// Those of a record, its own ones included.
    fn get<'r>(&'r self, kind: &str, source: &str, record: &'r Value) -> Vec<&'r Value> {
        let own = record.get("translations").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let known = self.0.get(&(kind.to_owned(), source.to_owned())).map(Vec::as_slice).unwrap_or_default();
        own.iter().chain(known.iter().copied()).collect()
    }
}

fn categories(dump: &Dump, translations: &Translations<'_>, desk: &mut Desk) {
    let mut found: BTreeMap<String, Category> = BTreeMap::new();
    for (kind, lists, parents) in [
        ("Category", &["categories", "category"], &[][..]),
        ("Section", &["sections", "section"], &["parent_section_id", "category_id"][..]),
    ] {
        for (_, record) in dump.records(lists) {
            let Some(number) = id(record, "id") else { continue };
            let parent = parents.iter().find_map(|key| {
                let kind = if *key == "category_id" { "Category" } else { "Section" };
                id(record, key).map(|id| format!("{kind}-{id}"))
            });
            let key = format!("{kind}-{number}");
            let category =
                found.entry(key.clone()).or_insert_with(|| Category { id: key, parent, ..Category::default() });
            category.order = category.order.or(integer(record, "position"));
            name(record, record, kind, &number, category, desk);
            for translation in translations.get(kind, &number, record) {
                name(translation, record, kind, &number, category, desk);
            }
        }
    }
    desk.categories = found.into_values().collect();
    // Sections in alphabetical order all have the same position.
    let is_flat = |parent: &Option<String>, all: &[Category]| {
        let mut orders = all.iter().filter(|category| category.parent == *parent).map(|category| category.order);
        let first = orders.next();
        orders.all(|order| Some(order) == first)
    };
    let flat: Vec<bool> = desk.categories.iter().map(|category| is_flat(&category.parent, &desk.categories)).collect();
    for (category, flat) in desk.categories.iter_mut().zip(flat) {
        if flat {
            category.order = None;
        }
    }
}

/// Adds the name that a category or a translation of it says.
fn name(record: &Value, of: &Value, kind: &str, number: &str, category: &mut Category, desk: &mut Desk) {
    let Some(title) = text(record, "name").or_else(|| text(record, "title")) else { return };
    let language = text(record, "locale").or_else(|| text(of, "locale")).unwrap_or_default().to_lowercase();
    if category.names.iter().any(|name| name.language == language) {
        return;
    }
    let summary =
        text(record, "description").or_else(|| text(record, "body")).map(plain).filter(|text| !text.is_empty());
    let folder = if kind == "Category" { "categories" } else { "sections" };
    let (address, others) = addresses(record, &language, folder, number, desk);
    // Without a language the first one answers.
    let others =
        others.into_iter().filter(|other| category.names.is_empty() || !other.starts_with(&format!("/hc/{folder}/")));
    let addresses = address.into_iter().chain(others).collect();
    category.names.push(Name { language, title: title.to_owned(), summary, addresses });
}

/// The address that a record says, and those that Zendesk answers at besides: it heeds the number alone.
fn addresses(
    record: &Value,
    language: &str,
    folder: &str,
    number: &str,
    desk: &mut Desk,
) -> (Option<String>, Vec<String>) {
    let url = text(record, "html_url").unwrap_or_default();
    if let (Some(host), _) = parts(url) {
        desk.hosts.push(host.to_lowercase());
    }
    let mut others = Vec::new();
    let address = path_of(url);
    if !language.is_empty() {
        others.push(format!("/hc/{language}/{folder}/{number}"));
    }
    others.push(format!("/hc/{folder}/{number}"));
    others.retain(|other| Some(other) != address.as_ref());
    match address {
        Some(address) => (Some(address), others),
        None => (Some(others.remove(0)), others),
    }
}

fn articles(dump: &Dump, translations: &Translations<'_>, desk: &mut Desk) {
    let segments = names(dump, &["user_segments", "user_segment"]);
    let tags = names(dump, &["content_tags", "content_tag"]);
    let votes = votes(dump);
    let mut found: BTreeMap<String, Article> = BTreeMap::new();
    for (file, record) in dump.records(&["articles", "article"]) {
        let Some(number) = id(record, "id") else {
            desk.notes.problem(crate::source::what::LOST, file, None, "an article without `id` is not imported");
            continue;
        };
        let article =
            found.entry(number.clone()).or_insert_with(|| Article { id: number.clone(), ..Article::default() });
        file.clone_into(&mut article.file);
        shared(record, article, &segments, &tags, &votes);
        version(record, record, article, desk);
        for translation in translations.get("Article", &number, record) {
            version(translation, record, article, desk);
        }
    }
    desk.articles = found.into_values().collect();
}

/// What an article's languages share.
fn shared(
    record: &Value,
    article: &mut Article,
    segments: &BTreeMap<String, String>,
    tags: &BTreeMap<String, String>,
    votes: &BTreeMap<String, Votes>,
) {
    article.category = id(record, "section_id").map(|section| format!("Section-{section}"));
    article.order = integer(record, "position").filter(|position| *position != 0);
    article.featured = flag(record, "promoted");
    let mut audience = list(record, "user_segment_ids");
    audience.extend(id(record, "user_segment_id"));
    audience.dedup();
    if !audience.is_empty() {
        let named: Vec<String> = audience
            .into_iter()
            .map(|id| segments.get(&id).cloned().unwrap_or_else(|| format!("user segment {id}")))
            .collect();
        article.audience = Some(named.join(", "));
    }
    let mut head: Entries = Vec::new();
    let labels = list(record, "label_names");
    if !labels.is_empty() {
        head.push(("keywords".to_owned(), labels.into()));
    }
    let shown: Vec<String> =
        list(record, "content_tag_ids").into_iter().filter_map(|id| tags.get(&id).cloned()).collect();
    if !shown.is_empty() {
        head.push(("tags".to_owned(), shown.into()));
    }
    article.head = head;
    article.votes = votes.get(&article.id).copied().unwrap_or_else(|| sums(record));
}

/// The votes that an article counts itself: their number, and the difference of good and bad ones.
fn sums(record: &Value) -> Votes {
    let (count, sum) =
        (integer(record, "vote_count").unwrap_or_default(), integer(record, "vote_sum").unwrap_or_default());
    let half = |number: i64| u64::try_from(number / 2).unwrap_or_default();
    Votes { up: half(count.saturating_add(sum)), down: half(count.saturating_sub(sum)) }
}

fn votes(dump: &Dump) -> BTreeMap<String, Votes> {
    let mut found: BTreeMap<String, Votes> = BTreeMap::new();
    for (_, record) in dump.records(&["votes"]) {
        let is_article = text(record, "item_type").is_none_or(|kind| kind == "Article");
        let Some(item) = id(record, "item_id").filter(|_| is_article) else { continue };
        let votes = found.entry(item).or_default();
        match integer(record, "value") {
            Some(value) if value > 0 => votes.up += 1,
            Some(value) if value < 0 => votes.down += 1,
            _ => {}
        }
    }
    found
}

/// The names of records by their ids.
fn names(dump: &Dump, lists: &[&str]) -> BTreeMap<String, String> {
    let records = dump.records(lists).into_iter();
    records.filter_map(|(_, record)| Some((id(record, "id")?, text(record, "name")?.to_owned()))).collect()
}

/// Adds the version of an article that a record or a translation says.
fn version(record: &Value, of: &Value, article: &mut Article, desk: &mut Desk) {
    let language = text(record, "locale").or_else(|| text(of, "locale")).unwrap_or_default().to_lowercase();
    let Some(title) = text(record, "title").or_else(|| text(record, "name")) else { return };
    if flag(record, "hidden") && !std::ptr::eq(record, of) {
        return;
    }
    if article.versions.iter().any(|version| version.language == language) {
        return;
    }
    let (address, old_addresses) = addresses(record, &language, "articles", &article.id, desk);
    let mut head: Entries = Vec::new();
    if let Some(day) = day(record, &["edited_at", "updated_at", "created_at"]) {
        head.push(("updated".to_owned(), day.into()));
    }
    let outdated = list(of, "outdated_locales").iter().any(|locale| locale.eq_ignore_ascii_case(&language));
    if flag(record, "outdated") || outdated {
        head.push(("outdated".to_owned(), true.into()));
    }
    // The language that an article was written in answers without naming it, too.
    let is_source = text(of, "source_locale").is_none_or(|source| source.eq_ignore_ascii_case(&language));
    let old_addresses =
        old_addresses.into_iter().filter(|address| is_source || !address.starts_with("/hc/articles/")).collect();
    article.versions.push(Version {
        language,
        title: title.to_owned(),
        body: Body::Html(text(record, "body").unwrap_or_default().to_owned()),
        is_draft: flag(record, "draft"),
        address,
        old_addresses,
        head,
        votes: Votes::default(),
    });
}

/// `/hc/en-us/articles/360001-Old-title` as `/hc/en-us/articles/360001`, at which the article is known.
fn canonical(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let (folder, last) = match parts.as_slice() {
        ["hc", folder, last] | ["hc", _, folder, last] => (*folder, *last),
        _ => return None,
    };
    let number: String = last.chars().take_while(char::is_ascii_digit).collect();
    if !matches!(folder, "articles" | "sections" | "categories") || number.is_empty() {
        return None;
    }
    let start = path.strip_suffix(last)?;
    Some(format!("{}{number}", start.to_lowercase()))
}

/// The words of a description, which may be HTML.
fn plain(text: &str) -> String {
    let document = scraper::Html::parse_fragment(text);
    let words: String = document.root_element().text().collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_by_their_number() {
        assert_eq!(canonical("/hc/en-US/articles/360001-Old-title").as_deref(), Some("/hc/en-us/articles/360001"));
        assert_eq!(canonical("/hc/articles/7").as_deref(), Some("/hc/articles/7"));
        assert_eq!(canonical("/hc/en-us/sections/9-A"), Some("/hc/en-us/sections/9".to_owned()));
        for other in ["/hc/en-us/requests/new", "/hc/en-us", "/hc/en-us/articles/x", "/hc/en-us/articles/1/subscribe"] {
            assert_eq!(canonical(other), None, "{other}");
        }
    }

    #[test]
    fn sums_of_votes() {
        let of = |count: i64, sum: i64| sums(&serde_json::json!({"vote_count": count, "vote_sum": sum}));
        assert_eq!((of(10, 4), of(3, -3)), (Votes { up: 7, down: 3 }, Votes { up: 0, down: 3 }));
        assert_eq!(of(1, -9), Votes { up: 0, down: 5 });
    }
}
