//! Chromium's DevTools protocol over its socket: commands, their answers, and events in between.

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// How long the browser may take to start, and to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running browser with an empty profile; it ends with this value.
pub(crate) struct Browser {
    process: Child,
    profile: tempfile::TempDir,
    connection: RefCell<Option<Connection>>,
}

struct Connection {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    /// What was told and not yet asked for.
    events: Vec<Event>,
    /// The tab that each worker belongs to.
    workers: HashMap<String, String>,
}

/// Something that happened in a tab.
#[derive(Debug)]
pub(crate) struct Event {
    session: String,
    pub(crate) method: String,
    pub(crate) params: Value,
}

impl Browser {
    /// Starts the browser that `CHROMIUM` names, else the one that is installed.
    pub(crate) fn start() -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut command = Command::new(binary());
        command.args([
            "--headless=new",
            "--remote-debugging-port=0",
            // The tests show nothing but our own pages, and containers forbid the sandbox.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-domain-reliability",
            "--disable-extensions",
            "--disable-sync",
            "--no-default-browser-check",
            "--no-first-run",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--lang=en-US",
            // Whatever a page asks for: nothing but loopback is there.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().expect("Chromium starts");
        let browser = Self { process, profile, connection: RefCell::new(None) };
        *browser.connection.borrow_mut() = Some(browser.connect());
        browser
    }

    fn connect(&self) -> Connection {
        let started = Instant::now();
        let (port, path) = loop {
            let told = std::fs::read_to_string(self.profile.path().join("DevToolsActivePort")).unwrap_or_default();
            if let Some((port, path)) = told.split_once('\n') {
                break (port.to_owned(), path.trim().to_owned());
            }
            assert!(started.elapsed() < PATIENCE, "Chromium does not start");
            std::thread::sleep(Duration::from_millis(20));
        };
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("Chromium listens");
        stream.set_nodelay(true).expect("set");
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream).expect("a socket");
        Connection { socket, last_id: 0, events: Vec::new(), workers: HashMap::new() }
    }

    /// Sends a command to a tab (to the browser without a session) and waits for its answer.
    pub(crate) fn call(&self, session: &str, method: &str, params: Value) -> Result<Value, String> {
        let mut connection = self.connection.borrow_mut();
        connection.as_mut().expect("connected").call(session, method, params)
    }

    /// What happened in a tab since it was asked last, with what comes within the given time.
    pub(crate) fn events(&self, session: &str, wait: Duration) -> Vec<Event> {
        let mut connection = self.connection.borrow_mut();
        let connection = connection.as_mut().expect("connected");
        let started = Instant::now();
        while let Some(left) = wait.checked_sub(started.elapsed()).filter(|left| !left.is_zero()) {
            connection.read(left);
        }
        let (own, others) = std::mem::take(&mut connection.events).into_iter().partition(|e| e.session == session);
        connection.events = others;
        own
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // What still runs after this is the machine's to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Connection {
    fn call(&mut self, session: &str, method: &str, params: Value) -> Result<Value, String> {
        let id = self.send(session, method, params);
        let started = Instant::now();
        loop {
            let left = PATIENCE.checked_sub(started.elapsed()).filter(|left| !left.is_zero());
            let left = left.unwrap_or_else(|| panic!("no answer to {method}"));
            let Some(mut answer) = self.read(left) else { continue };
            if answer["id"] == id {
                return match answer.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(answer["result"].take()),
                };
            }
        }
    }

    fn send(&mut self, session: &str, method: &str, params: Value) -> u64 {
        self.last_id += 1;
        let mut command = json!({ "id": self.last_id, "method": method, "params": params });
        if !session.is_empty() {
            command["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(command.to_string())).expect("Chromium is there");
        self.last_id
    }

    /// Reads one message. Events are kept; what comes back is an answer.
    fn read(&mut self, wait: Duration) -> Option<Value> {
        self.socket.get_ref().set_read_timeout(Some(wait)).expect("set");
        let text = match self.socket.read() {
            Ok(Message::Text(text)) => text,
            Ok(_) => return None,
            Err(tungstenite::Error::Io(fault))
                if matches!(fault.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) =>
            {
                return None;
            }
            Err(fault) => panic!("Chromium has gone: {fault}"),
        };
        let mut message: Value = serde_json::from_str(&text).expect("JSON");
        let Some(method) = message["method"].as_str().map(str::to_owned) else { return Some(message) };
        let session = message["sessionId"].as_str().unwrap_or_default();
        let session = self.workers.get(session).map_or(session, String::as_str).to_owned();
        if method == "Target.attachedToTarget"
            && let Some(worker) = message["params"]["sessionId"].as_str().filter(|_| !session.is_empty())
        {
            // A worker of a page: it is watched as the page is, from its first step on.
            self.workers.insert(worker.to_owned(), session.clone());
            for method in ["Network.enable", "Log.enable", "Runtime.enable", "Runtime.runIfWaitingForDebugger"] {
                self.send(worker, method, json!({}));
            }
        }
        if method == "Page.javascriptDialogOpening" {
            // A dialog stops everything until somebody answers.
            self.send(&session, "Page.handleJavaScriptDialog", json!({ "accept": false }));
        }
        self.events.push(Event { session, method, params: message["params"].take() });
        None
    }
}

fn binary() -> PathBuf {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        return named.into();
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).collect();
    let installed = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let mac = ["Chromium", "Google Chrome"];
    let mac = mac.map(|name| PathBuf::from(format!("/Applications/{name}.app/Contents/MacOS/{name}")));
    installed
        .chain(mac)
        .find(|path| path.is_file())
        .expect("Chromium is installed; `cargo xtask test` installs it, or set CHROMIUM to its path")
}
