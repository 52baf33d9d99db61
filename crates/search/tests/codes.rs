//! Error codes, order numbers, models and versions: found as a whole or not at all.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::{ask, document, first, searcher};
use helpdex_search::{Document, Searcher, Words};

fn articles() -> Vec<Document> {
    vec![
        document("update", "Update fails with 0x80070005", "Windows says 0x80070005. Run it as administrator."),
        document("hex", "What 0x means", "Numbers that begin with 0x are hexadecimal. 0 x 5 is another thing."),
        document("payment", "Error E-1042", "The bank refused the card: E-1042."),
        document("board", "Pinout of the ESP32", "The ESP32 has 38 pins."),
        document("windows", "Windows 11", "Works on Windows 11 and Windows 10."),
        document(
            "phone",
            "Call us",
            "Our number is 555 010 9999, from abroad +1 555 010 9999. We charge 12 000 a year.",
        ),
        document("version", "What is new in 2.3.1", "Version 2.3.1 mends the update."),
    ]
}

fn site() -> Searcher {
    searcher("en", &articles(), &Words::default())
}

#[test]
fn a_code_that_is_there_finds_its_article_alone() {
    let searcher = site();
    for (query, url) in [
        ("0x80070005", "/update/"),
        ("0X80070005 ", "/update/"),
        ("e1042", "/payment/"),
        ("E-1042 ", "/payment/"),
        ("esp32", "/board/"),
        ("esp-32", "/board/"),
        ("2.3.1", "/version/"),
    ] {
        let results = ask(&searcher, query);
        let urls: Vec<&str> = results.hits.iter().map(|hit| hit.url.as_str()).collect();
        assert_eq!((urls, results.read_as.is_none()), (vec![url], true), "{query}");
        assert!(results.unknown.is_empty(), "{query}");
    }
}

#[test]
fn a_code_is_found_while_it_is_typed() {
    let searcher = site();
    for query in ["0x80", "0x8007000", "e-10", "E-104", "esp3"] {
        let results = ask(&searcher, query);
        assert_eq!((results.total, results.unknown.len()), (1, 0), "{query}: {results:?}");
    }
}

#[test]
fn parts_apart_in_one_article_are_the_code() {
    assert_eq!(first(&site(), "windows11 "), "/windows/");
    assert!(ask(&site(), "windows11 ").unknown.is_empty());
}

#[test]
fn an_unknown_code_finds_nothing() {
    let searcher = site();
    for query in ["0x8024abcd ", "q77-x5 ", "9.9.9 ", "4711471147 "] {
        let results = ask(&searcher, query);
        assert_eq!((results.total, results.unknown), (0, vec![query.trim().to_owned()]), "{query}");
    }
}

#[test]
fn the_nearest_to_an_unknown_code_is_offered_as_such() {
    let searcher = site();
    let results = ask(&searcher, "E-1043 ");
    assert_eq!(results.hits[0].url, "/payment/");
    assert_eq!(results.read_as.unwrap().why, "nearest");
    assert_eq!(results.unknown, ["E-1043"]);
    assert_eq!(results.did_you_mean.as_deref(), Some("E-1042 "));
    // A word in it is near as well.
    let results = ask(&searcher, "windows95 ");
    assert_eq!((results.hits[0].url.as_str(), results.read_as.unwrap().why), ("/windows/", "nearest"));
}

#[test]
fn beside_other_words_an_unknown_code_is_only_told() {
    let results = ask(&site(), "update 0x8024abcd ");
    assert_eq!(results.hits[0].url, "/update/");
    assert_eq!((results.read_as, results.unknown), (None, vec!["0x8024abcd".to_owned()]));
    assert!(results.hits.iter().all(|hit| hit.url != "/hex/"), "its digits are no words");
}

#[test]
fn digits_apart_or_together_are_one_number() {
    let searcher = site();
    for query in ["5550109999", "555 010 9999", "555-010-9999", "(555) 010 9999", "+1 555 010 9999", "15550109999"] {
        assert_eq!(first(&searcher, query), "/phone/", "{query}");
    }
    assert_eq!(first(&searcher, "12000 "), "/phone/");
    assert_eq!(first(&searcher, "12,000 "), "/phone/");
}
