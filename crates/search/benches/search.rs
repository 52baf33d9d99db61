//! What a query and an index cost. The goals: a query over 10,000 articles in under 3 ms, whatever is sent in under
//! 50 ms, the index of 3,000 in under 1 s.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io;

use criterion::{Criterion, criterion_group, criterion_main};
use helpdex_search::{Document, DocumentSection, Query, Searcher, Words, build};

/// Articles of about 200 words from a vocabulary in which, as in speech, few words are frequent and most are rare.
fn documents(count: u32) -> Vec<Document> {
    let mut state = 42u32;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut text = move |words: u32| {
        let word = |number: u32| {
            let syllables =
                ["ba", "ter", "no", "li", "stro", "me", "ka", "vin", "du", "pel", "so", "ri", "gan", "to", "xe", "mu"];
            let mut word = String::new();
            let mut rest = number + 17;
            while rest > 0 {
                word.push_str(syllables[(rest % 16) as usize]);
                rest /= 16;
            }
            word
        };
        let mut text = String::new();
        for _ in 0..words {
            let most = 1 << (3 + random(13));
            text.push_str(&word(random(most)));
            text.push(' ');
        }
        text
    };
    let mut document = |number| Document {
        source: format!("content/c{}/a{number}.md", number % 40),
        url: format!("/c{}/a{number}/", number % 40),
        category_url: format!("/c{}/", number % 40),
        title: text(7),
        sections: vec![DocumentSection { text: text(200), ..DocumentSection::default() }],
        ..Document::default()
    };
    (0..count).map(&mut document).collect()
}

fn open(documents: &[Document]) -> Searcher {
    let archive = build("en", &["en"], documents, &Words::default()).unwrap();
    let files: BTreeMap<String, Vec<u8>> = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
    Searcher::open(move |name: &str| files.get(name).cloned().ok_or(io::ErrorKind::NotFound.into()), &archive.manifest)
        .unwrap()
}

fn queries(criterion: &mut Criterion) {
    let documents = documents(10_000);
    let searcher = open(&documents);
    let title: Vec<&str> = documents[77].title.split(' ').filter(|word| word.len() > 5).collect();
    let mut misspelt = title[0].to_owned();
    misspelt.remove(2);
    let cases = [
        ("one word", title[0].to_owned()),
        ("a question of eight words", format!("how do I {} the {} and {}", title[0], title[1], title[2])),
        ("a prefix", title[1][..4].to_owned()),
        ("two typos", format!("{misspelt} {}q", title[1])),
        ("frequent words", "tert term terno lini".to_owned()),
        ("nothing", "zzzzzzzzzz qqqqqqqqq".to_owned()),
    ];
    let mut group = criterion.benchmark_group("10,000 articles");
    for (name, text) in cases {
        let query = Query { text, limit: 10, ..Query::default() };
        group.bench_function(name, |bench| bench.iter(|| black_box(searcher.search(&query).unwrap())));
    }
    group.finish();
}

/// What nobody types and somebody sends. The goal: never over 50 ms.
fn hostile(criterion: &mut Criterion) {
    let searcher = open(&documents(10_000));
    let words = (0..10_000).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    let cases = [
        ("empty", String::new()),
        ("100 kB of one word", "terno ".repeat(17_000)),
        ("100 kB without a space", "x".repeat(100_000)),
        ("10,000 words", words),
        ("32 words with typos", "ternoq listromex kavindup ".repeat(11)),
        ("stop words only", "how to".to_owned()),
        ("one letter", "t".to_owned()),
        ("control characters", "\0\u{1}\u{1b}[31m".repeat(100)),
        ("marks", format!("te{}rno", "\u{301}".repeat(400))),
        ("emoji", "👨‍👩‍👧".repeat(40)),
        ("another script", "日本語の質問をする".repeat(20)),
    ];
    let mut group = criterion.benchmark_group("hostile, 10,000 articles");
    group.sample_size(20);
    for (name, text) in cases {
        let query = Query { text, limit: 10, ..Query::default() };
        group.bench_function(name, |bench| bench.iter(|| black_box(searcher.search(&query).unwrap())));
    }
    group.finish();
}

fn index(criterion: &mut Criterion) {
    let documents = documents(3_000);
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10);
    group.bench_function("3,000 articles", |bench| {
        bench.iter(|| build("en", &["en"], &documents, &Words::default()).unwrap())
    });
    group.finish();
}

criterion_group!(benches, queries, hostile, index);
criterion_main!(benches);
