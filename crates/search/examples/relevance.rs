//! Scores the engine on relevance sets without a site around it: the loop for tuning.
//!
//! `cargo run --release -p helpdex-search --example relevance -- FOLDER [SET…]`
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use helpdex_search::{Document, DocumentSection, Query, Searcher, Words, build};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, sets) = arguments.split_first().expect("a folder of sets");
    let all = ["stackfaq", "xquad-en", "xquad-ru", "ru-lemma", "be-lemma"].map(String::from);
    for set in if sets.is_empty() { &all[..] } else { sets } {
        let path = Path::new(folder).join(set);
        let searcher = open(&path);
        for queries in ["queries.jsonl", "queries.typo.jsonl"] {
            if path.join(queries).exists() {
                measure(&path, set, queries, &searcher);
            }
        }
    }
}

fn lines(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).expect("a readable set");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn text(value: &serde_json::Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn open(set: &Path) -> Searcher {
    let lang = std::fs::read_to_string(set.join("lang")).expect("a language");
    let document = |row: &serde_json::Value| {
        let (id, title) = (text(row, "_id"), text(row, "title"));
        Document {
            url: format!("/{id}/"),
            title: if title.is_empty() { id.clone() } else { title },
            source: id,
            sections: vec![DocumentSection { text: text(row, "text"), ..DocumentSection::default() }],
            ..Document::default()
        }
    };
    let documents: Vec<Document> = lines(&set.join("corpus.jsonl")).iter().map(document).collect();
    let archive = build(lang.trim(), &documents, &Words::default()).expect("an index");
    let manifest = archive.manifest.clone();
    let files: BTreeMap<String, Vec<u8>> = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
    Searcher::open(move |name| files.get(name).cloned().ok_or(std::io::ErrorKind::NotFound.into()), &manifest)
        .expect("a sound archive")
}

fn measure(path: &Path, set: &str, queries: &str, searcher: &Searcher) {
    let mut right = BTreeMap::<String, BTreeSet<String>>::new();
    for line in std::fs::read_to_string(path.join("qrels.tsv")).expect("qrels").lines().skip(1) {
        let mut cells = line.split('\t').map(String::from);
        let (query, document) = (cells.next().unwrap(), cells.next().unwrap());
        right.entry(query).or_default().insert(document);
    }
    let (mut map, mut mrr, mut first, mut recall, mut precision, mut count) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    let mut none = 0;
    let start = Instant::now();
    let verbose = std::env::var_os("MISSES").is_some();
    for row in lines(&path.join(queries)) {
        let Some(good) = right.get(&text(&row, "_id")) else { continue };
        let query = Query { text: text(&row, "text"), limit: 100, ..Query::default() };
        let results = searcher.search(&query).expect("results");
        count += 1.0;
        let (mut found, mut ap) = (0.0, 0.0);
        let mut best = None;
        for (rank, hit) in (1..).zip(&results.hits) {
            if good.contains(&hit.source) {
                found += 1.0;
                ap += found / f64::from(rank);
                best = best.or(Some(rank));
            }
        }
        map += ap / good.len() as f64;
        mrr += best.filter(|&rank| rank <= 10).map_or(0.0, |rank| 1.0 / f64::from(rank));
        first += f64::from(u8::from(best == Some(1)));
        recall += found / good.len() as f64;
        precision += if results.hits.is_empty() { 0.0 } else { found / results.hits.len() as f64 };
        none += u32::from(results.hits.is_empty());
        if verbose && best != Some(1) {
            println!("{best:?} {} | {:?} {:?} | {:?}", query.text, results.did_you_mean, results.read_as, good);
        }
    }
    let took = start.elapsed().as_secs_f64() * 1000.0 / count;
    println!(
        "{set:9} {queries:18} MAP {:.4} P@1 {:.4} MRR@10 {:.4} recall {:.4} precision {:.4} none {none:3}  {took:.2} ms/query",
        map / count,
        first / count,
        mrr / count,
        recall / count,
        precision / count
    );
}
