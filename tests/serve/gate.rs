//! Who gets an answer, and to what.

use std::io::{Read, Write};
use std::time::Duration;

use crate::preview::Preview;
use crate::support::Site;

#[test]
fn only_its_own_names_and_pages() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    let port = preview.port;
    let with = |host: &str, more: &str| {
        preview.raw(format!("GET / HTTP/1.1\r\n{host}{more}Connection: close\r\n\r\n").as_bytes()).status
    };
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(with(&format!("Host: {host}:{port}\r\n"), ""), 200, "{host}");
        assert_eq!(
            with(&format!("Host: {host}:{port}\r\n"), &format!("Origin: http://{host}:{port}\r\n")),
            200,
            "{host}"
        );
    }
    let ours = format!("Host: localhost:{port}\r\n");
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "localhost",
        "localhost:1",
        &format!("localhost.evil.example:{port}"),
    ] {
        assert_eq!(with(&format!("Host: {host}\r\n"), ""), 403, "{host}");
    }
    assert!([400, 403].contains(&with("", "")), "no host");
    assert!([400, 403].contains(&with(&ours, &format!("Host: evil.example:{port}\r\n"))), "two hosts");
    for origin in ["null", "http://evil.example", &format!("https://localhost:{port}"), "http://localhost:1"] {
        assert_eq!(with(&ours, &format!("Origin: {origin}\r\n")), 403, "{origin}");
    }
    let proxied =
        preview.raw(format!("GET http://evil.example/ HTTP/1.1\r\n{ours}Connection: close\r\n\r\n").as_bytes());
    assert_eq!(proxied.status, 403);
    for path in ["/", "/__helpdex/events", "/__helpdex/reload.js", "/api/search?q=x"] {
        let asked =
            preview.raw(format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").as_bytes());
        assert_eq!(asked.status, 403, "{path}");
        assert!(!asked.head.to_lowercase().contains("access-control"), "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let asked = preview.raw(format!("{method} / HTTP/1.1\r\n{ours}Connection: close\r\n\r\n").as_bytes());
        assert_eq!(asked.status, 405, "{method}");
    }
}

#[test]
fn nothing_but_the_site() {
    let site = Site::new()
        .file("secret.txt", "secret")
        .file("content/.hidden.txt", "secret")
        .file("content/.git/config", "secret")
        .file("content/_parts/x.txt", "secret")
        .file("content/payouts/page.html", "secret");
    let preview = Preview::start(&site, &[]);
    let hostile = [
        "/../secret.txt",
        "/payouts/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/.%00./secret.txt",
        "/payouts/when/%00",
        "/c:/secret.txt",
        "//secret.txt",
        "/helpdex.yaml",
        "/content/payouts/when.md",
        "/payouts/when.md",
        "/.hidden.txt",
        "/.git/config",
        "/%2egit/config",
        "/_parts/x.txt",
        "/payouts/page.html",
        "/payouts/img/",
        "/themes/",
        "/_headers",
        "/payouts/when/?raw??",
        "/payouts/when/?import&raw??#x",
        "/@fs/etc/passwd",
        "/etc/passwd",
        "/%ff%fe",
        "/__helpdex/../secret.txt",
        "/__helpdex/client/reload.js",
    ];
    for path in hostile {
        let answer = preview.get(path);
        assert!([200, 302, 400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.body.contains("secret") || answer.body.contains("secret.txt"), "{path}");
        if answer.status == 200 {
            assert!(path.starts_with("/payouts/when/?"), "{path}");
        }
        if let Some(location) = answer.header("location") {
            assert!(location.starts_with('/') && !location.starts_with("//"), "{path} leads to {location}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_put_in_a_files_place_leads_nowhere() {
    let site = Site::new().file("secret.txt", "secret").file("content/payouts/a.txt", "public");
    let preview = Preview::start(&site, &[]);
    preview.shows("/payouts/a.txt", "public");
    std::fs::remove_file(site.path("content/payouts/a.txt")).expect("removed");
    std::os::unix::fs::symlink("../../secret.txt", site.path("content/payouts/a.txt")).expect("linked");
    for _ in 0..20 {
        assert!(!preview.get("/payouts/a.txt").body.contains("secret"));
        std::thread::sleep(Duration::from_millis(5));
    }
    preview.comes_to("/payouts/a.txt", 404);
    // Nor does one to a folder, nor a file in it.
    let site = site.file("elsewhere/deep/b.md", "---\ntitle: B?\n---\n\nsecret\n");
    std::os::unix::fs::symlink("../elsewhere", site.path("content/link")).expect("linked");
    site.with("content/payouts/c.txt", "seen");
    preview.shows("/payouts/c.txt", "seen");
    site.with("elsewhere/deep/b.md", "---\ntitle: B?\n---\n\nanother secret\n");
    site.with("content/payouts/c.txt", "seen again");
    preview.shows("/payouts/c.txt", "seen again");
    for path in ["/link/deep/b/", "/link/", "/deep/b/"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
    preview.hears("error");
}

#[test]
fn questions_have_limits() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    let status = |query: &str| preview.get(&format!("/api/search?{query}")).status;
    assert_eq!(status("q=paid&lang=en&limit=5"), 200);
    assert_eq!(status(""), 200);
    for refused in ["q=paid&lang=xx", "q=paid&limit=0", "q=paid&limit=999", "q=paid&limit=x", "q=%ff"] {
        assert_eq!(status(refused), 400, "{refused}");
    }
    assert_eq!(status(&format!("q={}", "x".repeat(501))), 400);
    let many = (0..300).map(|_| status("q=x")).filter(|status| *status == 429).count();
    assert!(many > 0, "nobody was asked to wait");
}

#[test]
fn slow_clients_are_sent_away() {
    let site = Site::new().file("content/payouts/large.csv", vec![b'x'; 40_000_000]);
    let preview = Preview::start(&site, &[]);
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    let mut slow = preview.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: local").expect("sent");
    // Asks for something and reads nothing of it.
    let mut deaf = preview.connect();
    deaf.write_all(get("/payouts/large.csv").as_bytes()).expect("sent");
    // Got its answer, and asks for no more.
    let mut done = preview.connect();
    done.write_all(get("/robots.txt").as_bytes()).expect("sent");
    // More than there is room for, and none of them asks for anything.
    let mut idle: Vec<_> = (0..300).map(|_| preview.connect()).collect();
    let mut rest = Vec::new();
    // Closed or told off, but not kept.
    let _ = slow.read_to_end(&mut rest);
    assert!(!rest.starts_with(b"HTTP/1.1 200"));
    rest.clear();
    let _ = done.read_to_end(&mut rest);
    assert!(rest.starts_with(b"HTTP/1.1 200"));
    for stream in &mut idle {
        let _ = stream.read_to_end(&mut Vec::new());
    }
    assert_eq!(preview.get("/").status, 200, "there is room again");
    rest.clear();
    let _ = deaf.read_to_end(&mut rest);
    assert!(rest.starts_with(b"HTTP/1.1 200") && rest.len() < 40_000_000, "{}", rest.len());
    let long = format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\nX: {}\r\n\r\n", preview.port, "x".repeat(100_000));
    let mut stream = preview.connect();
    let _ = stream.write_all(long.as_bytes());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    assert!(!bytes.starts_with(b"HTTP/1.1 200"));
}

#[test]
fn a_busy_port() {
    let site = Site::new();
    let preview = Preview::start(&site, &[]);
    let port = preview.port.to_string();
    let message = format!("port {port} is in use, by another `helpdex serve`");
    site.run(["serve", "--port", &port]).status(3).stderr_has(&message).stderr_has("`--port 0`");
    let other = std::net::TcpListener::bind("127.0.0.1:0").expect("bound");
    let port = other.local_addr().expect("known").port().to_string();
    site.run(["serve", "--port", &port])
        .status(3)
        .stderr_has(&format!("port {port} is in use"))
        .stderr_has("`--port 0`");
    site.run(["serve", "--host", "no.such.host.invalid"]).status(2).stderr_has("no address of this machine");
}

#[cfg(unix)]
#[test]
fn it_ends_when_asked_to() {
    for signal in ["INT", "TERM"] {
        let site = Site::new();
        let mut preview = Preview::start(&site, &[]);
        let mut events = preview.events();
        events.next();
        let _idle = preview.connect();
        preview.signal(signal);
        assert!(preview.end().success(), "{signal}");
        assert!(events.has_ended());
    }
}

#[test]
fn other_machines_only_with_a_warning() {
    let site = Site::new();
    let preview = Preview::start(&site, &["--host", "0.0.0.0"]);
    preview.hears("warning: other machines in this network can read the preview");
    assert_eq!(preview.get("/").status, 200);
    let evil = preview
        .raw(format!("GET / HTTP/1.1\r\nHost: evil.example:{}\r\nConnection: close\r\n\r\n", preview.port).as_bytes());
    assert_eq!(evil.status, 403);
}
