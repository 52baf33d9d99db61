//! A product on a host of its own, whose pages show a help site. Its pages lie in `tests/fixtures/product`; the path says what
//! is odd about each.

use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use crate::support::request::Request;

/// The address that the fixtures name.
const HELP: &str = "https://help.driftnet.example";
const PAGE: &str = include_str!("../fixtures/product/index.html");
const STYLE: &str = include_str!("../fixtures/product/product.css");
/// What the manual said first.
const SNIPPET: &str = include_str!("../fixtures/product/snippet-1.html");
/// What some libraries, and worse, have done to the objects of a page.
const CHANGES: &str = include_str!("../fixtures/product/changes.js");

/// Serves a product's pages on loopback until the tests end.
pub(crate) struct Product {
    /// Scheme and host.
    pub(crate) url: String,
    help: Arc<Mutex<String>>,
}

impl Product {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let help = Arc::new(Mutex::default());
        let shared = Arc::clone(&help);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let help: String =
                    shared.lock().map(|help: std::sync::MutexGuard<'_, String>| help.clone()).expect("a lock");
                std::thread::spawn(move || answer(stream, &help).ok());
            }
        });
        Self { url, help }
    }

    /// Says where the help site is.
    pub(crate) fn shows(&self, help: &str) {
        help.clone_into(&mut self.help.lock().expect("a lock"));
    }
}

fn answer(stream: TcpStream, help: &str) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    while let Some(request) = Request::read(&mut reader)? {
        let (kind, policy, body) = page(request.path(), help);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n{policy}\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
    }
    Ok(())
}

/// What is at a path: its type, a line of the head with its policy, and the text.
fn page(path: &str, help: &str) -> (&'static str, String, String) {
    let origin = help.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let policy = |own: &str| format!("Content-Security-Policy: {own}\r\n");
    let strict = |scripts: &str| {
        format!(
            "default-src 'none'; style-src 'self'; img-src {origin}; connect-src {origin}; script-src {scripts}; \
             base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'"
        )
    };
    let line = format!("<script async src=\"{HELP}/widget.js\"></script>");
    let mut head = String::new();
    let mut rule = String::new();
    let mut html = PAGE.to_owned();
    let mut snippet = SNIPPET.to_owned();
    match path.split('/').nth(1).unwrap_or_default() {
        "product.css" => return ("text/css", String::new(), STYLE.to_owned()),
        "favicon.ico" => return ("text/plain", String::new(), String::new()),
        "line" => snippet = line,
        "strict" => {
            snippet = SNIPPET.replace("<script>", "<script nonce=\"page\">");
            rule = policy(&strict(&format!("'nonce-page' 'wasm-unsafe-eval' {origin}")));
        }
        "trusted" => {
            snippet = SNIPPET.replace("<script", "<script nonce=\"page\"");
            let scripts = strict("'nonce-page' 'strict-dynamic' 'wasm-unsafe-eval'");
            rule = policy(&format!("{scripts}; require-trusted-types-for 'script'; trusted-types helpdex"));
        }
        "mistrusted" => {
            snippet = line;
            rule = policy("require-trusted-types-for 'script'; trusted-types other");
        }
        "sandboxed" => {
            snippet = line;
            rule = policy("sandbox allow-scripts allow-popups");
        }
        "no-wasm" => {
            snippet = line;
            rule = policy(&strict(&origin));
        }
        "broken" => head = format!("<script>{CHANGES}</script>"),
        "twice" => snippet = format!("{line}{SNIPPET}{line}"),
        "rtl" => {
            html = html.replace("<html lang=\"en\">", "<html lang=\"ar\" dir=\"rtl\">");
            snippet = line;
        }
        "dark" => {
            head = "<style>:root { color-scheme: dark; background: #111 } helpdex-widget { --helpdex-accent: #ffd166; --helpdex-on-accent: #000 }</style>".to_owned();
            snippet = line;
        }
        "frame" => {
            snippet = format!(
                "<iframe src=\"{HELP}/widget/?url=/billing/x&theme=dark\" title=\"Help\" width=\"400\" height=\"640\"></iframe>"
            );
        }
        _ => {}
    }
    let text = html.replace("<!-- head -->", &head).replace("<!-- widget -->", &snippet).replace(HELP, help);
    ("text/html", rule, text)
}
