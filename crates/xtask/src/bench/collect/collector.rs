//! A running `helpdex collect`, and a page that sends to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Fault;

/// The site that may send.
const SITE: &str = "https://help.example.com";

/// A collector; it ends with the value.
pub(super) struct Collector {
    child: Child,
    pub(super) address: String,
    /// What opens the dashboard.
    pub(super) token: String,
}

impl Collector {
    pub(super) fn start(helpdex: &Path, data: &Path) -> Result<Self, Fault> {
        let child = Command::new(helpdex)
            .args([
                "collect",
                "--allow",
                SITE,
                "--port",
                "0",
                "--rate",
                "0",
                "--keep",
                "3650",
                "--keep-counts",
                "3650",
                "--data",
            ])
            .arg(data)
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        // Ends the program also when it never listens.
        let mut collector = Self { child, address: String::new(), token: String::new() };
        let told = collector.child.stderr.take().ok_or("the collector says nothing")?;
        let mut lines = BufReader::new(told).lines().map_while(Result::ok);
        let address =
            lines.find_map(|line| Some(line.strip_prefix("collecting at http://")?.split('/').next()?.to_owned()));
        collector.address = address.ok_or("the collector never listened")?;
        std::thread::spawn(move || lines.for_each(drop));
        std::fs::read_to_string(data.join("token"))?.trim().clone_into(&mut collector.token);
        Ok(collector)
    }

    /// The most memory that ever was in use, in bytes; only Linux tells.
    pub(super) fn most_memory(&self) -> Option<u64> {
        let told = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let rest = told.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(rest.trim().split(' ').next()?.parse::<u64>().ok()? * 1024)
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An open connection.
pub(super) struct Client {
    address: String,
    stream: BufReader<TcpStream>,
}

impl Client {
    pub(super) fn connect(address: &str) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { address: address.to_owned(), stream: BufReader::new(stream) })
    }

    /// Sends what a page sends, and tells the status.
    pub(super) fn post(&mut self, path: &str, body: &str) -> Result<u16, Fault> {
        let (address, length) = (&self.address, body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: {SITE}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"
        );
        self.stream.get_mut().write_all(format!("{head}{body}").as_bytes())?;
        Ok(self.read()?.0)
    }

    /// Asks for a page behind the token.
    pub(super) fn get(&mut self, path: &str, token: &str) -> Result<Vec<u8>, Fault> {
        let address = &self.address;
        let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n");
        self.stream.get_mut().write_all(head.as_bytes())?;
        match self.read()? {
            (200, body) => Ok(body),
            (status, _) => Err(format!("{path} answers with {status}").into()),
        }
    }

    fn read(&mut self) -> Result<(u16, Vec<u8>), Fault> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("the collector hung up")?;
        let mut length = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? <= 2 {
                break;
            }
            if let Some(rest) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = rest.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, body))
    }
}
