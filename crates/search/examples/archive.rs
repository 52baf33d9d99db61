//! Writes the archive of a folder of Markdown, headings and paragraphs taken roughly: for measuring sizes and times.
//!
//! `cargo run --release -p helpdex-search --example archive -- LANG FOLDER OUT`
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use helpdex_search::{ArchiveFile, Builder, Document, DocumentSection, Load, Query, Searcher, Words, part};

/// Files of a folder, with the bytes that are read of them counted.
struct Counted {
    folder: PathBuf,
    read: Arc<AtomicUsize>,
}

impl Load for Counted {
    fn file(&self, name: &str) -> io::Result<Vec<u8>> {
        let bytes = std::fs::read(self.folder.join(name))?;
        self.read.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok(bytes)
    }

    fn part(&self, name: &str, range: Range<usize>) -> io::Result<Vec<u8>> {
        self.read.fetch_add(range.len(), Ordering::Relaxed);
        part(&std::fs::read(self.folder.join(name))?, range)
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lang, folder, out] = &arguments[..] else { panic!("LANG FOLDER OUT") };
    let mut documents = Vec::new();
    read(Path::new(folder), &mut documents);
    documents.sort_by(|a, b| a.source.cmp(&b.source));
    let start = Instant::now();
    let mut sizes = Vec::new();
    let words = Words::default();
    let mut builder = Builder::new(lang, &words).expect("an index");
    documents.iter().try_for_each(|document| builder.add(document)).expect("an index");
    let mut give = |file: ArchiveFile| {
        let path = Path::new(out).join(&file.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        sizes.push(file.bytes.len());
        std::fs::write(path, &file.bytes).unwrap();
    };
    let (entrance, _) = builder.finish(&[lang], &mut give).expect("an index");
    println!("{} articles indexed in {:.0} ms", documents.len(), start.elapsed().as_secs_f64() * 1000.0);
    sizes.sort_unstable();
    let total: usize = sizes.iter().sum();
    println!("{} files, {} bytes, {} in the middle", sizes.len(), total, sizes[sizes.len() / 2]);
    drop(documents);
    let read = Arc::new(AtomicUsize::new(0));
    let files = Counted { folder: PathBuf::from(out), read: Arc::clone(&read) };
    let searcher = Searcher::open(files, &entrance.manifest).unwrap();
    let engine = std::fs::metadata(Path::new(out).join(&entrance.engine)).unwrap().len() as usize;
    let mut answers = String::new();
    for query in std::fs::read_to_string(Path::new(out).join("queries.txt")).unwrap_or_default().lines() {
        let ask = || searcher.search(&Query { text: query.into(), limit: 6, ..Query::default() }).unwrap();
        let start = Instant::now();
        let results = ask();
        let first = start.elapsed();
        let start = Instant::now();
        ask();
        let (first, again) = (first.as_secs_f64() * 1000.0, start.elapsed().as_secs_f64() * 1000.0);
        let bytes = engine + read.load(Ordering::Relaxed);
        println!(
            "{query}: {} of {} hits, {bytes} bytes so far, engine included; {first:.1} ms, again {again:.1} ms",
            results.hits.len(),
            results.total
        );
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
