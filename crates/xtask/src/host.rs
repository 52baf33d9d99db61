//! A static server on loopback: files as they are, text types compressed, every body counted. It is a plain one, or one
//! that does what the site's own `_headers` and `404.html` ask for.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::Fault;

/// A body that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) path: String,
    pub(crate) bytes: usize,
}

/// What a host knows besides files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Files, and ranges of those that aren't compressed.
    Plain,
    /// Files as a whole, whatever is asked of them.
    Whole,
    /// The headers of `_headers`, and `404.html` where nothing is.
    Published,
}

/// Serves a folder until the program ends.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) url: String,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Host {
    /// A plain host.
    pub(crate) fn start(folder: &Path) -> Result<Self, Fault> {
        Self::with(folder, Manner::Plain)
    }

    /// A plain host that knows no ranges.
    pub(crate) fn without_ranges(folder: &Path) -> Result<Self, Fault> {
        Self::with(folder, Manner::Whole)
    }

    /// A host that obeys the site, as those do that sites are published at. The site may be built after this, so that it
    /// knows the address.
    pub(crate) fn published(folder: &Path) -> Result<Self, Fault> {
        Self::with(folder, Manner::Published)
    }

    fn with(folder: &Path, manner: Manner) -> Result<Self, Fault> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let sent = Arc::default();
        let (folder, all) = (folder.to_owned(), Arc::clone(&sent));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, sent) = (folder.clone(), Arc::clone(&all));
                // A browser that goes away in the middle of an answer is no fault.
                std::thread::spawn(move || answer(stream, &folder, manner, &sent).ok());
            }
        });
        Ok(Self { url, sent })
    }

    /// What was sent since this was asked last.
    pub(crate) fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn answer(stream: TcpStream, folder: &Path, manner: Manner, sent: &Mutex<Vec<Sent>>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    loop {
        let mut request = String::new();
        if reader.read_line(&mut request)? == 0 {
            return Ok(());
        }
        let mut line = String::new();
        let mut range = None;
        while reader.read_line(&mut line)? > 2 {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("range: bytes=") {
                range = value
                    .trim()
                    .split_once('-')
                    .and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
            }
            line.clear();
        }
        let path = request.split(' ').nth(1).unwrap_or("/");
        let path = path.split('?').next().unwrap_or(path);
        let (head, body) = file(folder, path, manner, range)?;
        sent.lock().unwrap_or_else(PoisonError::into_inner).push(Sent { path: path.to_owned(), bytes: body.len() });
        stream.write_all(&[head.as_bytes(), &body].concat())?;
    }
}

/// Head and body for a path; of the file only the first to the last byte of a range, where the host knows ranges.
fn file(folder: &Path, url: &str, manner: Manner, range: Option<(usize, usize)>) -> std::io::Result<(String, Vec<u8>)> {
    let relative = PathBuf::from(url.trim_start_matches('/'));
    // Only our own pages ask, but a server answers whoever does.
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let mut path = folder.join(&relative);
    if url.ends_with('/') {
        path.push("index.html");
    }
    let mut status = "200 OK";
    if !inside || !path.is_file() {
        status = "404 Not Found";
        path = folder.join("404.html");
        if manner != Manner::Published || !path.is_file() {
            return Ok((format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"), Vec::new()));
        }
    }
    let bytes = std::fs::read(&path)?;
    let (kind, is_text) = kind(&path);
    let (encoding, body) = if is_text { ("Content-Encoding: gzip\r\n", gzip(&bytes)?) } else { ("", bytes) };
    let asked = range.filter(|_| !is_text && manner != Manner::Whole && status == "200 OK");
    let (status, of, body) = match asked.and_then(|(first, last)| Some((first, last, body.get(first..=last)?))) {
        Some((first, last, part)) => {
            let of = format!("Content-Range: bytes {first}-{last}/{}\r\n", body.len());
            ("206 Partial Content", of, part.to_vec())
        }
        None => (status, String::new(), body),
    };
    let length = body.len();
    let own = match manner {
        // Ten minutes, as large free hosts have it: a worker doesn't load again what its page has just loaded.
        Manner::Plain | Manner::Whole => "Cache-Control: max-age=600\r\n".to_owned(),
        Manner::Published => headers(&std::fs::read_to_string(folder.join("_headers"))?, url),
    };
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{of}{encoding}{own}\r\n");
    Ok((head, body))
}

/// The lines that a `_headers` file wants for a path.
fn headers(text: &str, url: &str) -> String {
    let mut wanted = false;
    let mut lines = String::new();
    for line in text.lines() {
        if !line.starts_with(' ') {
            let pattern = line.trim();
            wanted = pattern.strip_suffix('*').map_or(pattern == url, |start| url.starts_with(start));
        } else if wanted {
            lines.push_str(line.trim());
            lines.push_str("\r\n");
        }
    }
    lines
}

/// The media type of a file, and whether hosts compress it.
fn kind(path: &Path) -> (&'static str, bool) {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => ("text/html; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "js" => ("text/javascript; charset=utf-8", true),
        "json" => ("application/json", true),
        "svg" => ("image/svg+xml", true),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "png" => ("image/png", false),
        "webp" => ("image/webp", false),
        "xml" => ("application/xml", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "wasm" => ("application/wasm", false),
        _ => ("application/octet-stream", false),
    }
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    // The usual setting of servers.
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gets_the_headers_of_all_its_patterns() {
        let text = "/*\n  X-All: 1\n/assets/*\n  X-Assets: 2\n  X-More: 3\n/exact\n  X-Exact: 4\n";
        assert_eq!(headers(text, "/"), "X-All: 1\r\n");
        assert_eq!(headers(text, "/assets/a.css"), "X-All: 1\r\nX-Assets: 2\r\nX-More: 3\r\n");
        assert_eq!(headers(text, "/exact"), "X-All: 1\r\nX-Exact: 4\r\n");
    }

    #[test]
    fn a_range_of_a_file() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("a.idx"), "0123456789").expect("written");
        std::fs::write(dir.path().join("a.txt"), "0123456789").expect("written");
        let asked = |url, manner, range| file(dir.path(), url, manner, Some(range)).expect("an answer");
        let (head, body) = asked("/a.idx", Manner::Plain, (2, 4));
        assert!(head.starts_with("HTTP/1.1 206 ") && head.contains("Content-Range: bytes 2-4/10\r\n"), "{head}");
        assert_eq!(body, b"234");
        assert_eq!(asked("/a.idx", Manner::Whole, (2, 4)).1, b"0123456789");
        assert_eq!(asked("/a.idx", Manner::Plain, (8, 10)).1, b"0123456789");
        assert!(asked("/a.txt", Manner::Plain, (2, 4)).0.starts_with("HTTP/1.1 200 "));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let dir = tempfile::tempdir().expect("a folder");
        let site = dir.path().join("site");
        std::fs::create_dir(&site).expect("made");
        std::fs::write(dir.path().join("secret.txt"), "secret").expect("written");
        std::fs::write(site.join("404.html"), "gone").expect("written");
        std::fs::write(site.join("_headers"), "").expect("written");
        for manner in [Manner::Plain, Manner::Whole, Manner::Published] {
            for url in ["/../secret.txt", "/no/such", "//secret.txt"] {
                assert!(file(&site, url, manner, None).expect("an answer").0.starts_with("HTTP/1.1 404 "), "{url}");
            }
        }
    }
}
