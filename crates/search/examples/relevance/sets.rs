//! Sets of questions with known answers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use helpdex_search::{Document, DocumentSection, Searcher, Words, build};

/// Articles, and files of questions about them.
pub(crate) struct Set {
    pub(crate) name: String,
    lang: String,
    documents: Vec<Document>,
    words: Words,
    pub(crate) questions: Vec<Questions>,
}

/// A file of questions.
pub(crate) struct Questions {
    pub(crate) name: &'static str,
    pub(crate) list: Vec<Question>,
}

/// A question and the documents that answer it.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) text: String,
    pub(crate) right: BTreeSet<String>,
}

/// The sets below a folder: those named, else all.
pub(crate) fn read(folder: &Path, names: &[String]) -> Vec<Set> {
    let mut found: Vec<String> = names.to_vec();
    if found.is_empty() {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable"));
        let sets = entries.filter(|entry| entry.path().join("corpus.jsonl").exists());
        found = sets.map(|entry| entry.file_name().into_string().expect("UTF-8")).collect();
        found.sort();
    }
    found.into_iter().map(|name| Set::read(&folder.join(&name), name)).collect()
}

fn lines(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).expect("a readable set");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn texts(value: &serde_json::Value, key: &str) -> Vec<String> {
    let items = value[key].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn text(value: &serde_json::Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// The text of a document: pieces under headings where the set has those.
fn sections(row: &serde_json::Value) -> Vec<DocumentSection> {
    let section = |title: Option<String>, text: String| DocumentSection { title, text, anchor: None };
    match row["sections"].as_array() {
        Some(all) => {
            all.iter().map(|one| section(one["title"].as_str().map(str::to_owned), text(one, "text"))).collect()
        }
        None => vec![section(None, text(row, "text"))],
    }
}

/// What an author said that words mean; most sets have no author.
fn words(path: &Path) -> Words {
    let Ok(json) = std::fs::read_to_string(path.join("words.json")) else { return Words::default() };
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let phrases = |value: &serde_json::Value| -> Vec<String> {
        list(value).iter().filter_map(|phrase| phrase.as_str().map(str::to_owned)).collect()
    };
    let one_way = |pair: &serde_json::Value| (text(pair, "from"), phrases(&pair["to"]));
    Words {
        equal: list(&json["equal"]).iter().map(phrases).collect(),
        one_way: list(&json["one_way"]).iter().map(one_way).collect(),
        ..Words::default()
    }
}

impl Set {
    fn read(path: &Path, name: String) -> Self {
        let lang = std::fs::read_to_string(path.join("lang")).expect("a language").trim().to_owned();
        let document = |row: &serde_json::Value| {
            let (id, title) = (text(row, "_id"), text(row, "title"));
            Document {
                url: format!("/{id}/"),
                title: if title.is_empty() { id.clone() } else { title },
                source: id,
                summary: text(row, "summary"),
                asks: texts(row, "asks"),
                keywords: texts(row, "keywords"),
                featured: row["featured"].as_bool().unwrap_or_default(),
                sections: sections(row),
                ..Document::default()
            }
        };
        let documents = lines(&path.join("corpus.jsonl")).iter().map(document).collect();
        let mut right = BTreeMap::<String, BTreeSet<String>>::new();
        for line in std::fs::read_to_string(path.join("qrels.tsv")).expect("qrels").lines().skip(1) {
            let mut cells = line.split('\t').map(String::from);
            let (query, document) = (cells.next().unwrap(), cells.next().unwrap());
            if cells.next().is_none_or(|relevance| relevance.trim() != "0") {
                right.entry(query).or_default().insert(document);
            }
        }
        let files = ["queries.jsonl", "queries.typo.jsonl"].into_iter().filter(|file| path.join(file).exists());
        let question = |row: serde_json::Value| {
            let right = right.get(&text(&row, "_id"))?.clone();
            Some(Question { text: text(&row, "text"), right })
        };
        let questions = files
            .map(|name| Questions { name, list: lines(&path.join(name)).into_iter().filter_map(question).collect() });
        Self { words: words(path), name, lang, documents, questions: questions.collect() }
    }

    /// Indexes the articles.
    pub(crate) fn index(&self) -> Searcher {
        let archive = build(&self.lang, &[&self.lang], &self.documents, &self.words).expect("an index");
        let manifest = archive.manifest.clone();
        let files: BTreeMap<String, Vec<u8>> = archive.files.into_iter().map(|file| (file.name, file.bytes)).collect();
        Searcher::open(move |name: &str| files.get(name).cloned().ok_or(std::io::ErrorKind::NotFound.into()), &manifest)
            .expect("a sound archive")
    }
}
