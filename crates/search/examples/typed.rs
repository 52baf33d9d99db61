//! What half of the questions of a set are worth as queries that others typed, measured by the other half.
//!
//! usage: typed SET... (a folder with corpus.jsonl, queries.jsonl, qrels.tsv and lang)
#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::Path;

use helpdex_search::analysis::Analyzer;
use helpdex_search::{Document, DocumentSection, Query, Searcher, Words, build};

fn lines(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).expect("a readable set");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn text(value: &serde_json::Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn telling(analyzer: &Analyzer, text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    analyzer.analyze(text, &mut |token| {
        if !token.joined && !analyzer.is_stop_word(token.word) {
            words.insert(token.stem.to_owned());
        }
    });
    words
}

/// Mean average precision, and the mean of one through the rank of the first right answer.
fn measured(documents: &[Document], lang: &str, asked: &[(String, BTreeSet<String>)]) -> (f64, f64, f64) {
    let archive = build(lang, &[lang], documents, &Words::default()).expect("built");
    let files: HashMap<String, Vec<u8>> = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
    let load = move |name: &str| files.get(name).cloned().ok_or(io::ErrorKind::NotFound.into());
    let searcher = Searcher::open(load, &archive.manifest).expect("opened");
    let (mut map, mut mrr, mut three) = (0.0, 0.0, 0.0);
    for (query, right) in asked {
        let query = Query { text: query.clone(), limit: 50, ..Query::default() };
        let hits = searcher.search(&query).expect("answered").hits;
        let (mut found, mut sum, mut first) = (0.0, 0.0, 0.0);
        for (hit, rank) in hits.iter().zip(1..) {
            if right.contains(&hit.source) {
                found += 1.0;
                sum += found / f64::from(rank);
                if first == 0.0 && rank <= 10 {
                    first = 1.0 / f64::from(rank);
                }
            }
        }
        map += sum / right.len() as f64;
        mrr += first;
        three += f64::from(u8::from(first > 0.3));
    }
    let count = asked.len() as f64;
    (map / count, mrr / count, three / count)
}

fn main() {
    for folder in std::env::args().skip(1) {
        let folder = Path::new(&folder);
        let lang = std::fs::read_to_string(folder.join("lang")).expect("a language").trim().to_owned();
        let analyzer = Analyzer::new(&lang);
        let document = |row: serde_json::Value| Document {
            source: text(&row, "_id"),
            url: format!("/{}/", text(&row, "_id")),
            title: text(&row, "title"),
            sections: vec![DocumentSection { text: text(&row, "text"), ..DocumentSection::default() }],
            ..Document::default()
        };
        let mut documents: Vec<Document> = lines(&folder.join("corpus.jsonl")).into_iter().map(document).collect();
        let mut right: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let judged = std::fs::read_to_string(folder.join("qrels.tsv")).expect("judged");
        for line in judged.lines().skip(1) {
            let mut parts = line.split('\t');
            let (query, found) = (parts.next().unwrap(), parts.next().unwrap());
            if parts.next() != Some("0") {
                right.entry(query.to_owned()).or_default().insert(found.to_owned());
            }
        }
        // Every other question by a hash of its name.
        let hash = |id: &str| {
            id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
        };
        let (mut kept, mut asked) = (Vec::new(), Vec::new());
        for row in lines(&folder.join("queries.jsonl")) {
            let id = text(&row, "_id");
            let Some(right) = right.get(&id) else { continue };
            let list = if (hash(&id) >> 9) % 2 == 0 { &mut kept } else { &mut asked };
            list.push((text(&row, "text"), right.clone()));
        }
        let before = measured(&documents, &lang, &asked);
        kept.sort();
        let mut typed = 0;
        for (query, right) in kept {
            // A query that leads to many articles says nothing.
            let Some(only) = right.first().filter(|_| right.len() == 1) else { continue };
            let Some(document) = documents.iter_mut().find(|document| document.source == *only) else { continue };
            let own = [&document.title].into_iter().chain(&document.typed);
            let known: BTreeSet<String> = own.flat_map(|text| telling(&analyzer, text)).collect();
            let new = telling(&analyzer, &query).iter().any(|word| !known.contains(word));
            if document.typed.len() < 8 && query.chars().count() <= 100 && new {
                document.typed.push(query);
                typed += 1;
            }
        }
        let after = measured(&documents, &lang, &asked);
        println!(
            "{:10} asked {:4} typed {typed:4}  MAP {:.3} -> {:.3}  MRR@10 {:.3} -> {:.3}  hit@3 {:.3} -> {:.3}",
            folder.file_name().unwrap().to_string_lossy(),
            asked.len(),
            before.0,
            after.0,
            before.1,
            after.1,
            before.2,
            after.2
        );
    }
}
