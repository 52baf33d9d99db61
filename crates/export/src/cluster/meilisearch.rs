//! Meilisearch: settings, and documents as JSON lines. Pins have no place in it.

use helpdex_search::Words;
use serde_json::{Value, json};

use super::analysis::meilisearch;
use super::section::Section;
use super::setting::{Setting, line};
use super::synonyms;

pub(super) fn settings(language: &str, words: &Words) -> Vec<Setting> {
    vec![Setting::json("settings.json", &index(language, words))]
}

pub(super) fn document(section: &Section, part: &mut String) {
    line(section, part);
}

/// The body of `delete-batch`.
pub(super) fn deletions(ids: &[String]) -> String {
    format!("{}\n", json!(ids))
}

fn index(language: &str, words: &Words) -> Value {
    let mut settings = json!({
        // Their order is their weight.
        "searchableAttributes": ["title", "asks", "heading", "keywords", "summary", "body"],
        "displayedAttributes": [
            "id", "article", "language", "url", "title", "heading", "summary", "body", "category", "tags", "updated",
            "featured", "position", "source",
        ],
        "filterableAttributes": ["article", "language", "category", "tags", "updated", "featured"],
        "sortableAttributes": ["updated"],
        "distinctAttribute": "article",
        "synonyms": synonyms::map(words),
    });
    if let Some(locale) = meilisearch(language) {
        settings["localizedAttributes"] = json!([{ "attributePatterns": ["*"], "locales": [locale] }]);
    }
    settings
}
