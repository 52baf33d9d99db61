//! Fetching from a server of the tests' own, which is as slow and as broken as desks are at times.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use super::{Request, fetch};

/// A server that answers each path with the next of its answers; the last one stays.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

type Answers = BTreeMap<&'static str, Vec<(u16, &'static str, String)>>;

fn serve(mut answers: Answers) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("bound");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut lines = BufReader::new(stream.try_clone().expect("cloned")).lines().map_while(Result::ok);
            let first = lines.next().unwrap_or_default();
            let secret = lines
                .by_ref()
                .take_while(|line| !line.is_empty())
                .find(|line| line.to_lowercase().starts_with("authorization"));
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            seen.lock().expect("whole").push(format!("{path}{}", if secret.is_some() { " +" } else { "" }));
            let (status, headers, body) = match answers.get_mut(path.as_str()) {
                Some(list) if list.len() > 1 => list.remove(0),
                Some(list) => list[0].clone(),
                None => (404, "", String::new()),
            };
            let head =
                format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
        }
    });
    Server { url, asked }
}

fn good(body: &str) -> Vec<(u16, &'static str, String)> {
    vec![(200, "", body.to_owned())]
}

fn zendesk() -> Answers {
    let article = r#"{"articles":[{"id":1,"body":"<img src='https://x.example/hc/article_attachments/77/a.png'><img src='/hc/user_images/b.png'><img src='https://other.example/c.png'>"}],"next_page":"more"}"#;
    BTreeMap::from([
        ("/api/v2/help_center/locales.json", good(r#"{"locales":["en-us","../x"]}"#)),
        ("/api/v2/help_center/en-us/categories.json?per_page=100&page=1", good(r#"{"categories":[]}"#)),
        (
            "/api/v2/help_center/en-us/sections.json?per_page=100&page=1",
            vec![(429, "Retry-After: 0\r\n", String::new()), (200, "", r#"{"sections":[]}"#.to_owned())],
        ),
        ("/api/v2/help_center/en-us/articles.json?per_page=100&page=1", good(article)),
        (
            "/api/v2/help_center/en-us/articles.json?per_page=100&page=2",
            vec![(401, "", String::new()), (200, "", r#"{"articles":[],"next_page":null}"#.to_owned())],
        ),
        ("/hc/user_images/b.png", good("B")),
        (
            "/hc/article_attachments/77/a.png",
            vec![(200, "Content-Disposition: inline; filename=\"../b.png\"\r\n", "PNG".to_owned())],
        ),
    ])
}

#[test]
fn a_run_that_broke_off_goes_on_where_it_was() {
    let server = serve(zendesk());
    let folder = tempfile::tempdir().expect("a folder");
    let request =
        Request { desk: "zendesk", url: &server.url, token: Some("a@b.example/token:x"), folder: folder.path() };
    let refused = fetch(request).expect_err("it wants a token").to_string();
    assert!(refused.contains("HELPDEX_IMPORT_TOKEN"), "{refused}");
    let before = server.asked.lock().expect("whole").len();
    // Locales, categories, sections twice, articles twice.
    assert_eq!(before, 6);
    assert_eq!(
        fetch(request).expect("fetched"),
        4,
        "the second page of articles, user segments, the attachment, an image"
    );
    let asked = server.asked.lock().expect("whole").clone();
    assert!(asked.iter().all(|path| path.ends_with(" +")), "{asked:?}");
    assert_eq!(std::fs::read(folder.path().join("attachments/77/-b.png")).expect("kept"), b"PNG");
    assert_eq!(std::fs::read(folder.path().join("images/hc/user_images/b.png")).expect("kept"), b"B");
    assert!(folder.path().join("api/en-us/articles-2.json").is_file());
    // Complete: the next run asks for all again, but for the attachment and the image.
    assert_eq!(fetch(request).expect("fetched"), 6);
}

#[test]
fn what_is_no_desk_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let of =
        |desk, url| fetch(Request { desk, url, token: None, folder: folder.path() }).expect_err("refused").to_string();
    assert!(of("zendesk", "http://acme.zendesk.com").contains("https"));
    assert!(of("zendesk", "https://user@acme.example/x").contains("https"));
    assert!(of("hugo", "https://acme.example").contains("`zendesk` and `intercom`"));
}

#[test]
fn pages_of_intercom() {
    let server = serve(BTreeMap::from([
        ("/help_center/collections?per_page=50&page=1", good(r#"{"type":"list","data":[],"pages":{"total_pages":1}}"#)),
        (
            "/articles?per_page=50&page=1",
            good(
                r#"{"type":"list","data":[{"body":"<img src='https://other.example/x.png'>"}],"pages":{"total_pages":2}}"#,
            ),
        ),
        ("/articles?per_page=50&page=2", good(r#"{"type":"list","data":[],"pages":{"total_pages":2}}"#)),
    ]));
    let folder = tempfile::tempdir().expect("a folder");
    let request = Request { desk: "intercom", url: &server.url, token: Some("t"), folder: folder.path() };
    assert_eq!(fetch(request).expect("fetched"), 3);
}
