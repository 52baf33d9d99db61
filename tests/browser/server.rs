//! A host for a built site, as small as can be: files, `index.html` for folders, the headers that `_headers` asks for,
//! `404.html` where nothing is.

use std::collections::BTreeMap;
use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::receiver::Receiver;
use crate::support::output::Output;
use crate::support::request::Request;

/// Serves a built site on loopback until the tests end.
pub(crate) struct Server {
    /// Scheme, host and base path, no slash at the end.
    pub(crate) url: String,
    /// Nothing when somebody else serves it.
    site: Option<Arc<Served>>,
    /// Where its pages send what readers say.
    receiver: Option<Arc<Receiver>>,
    /// Scheme and host of a real collector instead.
    collector: Option<String>,
    /// Pages of other hosts that a check brings along.
    beside: Vec<String>,
    /// A product whose pages show the site.
    product: Option<String>,
}

struct Served {
    output: Output,
    /// Path patterns and their headers, in the order of `_headers`.
    headers: Vec<(String, String)>,
    /// Paths that were asked for where nothing is.
    missing: Mutex<Vec<String>>,
    /// What was posted: the path, and in the next lines the body.
    posted: Mutex<Vec<String>>,
    /// Nothing at a host that is well.
    trouble: Option<Mutex<Trouble>>,
}

/// What is wrong at a host.
#[derive(Default)]
struct Trouble {
    /// It doesn't answer.
    gone: bool,
    /// Files that are others, or gone.
    files: BTreeMap<String, Option<Vec<u8>>>,
    /// Its own Content-Security-Policy.
    policy: Option<String>,
    /// What it makes of ranges.
    ranges: Ranges,
}

/// What a host makes of a request for some bytes of a file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Ranges {
    /// It sends them.
    #[default]
    Sent,
    /// It sends the whole file.
    Ignored,
    /// It refuses, as some do.
    Refused,
    /// It sends others, as a host does that counts in a compressed file.
    Wrong,
}

impl Server {
    pub(crate) fn start(output: Output) -> Self {
        Self::at(loopback(), output)
    }

    /// Serves a site at a port that was taken before it was built, as a collector has to know where pages come from.
    pub(crate) fn at(listener: TcpListener, output: Output) -> Self {
        Self::new(listener, output, None)
    }

    /// Serves a site at a host where things may go wrong. Nothing that it sends is kept by the browser.
    pub(crate) fn troubled(output: Output) -> Self {
        Self::new(loopback(), output, Some(Mutex::default()))
    }

    fn new(listener: TcpListener, output: Output, trouble: Option<Mutex<Trouble>>) -> Self {
        let address = listener.local_addr().expect("an address");
        let url = format!("http://{address}{}", output.base);
        let headers = headers(output.text("_headers"));
        assert!(headers.iter().any(|(_, line)| line.starts_with("Content-Security-Policy:")), "{headers:?}");
        let site = Arc::new(Served { output, headers, missing: Mutex::default(), posted: Mutex::default(), trouble });
        let shared = Arc::clone(&site);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&shared);
                // A browser that goes away in the middle of an answer is no fault.
                std::thread::spawn(move || site.answer(stream).ok());
            }
        });
        Self { url, site: Some(site), receiver: None, collector: None, beside: Vec::new(), product: None }
    }

    /// What is served by another program.
    pub(crate) fn of(url: String) -> Self {
        Self { url, site: None, receiver: None, collector: None, beside: Vec::new(), product: None }
    }

    /// The same with a receiver that its pages may send to.
    pub(crate) fn sending_to(self, receiver: &Arc<Receiver>) -> Self {
        Self { receiver: Some(Arc::clone(receiver)), ..self }
    }

    /// The same with a real collector.
    pub(crate) fn collected_at(self, url: &str) -> Self {
        Self { collector: Some(url.to_owned()), ..self }
    }

    /// The same with pages of other hosts that a check may go to.
    pub(crate) fn beside(self, pages: Vec<String>) -> Self {
        Self { beside: pages, ..self }
    }

    /// The same with a product whose pages show it, by its scheme and host.
    pub(crate) fn shown_by(self, product: &str) -> Self {
        Self { product: Some(product.to_owned()), ..self }
    }

    /// Scheme and host of the product.
    pub(crate) fn product(&self) -> &str {
        self.product.as_ref().expect("a product")
    }

    /// Where its pages send what readers say.
    pub(crate) fn receiver(&self) -> &Receiver {
        self.receiver.as_ref().expect("a receiver")
    }

    /// Whether its pages may ask for a URL: of the site itself, or of what takes what readers say.
    pub(crate) fn knows(&self, url: &str) -> bool {
        let own = |host: &str| url.strip_prefix(host).is_some_and(|rest| rest.starts_with('/'));
        let others = self.receiver.iter().map(|receiver| &receiver.url).chain(&self.collector).chain(&self.product);
        own(&self.url)
            || others.into_iter().any(|host| own(host))
            || self.beside.iter().any(|page| url.starts_with(page))
    }

    fn site(&self) -> &Served {
        self.site.as_ref().expect("a site of its own")
    }

    /// Whether a file is published.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.site().output.files.contains_key(path)
    }

    fn trouble(&self, change: impl FnOnce(&mut Trouble)) {
        change(&mut self.site().trouble.as_ref().expect("a host in trouble").lock().expect("a lock"));
    }

    /// Everything is well again.
    pub(crate) fn heal(&self) {
        self.trouble(|trouble| *trouble = Trouble::default());
    }

    /// Stops answering.
    pub(crate) fn go(&self) {
        self.trouble(|trouble| trouble.gone = true);
    }

    /// Serves other bytes for a file, or none.
    pub(crate) fn swap(&self, path: &str, bytes: Option<Vec<u8>>) {
        self.trouble(|trouble| {
            trouble.files.insert(path.to_owned(), bytes);
        });
    }

    /// Serves all pages under another policy.
    pub(crate) fn policy(&self, policy: &str) {
        self.trouble(|trouble| trouble.policy = Some(policy.to_owned()));
    }

    /// Does something else with ranges from now on.
    pub(crate) fn ranges(&self, ranges: Ranges) {
        self.trouble(|trouble| trouble.ranges = ranges);
    }

    /// The files as they were built.
    pub(crate) fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.site().output.files
    }

    /// The URL path of the only file whose path begins like this.
    pub(crate) fn file_like(&self, start: &str) -> String {
        let mut found = self.files().keys().filter(|path| path.starts_with(start));
        let path = found.next().unwrap_or_else(|| panic!("no file `{start}…`"));
        assert_eq!(found.next(), None, "more than one file `{start}…`");
        self.site().output.url(path)
    }

    /// What was posted since the last call.
    pub(crate) fn posted(&self) -> Vec<String> {
        std::mem::take(&mut *self.site().posted.lock().expect("a lock"))
    }

    /// The paths asked for since the last call where nothing is.
    pub(crate) fn missing(&self) -> Vec<String> {
        let missing = |site: &Arc<Served>| std::mem::take(&mut *site.missing.lock().expect("a lock"));
        self.site.as_ref().map(missing).unwrap_or_default()
    }
}

/// A free port.
fn loopback() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").expect("a port of loopback")
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
        while let Some(request) = Request::read(&mut reader)? {
            let range = request.header("range").strip_prefix("bytes=").and_then(|range| range.split_once('-'));
            let number = |digits: &str| digits.parse().expect("a number");
            let range = range.map(|(first, last)| (number(first), number(last)));
            if self.trouble.as_ref().is_some_and(|trouble| trouble.lock().expect("a lock").gone) {
                return Ok(());
            }
            if request.method == "POST" {
                let posted = format!("{}\n{}", request.target, request.text());
                self.posted.lock().expect("a lock").push(posted);
            }
            let answer = self.file(request.path(), range);
            stream.write_all(&answer)?;
        }
        Ok(())
    }

    fn file(&self, url: &str, range: Option<(usize, usize)>) -> Vec<u8> {
        let decoded = percent_encoding::percent_decode_str(url).decode_utf8_lossy().into_owned();
        let path = decoded.strip_prefix(&self.output.base).unwrap_or("no/such/base").trim_start_matches('/').to_owned();
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
        let trouble = self.trouble.as_ref().map(|trouble| trouble.lock().expect("a lock"));
        let swapped = trouble.as_ref().and_then(|trouble| trouble.files.get(&path));
        let bytes = match swapped {
            Some(other) => other.as_ref(),
            None => self.output.files.get(&path),
        };
        let (status, path, bytes) = match bytes {
            Some(bytes) => ("200 OK", path, bytes),
            None => {
                self.missing.lock().expect("a lock").push(url.to_owned());
                ("404 Not Found", "404.html".to_owned(), &self.output.files["404.html"])
            }
        };
        let ranges = trouble.as_ref().map_or(Ranges::Sent, |trouble| trouble.ranges);
        let (status, bytes) = match range.filter(|_| status == "200 OK") {
            Some(range) => part(bytes, range, ranges),
            None => (status.to_owned(), bytes.as_slice()),
        };
        let mut head =
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nContent-Type: {}\r\n", bytes.len(), kind(&path));
        for (pattern, header) in &self.headers {
            let (name, _) = header.split_once(':').unwrap_or((header, ""));
            let line = match (&trouble, name) {
                (Some(_), "Cache-Control") => "Cache-Control: no-store".to_owned(),
                (Some(trouble), "Content-Security-Policy") => match &trouble.policy {
                    Some(policy) => format!("{name}: {policy}"),
                    None => header.clone(),
                },
                _ => header.clone(),
            };
            if pattern.strip_suffix('*').map_or(pattern == url, |start| url.starts_with(start)) {
                head.push_str(&line);
                head.push_str("\r\n");
            }
        }
        head.push_str("\r\n");
        [head.as_bytes(), bytes].concat()
    }
}

/// Status, with the header that belongs to it, and bytes of a file that was asked for in part.
fn part(bytes: &[u8], (first, last): (usize, usize), ranges: Ranges) -> (String, &[u8]) {
    let sent = |first: usize, last: usize| {
        let end = bytes.len().min(last + 1);
        let status = format!("206 Partial Content\r\nContent-Range: bytes {first}-{}/{}", end - 1, bytes.len());
        (status, &bytes[first..end])
    };
    match ranges {
        Ranges::Ignored => ("200 OK".to_owned(), bytes),
        Ranges::Refused => ("416 Range Not Satisfiable".to_owned(), &[]),
        _ if first >= bytes.len() => ("416 Range Not Satisfiable".to_owned(), &[]),
        Ranges::Wrong => sent(first / 2, first / 2 + last - first),
        Ranges::Sent => sent(first, last),
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
