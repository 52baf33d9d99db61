//! Quickwit: the configuration of an index, and documents for `ingest`. It has no synonyms, no pins and no weights but
//! those that a query names.

use serde_json::{Value, json};

use super::analysis::quickwit;
use super::section::{Section, index_name};
use super::setting::{Setting, line};

pub(super) fn settings(language: &str) -> Vec<Setting> {
    vec![Setting::json("index.json", &index(language))]
}

pub(super) fn document(section: &Section, part: &mut String) {
    line(section, part);
}

/// The body of a delete task.
pub(super) fn deletions(ids: &[String]) -> String {
    let query = ids.iter().map(|id| format!("id:{id}")).collect::<Vec<_>>().join(" OR ");
    format!("{:#}\n", json!({ "query": query }))
}

fn index(language: &str) -> Value {
    let exact = |name: &str| json!({ "name": name, "type": "text", "tokenizer": "raw" });
    let exacts = |name: &str| json!({ "name": name, "type": "array<text>", "tokenizer": "raw" });
    let text = |name: &str, kind: &str| {
        json!({
            "name": name, "type": kind, "tokenizer": quickwit(language), "record": "position", "fieldnorms": true,
        })
    };
    json!({
        "version": "0.8",
        "index_id": index_name(language),
        "doc_mapping": {
            "mode": "strict",
            "field_mappings": [
                exact("id"), exact("article"), exact("language"),
                { "name": "url", "type": "text", "indexed": false },
                text("title", "text"), text("heading", "text"), text("summary", "text"),
                text("asks", "array<text>"), text("keywords", "array<text>"), text("body", "text"),
                exact("category"), exacts("tags"),
                { "name": "updated", "type": "datetime", "input_formats": ["%Y-%m-%d"], "fast": true },
                { "name": "featured", "type": "bool" },
                { "name": "position", "type": "u64" },
                exacts("pinned"), exact("source"),
            ],
            "store_source": false,
        },
        "search_settings": { "default_search_fields": ["title", "asks", "heading", "keywords", "summary", "body"] },
    })
}
