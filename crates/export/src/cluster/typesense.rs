//! Typesense: a collection, documents for `import?action=upsert`, synonyms, pins, and the parameters of a good search.

use helpdex_search::Words;
use serde_json::{Value, json};

use super::analysis::{base, has_snowball};
use super::section::{Pinned, Section, index_name};
use super::setting::{Setting, line};

pub(super) fn settings(language: &str, words: &Words, pins: &[Pinned]) -> Vec<Setting> {
    vec![
        Setting::json("collection.json", &collection(language)),
        Setting::json("synonyms.json", &synonyms(words)),
        Setting::json("curations.json", &curations(pins)),
        Setting::json("search.json", &search()),
    ]
}

pub(super) fn document(section: &Section, part: &mut String) {
    line(section, part);
}

/// A filter for `DELETE /collections/NAME/documents`.
pub(super) fn deletions(ids: &[String]) -> String {
    format!("id:[{}]\n", ids.join(","))
}

fn collection(language: &str) -> Value {
    let text = |name: &str, kind: &str| {
        json!({
            "name": name, "type": kind, "locale": base(language), "stem": has_snowball(language), "optional": true,
        })
    };
    let facet = |name: &str, kind: &str| json!({ "name": name, "type": kind, "facet": true, "optional": true });
    json!({
        "name": index_name(language),
        "fields": [
            // To group by, a field has to be a facet.
            { "name": "article", "type": "string", "facet": true },
            facet("language", "string"),
            { "name": "url", "type": "string", "index": false, "optional": true },
            text("title", "string"), text("heading", "string"), text("summary", "string"),
            text("asks", "string[]"), text("keywords", "string[]"), text("body", "string"),
            facet("category", "string"), facet("tags", "string[]"),
            { "name": "updated", "type": "string", "optional": true, "sort": true },
            facet("featured", "bool"),
            { "name": "position", "type": "int32" },
            { "name": "pinned", "type": "string[]", "index": false, "optional": true },
            { "name": "source", "type": "string", "index": false, "optional": true },
        ],
    })
}

fn synonyms(words: &Words) -> Value {
    let equal =
        words.equal.iter().enumerate().map(|(at, group)| json!({ "id": format!("equal-{at}"), "synonyms": group }));
    let one_way = words
        .one_way
        .iter()
        .enumerate()
        .map(|(at, (word, means))| json!({ "id": format!("one-way-{at}"), "root": word, "synonyms": means }));
    json!({ "items": equal.chain(one_way).collect::<Vec<_>>() })
}

fn curations(pins: &[Pinned]) -> Value {
    let items = pins.iter().enumerate().map(|(at, pin)| {
        let includes: Vec<Value> =
            (1..).zip(&pin.ids).map(|(position, id)| json!({ "id": id, "position": position })).collect();
        json!({ "id": format!("pin-{at}"), "rule": { "query": pin.query, "match": "exact" }, "includes": includes })
    });
    json!({ "items": items.collect::<Vec<_>>() })
}

fn search() -> Value {
    json!({
        "query_by": "title,asks,heading,keywords,summary,body",
        "query_by_weights": "6,6,5,3,3,1",
        // With fewer hits than this it looks for fewer of the words: people ask whole sentences.
        "drop_tokens_threshold": 20,
        "group_by": "article",
        "group_limit": 1,
        "exclude_fields": "asks,keywords,pinned",
        "highlight_full_fields": "title",
    })
}
