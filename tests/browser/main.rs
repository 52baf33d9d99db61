//! The demo site in a real Chromium, under its own Content-Security-Policy, served from loopback; and the preview, as
//! authors see it.
//!
//! One browser for all checks: each gets a tab with a profile of its own. No check may leave an error in the console,
//! a request for what is not there, or one to another host.
#![allow(clippy::expect_used, reason = "a test may stop at once")]
#![allow(clippy::print_stdout, reason = "the list of checks is the test's report")]

#[path = "../support/mod.rs"]
mod support;

mod agents;
mod author;
mod blocks;
mod chromium;
mod contact;
mod customers;
mod faults;
mod feedback;
mod hostile;
mod images;
mod incidents;
mod journeys;
mod languages;
mod looks;
mod offline;
#[path = "../serve/preview.rs"]
mod preview;
mod product;
mod receiver;
mod replay;
mod server;
#[cfg(all(unix, feature = "collect"))]
mod voice;
mod widget;
mod write;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chromium::{Missing, View, Visit};
use helpdex_chromium::Browser;
use preview::Preview;
use product::Product;
use receiver::Receiver;
use server::Server;
use support::Site;
use support::output::Output;

/// Where the demo site says that it is published.
const DEMO_URL: &str = "https://help.driftnet.example";

/// What a check does, the paths where it expects nothing to be, and how it looks.
struct Check {
    name: &'static str,
    view: View,
    missing: Missing<'static>,
    run: fn(&Visit<'_>),
}

impl Check {
    const fn new(name: &'static str, run: fn(&Visit<'_>)) -> Self {
        Self { name, view: View { width: 1280, dark: false, scripts: true }, missing: Missing::Paths(&[]), run }
    }

    const fn phone(self) -> Self {
        Self { view: View { width: 390, ..self.view }, ..self }
    }

    const fn dark(self) -> Self {
        Self { view: View { dark: true, ..self.view }, ..self }
    }

    const fn without_scripts(self) -> Self {
        Self { view: View { scripts: false, ..self.view }, ..self }
    }

    const fn troubled(self) -> Self {
        Self { missing: Missing::Troubled, ..self }
    }

    const fn missing(self, missing: &'static [&'static str]) -> Self {
        Self { missing: Missing::Paths(missing), ..self }
    }
}

/// The demo site.
const DEMO: &[Check] = &[
    Check::new("from the home page to an answer in another language", journeys::reading),
    Check::new("the contents follow the reader", journeys::contents),
    Check::new("the search field suggests", journeys::suggestions),
    Check::new("suggestions on a phone", journeys::suggestions).phone(),
    Check::new("words that no article has", journeys::unknown_words),
    Check::new("suggestions before they are asked for", journeys::ahead),
    Check::new("suggestions for a word that a phone's keyboard composes", journeys::composing).phone(),
    Check::new("the page of results", journeys::results),
    Check::new("keyboard only", journeys::keyboard),
    Check::new("every stop of the keyboard is seen", journeys::tab_stops),
    Check::new("a page that is not there", journeys::not_found).missing(&["/payouts/no-such-page/"]),
    Check::new("tabs by mouse, keyboard, address and memory", blocks::tabs),
    Check::new("tabs on a phone", blocks::tabs).phone().dark(),
    Check::new("words of the glossary by keyboard", blocks::terms),
    Check::new("words of the glossary on a phone", blocks::terms).phone().dark(),
    Check::new("details open for whoever is led there", blocks::details),
    Check::new("a picture opens large", blocks::figure),
    Check::new("pictures in the file that fits", images::modern),
    Check::new("pictures in the file that fits on a phone", images::modern).phone(),
    Check::new("pictures for dark screens", images::scheme).dark(),
    Check::new("pictures for dark screens without scripts", images::scheme_alone).dark().without_scripts(),
    Check::new("questions open by keyboard and by links", blocks::questions),
    Check::new("blocks without scripts", blocks::all_shown).without_scripts(),
    Check::new("words of the glossary without scripts", blocks::terms_alone).without_scripts(),
    Check::new("a page of another host, by keyboard", blocks::embed).missing(&[blocks::MAP]),
    Check::new("a page of another host without scripts", blocks::embed_alone).without_scripts(),
    Check::new("parts for one platform", blocks::only),
    Check::new("parts for one platform on a phone", blocks::only).phone().dark(),
    Check::new("parts for one platform without scripts", blocks::only_alone).without_scripts(),
    Check::new("without scripts", journeys::without_scripts).without_scripts(),
    Check::new("old addresses", journeys::redirects),
    Check::new("old addresses of which the beginning is known", journeys::moved).missing(&[journeys::MOVED]),
    Check::new("phone width", looks::fits).phone(),
    Check::new("reading on a phone", journeys::reading).phone(),
    Check::new("large screen", looks::fits),
    Check::new("the list of suggestions stays in the window", looks::drop_down),
    Check::new("the list of suggestions stays in a phone's window", looks::drop_down).phone(),
    Check::new("tables on a phone", looks::tables).phone(),
    Check::new("pictures have an edge", looks::pictures),
    Check::new("pictures have an edge in the dark", looks::pictures).dark(),
    Check::new("light colors", looks::contrast),
    Check::new("dark colors", looks::contrast).dark(),
    Check::new("controls have names", looks::named),
    Check::new("controls on a phone have names", looks::named).phone(),
    Check::new("a chosen color scheme stays", looks::scheme),
    Check::new("nothing moves while a page loads", looks::steady),
    Check::new("print", looks::print),
    Check::new("a code on paper", looks::print_code),
    Check::new("files for machines are XML", journeys::xml),
    Check::new("a table of times, in the zone of each reader", contact::cases),
    Check::new("the panel tells what is open now", contact::panel),
    Check::new("the contact page in the reader's language and zone", contact::page),
    Check::new("hours without scripts", contact::hours_without_scripts).without_scripts(),
    Check::new("ways to reach a person where nothing is found", contact::nothing_found),
    Check::new("the contact form", contact::form),
    Check::new("the contact form on a phone", contact::form).phone(),
    Check::new("the contact form answers first", contact::answers_first),
    Check::new("the contact form sends what was read when it is ticked", contact::trail),
    Check::new("the contact form, keyboard only", contact::form_by_keyboard),
    Check::new("the contact form without scripts", contact::form_without_scripts).without_scripts(),
    Check::new("the contact form and robots", contact::robots),
];

/// A site below a path of its host, in a language written from right to left, with articles of an attacker.
const HOSTILE: &[Check] = &[
    Check::new("content runs no code", hostile::no_code),
    Check::new("search shows HTML as text", faults::html),
    Check::new("names of elements don't stand in the way of search", faults::names),
    Check::new("from right to left", hostile::right_to_left),
    Check::new("from right to left on a phone", hostile::right_to_left).phone(),
];

/// A site of eight languages.
const MANY: &[Check] = &[
    Check::new("a language is found by its name", languages::menu),
    Check::new("a language is found on a phone", languages::menu).phone(),
    Check::new("all languages without scripts", languages::menu_without_scripts).without_scripts(),
    Check::new("a page is offered in the reader's language", languages::offer),
    Check::new("numbers and names on a page from the right", languages::kept),
    Check::new("numbers and names from the right on a phone", languages::kept).phone(),
];

/// A site with incidents, looked at by clocks that the checks set.
const INCIDENTS: &[Check] = &[
    Check::new("an incident ends while somebody reads", incidents::ends),
    Check::new("planned work begins while somebody reads", incidents::begins),
    Check::new("the end of an incident is told for a while", incidents::resolved),
    Check::new("incidents above results", incidents::results),
    Check::new("incidents without scripts", incidents::without_scripts).without_scripts(),
    Check::new("incidents by keyboard", incidents::keyboard),
    Check::new("incidents by keyboard on a phone", incidents::keyboard).phone().dark(),
    Check::new("the status of the service", incidents::status),
];

/// The demo site as agents have it.
const AGENTS: &[Check] = &[
    Check::new("agents copy a reply", agents::copies_a_reply),
    Check::new("agents copy an answer", agents::copies_an_answer),
    Check::new("agents find a reply", agents::finds_a_reply),
    Check::new("agents tick a checklist", agents::ticks_a_checklist),
    Check::new("a checklist without scripts", agents::ticks_a_checklist).without_scripts(),
    Check::new("a reply without scripts", agents::a_reply_without_scripts).without_scripts(),
    Check::new("the site for agents on a phone", looks::fits).phone(),
    Check::new("light colors of the site for agents", looks::contrast),
    Check::new("dark colors of the site for agents", looks::contrast).dark(),
    Check::new("controls of the site for agents have names", looks::named),
];

/// The demo site with a collector.
const FEEDBACK: &[Check] = &[
    Check::new("an article helped", feedback::yes),
    Check::new("an article did not help", feedback::no),
    Check::new("an article did not help, on a phone", feedback::no).phone().dark(),
    Check::new("who says no and leaves", feedback::no_and_away),
    Check::new("a vote by keyboard", feedback::by_keyboard),
    Check::new("a vote without scripts", feedback::without_scripts).without_scripts(),
    Check::new("searches are told, not who searched", feedback::searches),
    Check::new("a question on the page of results counts once", feedback::results),
    Check::new("what was read, and what is not there", feedback::reads).missing(&["/payouts/gone-123456/"]),
    Check::new("nothing is told before a touch", feedback::untouched),
    Check::new("a browser that asks not to be tracked", feedback::asked_not_to),
    Check::new("no cookie and no storage", feedback::nothing_kept),
    Check::new("what came of the contact form", feedback::form),
    Check::new("the contact form to a collector, without scripts", feedback::form_without_scripts).without_scripts(),
    Check::new("a survey", feedback::survey),
    Check::new("a survey on a phone", feedback::survey).phone().dark(),
    Check::new("a survey without scripts", feedback::survey_without_scripts).without_scripts(),
    Check::new("what may tell who somebody is", feedback::personal),
];

/// The demo site at a host where things go wrong.
const TROUBLED: &[Check] = &[
    Check::new("files of the index are missing or cut off", faults::files).troubled(),
    Check::new("a thousand flipped bits", faults::flipped_bits).troubled(),
    Check::new("flipped bits in the page", faults::flipped_bits_in_the_page).troubled(),
    Check::new("hosts that don't send parts of files", faults::ranges).troubled(),
    Check::new("the network goes between two queries", faults::network).troubled(),
    Check::new("the site is published anew", faults::published_anew).troubled(),
    Check::new("a policy without WebAssembly", faults::no_wasm).troubled(),
    Check::new("the contact form at a host that is gone", contact::dead_endpoint).troubled(),
    Check::new("no workers", faults::no_worker),
    Check::new("very long and odd queries", faults::long_queries),
];

/// A site that keeps pages for times without a network.
const OFFLINE: &[Check] = &[
    Check::new("reading and searching without a network", offline::read_and_search).troubled(),
    Check::new("an index kept in parts", offline::search_in_parts).troubled(),
    Check::new("a publication between two visits", offline::published_anew).troubled(),
    Check::new("what was kept is removed", offline::removed).troubled(),
    Check::new("a home screen", offline::installable).phone(),
];

/// The demo site inside of a product on another host.
const WIDGET: &[Check] = &[
    Check::new("a product loads little before a touch", widget::untouched),
    Check::new("help in a product: search, read, back, contact, close", widget::journey),
    Check::new("help in a product on a phone", widget::journey).phone(),
    Check::new("incidents in a product", widget::incidents),
    Check::new("help in a product in the dark", widget::dark).dark(),
    Check::new("help in a product by keyboard", widget::keyboard),
    Check::new("help in a product by its calls", widget::calls).missing(&["/be/accounts/close-my-account/"]),
    Check::new("help in a product belongs to the page", widget::suggestions).missing(&["/no/such/"]),
    Check::new("help in a product keeps one article", widget::kept),
    Check::new("the first snippet", widget::first_snippet),
    Check::new("help in a product under a strict policy", widget::strict),
    Check::new("help in a product that trusts no text", widget::trusted),
    Check::new("help in a product that allows no panel", widget::link_left).troubled(),
    Check::new("help in a product that lacks WebAssembly", widget::without_wasm).troubled(),
    Check::new("help in a product that changed its objects", widget::broken),
    Check::new("help twice in one page", widget::twice),
    Check::new("help in a frame", widget::framed),
    Check::new("help on a page of its own", widget::alone),
    Check::new("help on a page of its own without scripts", widget::alone_without_scripts).without_scripts(),
    Check::new("help in a product tells who listens", widget::spoken),
    Check::new("help in a product: the site was published anew", widget::published_anew).troubled(),
];

/// A site with an attacker's articles, whose own cleaning failed, inside of a product.
const WIDGET_HOSTILE: &[Check] = &[Check::new("nothing of an article runs in a product", widget::no_code)];

/// A site below a path of its host, in Arabic among others, inside of a product.
const WIDGET_RIGHT: &[Check] = &[
    Check::new("help in a product from the right", widget::from_the_right),
    Check::new("help in a product from the right on a phone", widget::from_the_right).phone().dark(),
];

/// Where nothing may fail.
const NONE: Missing<'_> = Missing::Paths(&[]);

/// A check that compares with what the command line says of the same site.
type Replay = fn(&Site, &Visit<'_>);

/// Search in the browser and elsewhere.
const REPLAYS: &[(&str, Replay)] = &[
    ("one file of queries, asked in three ways", replay::three_ways),
    ("the demo's search tests in the browser", replay::search_tests),
];

/// One browser at a time: three at once would wait for each other on a small machine.
static BROWSER: Mutex<()> = Mutex::new(());

/// Runs checks one after the other, and tells at the end which of them failed.
struct Judge {
    /// Only those whose name holds this are run.
    only: String,
    failed: Vec<&'static str>,
    _alone: MutexGuard<'static, ()>,
}

impl Judge {
    fn new() -> Self {
        let alone = BROWSER.lock().unwrap_or_else(PoisonError::into_inner);
        Self { only: std::env::var("CHECKS").unwrap_or_default(), failed: Vec::new(), _alone: alone }
    }

    fn judge(&mut self, name: &'static str, visit: Visit<'_>, missing: Missing<'_>, run: &dyn Fn(&Visit<'_>)) {
        if !name.contains(&self.only) {
            return;
        }
        let started = std::time::Instant::now();
        let done = catch_unwind(AssertUnwindSafe(|| run(&visit)));
        let faults = visit.faults(missing);
        let fine = done.is_ok() && faults.is_empty();
        println!("{} {name} ({:.1} s)", if fine { "ok    " } else { "FAILED" }, started.elapsed().as_secs_f64());
        for fault in &faults {
            println!("       {fault}");
        }
        if !fine {
            self.failed.push(name);
        }
    }

    fn end(self) {
        assert!(self.failed.is_empty(), "failed: {:?}", self.failed);
    }
}

#[test]
fn in_a_real_browser() {
    let receiver = Arc::new(Receiver::start());
    let demo_site = feedback::demo(&receiver);
    demo_site.run(["build", "--strict"]).status(0);
    let demo = Server::start(Output::read(&demo_site, DEMO_URL)).sending_to(&receiver);
    let voice = feedback::site(&receiver.url);
    voice.run(["build", "--strict"]).status(0);
    let voice = Server::start(Output::read(&voice, DEMO_URL)).sending_to(&receiver);
    let hostile = hostile::site();
    hostile.run(["build"]).status(0);
    let hostile = Server::start(Output::read(&hostile, hostile::BASE_URL));
    let many = languages::site();
    many.run(["build"]).status(0);
    let many = Server::start(Output::read(&many, languages::BASE_URL));
    let trouble = incidents::site();
    trouble.run(["build"]).status(0);
    let trouble = Server::start(Output::read(&trouble, incidents::BASE_URL));
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    let all = [(&demo, DEMO), (&voice, FEEDBACK), (&hostile, HOSTILE), (&many, MANY), (&trouble, INCIDENTS)];
    for (server, checks) in all {
        for check in checks {
            judge.judge(check.name, Visit::new(&browser, server, check.view), check.missing, &check.run);
        }
    }
    for (name, run) in REPLAYS {
        judge.judge(name, Visit::new(&browser, &demo, View::default()), NONE, &|visit| run(&demo_site, visit));
    }
    judge.end();
}

/// From the reader's click to the row in the team's own database, with nothing in place of anything.
#[test]
#[cfg(all(unix, feature = "collect"))]
fn what_readers_say_arrives_in_both_databases() {
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    let place = voice::Place::new();
    // One after the other: both listen at the address that the pages know.
    for name in ["in SQLite", "in PostgreSQL"] {
        let collector = if name == "in SQLite" { place.sqlite() } else { place.postgres() };
        let visit = Visit::new(&browser, &place.server, View::default());
        judge.judge(name, visit, Missing::Paths(&[voice::GONE]), &|visit| voice::everything(&collector, visit));
        collector.end();
    }
    judge.end();
}

#[test]
fn agents_in_a_real_browser() {
    let site = agents::site();
    let server = Server::start(Output::read(&site, agents::BASE_URL));
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    for check in AGENTS {
        judge.judge(check.name, Visit::new(&browser, &server, check.view), check.missing, &check.run);
    }
    judge.end();
}

#[test]
fn inside_of_a_product_in_a_real_browser() {
    let products = [Product::start(), Product::start(), Product::start()];
    let outputs = [widget::demo(&products[0]), widget::hostile(), widget::right()];
    let servers: Vec<Server> = products
        .iter()
        .zip(outputs)
        .map(|(product, output)| {
            let server = Server::troubled(output).shown_by(&product.url);
            product.shows(&server.url);
            server
        })
        .collect();
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    for (server, checks) in servers.iter().zip([WIDGET, WIDGET_HOSTILE, WIDGET_RIGHT]) {
        for check in checks {
            server.heal();
            judge.judge(check.name, Visit::new(&browser, server, check.view), check.missing, &check.run);
        }
    }
    judge.end();
}

#[test]
fn every_language_in_a_real_browser() {
    let site = customers::site();
    site.run(["build"]).status(0);
    let server = Server::start(Output::read(&site, "https://help.example.com"));
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    let visit = Visit::new(&browser, &server, View::default());
    judge.judge("every language", visit, NONE, &|visit| customers::every_language(&site, visit));
    judge.end();
}

#[test]
fn search_in_trouble() {
    let receiver = Arc::new(Receiver::start());
    let demo = feedback::demo(&receiver);
    demo.run(["build", "--strict"]).status(0);
    let server = Server::troubled(Output::read(&demo, DEMO_URL)).sending_to(&receiver);
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    for check in TROUBLED {
        judge.judge(check.name, Visit::new(&browser, &server, check.view), check.missing, &check.run);
    }
    judge.end();
}

#[test]
fn without_a_network_in_a_real_browser() {
    let site = offline::site();
    let server = offline::serve(&site);
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    for check in OFFLINE {
        server.heal();
        judge.judge(check.name, Visit::new(&browser, &server, check.view), check.missing, &check.run);
    }
    judge.end();
}

#[test]
fn an_author_in_a_real_browser() {
    let site = author::site();
    let preview = Preview::start(&site, &[]);
    let server = Server::of(format!("http://127.0.0.1:{}", preview.port));
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    for (name, run) in author::CHECKS {
        let other = Visit::new(&browser, &server, View::default());
        other.open("/");
        judge.judge(name, Visit::new(&browser, &server, View::default()), NONE, &|visit| run(&site, visit, &other));
        assert_eq!(other.faults(NONE), [""; 0], "{name}, in the other browser");
    }
    judge.end();
}

#[test]
fn writing_in_a_real_browser() {
    let desk = write::desk();
    let server = Server::of(format!("http://127.0.0.1:{}", desk.preview.port)).beside(desk.strangers.clone());
    let mut judge = Judge::new();
    let browser = Browser::start().expect("a browser");
    for (name, run) in write::CHECKS {
        // Both versions of a file are told of by a status that the console counts as an error.
        let visit = Visit::new(&browser, &server, View::default());
        judge.judge(name, visit, Missing::Troubled, &|visit| run(&desk, visit));
    }
    judge.end();
}
