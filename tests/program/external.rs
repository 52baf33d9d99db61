//! `helpdex check --external` against a server of our own on the loopback device.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::{Outcome, Site};

/// How often each path was asked for, with its method: `HEAD /ok`.
type Asked = Arc<Mutex<BTreeMap<String, usize>>>;

/// Starts a server that goes on until the test ends; its address.
fn serve() -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let asked: Asked = Arc::default();
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let seen = Arc::clone(&seen);
            std::thread::spawn(move || answer(stream, &seen));
        }
    });
    (address, asked)
}

fn answer(mut stream: TcpStream, seen: &Asked) {
    let mut lines = BufReader::new(stream.try_clone().expect("cloned")).lines();
    let Some(Ok(first)) = lines.next() else { return };
    let request = first.rsplit_once(' ').map_or(String::new(), |(request, _)| request.to_owned());
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let times = {
        let mut seen = seen.lock().expect("not poisoned");
        let times = seen.entry(request.clone()).or_default();
        *times += 1;
        *times
    };
    let (status, more) = match request.as_str() {
        "HEAD /ok" | "GET /ok" | "GET /no-head" => ("200 OK", ""),
        "HEAD /no-head" => ("405 Method Not Allowed", ""),
        "HEAD /moved" | "GET /moved" => ("301 Moved Permanently", "location: /ok\r\n"),
        "HEAD /loop" | "GET /loop" => ("302 Found", "location: /loop\r\n"),
        "HEAD /flaky" | "GET /flaky" if times > 1 => ("200 OK", ""),
        "HEAD /flaky" | "GET /flaky" | "HEAD /ill" | "GET /ill" => ("503 Service Unavailable", ""),
        "HEAD /robots" | "GET /robots" => ("403 Forbidden", ""),
        "HEAD /slow" => {
            std::thread::sleep(Duration::from_secs(5));
            ("200 OK", "")
        }
        _ => ("404 Not Found", ""),
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{more}content-length: 0\r\nconnection: close\r\n\r\n");
}

fn check(site: &Site) -> Outcome {
    site.run(["check", "--external", "--format", "short"])
}

fn site(address: &str, paths: &[&str], external: &str) -> Site {
    let links: String = paths.iter().map(|path| format!("[тут 🙂]({address}{path}) x\n")).collect();
    let settings = format!(
        "title: Help\nbase_url: https://help.example.com\nchecks:\n  late-answer: off\n  vague-link: off\n  external: {external}\n"
    );
    Site::new()
        .file("helpdex.yaml", settings)
        .file("content/payouts/when.md", format!("---\ntitle: When?\n---\n\n{links}"))
}

#[test]
fn what_is_gone_what_is_silent_and_what_is_fine() {
    let (address, asked) = serve();
    let address = format!("http://{address}");
    let paths =
        ["/ok", "/ok#part", "/no-head", "/moved", "/gone", "/loop", "/ill", "/flaky", "/robots", "/slow", "/secret/x"];
    let site = site(&address, &paths, &format!("{{ seconds: 1, retries: 1, ignore: ['{address}/secret/**'] }}"));
    let outcome = check(&site).status(1);
    assert!(outcome.stdout.contains("/gone` leads nowhere: the server says 404"), "{outcome}");
    assert!(outcome.stdout.contains("/slow` does not answer: it takes too long"), "{outcome}");
    outcome.finds(&[
        "content/payouts/when.md:9:9 dead-external-link",
        "content/payouts/when.md:10:9 dead-external-link",
        "content/payouts/when.md:11:9 silent-external-link",
        "content/payouts/when.md:14:9 silent-external-link",
    ]);
    let times = |request: &str| asked.lock().expect("not poisoned").get(request).copied().unwrap_or_default();
    assert_eq!(
        (times("HEAD /ok"), times("GET /gone"), times("HEAD /ill"), times("GET /secret/x")),
        (2, 1, 2, 0),
        "`/moved` leads to /ok"
    );
    // What was fine is not asked again; what was not is.
    check(&site).status(1);
    assert_eq!((times("HEAD /no-head"), times("HEAD /gone"), times("HEAD /robots")), (1, 2, 1));
    let cache = site.read(".helpdex/links.json");
    assert!(cache.contains("/no-head") && cache.contains("\"good\""), "{cache}");
    assert!(
        !site.run(["check", "--format", "short"]).stdout.contains("external"),
        "nobody is asked without being told to"
    );
}

#[test]
fn hosts_that_are_not_there() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address").to_string()
    };
    let site = site(&format!("http://{closed}"), &["/x"], "{ retries: 0, days: 0 }");
    check(&site).status(0).finds(&["content/payouts/when.md:5:9 silent-external-link"]);
}

#[test]
fn settings_are_checked() {
    let site = site("https://x.example", &[], "{ seconds: 0, retries: 99, ignore: ['a['], host: 3 }");
    check(&site).status(1).finds(&[
        "helpdex.yaml:6:24 bad-value",
        "helpdex.yaml:6:36 bad-value",
        "helpdex.yaml:6:49 bad-value",
        "helpdex.yaml:6:56 unknown-key",
    ]);
}
