//! The browser's process and its socket: commands, their answers, and events in between.

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use crate::Fault;

/// How long the browser may take to start, and to answer.
const PATIENCE: Duration = Duration::from_secs(60);

const ARGUMENTS: [&str; 16] = [
    "--headless=new",
    "--remote-debugging-port=0",
    // It shows nothing but our own pages, and containers forbid the sandbox.
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
];

/// A running browser with an empty profile; it ends with this value.
#[derive(Debug)]
pub struct Browser {
    process: Process,
    connection: RefCell<Connection>,
}

/// Something that happened in a tab or a worker of it.
#[derive(Debug)]
pub struct Event {
    session: String,
    /// Its name in the protocol.
    pub method: String,
    /// What the protocol tells about it.
    pub params: Value,
}

#[derive(Debug)]
struct Process {
    child: Child,
    profile: tempfile::TempDir,
}

#[derive(Debug)]
struct Connection {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    /// What was told and not yet asked for.
    events: Vec<Event>,
    /// The tab that each worker belongs to.
    workers: HashMap<String, String>,
    /// What each worker of a tab is told before its first step.
    orders: HashMap<String, Vec<(String, Value)>>,
}

impl Browser {
    /// Starts the browser that [`find`](crate::find) finds.
    pub fn start() -> Result<Self, Fault> {
        let profile = tempfile::tempdir().map_err(gone)?;
        let mut command = Command::new(crate::find().ok_or(Fault::Missing)?);
        command.args(ARGUMENTS).arg(format!("--user-data-dir={}", profile.path().display()));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = Process { child: command.spawn().map_err(gone)?, profile };
        let connection = RefCell::new(process.connect()?);
        Ok(Self { process, connection })
    }

    /// The browser's name and version.
    pub fn version(&self) -> Result<String, Fault> {
        let told = self.call("", "Browser.getVersion", json!({}))?;
        let version = told["product"].as_str().and_then(|product| product.split('/').nth(1));
        Ok(format!("Chromium {}", version.unwrap_or_default()))
    }

    /// The port of loopback at which other programs can speak to it, too.
    pub fn port(&self) -> Result<u16, Fault> {
        Ok(self.connection.borrow().socket.get_ref().peer_addr().map_err(gone)?.port())
    }

    /// The number of the browser's process.
    pub fn id(&self) -> u32 {
        self.process.child.id()
    }

    /// Sends a command to a tab (to the browser without a session) and waits for its answer.
    pub fn call(&self, session: &str, method: &str, params: Value) -> Result<Value, Fault> {
        self.connection.borrow_mut().call(session, method, params)
    }

    /// Sends a command to the browser and does not wait for its answer.
    pub(crate) fn tell(&self, method: &str, params: Value) -> Result<(), Fault> {
        self.connection.borrow_mut().send("", method, params).map(drop)
    }

    /// What happened in a tab since it was asked last, with what comes within the given time.
    pub fn events(&self, session: &str, wait: Duration) -> Result<Vec<Event>, Fault> {
        let mut connection = self.connection.borrow_mut();
        let started = Instant::now();
        while let Some(left) = wait.checked_sub(started.elapsed()).filter(|left| !left.is_zero()) {
            connection.read(left)?;
        }
        let (own, others) = std::mem::take(&mut connection.events).into_iter().partition(|e| e.session == session);
        connection.events = others;
        Ok(own)
    }

    /// Has each worker that a tab starts from now on told something before its first step.
    pub(crate) fn order(&self, session: &str, method: &str, params: Value) {
        let mut connection = self.connection.borrow_mut();
        let orders = connection.orders.entry(session.to_owned()).or_default();
        orders.retain(|(known, _)| known != method);
        orders.push((method.to_owned(), params));
    }
}

fn gone(fault: impl ToString) -> Fault {
    Fault::Gone(fault.to_string())
}

impl Process {
    fn connect(&self) -> Result<Connection, Fault> {
        let started = Instant::now();
        let (port, path) = loop {
            let told = std::fs::read_to_string(self.profile.path().join("DevToolsActivePort")).unwrap_or_default();
            if let Some((port, path)) = told.split_once('\n') {
                break (port.to_owned(), path.trim().to_owned());
            }
            if started.elapsed() > PATIENCE {
                return Err(Fault::Gone(format!("it opens no port within {PATIENCE:?}")));
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).map_err(gone)?;
        stream.set_nodelay(true).map_err(gone)?;
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream).map_err(gone)?;
        Ok(Connection { socket, last_id: 0, events: Vec::new(), workers: HashMap::new(), orders: HashMap::new() })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // What still runs after this is the machine's to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Connection {
    fn call(&mut self, session: &str, method: &str, params: Value) -> Result<Value, Fault> {
        let id = self.send(session, method, params)?;
        let started = Instant::now();
        loop {
            let left = PATIENCE.checked_sub(started.elapsed()).filter(|left| !left.is_zero());
            let left = left.ok_or_else(|| Fault::Silent(method.to_owned()))?;
            let Some(mut answer) = self.read(left)? else { continue };
            if answer["id"] == id {
                return match answer.get("error") {
                    Some(error) => Err(Fault::Refused { command: method.to_owned(), reason: error.to_string() }),
                    None => Ok(answer["result"].take()),
                };
            }
        }
    }

    fn send(&mut self, session: &str, method: &str, params: Value) -> Result<u64, Fault> {
        self.last_id += 1;
        let mut command = json!({ "id": self.last_id, "method": method, "params": params });
        if !session.is_empty() {
            command["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(command.to_string())).map_err(gone)?;
        Ok(self.last_id)
    }

    /// Reads one message. Events are kept; what comes back is an answer.
    fn read(&mut self, wait: Duration) -> Result<Option<Value>, Fault> {
        self.socket.get_ref().set_read_timeout(Some(wait)).map_err(gone)?;
        let text = match self.socket.read() {
            Ok(Message::Text(text)) => text,
            Ok(_) => return Ok(None),
            Err(tungstenite::Error::Io(fault))
                if matches!(fault.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) =>
            {
                return Ok(None);
            }
            Err(fault) => return Err(gone(fault)),
        };
        let mut message: Value = serde_json::from_str(&text).map_err(gone)?;
        let Some(method) = message["method"].as_str().map(str::to_owned) else { return Ok(Some(message)) };
        let session = message["sessionId"].as_str().unwrap_or_default();
        let session = self.workers.get(session).map_or(session, String::as_str).to_owned();
        if method == "Target.attachedToTarget"
            && let Some(worker) = message["params"]["sessionId"].as_str().filter(|_| !session.is_empty())
        {
            self.greet(worker, &session)?;
        }
        if method == "Page.javascriptDialogOpening" {
            // A dialog stops everything until somebody answers.
            self.send(&session, "Page.handleJavaScriptDialog", json!({ "accept": false }))?;
        }
        self.events.push(Event { session, method, params: message["params"].take() });
        Ok(None)
    }

    /// A worker of a page: it is watched as the page is, from its first step on.
    fn greet(&mut self, worker: &str, page: &str) -> Result<(), Fault> {
        self.workers.insert(worker.to_owned(), page.to_owned());
        for method in ["Network.enable", "Log.enable", "Runtime.enable"] {
            self.send(worker, method, json!({}))?;
        }
        for (method, params) in self.orders.get(page).cloned().unwrap_or_default() {
            self.send(worker, &method, params)?;
        }
        self.send(worker, "Runtime.runIfWaitingForDebugger", json!({}))?;
        Ok(())
    }
}
