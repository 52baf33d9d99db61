//! Archives: the same bytes for the same articles, and nothing believed that is not verified.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::sync::LazyLock;

use common::{Files, document, english};
use helpdex_search::{Archive, Document, OpenError, Query, Words, build};
use proptest::prelude::*;

#[test]
fn the_same_articles_give_the_same_bytes() {
    let documents = english();
    let one = build("en", &["en"], &documents, &Words::default()).unwrap();
    // tantivy names segments at random and by time.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let two = std::thread::spawn(move || build("en", &["en"], &documents, &Words::default()).unwrap()).join().unwrap();
    assert_eq!(one, two);
}

#[test]
fn names_follow_content() {
    let one = build("en", &["en"], &english(), &Words::default()).unwrap();
    let mut documents = english();
    documents[3].title.push('!');
    let two = build("en", &["en"], &documents, &Words::default()).unwrap();
    // The manifest keeps its name: pages name it, and they don't change with another's article.
    assert_eq!((one.manifest.as_str(), two.manifest.as_str()), ("en.json", "en.json"));
    let told = |archive: &helpdex_search::Archive| {
        archive.files.iter().find(|file| file.name == archive.manifest).map(|file| file.bytes.clone())
    };
    assert_ne!(told(&one), told(&two));
    let same = one.files.iter().filter(|file| two.files.contains(file)).count();
    assert!(same > 0 && same < one.files.len(), "a changed article changes its own files");
}

#[test]
fn the_browsers_script_reads_this_format() {
    let archive = build("en", &["en"], &english(), &Words::default()).expect("built");
    let manifest = archive.files.iter().find(|file| file.name == archive.manifest).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest.bytes).expect("JSON");
    let script = include_str!("../../../themes/default/js/archive.js");
    assert!(script.contains(&format!("\nconst FORMAT = {};\n", manifest["format"])), "{manifest}");
}

#[test]
fn an_empty_site_has_an_archive_that_finds_nothing() {
    let searcher = common::searcher("en", &[], &Words::default());
    assert_eq!(common::ask(&searcher, "anything").total, 0);
}

#[test]
fn thousands_of_articles_are_found_through_blocks_and_pages() {
    let documents: Vec<Document> = (0..3000)
        .map(|n| {
            document(
                &format!("a{n}"),
                &format!("Article number{n} about word{}x", n * 7919),
                &format!("thing{} extra{}", n % 17, n * 31).repeat(20),
            )
        })
        .collect();
    let searcher = common::searcher("en", &documents, &Words::default());
    for n in [0, 1, 1234, 2999] {
        assert_eq!(common::first(&searcher, &format!("number{n}")), format!("/a{n}/"));
        assert_eq!(common::first(&searcher, &format!("word{}x", n * 7919)), format!("/a{n}/"));
    }
}

/// Hosts count files: an index of many articles has few, and those aren't tiny.
#[test]
fn many_articles_make_few_files() {
    let text = |n: u32| {
        let words = (0..60).map(|at| format!("w{}", (n * 31 + at * at * 7) % 5_000));
        words.collect::<Vec<_>>().join(" ")
    };
    let documents: Vec<Document> =
        (0..4_000).map(|n| document(&format!("a{n}"), &format!("Article {n} of w{}", n % 97), &text(n))).collect();
    let archive = build("en", &["en"], &documents, &Words::default()).unwrap();
    let mut sizes: Vec<usize> = archive.files.iter().map(|file| file.bytes.len()).collect();
    sizes.sort_unstable();
    assert!(sizes.len() <= documents.len() / 8, "{} files", sizes.len());
    assert!(sizes[sizes.len() / 2] >= 4_000, "{sizes:?}");
}

/// An article more is written with those beside it, and leaves the packs of most others as they are.
#[test]
fn packs_of_other_articles_stay() {
    let documents: Vec<Document> = (0..2_000)
        .map(|n| document(&format!("a{n}"), &format!("Title {n}"), &format!("text of number{n} ").repeat(60)))
        .collect();
    let words = Words { literal: true, ..Words::default() };
    let one = build("en", &["en"], &documents, &words).unwrap();
    let mut more = documents;
    more.insert(3, document("new", "A new one", &"something else ".repeat(80)));
    let two = build("en", &["en"], &more, &words).unwrap();
    let packs = |archive: &Archive| archive.files.iter().filter(|file| file.name.starts_with("en/")).count();
    let same = one.files.iter().filter(|file| file.name.starts_with("en/") && two.files.contains(file)).count();
    assert!(same * 2 > packs(&one), "{same} of {}", packs(&one));
}

fn sound() -> Files {
    static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| build("en", &["en"], &english(), &Words::default()).unwrap());
    Files::new(ARCHIVE.clone())
}

/// What a customer may be shown when a file is damaged: a refusal, or just what the sound archive says.
fn check(files: &Files, expected: &[(String, u32)]) {
    let searcher = match files.open() {
        Ok(searcher) => searcher,
        Err(OpenError::Damaged(_) | OpenError::Format(_) | OpenError::Load(..)) => return,
    };
    match searcher.search(&query()) {
        Ok(results) => {
            let found: Vec<(String, u32)> = results.hits.into_iter().map(|hit| (hit.url, hit.score.0)).collect();
            assert_eq!(found, expected);
        }
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
}

fn query() -> Query {
    Query { text: "withdraw mony bluetoth".to_owned(), limit: 10, ..Query::default() }
}

fn expected(files: &Files) -> Vec<(String, u32)> {
    let results = files.open().unwrap().search(&query()).unwrap();
    assert!(results.hits.len() >= 2);
    results.hits.into_iter().map(|hit| (hit.url, hit.score.0)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_flipped_bit_is_refused_or_harmless(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let files = sound();
        let expected = expected(&files);
        {
            let mut map = files.0.lock().unwrap();
            let name = file.get(&map.keys().cloned().collect::<Vec<_>>()).clone();
            let bytes = map.get_mut(&name).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        check(&files, &expected);
    }

    #[test]
    fn a_truncated_file_is_refused(file in any::<prop::sample::Index>(), length in any::<prop::sample::Index>()) {
        let files = sound();
        let expected = expected(&files);
        {
            let mut map = files.0.lock().unwrap();
            let name = file.get(&map.keys().cloned().collect::<Vec<_>>()).clone();
            let bytes = map.get_mut(&name).unwrap();
            bytes.truncate(length.index(bytes.len()));
        }
        check(&files, &expected);
    }

    #[test]
    fn a_core_without_its_name_is_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut core = b"helpdex\x01".to_vec();
        core.extend(bytes);
        for name in ["", "en/0123456789ab.idx"] {
            prop_assert!(helpdex_search::Engine::open(&core, name).is_err());
        }
    }
}
