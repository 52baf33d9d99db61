//! `helpdex collect`, started for a test.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use super::database::Database;
use super::http::{Answer, Client};

/// The site that may send.
pub(crate) const SITE: &str = "https://help.example.com";

/// A folder for a collector, and the database it uses.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    pub(crate) database: Database,
}

impl Place {
    /// A new folder with a file of SQLite.
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = Database::Sqlite(folder.path().join("data/events.db"));
        Self { folder, database }
    }

    /// A new folder, and a new database of a real PostgreSQL.
    pub(crate) fn postgres() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            database: Database::Postgres(super::postgres::database()),
        }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Starts a collector with more options.
    pub(crate) fn start(&self, options: &[&str]) -> Collector {
        self.start_with(options, &[])
    }

    /// The same with variables of the environment.
    pub(crate) fn start_with(&self, options: &[&str], variables: &[(&str, &str)]) -> Collector {
        let mut command = self.command(&[]);
        command.args(["--allow", SITE, "--port", "0"]).args(options).envs(variables.iter().copied());
        Collector::start(command)
    }

    /// Runs one of the commands beside the collector, and gives its standard output.
    pub(crate) fn desk(&self, arguments: &[&str]) -> String {
        let told = self.command(arguments).output().expect("it runs");
        assert!(told.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
        String::from_utf8(told.stdout).expect("UTF-8")
    }

    /// What `helpdex insights` prints as JSON, with something on its standard input.
    pub(crate) fn insights(&self, arguments: &[&str], input: &[u8]) -> serde_json::Value {
        let mut command = Command::new(env!("CARGO_BIN_EXE_helpdex"));
        command.arg("insights").args(arguments).current_dir(self.folder.path());
        if let Database::Postgres(url) = &self.database {
            command.env("HELPDEX_DATABASE", url);
        }
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("piped");
        let input = input.to_owned();
        // It may end without reading anything.
        let writing = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let told = child.wait_with_output().expect("it runs");
        writing.join().expect("written");
        assert!(told.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
        serde_json::from_slice(&told.stdout).expect("JSON")
    }

    /// `helpdex collect` with the folder and database of this place.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_helpdex"));
        command.arg("collect").args(arguments).arg("--data").arg(self.data()).current_dir(self.folder.path());
        if let Database::Postgres(url) = &self.database {
            command.env("HELPDEX_DATABASE", url);
        }
        command
    }
}

/// A collector that runs.
pub(crate) struct Collector {
    child: Child,
    pub(crate) address: SocketAddr,
    /// What it told, line by line.
    pub(crate) told: Arc<Mutex<Vec<String>>>,
    /// Reads what it tells, to the end.
    reader: Option<std::thread::JoinHandle<()>>,
}

impl Collector {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stderr.take().expect("piped"));
        let told = Arc::new(Mutex::new(Vec::new()));
        let address = loop {
            let mut line = String::new();
            if lines.read_line(&mut line).expect("a line") == 0 {
                panic!("it ended: {:?}", told.lock().unwrap());
            }
            told.lock().unwrap().push(line.trim_end().to_owned());
            if let Some(rest) = line.strip_prefix("collecting at http://") {
                break rest.split('/').next().expect("an address").parse().expect("an address");
            }
        };
        let kept = Arc::clone(&told);
        let reader = std::thread::spawn(move || {
            let mut lines = lines;
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
                kept.lock().unwrap().push(line.trim_end().to_owned());
                line.clear();
            }
        });
        Self { child, address, told, reader: Some(reader) }
    }

    /// Sends a request with headers, each on a line of its own.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Answer {
        let head = head(self.address, method, path, headers, body.len());
        Client::connect(self.address).expect("connected").send(&head, body).expect("an answer")
    }

    /// Posts what a page of the site sends.
    pub(crate) fn post(&self, path: &str, kind: &str, body: &str) -> Answer {
        let kind = format!("Content-Type: {kind}");
        self.send("POST", path, &[&format!("Origin: {SITE}"), &kind], body.as_bytes())
    }

    /// Posts what the site's script sends.
    pub(crate) fn script(&self, path: &str, body: &str) -> Answer {
        self.post(path, "text/plain;charset=UTF-8", body)
    }

    /// Posts a plain form.
    pub(crate) fn form(&self, path: &str, body: &str) -> Answer {
        self.post(path, "application/x-www-form-urlencoded", body)
    }

    pub(crate) fn get(&self, path: &str, headers: &[&str]) -> Answer {
        self.send("GET", path, headers, b"")
    }

    /// Asks it to end, as a supervisor does.
    pub(crate) fn end(mut self) -> Vec<String> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").arg(&id).status().expect("kill runs").success());
        assert!(self.child.wait().expect("ended").success(), "it ends well");
        if let Some(reader) = self.reader.take() {
            reader.join().expect("it was read");
        }
        let told = self.told.lock().unwrap();
        told.clone()
    }

    /// Kills it, as a failure of power would.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// What it told so far.
    pub(crate) fn log(&self) -> String {
        self.told.lock().unwrap().join("\n")
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The head of a request.
pub(crate) fn head(address: SocketAddr, method: &str, path: &str, headers: &[&str], length: usize) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {length}\r\n");
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head
}

/// Every file below a folder that holds some bytes.
pub(crate) fn files_with(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files
        .filter(|file| std::fs::read(file).is_ok_and(|own| own.windows(bytes.len()).any(|part| part == bytes)))
        .collect()
}
