//! What stands where a collector does: it keeps what it is sent, and answers as one.

use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::request::Request;

/// How long what was sent may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes what browsers send until the tests end.
pub(crate) struct Receiver {
    /// Scheme and host.
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

/// A request with a body.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) path: String,
    /// The lines of its head, by names in small letters.
    pub(crate) head: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    /// A line of the head; empty without one.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.head.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The events in it, one in a line.
    pub(crate) fn events(&self) -> Vec<Value> {
        self.body.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect()
    }

    /// A field of a plain form.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let fields = self.body.split('&').filter_map(|field| field.split_once('='));
        let decoded =
            |text: &str| percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        fields.map(|(name, value)| (decoded(name), decoded(value))).find(|(own, _)| own == name).map(|(_, value)| value)
    }
}

impl Receiver {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let received = Arc::default();
        let shared = Arc::clone(&received);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let received = Arc::clone(&shared);
                std::thread::spawn(move || answer(stream, &received).ok());
            }
        });
        Self { url, received }
    }

    /// All that came since the last call.
    pub(crate) fn take(&self) -> Vec<Received> {
        std::mem::take(&mut *self.received.lock().expect("a lock"))
    }

    /// Waits for a request to a path, and gives all that came since the last call.
    #[track_caller]
    pub(crate) fn wait(&self, path: &str) -> Received {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let mut received = self.received.lock().expect("a lock");
            if let Some(at) = received.iter().position(|received| received.path == path) {
                return received.remove(at);
            }
            drop(received);
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("nothing came to {path}: {:?}", self.received.lock().expect("a lock"));
    }
}

fn answer(stream: TcpStream, received: &Mutex<Vec<Received>>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    while let Some(request) = Request::read(&mut reader)? {
        let is_post = request.method == "POST";
        let body = request.text();
        let came = Received { path: request.target, head: request.headers, body };
        let origin = came.header("origin").to_owned();
        let form = came.header("content-type").starts_with("application/x-www-form-urlencoded");
        let next = came.field("next").filter(|_| form && !came.header("accept").contains("application/json"));
        let status = match next {
            Some(next) => format!("303 See Other\r\nLocation: {origin}{next}"),
            None => "202 Accepted".to_owned(),
        };
        if is_post {
            received.lock().expect("a lock").push(came);
        }
        write!(
            stream,
            "HTTP/1.1 {status}\r\nAccess-Control-Allow-Origin: {origin}\r\nVary: Origin\r\nContent-Length: 0\r\n\r\n"
        )?;
    }
    Ok(())
}
