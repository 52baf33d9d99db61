//! Document360: the categories and articles of its JSON export, or of what its API answers with.

use std::collections::BTreeMap;

use helpdex_content::error::Result;
use serde_json::Value;

use super::ask::Ask;
use super::desk::{
    self, Article, Body, Category, Desk, Dump, Name, Version, Votes, day, flag, id, integer, list, parts, path_of, text,
};
use crate::source::tree::Tree;
use crate::source::{Entries, Notes, OnDisk, Source};

mod markdown;

/// Whether a folder holds such files.
pub(super) fn recognises(tree: &Tree) -> bool {
    desk::sniff(
        tree,
        &[
            &["project_version_id", "category_id"],
            &["html_content"],
            &["child_categories", "articles"],
            &["public_version", "latest_version"],
        ],
    )
}

/// Reads them.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let mut desk = Desk { attachment_of: Some(attachment_of), ..Desk::default() };
    let dump = Dump::read(ask.tree, &mut desk.notes);
    let notes = std::mem::take(&mut desk.notes);
    let mut reader = Reader { categories: BTreeMap::new(), articles: BTreeMap::new(), hosts: Vec::new(), notes };
    for (file, value) in dump.values() {
        reader.any(file, value, None, 0);
    }
    let Reader { categories, articles, hosts, notes } = reader;
    desk.notes = notes;
    desk.categories = categories.into_values().collect();
    desk.articles = articles.into_values().collect();
    desk.hosts = hosts;
    desk.hosts.sort();
    desk.hosts.dedup();
    for path in ask.tree.files.iter().filter(|path| !path.ends_with(".json")) {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        let content = Some(OnDisk(ask.tree.location(path)));
        desk.attachments.insert(name.to_lowercase(), desk::Attachment { name, content });
    }
    desk.name = desk.hosts.first().cloned().unwrap_or_else(|| ask.tree.name.clone());
    Ok(desk::build(ask, desk))
}

/// Categories are nested no deeper than this.
const MAX_DEPTH: usize = 20;

struct Reader {
    categories: BTreeMap<String, Category>,
    articles: BTreeMap<String, Article>,
    hosts: Vec<String>,
    notes: Notes,
}

impl Reader {
    /// Reads a value that is a category, an article, an answer around one, or a list of them.
    fn any(&mut self, file: &str, value: &Value, parent: Option<&str>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.any(file, item, parent, depth + 1)),
            Value::Object(map) => {
                let has = |keys: &[&str]| keys.iter().any(|key| map.contains_key(*key));
                if has(&["child_categories", "category_type"]) && map.contains_key("name") {
                    self.category(file, value, parent, depth);
                } else if has(&["content", "html_content"]) && has(&["title"])
                    || has(&["public_version"]) && has(&["title"])
                {
                    self.article(file, value, parent);
                } else {
                    for key in ["data", "categories", "articles", "project_versions", "languages"] {
                        if let Some(inner) = map.get(key) {
                            self.any(file, inner, parent, depth + 1);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn category(&mut self, file: &str, record: &Value, parent: Option<&str>, depth: usize) {
        let (Some(number), Some(title)) = (id(record, "id"), text(record, "name")) else { return };
        let language = text(record, "language_code").unwrap_or_default().to_owned();
        let addresses = text(record, "url").and_then(path_of).into_iter().collect();
        let summary = text(record, "description").map(str::to_owned);
        let parent = id(record, "parent_category_id").or_else(|| parent.map(str::to_owned));
        let category = self
            .categories
            .entry(number.clone())
            .or_insert_with(|| Category { id: number.clone(), ..Category::default() });
        category.parent = category.parent.take().or(parent);
        category.order = category.order.or(integer(record, "order"));
        if category.names.iter().all(|name| name.language != language) {
            category.names.push(Name { language, title: title.to_owned(), summary, addresses });
        }
        for key in ["articles", "child_categories"] {
            if let Some(inner) = record.get(key) {
                self.any(file, inner, Some(&number), depth + 1);
            }
        }
    }

    fn article(&mut self, file: &str, record: &Value, parent: Option<&str>) {
        let (Some(number), Some(title)) = (id(record, "id"), text(record, "title")) else { return };
        let language = text(record, "language_code").unwrap_or_default().to_owned();
        let url = text(record, "url").unwrap_or_default();
        if let (Some(host), _) = parts(url) {
            self.hosts.push(host.to_lowercase());
        }
        let origin = format!("articles/{number}");
        let article =
            self.articles.entry(number.clone()).or_insert_with(|| Article { id: number, ..Article::default() });
        file.clone_into(&mut article.file);
        article.category =
            article.category.take().or_else(|| id(record, "category_id")).or_else(|| parent.map(str::to_owned));
        article.order = article.order.or(integer(record, "order"));
        article.slug = article.slug.take().or_else(|| text(record, "slug").map(str::to_owned));
        article.related.extend(list(record, "related_articles"));
        // 0 is Markdown, 1 and 2 are editors of HTML.
        let html = text(record, "html_content");
        let content = text(record, "content");
        let body = match (html, content, integer(record, "content_type")) {
            (Some(html), _, _) => Some(Body::Html(html.to_owned())),
            (None, Some(content), Some(1 | 2)) => Some(Body::Html(content.to_owned())),
            (None, Some(content), _) if content.trim_start().starts_with('<') => Some(Body::Html(content.to_owned())),
            (None, Some(content), _) => Some(Body::Markdown(content.to_owned())),
            (None, None, _) => None,
        };
        let known = article.versions.iter().position(|version| version.language == language);
        // Lists of a category tell of an article without its text.
        if let Some(at) = known {
            if body.is_none() {
                return;
            }
            article.versions.remove(at);
        }
        let body = body.map(|body| match body {
            Body::Html(html) => Body::Html(markdown::names(&html, true, &origin, &mut self.notes)),
            Body::Markdown(text) => Body::Markdown(markdown::translate(&text, &origin, &mut self.notes)),
        });
        let mut head: Entries = Vec::new();
        let settings = record.get("settings").unwrap_or(&Value::Null);
        let summary = text(record, "description").or_else(|| text(settings, "description"));
        if let Some(summary) = summary {
            head.push(("description".to_owned(), summary.into()));
        }
        let tags = [list(record, "tags"), list(settings, "tags")].concat();
        if !tags.is_empty() {
            head.push(("tags".to_owned(), tags.into()));
        }
        if let Some(day) = day(record, &["modified_at", "created_at"]) {
            head.push(("updated".to_owned(), day.into()));
        }
        let address = path_of(url);
        article.versions.push(Version {
            title: title.to_owned(),
            body: body.unwrap_or_default(),
            is_draft: flag(record, "hidden") || integer(record, "status") == Some(0),
            old_addresses: address.as_deref().and_then(|path| with_language(path, &language)).into_iter().collect(),
            address,
            language,
            head,
            votes: Votes::default(),
        });
    }
}

/// `/docs/welcome` as `/docs/en/welcome`, where the first language answers, too.
fn with_language(path: &str, language: &str) -> Option<String> {
    let (before, rest) = path.split_once("/docs/")?;
    let is_told = rest.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(language));
    (!language.is_empty() && !is_told).then(|| format!("{before}/docs/{language}/{rest}"))
}

/// The file that an address of Document360's drive names.
fn attachment_of(href: &str) -> Option<String> {
    let (_, path) = parts(href);
    let name = path.split(['?', '#']).next()?.rsplit('/').next()?;
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy().to_lowercase();
    name.contains('.').then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_their_language() {
        assert_eq!(with_language("/v2/docs/welcome", "en").as_deref(), Some("/v2/docs/en/welcome"));
        assert_eq!(with_language("/docs/ru/welcome", "ru"), None);
        assert_eq!((with_language("/docs/welcome", ""), with_language("/other", "en")), (None, None));
    }
}
