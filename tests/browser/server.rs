//! A host for a built site, as small as can be: files, `index.html` for folders, the headers that `_headers` asks for,
//! `404.html` where nothing is.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::output::Output;

/// Serves a built site on loopback until the tests end.
pub(crate) struct Server {
    /// Scheme, host and base path, no slash at the end.
    pub(crate) url: String,
    /// Nothing when somebody else serves it.
    site: Option<Arc<Served>>,
}

struct Served {
    output: Output,
    /// Path patterns and their headers, in the order of `_headers`.
    headers: Vec<(String, String)>,
    /// Paths that were asked for where nothing is.
    missing: Mutex<Vec<String>>,
}

impl Server {
    pub(crate) fn start(output: Output) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
        let address = listener.local_addr().expect("an address");
        let url = format!("http://{address}{}", output.base);
        let headers = headers(output.text("_headers"));
        assert!(headers.iter().any(|(_, line)| line.starts_with("Content-Security-Policy:")), "{headers:?}");
        let site = Arc::new(Served { output, headers, missing: Mutex::default() });
        let shared = Arc::clone(&site);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&shared);
                // A browser that goes away in the middle of an answer is no fault.
                std::thread::spawn(move || site.answer(stream).ok());
            }
        });
        Self { url, site: Some(site) }
    }

    /// What is served by another program.
    pub(crate) fn of(url: String) -> Self {
        Self { url, site: None }
    }

    /// The paths asked for since the last call where nothing is.
    pub(crate) fn missing(&self) -> Vec<String> {
        let missing = |site: &Arc<Served>| std::mem::take(&mut *site.missing.lock().expect("a lock"));
        self.site.as_ref().map(missing).unwrap_or_default()
    }
}

/// Path patterns and header lines of a `_headers` file.
fn headers(text: &str) -> Vec<(String, String)> {
    let mut pattern = "";
    let mut headers = Vec::new();
    for line in text.lines() {
        if line.starts_with(' ') {
            headers.push((pattern.to_owned(), line.trim().to_owned()));
        } else {
            pattern = line.trim();
        }
    }
    headers
}

impl Served {
    fn answer(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut stream = stream;
        loop {
            let mut request = String::new();
            if reader.read_line(&mut request)? == 0 {
                return Ok(());
            }
            let mut line = String::new();
            while reader.read_line(&mut line)? > 2 {
                line.clear();
            }
            let path = request.split(' ').nth(1).unwrap_or("/");
            let answer = self.file(path.split('?').next().unwrap_or(path));
            stream.write_all(&answer)?;
        }
    }

    fn file(&self, url: &str) -> Vec<u8> {
        let decoded = percent_encoding::percent_decode_str(url).decode_utf8_lossy().into_owned();
        let path = decoded.strip_prefix(&self.output.base).unwrap_or("no/such/base").trim_start_matches('/').to_owned();
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
        let (status, path) = if self.output.files.contains_key(&path) {
            ("200 OK", path)
        } else {
            self.missing.lock().expect("a lock").push(url.to_owned());
            ("404 Not Found", "404.html".to_owned())
        };
        let bytes = &self.output.files[&path];
        let mut head =
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nContent-Type: {}\r\n", bytes.len(), kind(&path));
        for (pattern, header) in &self.headers {
            if pattern.strip_suffix('*').map_or(pattern == url, |start| url.starts_with(start)) {
                head.push_str(header);
                head.push_str("\r\n");
            }
        }
        head.push_str("\r\n");
        [head.as_bytes(), bytes].concat()
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
