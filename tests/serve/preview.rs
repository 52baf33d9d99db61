//! `helpdex serve` on a site, and a browser's side of it over plain sockets.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::Site;

/// Nothing that the preview does may take longer, whatever machine the tests run on.
const PATIENCE: Duration = Duration::from_secs(30);

/// A preview that runs; it ends with the value.
pub(crate) struct Preview {
    child: Child,
    pub(crate) port: u16,
    said: Arc<Mutex<Vec<String>>>,
}

impl Preview {
    /// Starts `helpdex serve` on a site.
    pub(crate) fn start(site: &Site, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_helpdex"))
            .args(["serve", "--port", "0"])
            .args(args)
            .current_dir(site.path(""))
            // The same day as for all other commands.
            .env("SOURCE_DATE_EPOCH", "1795262400")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let said = Arc::new(Mutex::new(Vec::new()));
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let mut port = None;
        for line in lines.by_ref().map_while(Result::ok) {
            port = line
                .strip_prefix("serving http://")
                .and_then(|rest| rest.split(['/', ' ']).next()?.rsplit(':').next()?.parse().ok());
            said.lock().expect("whole").push(line);
            if port.is_some() {
                break;
            }
        }
        let kept = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().expect("whole").push(line);
            }
        });
        let port = port.unwrap_or_else(|| panic!("it never served: {:?}", said.lock().expect("whole")));
        Self { child, port, said }
    }

    /// What it said on the terminal so far.
    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("whole").join("\n")
    }

    /// Waits until it has said something.
    pub(crate) fn hears(&self, text: &str) {
        wait_for(|| self.said().contains(text), || format!("`{text}` in:\n{}", self.said()));
    }

    /// Asks for a path as a browser does.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask(path, "")
    }

    /// Asks with more lines in the head; each ends with `\r\n`.
    pub(crate) fn ask(&self, path: &str, head: &str) -> Answer {
        let host = format!("Host: localhost:{}\r\n", self.port);
        self.raw(format!("GET {path} HTTP/1.1\r\n{host}{head}Connection: close\r\n\r\n").as_bytes())
    }

    /// Sends bytes as they are.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // What is too much is refused before all of it has come.
        let sent = stream.write_all(request);
        let mut bytes = Vec::new();
        let answered = stream.read_to_end(&mut bytes);
        assert!(!bytes.is_empty() || (sent.is_ok() && answered.is_ok()), "no answer: {sent:?}, {answered:?}");
        Answer::read(&bytes)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream
    }

    /// Listens as an open page does.
    pub(crate) fn events(&self) -> Events {
        let mut stream = self.connect();
        let host = format!("Host: localhost:{}\r\n", self.port);
        stream.write_all(format!("GET /__helpdex/events HTTP/1.1\r\n{host}\r\n").as_bytes()).expect("sent");
        Events { lines: BufReader::new(stream) }
    }

    /// Waits until a page holds a text.
    pub(crate) fn shows(&self, path: &str, text: &str) {
        wait_for(|| self.get(path).body.contains(text), || format!("`{text}` at {path}; said: {}", self.said()));
    }

    /// Waits until a path has a status.
    pub(crate) fn comes_to(&self, path: &str, status: u16) {
        wait_for(|| self.get(path).status == status, || format!("{status} at {path}; said: {}", self.said()));
    }

    /// Waits until all that follows the start is done: related articles come before the index, and the first answer
    /// after it.
    pub(crate) fn settles(&self) {
        assert_eq!(self.get("/api/search?q=x").status, 200);
    }

    /// Sends a signal by its name.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.expect("there is kill").success());
    }

    /// Waits until the program ends.
    pub(crate) fn end(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("known") {
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "it never ended");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for something to become true.
pub(crate) fn wait_for(mut is: impl FnMut() -> bool, what: impl Fn() -> String) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {}", what());
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// What the server answered.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let bytes = bytes.get(end + 4..).unwrap_or_default().to_vec();
        Self { status, head, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }

    /// A line of the head.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// The stream that an open page listens to.
pub(crate) struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The next state told.
    pub(crate) fn next(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).expect("told in time") > 0, "the stream has ended");
            if let Some(json) = line.strip_prefix("data: {") {
                return serde_json::from_str(&format!("{{{json}")).expect("JSON");
            }
        }
    }

    /// Waits for a state with which something is true.
    pub(crate) fn until(&mut self, is: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        loop {
            let state = self.next();
            if is(&state) {
                return state;
            }
        }
    }

    /// Whether the stream has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        let mut rest = Vec::new();
        self.lines.read_to_end(&mut rest).is_ok()
    }
}
