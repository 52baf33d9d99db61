//! What readers may tell the team: votes below articles, events of search, surveys. A receiver stands where the collector
//! does.

mod forms;
mod reads;
mod searches;
mod surveys;
mod votes;

use std::sync::LazyLock;

use serde_json::Value;

use crate::chromium::Visit;
use crate::receiver::{Received, Receiver};
use crate::support::Site;

pub(crate) use forms::{form, form_without_scripts, write};
pub(crate) use reads::{asked_not_to, nothing_kept, personal, reads, untouched};
pub(crate) use searches::{ask, results, searches};
pub(crate) use surveys::{survey, survey_without_scripts};
pub(crate) use votes::{by_keyboard, no, no_and_away, without_scripts, yes};

pub(crate) const ARTICLE: &str = "/payouts/payout-failed/";

/// The schema that the manual publishes.
static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let text = include_str!("../../../docs/content/integrators/events.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema")
});

/// The demo with a receiver for its collector.
pub(crate) fn demo(receiver: &Receiver) -> Site {
    demo_collected_at(&receiver.url)
}

/// The same with anything that takes what a collector does.
pub(crate) fn demo_collected_at(url: &str) -> Site {
    let site = Site::demo();
    let settings = site.read("helpdex.yaml");
    assert!(settings.contains("collector: https://collect.driftnet.example"));
    // What browsers keep would stand in for what is asked of the host here.
    let settings = settings.replace("https://collect.driftnet.example", url).replace("offline: true\n", "");
    site.file("helpdex.yaml", settings)
}

/// The same with messages that go there, too.
pub(crate) fn site(url: &str) -> Site {
    let site = demo_collected_at(url);
    let settings = site.read("helpdex.yaml");
    assert!(settings.contains("to: netlify"));
    site.file("helpdex.yaml", settings.replace("to: netlify", "to: collector"))
}

/// Opens a page and waits for the scripts that come last. Nothing of them is asked for before the page is there.
pub(crate) fn open(visit: &Visit<'_>, path: &str) {
    visit.open(path);
    visit.expect(
        "(async () => { for (const url of document.documentElement.dataset.later.match(/\\S+/g)) await import(url); return true })()",
    );
    visit.expect(
        "performance.getEntriesByType('resource').filter(({ name }) => /\\/(events|helped|send|survey)\\./.test(name))
            .every(({ startTime }) => startTime >= performance.getEntriesByType('navigation')[0].loadEventStart)",
    );
}

/// Leaves a page as a link to another one does.
fn leave(visit: &Visit<'_>) {
    visit.open("/general/");
}

/// Forgets what came before.
fn forget(visit: &Visit<'_>) {
    visit.server().receiver().take();
}

/// What was sent to a path: as the schema says, without a cookie.
fn told(visit: &Visit<'_>, path: &str) -> Vec<Value> {
    let received = visit.server().receiver().wait(path);
    assert_eq!(received.header("cookie"), "");
    let events = received.events();
    for event in &events {
        let faults: Vec<String> = SCHEMA.iter_errors(event).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{event}");
    }
    events
}

/// The only event that was sent to a path, without the name that it has for this once.
fn one(visit: &Visit<'_>, path: &str) -> Value {
    let mut events = told(visit, path);
    assert_eq!(events.len(), 1, "{events:?}");
    nameless(events.remove(0))
}

fn nameless(mut event: Value) -> Value {
    let name = event.as_object_mut().expect("an object").remove("id");
    assert!(name.is_some_and(|name| name.as_str().is_some_and(|name| name.len() > 8)), "{event}");
    event
}

fn revision(visit: &Visit<'_>) -> String {
    let revision = visit.text("document.querySelector('.content').dataset.revision");
    assert_eq!(revision.len(), 12, "{revision}");
    revision
}

/// Nothing else came.
fn nothing_more(visit: &Visit<'_>, path: &str) {
    // What is under way still comes.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let more: Vec<Received> =
        visit.server().receiver().take().into_iter().filter(|received| received.path == path).collect();
    assert!(more.is_empty(), "{more:?}");
}

pub(crate) fn open_later(visit: &Visit<'_>) {
    visit.expect(
        "(async () => { for (const url of document.documentElement.dataset.later.match(/\\S+/g)) await import(url); return true })()",
    );
}
