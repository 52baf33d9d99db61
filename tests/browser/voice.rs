//! A reader searches, reads, says no, writes, answers a survey; a real collector takes it, and a real database has it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::chromium::Visit;
use crate::feedback::{ARTICLE, ask, open, open_later, site, write};
use crate::server::Server;
use crate::support::output::Output;
use crate::support::postgres::Postgres;

#[path = "../collect/database.rs"]
#[allow(dead_code, unused_imports, unused_macros, reason = "the tests of the collector use the rest")]
mod database;

use database::Database;

/// An address where nothing is.
pub(crate) const GONE: &str = "/payouts/gone/";
/// How long what was sent may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// The demo, and where its collectors listen one after the other.
pub(crate) struct Place {
    pub(crate) server: Server,
    port: String,
    folder: tempfile::TempDir,
}

/// A collector with its database.
pub(crate) struct Collector {
    child: Child,
    data: std::path::PathBuf,
    database: Database,
    _postgres: Option<Postgres>,
}

impl Place {
    pub(crate) fn new() -> Self {
        let listen = || TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
        let own = listen();
        // Its pages name the collector, and the collector its pages: both addresses come first.
        let url = format!("http://{}", listen().local_addr().expect("an address"));
        let site = site(&url);
        site.run(["build", "--strict"]).status(0);
        let server = Server::at(own, Output::read(&site, crate::DEMO_URL)).collected_at(&url);
        let port = url.rsplit(':').next().expect("a port").to_owned();
        Self { server, port, folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn sqlite(&self) -> Collector {
        let data = self.folder.path().join("sqlite");
        let database = Database::Sqlite(data.join("events.db"));
        Collector { child: self.start(&data, None), data, database, _postgres: None }
    }

    pub(crate) fn postgres(&self) -> Collector {
        let data = self.folder.path().join("postgres");
        let postgres = Postgres::start();
        let url = postgres.url("postgres");
        let child = self.start(&data, Some(&url));
        Collector { child, data, database: Database::Postgres(url), _postgres: Some(postgres) }
    }

    fn start(&self, data: &Path, database: Option<&str>) -> Child {
        let mut command = helpdex(&["--port", &self.port, "--allow", &self.server.url], data);
        command.envs(database.map(|url| ("HELPDEX_DATABASE", url)));
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.starts_with("collecting at ")), "it never listened");
        std::thread::spawn(move || lines.for_each(drop));
        child
    }
}

fn helpdex(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_helpdex"));
    command.arg("collect").args(arguments).arg("--data").arg(data).stdin(Stdio::null());
    command
}

impl Collector {
    /// Ends it, so that another one may listen there.
    pub(crate) fn end(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// The address of a survey with the reference of a ticket, as a desk makes it.
    fn survey(&self) -> String {
        let arguments = ["link", "--survey", "nps", "--ticket", "T-4711", "--url", "https://help.example.com"];
        let told = helpdex(&arguments, &self.data).output().expect("it runs");
        let link = String::from_utf8(told.stdout).expect("UTF-8");
        link.trim().strip_prefix("https://help.example.com").expect("a link").to_owned()
    }

    /// All events by their kinds, once there are so many.
    fn events(&self, number: usize) -> Vec<Value> {
        let began = Instant::now();
        while self.database.events().len() < number && began.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(50));
        }
        let mut events = self.database.events();
        events.sort_by_key(|event| event["kind"].as_str().map(str::to_owned));
        events
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn everything(collector: &Collector, visit: &Visit<'_>) {
    open(visit, "/");
    ask(visit, "payout failed");
    visit.wait(&format!("document.querySelector(\".panel [role=option][href$='{ARTICLE}']\") !== null"));
    visit.click(&format!(".panel [role=option][href$='{ARTICLE}']")).arrives(ARTICLE);
    open_later(visit);
    let revision = visit.text("document.querySelector('.content').dataset.revision");
    visit.click("h1").press(&["ArrowDown"]);
    visit.click(".helped summary").wait("document.querySelector('.helped details').open");
    visit.click("[name=reason][value=outdated]").click("#hd-helped-text").paste("The button is <b>gone</b>");
    visit.click(".helped details [type=submit]").wait("document.activeElement.id === 'hd-next'");
    visit.open(GONE);
    open_later(visit);
    visit.click("h1");
    write(visit);
    visit.click("#hd-f-message").paste("Close it.").click("#hd-f-email").paste("anna@example.com");
    visit.click("#hd-form [type=submit]").wait("!document.querySelector('.form-done.sent').hidden");
    open(visit, &collector.survey());
    visit.click("#hd-survey-text").paste("You are quick");
    visit.click("[name=score][value='9']").click("#hd-survey [type=submit]");
    visit.wait("document.activeElement.id === 'hd-thanks'");
    visit.open("/general/");

    let mut events = collector.events(6);
    let is_named = |event: &mut Value| event.as_object_mut().is_some_and(|event| event.remove("id").is_some());
    let named: Vec<bool> = events.iter_mut().map(is_named).collect();
    let [feedback, form, missing, read, search, survey] = events.as_slice() else { panic!("{events:?}") };
    // An answer to a survey is known by its ticket.
    assert_eq!(named, [true, true, true, true, true, false]);
    let article = json!({ "path": ARTICLE, "lang": "en", "revision": revision });
    let about = |kind: &str, more: Value| {
        let mut event = article.as_object().expect("an object").clone();
        event.insert("kind".to_owned(), kind.into());
        event.extend(more.as_object().expect("an object").clone());
        Value::Object(event)
    };
    assert_eq!(
        *feedback,
        about("feedback", json!({ "helped": false, "reason": "outdated", "text": "The button is <b>gone</b>" }))
    );
    assert_eq!(*read, about("read", json!({})));
    assert_eq!(*missing, json!({ "kind": "missing", "path": GONE, "lang": "en" }));
    assert_eq!((&search["query"], &search["then"]), (&json!("payout failed"), &json!("open")));
    assert_eq!((&search["opened"], &search["lang"]), (&json!(ARTICLE), &json!("en")));
    assert_eq!((&form["path"], &form["outcome"]), (&json!("/contact/"), &json!("sent")));
    assert!(form["offered"].as_array().is_some_and(|offered| !offered.is_empty()), "{form}");
    let answer = json!({
        "kind": "survey", "survey": "nps", "lang": "en", "score": 9, "text": "You are quick", "ticket": "T-4711",
    });
    assert_eq!(*survey, answer);
    let messages = collector.database.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].to_string().contains("Close it.") && messages[0].to_string().contains("anna@example.com"));
    // What the figures are made of was summed up in the same moment.
    for (sum, table) in [("asked", "sum_queries"), ("no", "sum_articles"), ("sent", "sum_forms")] {
        let text = format!("SELECT CAST(SUM({sum}) AS BIGINT) FROM {table} WHERE span % 4 = 0");
        assert_eq!(collector.database.number(&text), 1, "{table}");
    }
    assert_eq!(collector.database.number("SELECT score FROM sum_surveys"), 9);
}
