//! Writes the archive of a folder of Markdown, headings and paragraphs taken roughly: for measuring sizes and times.
//!
//! `cargo run --release -p helpdex-search --example archive -- LANG FOLDER OUT`
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::Path;
use std::time::Instant;

use helpdex_search::{Document, DocumentSection, Query, Searcher, Words, build};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lang, folder, out] = &arguments[..] else { panic!("LANG FOLDER OUT") };
    let mut documents = Vec::new();
    read(Path::new(folder), &mut documents);
    documents.sort_by(|a, b| a.source.cmp(&b.source));
    let start = Instant::now();
    let archive = build(lang, &[lang], &documents, &Words::default()).expect("an index");
    println!("{} articles indexed in {:.0} ms", documents.len(), start.elapsed().as_secs_f64() * 1000.0);
    for file in &archive.files {
        let path = Path::new(out).join(&file.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    println!("{}", archive.manifest);
    std::fs::write(Path::new(out).join("name"), &archive.manifest).unwrap();
    let folder = out.clone();
    let searcher =
        Searcher::open(move |name: &str| std::fs::read(Path::new(&folder).join(name)), &archive.manifest).unwrap();
    let mut answers = String::new();
    for query in std::fs::read_to_string(Path::new(out).join("queries.txt")).unwrap_or_default().lines() {
        let results = searcher.search(&Query { text: query.into(), limit: 6, ..Query::default() }).unwrap();
        answers.push_str(&results.to_json());
        answers.push('\n');
    }
    std::fs::write(Path::new(out).join("answers.jsonl"), answers).unwrap();
}

fn read(folder: &Path, documents: &mut Vec<Document>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, documents);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            documents.push(document(&path));
        }
    }
}

fn document(path: &Path) -> Document {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let name = path.file_stem().unwrap().to_string_lossy().replace(' ', "-").to_lowercase();
    let category = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
    let mut document = Document {
        source: format!("content/{category}/{name}.md"),
        url: format!("/{category}/{name}/"),
        category_url: format!("/{category}/"),
        category,
        title: name,
        sections: vec![DocumentSection::default()],
        ..Document::default()
    };
    let body = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")) {
        Some((front, body)) => {
            if let Some(title) = front.lines().find_map(|line| line.strip_prefix("title:")) {
                document.title = title.trim().trim_matches('"').to_owned();
            }
            body
        }
        None => &text,
    };
    for line in body.lines() {
        if let Some(heading) = line.strip_prefix('#') {
            let title = heading.trim_start_matches('#').trim().to_owned();
            let anchor = title.to_lowercase().replace(' ', "-");
            document.sections.push(DocumentSection { title: Some(title), anchor: Some(anchor), text: String::new() });
        } else if let Some(section) = document.sections.last_mut() {
            section.text.push_str(&plain(line));
            section.text.push('\n');
        }
    }
    document
}

/// Links become their text.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out.replace(['[', '*', '`'], "")
}
