//! A browser's side of the preview, as small as can be: one connection that stays open, one request after the other.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use crate::Fault;

/// No answer may take longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open connection to a preview.
#[derive(Debug)]
pub(super) struct Client {
    port: u16,
    stream: BufReader<TcpStream>,
    /// The body of the last answer.
    pub(super) body: Vec<u8>,
    /// The cookie that the preview gave, if it gave one.
    pub(super) cookie: Option<String>,
}

impl Client {
    pub(super) fn connect(port: u16) -> Result<Self, Fault> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { port, stream: BufReader::new(stream), body: Vec::new(), cookie: None })
    }

    /// Asks for a path and tells the status; the body is kept.
    pub(super) fn get(&mut self, path: &str) -> Result<u16, Fault> {
        self.send("GET", path, "", b"")
    }

    /// Sends whatever it is, with more lines in the head, and tells the status; the body of the answer is kept.
    pub(super) fn send(&mut self, method: &str, path: &str, head: &str, body: &[u8]) -> Result<u16, Fault> {
        let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{head}{length}\r\n", self.port);
        self.stream.get_mut().write_all(&[request.as_bytes(), body].concat())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("the preview hung up")?;
        let (mut length, mut closes) = (None, false);
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? <= 2 {
                break;
            }
            let (name, value) = line.trim_end().split_once(':').unwrap_or_default();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok(),
                "set-cookie" => self.cookie = value.trim().split(';').next().map(str::to_owned),
                "connection" => closes = value.trim().eq_ignore_ascii_case("close"),
                _ => {}
            }
        }
        self.body.resize(length.ok_or("an answer without a length")?, 0);
        self.stream.read_exact(&mut self.body)?;
        if closes {
            let (body, cookie) = (std::mem::take(&mut self.body), self.cookie.take());
            *self = Self { body, cookie, ..Self::connect(self.port)? };
        }
        Ok(status)
    }

    /// Asks and tells whether the answer is fine and holds a text.
    pub(super) fn shows(&mut self, path: &str, text: &str) -> Result<bool, Fault> {
        let fine = self.get(path)? == 200;
        Ok(fine && self.body.windows(text.len()).any(|part| part == text.as_bytes()))
    }

    /// Another connection to the same preview.
    pub(super) fn again(&self) -> Result<Self, Fault> {
        Self::connect(self.port)
    }

    /// What an open page is told first.
    pub(super) fn first_event(&self) -> Result<Value, Fault> {
        let mut own = Self::connect(self.port)?;
        let request = format!("GET /__helpdex/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        own.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        while own.stream.read_line(&mut line)? > 0 {
            if let Some(data) = line.strip_prefix("data:") {
                return Ok(serde_json::from_str(data)?);
            }
            line.clear();
        }
        Err("the preview hung up".into())
    }

    /// The hits for a question: source and URL of each. None when the preview has had enough questions for now.
    pub(super) fn search(&mut self, query: &str) -> Result<Option<Vec<(String, String)>>, Fault> {
        let query: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        if self.get(&format!("/api/search?q={query}&limit=50"))? != 200 {
            return Ok(None);
        }
        let answer: Value = serde_json::from_slice(&self.body)?;
        let text = |hit: &Value, key: &str| hit[key].as_str().unwrap_or_default().to_owned();
        let hits = answer["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(Some(hits.iter().map(|hit| (text(hit, "source"), text(hit, "url"))).collect()))
    }
}
