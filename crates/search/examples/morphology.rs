//! Measures a stemmer on a relevance set whose queries are single forms of a word: `be-lemma`, `ru-lemma`.
//!
//! `cargo run --release -p helpdex-search --example morphology -- SET`
//!
//! A hit is every document that shares the query's stem, or for a compound either all its parts or the joined word.
//! Nothing is ranked: this is what the analyzer alone allows.

#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use helpdex_search::analysis::Analyzer;

type Postings = BTreeMap<String, BTreeSet<usize>>;

fn main() -> Result<(), Box<dyn Error>> {
    let set = std::env::args().nth(1).ok_or("usage: morphology SET")?;
    let set = Path::new(&set);
    let analyzer = Analyzer::new(fs::read_to_string(set.join("lang"))?.trim());

    let documents = texts(&set.join("corpus.jsonl"))?;
    let mut postings = Postings::new();
    for (number, (_, text)) in documents.iter().enumerate() {
        analyzer.analyze(text, &mut |token| {
            postings.entry(token.stem.to_owned()).or_default().insert(number);
        });
    }
    let numbers: BTreeMap<_, _> = documents.iter().enumerate().map(|(number, (id, _))| (id.as_str(), number)).collect();
    let mut relevant: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for line in fs::read_to_string(set.join("qrels.tsv"))?.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(query), Some(document), Some(score)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        if let Some(number) = numbers.get(document).filter(|_| score != "0") {
            relevant.entry(query.to_owned()).or_default().insert(*number);
        }
    }

    let (mut count, mut recall, mut precision) = (0.0, 0.0, 0.0);
    for (id, text) in texts(&set.join("queries.jsonl"))? {
        let Some(relevant) = relevant.get(&id) else { continue };
        let hits = hits(&analyzer, &postings, &text);
        let found = hits.intersection(relevant).count() as f64;
        count += 1.0;
        recall += found / relevant.len() as f64;
        precision += if hits.is_empty() { 0.0 } else { found / hits.len() as f64 };
    }
    println!("{count} queries, recall {:.4}, precision {:.4}", recall / count, precision / count);
    Ok(())
}

/// The ids and texts of a file of JSON lines.
fn texts(path: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| value.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        texts.push((text("_id"), text("text")));
    }
    Ok(texts)
}

fn hits(analyzer: &Analyzer, postings: &Postings, query: &str) -> BTreeSet<usize> {
    let of = |stem: &str| postings.get(stem).cloned().unwrap_or_default();
    let mut parts: Option<BTreeSet<usize>> = None;
    let mut joined = BTreeSet::new();
    analyzer.analyze(query, &mut |token| {
        if token.joined {
            joined = of(token.stem);
        } else {
            let documents = of(token.stem);
            parts = Some(match parts.take() {
                Some(parts) => parts.intersection(&documents).copied().collect(),
                None => documents,
            });
        }
    });
    joined.extend(parts.unwrap_or_default());
    joined
}
