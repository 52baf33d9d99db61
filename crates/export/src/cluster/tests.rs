//! What engines are told of languages.

use helpdex_search::Words;
use serde_json::Value;

use super::analysis;
use super::engine::Engine;
use super::setting::Setting;

fn settings(engine: Engine, language: &str, words: &Words) -> Value {
    let Setting { text, .. } = engine.settings(language, words, &[]).remove(0);
    serde_json::from_str(&text).expect("JSON")
}

fn words() -> Words {
    Words {
        equal: vec![vec!["fee".to_owned(), "a, b".to_owned()]],
        one_way: vec![("wage".to_owned(), vec!["pay=>ment".to_owned()])],
        ..Words::default()
    }
}

#[test]
fn every_filter_that_an_analyzer_names_is_there() {
    // Those that OpenSearch has without being told.
    const KNOWN: [&str; 14] = [
        "lowercase",
        "asciifolding",
        "decimal_digit",
        "arabic_normalization",
        "persian_normalization",
        "german_normalization",
        "hindi_normalization",
        "indic_normalization",
        "bengali_normalization",
        "serbian_normalization",
        "cjk_width",
        "cjk_bigram",
        "apostrophe",
        "elision",
    ];
    let tags = "ar bg bn ca cs da de el en es et eu fa fi fr ga gl he hi hu hy id it ja ko lt lv nb nl nn no pl pt pt-BR ro \
                ru sr sv th tr uk zh-Hans xx";
    for tag in tags.split(' ') {
        let index = settings(Engine::OpenSearch, tag, &words());
        let analysis = &index["settings"]["analysis"];
        for analyzer in ["text", "asked"] {
            for name in analysis["analyzer"][analyzer]["filter"].as_array().expect("filters") {
                let name = name.as_str().expect("a name");
                let is_told = analysis["filter"].get(name).is_some();
                assert!(is_told || KNOWN.contains(&name), "{tag}: `{name}`");
            }
        }
        // Only what is asked is widened.
        assert!(!analysis["analyzer"]["text"]["filter"].to_string().contains("synonyms"));
        assert!(analysis["analyzer"]["asked"]["filter"].to_string().contains("synonyms"));
    }
}

#[test]
fn signs_of_rules_in_words_make_no_rules() {
    let lines = super::synonyms::lines(&words());
    assert_eq!(lines, ["fee, a  b", "wage => wage, pay ment"]);
}

#[test]
fn regions_have_the_analysis_of_their_language() {
    assert_eq!(analysis::postgres("pt-BR"), "portuguese");
    assert_eq!(analysis::lucene("pt-BR").stemmer, Some("brazilian"));
    assert_eq!(analysis::lucene("pt").stemmer, Some("light_portuguese"));
    assert_eq!((analysis::postgres("be"), analysis::lucene("be").stemmer), ("simple", None));
    assert_eq!((analysis::quickwit("zh-Hant"), analysis::meilisearch("zh-Hant")), ("chinese_compatible", Some("zho")));
}

#[test]
fn mappings_take_every_key_of_a_document() {
    let index = settings(Engine::OpenSearch, "en", &Words::default());
    let quickwit = settings(Engine::Quickwit, "en", &Words::default());
    let keys = [
        "id", "article", "language", "url", "title", "heading", "summary", "asks", "keywords", "body", "category",
        "tags", "updated", "featured", "position", "pinned", "source",
    ];
    let mapped = index["mappings"]["properties"].as_object().expect("a map");
    assert_eq!(mapped.len(), keys.len());
    let fields = quickwit["doc_mapping"]["field_mappings"].as_array().expect("a list");
    for key in keys {
        assert!(mapped.contains_key(key), "{key}");
        assert!(fields.iter().any(|field| field["name"] == key), "{key}");
    }
}
