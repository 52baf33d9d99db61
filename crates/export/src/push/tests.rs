//! Pushes to servers of the tests' own that know what each engine's documentation says of its addresses, and no more.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{Sent, Target, push};
use crate::cluster::Engine;

/// A request: its method and path, its headers in small letters, its body.
struct Asked {
    line: String,
    headers: String,
    body: String,
}

/// Lines that the server and the test share.
type Shared = Arc<Mutex<Vec<String>>>;

type Engines = dyn FnMut(&Asked) -> (u16, String) + Send;

/// Serves until the test ends. Gives the address and what was asked.
fn serve(mut engine: Box<Engines>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("bound");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut reader = BufReader::new(stream.try_clone().expect("cloned"));
            let (mut line, mut headers) = (String::new(), String::new());
            let _ = reader.read_line(&mut line);
            loop {
                let mut header = String::new();
                if reader.read_line(&mut header).unwrap_or(0) == 0 || header.trim().is_empty() {
                    break;
                }
                headers.push_str(&header.to_lowercase());
            }
            let length = headers.lines().find_map(|header| header.strip_prefix("content-length:")?.trim().parse().ok());
            let mut body = vec![0; length.unwrap_or(0)];
            let _ = reader.read_exact(&mut body);
            let line = line.trim().trim_end_matches(" HTTP/1.1").to_owned();
            seen.lock().expect("whole").push(line.clone());
            let asked = Asked { line, headers, body: String::from_utf8_lossy(&body).into_owned() };
            let (status, text) = engine(&asked);
            let head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", text.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(text.as_bytes()));
        }
    });
    (url, asked)
}

/// An export of one language with two documents in two parts, and files of settings that hold nothing.
fn export(folder: &Path, engine: Engine) {
    let place = folder.join("en");
    std::fs::create_dir_all(&place).expect("made");
    let write = |name: &str, text: &str| std::fs::write(place.join(name), text).expect("written");
    for (number, id) in [(1, "a"), (2, "b")] {
        let action =
            if engine == Engine::OpenSearch { format!("{{\"index\":{{\"_id\":\"{id}\"}}}}\n") } else { String::new() };
        write(&format!("documents-000{number}.ndjson"), &format!("{action}{{\"id\":\"{id}\"}}\n"));
    }
    let files = ["index.json", "search-template.json", "collection.json", "settings.json"];
    files.iter().for_each(|name| write(name, "{}"));
    write("synonyms.json", r#"{"items":[{"id":"equal-0","synonyms":["a","b"]}]}"#);
    write("curations.json", r#"{"items":[]}"#);
}

fn run(engine: Engine, url: &str, folder: &Path) -> Result<Vec<Sent>, String> {
    let target = Target::new(engine, url).expect("an address").with_key("secret");
    push(&target, folder, &["en"]).map_err(|fault| fault.to_string())
}

fn sent(index: &str) -> Vec<Sent> {
    vec![Sent { index: index.to_owned(), documents: 2 }]
}

/// OpenSearch: indexes with their documents, and the one that the alias names.
fn opensearch(busy: usize, refuses: bool) -> (String, Shared, Shared) {
    let mut indexes: BTreeMap<String, usize> = BTreeMap::from([("helpdex-en-000000000000".to_owned(), 9)]);
    let shown = Arc::new(Mutex::new(vec!["helpdex-en-000000000000".to_owned()]));
    let alias = Arc::clone(&shown);
    let mut busy = busy;
    let engine = move |asked: &Asked| {
        assert!(asked.headers.contains("authorization: apikey secret"));
        if busy > 0 {
            busy -= 1;
            return (429, String::new());
        }
        let (method, path) = asked.line.split_once(' ').expect("a line");
        let index = path.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned();
        let mut shown = alias.lock().expect("whole");
        match (method, path) {
            ("GET", "/_alias/helpdex-en") => {
                (200, Value::Object(shown.iter().map(|name| (name.clone(), json!({}))).collect()).to_string())
            }
            ("POST", "/_aliases") => {
                let body: Value = serde_json::from_str(&asked.body).expect("JSON");
                for action in body["actions"].as_array().expect("actions") {
                    let name = |what: &str| action[what]["index"].as_str().map(str::to_owned);
                    shown.retain(|index| Some(index) != name("remove").as_ref());
                    shown.extend(name("add"));
                }
                (200, "{}".to_owned())
            }
            ("PUT", "/_scripts/helpdex") => (200, "{}".to_owned()),
            ("PUT", _) => {
                indexes.insert(index, 0);
                (200, "{}".to_owned())
            }
            ("DELETE", _) => (if indexes.remove(&index).is_some() { 200 } else { 404 }, "{}".to_owned()),
            ("POST", path) if path.ends_with("/_bulk") => {
                assert_eq!(asked.body.lines().count() % 2, 0, "an action and a document each");
                *indexes.get_mut(&index).expect("made before") += asked.body.lines().count() / 2;
                let item = json!({ "index": { "error": { "reason": "too long" } } });
                (200, json!({ "errors": refuses, "items": if refuses { vec![item] } else { vec![] } }).to_string())
            }
            ("POST", path) if path.ends_with("/_refresh") => (200, "{}".to_owned()),
            ("GET", path) if path.ends_with("/_count") => (200, json!({ "count": indexes[&index] }).to_string()),
            _ => (400, format!("what is {}?", asked.line)),
        }
    };
    let (url, asked) = serve(Box::new(engine));
    (url, asked, shown)
}

#[test]
fn opensearch_moves_its_alias_once_all_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path(), Engine::OpenSearch);
    let (url, asked, shown) = opensearch(2, false);
    assert_eq!(run(Engine::OpenSearch, &url, folder.path()), Ok(sent("helpdex-en")));
    let now = shown.lock().expect("whole").clone();
    assert_eq!(now.len(), 1);
    assert!(now[0].starts_with("helpdex-en-") && now[0] != "helpdex-en-000000000000");
    let lines = asked.lock().expect("whole").clone();
    let place = |start: &str| lines.iter().position(|line| line.starts_with(start)).expect("asked");
    assert!(place("POST /_aliases") < place("DELETE /helpdex-en-000000000000"), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.ends_with("/_bulk")).count(), 2);
    // Once more: it is there already.
    asked.lock().expect("whole").clear();
    assert_eq!(run(Engine::OpenSearch, &url, folder.path()), Ok(sent("helpdex-en")));
    assert!(!asked.lock().expect("whole").iter().any(|line| line.ends_with("/_bulk")));
}

#[test]
fn a_refused_document_leaves_what_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path(), Engine::OpenSearch);
    let (url, asked, shown) = opensearch(0, true);
    let said = run(Engine::OpenSearch, &url, folder.path()).expect_err("refused");
    assert!(said.contains("refuses a document") && said.contains("too long"), "{said}");
    assert_eq!(*shown.lock().expect("whole"), ["helpdex-en-000000000000"]);
    let last = asked.lock().expect("whole").last().cloned().expect("asked");
    assert!(last.starts_with("DELETE /helpdex-en-") && !last.ends_with("000000000000"), "{last}");
}

#[test]
fn an_engine_that_is_never_ready_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path(), Engine::OpenSearch);
    let (url, asked, _) = opensearch(usize::MAX, false);
    let said = run(Engine::OpenSearch, &url, folder.path()).expect_err("busy");
    assert!(said.contains("429"), "{said}");
    assert_eq!(asked.lock().expect("whole").len(), 8);
}

/// Typesense with sets of synonyms (from version 30 on), or without.
fn typesense(sets: bool) -> (String, Arc<Mutex<Vec<String>>>) {
    let mut documents = 0;
    serve(Box::new(move |asked: &Asked| {
        assert!(asked.headers.contains("x-typesense-api-key: secret"));
        let (method, path) = asked.line.split_once(' ').expect("a line");
        match (method, path) {
            ("GET", "/aliases/helpdex-en") => (404, "{}".to_owned()),
            ("PUT", "/aliases/helpdex-en") => (200, "{}".to_owned()),
            ("POST", "/collections") => {
                assert_eq!(asked.body.contains("synonym_sets"), sets, "{}", asked.body);
                (200, "{}".to_owned())
            }
            ("DELETE", _) => (404, "{}".to_owned()),
            ("PUT", path) if path.starts_with("/synonym_sets/") => (if sets { 200 } else { 404 }, "{}".to_owned()),
            ("PUT", path) if path.ends_with("/synonyms/equal-0") => (200, "{}".to_owned()),
            ("POST", path) if path.ends_with("/documents/import?action=upsert") => {
                documents += asked.body.lines().count();
                (200, "{\"success\":true}\n".repeat(asked.body.lines().count()))
            }
            ("GET", _) => (200, json!({ "num_documents": documents }).to_string()),
            _ => (400, String::new()),
        }
    }))
}

#[test]
fn typesense_gets_synonyms_as_its_version_takes_them() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path(), Engine::Typesense);
    for sets in [true, false] {
        let (url, asked) = typesense(sets);
        assert_eq!(run(Engine::Typesense, &url, folder.path()), Ok(sent("helpdex-en")));
        let lines = asked.lock().expect("whole").clone();
        assert_eq!(lines.iter().any(|line| line.ends_with("/synonyms/equal-0")), !sets, "{lines:?}");
        assert_eq!(lines.last().map(String::as_str), Some("PUT /aliases/helpdex-en"));
    }
}

/// Meilisearch, which works a task off when it is asked for the second time.
#[test]
fn meilisearch_swaps_when_its_tasks_are_done() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path(), Engine::Meilisearch);
    let (mut tasks, mut documents, mut indexes) = (0, 0, Vec::<String>::new());
    let (url, asked) = serve(Box::new(move |asked: &Asked| {
        assert!(asked.headers.contains("authorization: bearer secret"));
        let (method, path) = asked.line.split_once(' ').expect("a line");
        let mut task = || {
            tasks += 1;
            (202, json!({ "taskUid": tasks }).to_string())
        };
        match (method, path) {
            ("GET", path) if path.starts_with("/tasks/") => {
                tasks += 1;
                (200, json!({ "status": if tasks % 2 == 0 { "succeeded" } else { "processing" } }).to_string())
            }
            ("GET", path) if path.ends_with("/stats") => (200, json!({ "numberOfDocuments": documents }).to_string()),
            ("GET", path) => {
                let is_there = indexes.iter().any(|index| path == format!("/indexes/{index}"));
                (if is_there { 200 } else { 404 }, "{}".to_owned())
            }
            ("POST", "/indexes") => {
                let body: Value = serde_json::from_str(&asked.body).expect("JSON");
                indexes.push(body["uid"].as_str().expect("a name").to_owned());
                task()
            }
            ("POST", path) if path.ends_with("/documents?primaryKey=id") => {
                documents += asked.body.lines().count();
                task()
            }
            ("POST", "/swap-indexes") | ("PATCH" | "DELETE", _) => task(),
            _ => (400, String::new()),
        }
    }));
    assert_eq!(run(Engine::Meilisearch, &url, folder.path()), Ok(sent("helpdex-en")));
    let lines = asked.lock().expect("whole").clone();
    let place = |start: &str| lines.iter().rposition(|line| line.starts_with(start)).expect("asked");
    assert!(
        place("POST /indexes/") < place("POST /swap-indexes")
            && place("POST /swap-indexes") < place("DELETE /indexes/helpdex-en-")
    );
}

#[test]
fn quickwit_that_has_less_than_was_sent_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path(), Engine::Quickwit);
    for (hits, is_whole) in [(2, true), (1, false)] {
        let (url, asked) = serve(Box::new(move |asked: &Asked| match asked.line.split_once(' ').expect("a line") {
            ("GET", _) => (404, "{}".to_owned()),
            (_, path) if path.ends_with("/search") => (200, json!({ "num_hits": hits }).to_string()),
            _ => (200, "{}".to_owned()),
        }));
        let outcome = run(Engine::Quickwit, &url, folder.path());
        let lines = asked.lock().expect("whole").clone();
        if is_whole {
            assert!(outcome.expect("sent")[0].index.starts_with("helpdex-en-"));
        } else {
            assert!(outcome.expect_err("too few").contains("has 1 documents after 2"));
            assert!(lines.last().expect("asked").starts_with("DELETE /api/v1/indexes/helpdex-en-"));
        }
    }
}

#[test]
fn addresses_that_would_show_a_key_are_refused() {
    for url in [
        "http://search.example.com",
        "https://",
        "search.example.com",
        "https://me:pw@search.example.com",
        "http://localhost.example.com",
    ] {
        assert!(Target::new(Engine::OpenSearch, url).is_err(), "{url}");
    }
    for url in ["https://search.example.com/", "http://127.0.0.1:9200", "http://localhost:9200", "http://[::1]:9200"] {
        assert!(Target::new(Engine::OpenSearch, url).is_ok(), "{url}");
    }
    assert!(Target::new(Engine::Postgres, "https://a.example").is_err());
}
