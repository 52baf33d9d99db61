//! The export for Typesense, tried with a real server: it is pushed twice, counted, and asked the demo's search tests.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::Fault;

/// A key that means nothing beyond this run.
const KEY: &str = "only-for-this-run";
/// A server that has not begun to answer by then never will.
const PATIENCE: Duration = Duration::from_secs(60);

/// Pushes the demo to a Typesense server of this machine, and tells how many search tests it answers.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The program `typesense-server`
    #[arg(long, value_name = "FILE")]
    server: PathBuf,
    /// Helpdex, built
    #[arg(long, value_name = "FILE", default_value = "target/debug/helpdex")]
    helpdex: PathBuf,
}

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    let helpdex = root.join(&args.helpdex);
    let server = Server::start(&args.server, folder.path())?;
    let (site, export) = (folder.path().join("site"), folder.path().join("export"));
    let helpdex = |arguments: &[&str]| -> Result<Vec<u8>, Fault> {
        let mut command = Command::new(&helpdex);
        let done = command.args(arguments).current_dir(root).env("HELPDEX_PUSH_KEY", KEY).stderr(Stdio::inherit());
        Ok(done.output()?.stdout)
    };
    let text = |path: &Path| path.to_str().map(str::to_owned).ok_or("the folder's name is no text");
    let (site, export, address) = (text(&site)?, text(&export)?, format!("http://127.0.0.1:{}", server.port));
    // The second one has to take the first one's place.
    for _ in 0..2 {
        helpdex(&["export", "typesense", &export, "--push", &address])?;
    }
    let collections = server.get("/collections")?;
    for collection in collections.as_array().into_iter().flatten() {
        println!("{}: {} documents", collection["name"], collection["num_documents"]);
    }
    helpdex(&["build", "--quiet", "--out", &site])?;
    let tests: Value = serde_json::from_slice(&helpdex(&["test", "--out", &site, "--format", "json"])?)?;
    let (mut asked, mut ours, mut theirs) = (0, 0, 0);
    for test in tests["queries"]["outcomes"].as_array().into_iter().flatten().chain(in_groups(&tests)) {
        asked += 1;
        ours += u32::from(test["passed"] == true);
        theirs += u32::from(server.answers(test, Path::new(&export))?);
    }
    println!("search tests: {asked}; Helpdex answers {ours}, Typesense {theirs}");
    Ok(())
}

/// The tests that stand in groups.
fn in_groups(tests: &Value) -> impl Iterator<Item = &Value> {
    let groups = tests["groups"].as_array().into_iter().flatten();
    groups.flat_map(|group| group["outcomes"].as_array().into_iter().flatten())
}

/// A running server; it ends with the value.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(program: &Path, folder: &Path) -> Result<Self, Fault> {
        let data = folder.join("data");
        std::fs::create_dir_all(&data)?;
        let (port, peers) = (free_port()?, free_port()?);
        let child = Command::new(program)
            .arg("--data-dir")
            .arg(&data)
            .args(["--api-key", KEY, "--api-address", "127.0.0.1", "--peering-address", "127.0.0.1"])
            .args(["--api-port", &port.to_string(), "--peering-port", &peers.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let server = Self { child, port };
        let begun = Instant::now();
        while !server.get("/health").is_ok_and(|health| health["ok"] == true) {
            if begun.elapsed() > PATIENCE {
                return Err("the server never answered".into());
            }
            sleep(Duration::from_millis(200));
        }
        Ok(server)
    }

    fn get(&self, path: &str) -> Result<Value, Fault> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nX-TYPESENSE-API-KEY: {KEY}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8(answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
        if !head.lines().next().is_some_and(|line| line.contains(" 200")) {
            return Err(format!("{path}: {body}").into());
        }
        Ok(serde_json::from_str(body)?)
    }

    /// Whether a search test's article is found within its rank, by the settings of the export.
    fn answers(&self, test: &Value, export: &Path) -> Result<bool, Fault> {
        let language = test["lang"].as_str().unwrap_or_default();
        let settings = std::fs::read(export.join(language).join("search.json"))?;
        let settings: BTreeMap<String, Value> = serde_json::from_slice(&settings)?;
        let mut path = format!("/collections/helpdex-{language}/documents/search?per_page=20");
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let own = settings.iter().map(|(name, value)| (name.as_str(), plain(value)));
        for (name, value) in own.chain([("q", plain(&test["query"]))]) {
            path.push_str(&format!("&{name}={}", encoded(&value)));
        }
        let found = self.get(&path)?;
        let source = |group: &Value| group["hits"][0]["document"]["source"].clone();
        let groups = found["grouped_hits"].as_array().into_iter().flatten();
        let expected = test["expect"].as_array().map_or(&[][..], Vec::as_slice);
        let rank = groups.map(source).position(|source| expected.contains(&source));
        Ok(rank.is_some_and(|rank| (rank as u64) < test["within"].as_u64().unwrap_or_default()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> Result<u16, Fault> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
