//! OpenSearch: an index, documents for `_bulk`, and a search template that asks with weights, typos and pins.

use helpdex_search::Words;
use serde_json::{Map, Value, json};

use super::analysis::{Lucene, lucene};
use super::section::Section;
use super::setting::{Setting, line};
use super::synonyms;

pub(super) fn settings(language: &str, words: &Words) -> Vec<Setting> {
    vec![Setting::json("index.json", &index(language, words)), Setting::json("search-template.json", &template())]
}

/// A document: the line that says what to do, and the document itself. The address of the request names the index.
pub(super) fn document(section: &Section, part: &mut String) {
    line(&json!({ "index": { "_id": section.id } }), part);
    line(section, part);
}

pub(super) fn deletions(ids: &[String]) -> String {
    let mut text = String::new();
    ids.iter().for_each(|id| line(&json!({ "delete": { "_id": id } }), &mut text));
    text
}

fn index(language: &str, words: &Words) -> Value {
    json!({
        "settings": {
            "index": { "number_of_shards": 1 },
            "analysis": analysis(&lucene(language), &synonyms::lines(words)),
        },
        "mappings": { "dynamic": "strict", "properties": properties() },
    })
}

/// Texts are analyzed alike when indexed and when asked; only what is asked also gets its synonyms.
fn analysis(language: &Lucene, synonyms: &[String]) -> Value {
    let mut filters = Map::new();
    for name in language.before {
        if let Some(filter) = filter(name) {
            filters.insert((*name).to_owned(), filter);
        }
    }
    let mut after: Vec<&'static str> = Vec::new();
    if let Some(stemmer) = language.stemmer {
        filters.insert("stems".to_owned(), json!({ "type": "stemmer", "language": stemmer }));
        after.push("stems");
    }
    // After the stemmer, which knows endings with their accents.
    after.push("asciifolding");
    let chain = |between: &[&'static str]| -> Vec<&'static str> { [language.before, between, &after].concat() };
    let mut analyzers = Map::new();
    analyzers
        .insert("text".to_owned(), json!({ "type": "custom", "tokenizer": language.tokenizer, "filter": chain(&[]) }));
    let mut between: &[&'static str] = &[];
    if !synonyms.is_empty() {
        // A word in one of them that the tokenizer leaves nothing of must not keep the index from being made.
        filters
            .insert("synonyms".to_owned(), json!({ "type": "synonym_graph", "synonyms": synonyms, "lenient": true }));
        between = &["synonyms"];
    }
    let asked = json!({ "type": "custom", "tokenizer": language.tokenizer, "filter": chain(between) });
    analyzers.insert("asked".to_owned(), asked);
    json!({
        "filter": filters,
        "analyzer": analyzers,
        "normalizer": { "small": { "type": "custom", "filter": ["lowercase"] } },
    })
}

/// Filters that are a kind with a setting, under names of ours.
fn filter(name: &str) -> Option<Value> {
    Some(match name {
        "greek_lowercase" => json!({ "type": "lowercase", "language": "greek" }),
        "irish_lowercase" => json!({ "type": "lowercase", "language": "irish" }),
        "turkish_lowercase" => json!({ "type": "lowercase", "language": "turkish" }),
        "french_elision" => json!({
            "type": "elision",
            "articles_case": true,
            "articles": ["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"],
        }),
        _ => return None,
    })
}

fn properties() -> Value {
    let text = json!({ "type": "text", "analyzer": "text", "search_analyzer": "asked" });
    let exact = json!({ "type": "keyword" });
    let shown = json!({ "type": "keyword", "index": false, "doc_values": false });
    json!({
        "id": exact, "article": exact, "language": exact, "url": shown, "source": exact,
        "title": text, "heading": text, "summary": text, "asks": text, "keywords": text, "body": text,
        "category": { "type": "text", "analyzer": "text", "fields": { "exact": exact } },
        "tags": exact,
        "updated": { "type": "date", "format": "strict_date" },
        "featured": { "type": "boolean" },
        "position": { "type": "integer" },
        "pinned": { "type": "keyword", "normalizer": "small" },
    })
}

/// One hit an article. Weights are in the order in which search in the browser weighs the parts of an article.
fn template() -> Value {
    let fields = ["title^4", "asks^4", "heading^3", "keywords^2", "summary^2", "body", "category^0.5"];
    json!({
        "script": { "lang": "mustache", "source": {
            "size": "{{#size}}{{size}}{{/size}}{{^size}}10{{/size}}",
            "query": { "bool": { "should": [
                { "constant_score": { "filter": { "term": { "pinned": "{{query}}" } }, "boost": 1000 } },
                { "multi_match": {
                    "query": "{{query}}", "fields": fields, "type": "best_fields", "tie_breaker": 0.3,
                    "fuzziness": "AUTO", "prefix_length": 1, "minimum_should_match": "2<75%",
                } },
                { "multi_match": { "query": "{{query}}", "fields": fields, "type": "phrase", "boost": 0.5 } },
            ], "minimum_should_match": 1 } },
            "collapse": { "field": "article" },
            "highlight": { "fields": { "body": {}, "title": {} } },
            "_source": { "excludes": ["asks", "keywords", "pinned"] },
        } },
    })
}
