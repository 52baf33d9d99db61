//! A plain static server on loopback: files as they are, text types compressed, every body counted.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::Fault;

/// A body that was sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) path: String,
    pub(super) bytes: usize,
}

/// Serves a folder until the program ends.
#[derive(Debug)]
pub(super) struct Host {
    pub(super) url: String,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Host {
    pub(super) fn start(folder: &Path) -> Result<Self, Fault> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let sent = Arc::default();
        let (folder, all) = (folder.to_owned(), Arc::clone(&sent));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, sent) = (folder.clone(), Arc::clone(&all));
                // A browser that goes away in the middle of an answer is no fault.
                std::thread::spawn(move || answer(stream, &folder, &sent).ok());
            }
        });
        Ok(Self { url, sent })
    }

    /// What was sent since this was asked last.
    pub(super) fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn answer(stream: TcpStream, folder: &Path, sent: &Mutex<Vec<Sent>>) -> std::io::Result<()> {
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
        while reader.read_line(&mut line)? > 2 {
            line.clear();
        }
        let path = request.split(' ').nth(1).unwrap_or("/");
        let path = path.split('?').next().unwrap_or(path);
        let (head, body) = file(folder, path)?;
        sent.lock().unwrap_or_else(PoisonError::into_inner).push(Sent { path: path.to_owned(), bytes: body.len() });
        stream.write_all(&[head.as_bytes(), &body].concat())?;
    }
}

fn file(folder: &Path, url: &str) -> std::io::Result<(String, Vec<u8>)> {
    let relative = PathBuf::from(url.trim_start_matches('/'));
    // Only our own pages ask, but a server answers whoever does.
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let mut path = folder.join(&relative);
    if url.ends_with('/') {
        path.push("index.html");
    }
    if !inside || !path.is_file() {
        return Ok(("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(), Vec::new()));
    }
    let bytes = std::fs::read(&path)?;
    let (kind, is_text) = kind(&path);
    let (encoding, body) = if is_text { ("Content-Encoding: gzip\r\n", gzip(&bytes)?) } else { ("", bytes) };
    let length = body.len();
    // Ten minutes, as large free hosts have it: a worker doesn't load again what its page has just loaded.
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{encoding}Cache-Control: max-age=600\r\n\r\n"
    );
    Ok((head, body))
}

/// The media type of a file, and whether hosts compress it.
fn kind(path: &Path) -> (&'static str, bool) {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => ("text/html; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "js" => ("text/javascript; charset=utf-8", true),
        "json" => ("application/json", true),
        "svg" => ("image/svg+xml", true),
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
