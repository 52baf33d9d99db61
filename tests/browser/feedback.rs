//! What readers may tell the team: votes below articles, events of search, surveys. A receiver stands where the collector
//! does.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::chromium::Visit;
use crate::receiver::{Received, Receiver};
use crate::support::Site;

const ARTICLE: &str = "/payouts/payout-failed/";

/// The schema that the manual publishes.
static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let text = include_str!("../../docs/content/integrators/events.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).expect("JSON")).expect("a schema")
});

/// The demo with a receiver for its collector.
pub(crate) fn demo(receiver: &Receiver) -> Site {
    let site = Site::demo();
    let settings = site.read("helpdex.yaml");
    assert!(settings.contains("collector: https://collect.driftnet.example"));
    let settings = settings.replace("https://collect.driftnet.example", &receiver.url);
    site.file("helpdex.yaml", settings)
}

/// The same with messages that go there, too.
pub(crate) fn site(receiver: &Receiver) -> Site {
    let site = demo(receiver);
    let settings = site.read("helpdex.yaml");
    assert!(settings.contains("to: netlify"));
    site.file("helpdex.yaml", settings.replace("to: netlify", "to: collector"))
}

/// Opens a page and waits for the scripts that come last. Nothing of them is asked for before the page is there.
fn open(visit: &Visit<'_>, path: &str) {
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

pub(crate) fn yes(visit: &Visit<'_>) {
    forget(visit);
    open(visit, ARTICLE);
    let revision = revision(visit);
    visit.click(".helped-yes button").wait("document.activeElement.id === 'hd-thanks'");
    visit.expect("document.querySelector('.helped-ask').getClientRects().length === 0");
    let event = one(visit, "/v1/feedback");
    assert_eq!(
        event,
        json!({ "kind": "feedback", "path": ARTICLE, "lang": "en", "revision": revision, "helped": true })
    );
    // Nobody remembers it: the next visit may ask again, and leaving says nothing twice.
    open(visit, "/ru/payouts/payout-failed/");
    visit.expect("document.querySelector('.helped-ask').getClientRects().length === 1");
    nothing_more(visit, "/v1/feedback");
}

pub(crate) fn no(visit: &Visit<'_>) {
    forget(visit);
    open(visit, ARTICLE);
    visit.click(".helped summary").wait("document.querySelector('.helped details').open");
    visit.click("[name=reason][value=outdated]").click("#hd-helped-text").paste("Write to anna@mail.ru");
    visit.click(".helped details [type=submit]");
    // What tells who somebody is stays in the browser, and they are told so.
    visit.wait("document.querySelector('#hd-helped-fault').textContent.length > 20");
    visit.expect("document.activeElement.id === 'hd-helped-text' && document.activeElement.ariaInvalid === 'true'");
    nothing_more(visit, "/v1/feedback");
    visit.eval("(document.querySelector('#hd-helped-text').value = '')");
    visit.paste("The button is <b>gone</b>").wait("document.querySelector('#hd-helped-fault').textContent === ''");
    visit.click(".helped details [type=submit]").wait("document.activeElement.id === 'hd-next'");
    // The next step: related answers, and the ways to reach a person.
    visit.expect("document.querySelectorAll('#hd-next li a').length === 3");
    visit.expect("document.querySelector(document.querySelector('#hd-next p a').getAttribute('href')) !== null");
    let event = one(visit, "/v1/feedback");
    assert_eq!((&event["helped"], &event["reason"]), (&json!(false), &json!("outdated")));
    assert_eq!(event["text"], "The button is <b>gone</b>");
    leave(visit);
    nothing_more(visit, "/v1/feedback");
}

/// Who says no and leaves has said that much, and nothing of a text that is not finished.
pub(crate) fn no_and_away(visit: &Visit<'_>) {
    forget(visit);
    open(visit, ARTICLE);
    visit.click(".helped summary").click("#hd-helped-text").paste("I meant");
    leave(visit);
    let event = one(visit, "/v1/feedback");
    assert_eq!((&event["helped"], &event["text"]), (&json!(false), &Value::Null));
    nothing_more(visit, "/v1/feedback");
}

pub(crate) fn by_keyboard(visit: &Visit<'_>) {
    forget(visit);
    open(visit, ARTICLE);
    visit.eval("document.querySelector('.helped-yes button').focus()");
    visit.press(&["Tab"]).expect("document.activeElement.matches('.helped summary')");
    visit.press(&["Enter"]).wait("document.querySelector('.helped details').open");
    visit.press(&["Tab", "ArrowDown"]).expect("document.activeElement.matches('[name=reason]:checked')");
    // Enter in the line sends a no, never the yes that stands first.
    visit.press(&["Tab"]).expect("document.activeElement.id === 'hd-helped-text'");
    visit.enter("too long").press(&["Enter"]).wait("document.activeElement.id === 'hd-next'");
    let event = one(visit, "/v1/feedback");
    assert_eq!((&event["helped"], &event["text"]), (&json!(false), &json!("too long")));
    visit.press(&["Tab"]).expect("document.activeElement.matches('#hd-next li a')");
}

pub(crate) fn without_scripts(visit: &Visit<'_>) {
    forget(visit);
    visit.open(ARTICLE);
    visit.expect("document.querySelector('#hd-thanks').getClientRects().length === 0");
    visit.click(".helped-yes button").arrives(&format!("{ARTICLE}#hd-thanks"));
    visit.expect("document.querySelector('#hd-thanks').getClientRects().length === 1");
    visit.expect("document.querySelector('.helped-ask').getClientRects().length === 0");
    let received = visit.server().receiver().wait("/v1/feedback");
    let fields = ["path", "lang", "helped", "reason"].map(|name| received.field(name).unwrap_or_default());
    assert_eq!(fields, [ARTICLE, "en", "true", ""]);
    assert_eq!(received.field("revision").map(|name| name.len()), Some(12));
    visit.open("/ru/payouts/payout-failed/");
    visit.click(".helped summary").click("[value=unclear]").click("#hd-helped-text").paste("Где кнопка?");
    visit.click(".helped details [type=submit]").arrives("/ru/payouts/payout-failed/#hd-next");
    visit.expect("document.querySelector('#hd-next').getClientRects().length === 1");
    let received = visit.server().receiver().wait("/v1/feedback");
    let fields = ["helped", "reason", "text"].map(|name| received.field(name).unwrap_or_default());
    assert_eq!(fields, ["false", "unclear", "Где кнопка?"]);
    // Nothing is told of a browser without scripts but what its reader sends.
    assert!(visit.server().receiver().take().is_empty());
}

fn ask(visit: &Visit<'_>, query: &str) {
    visit.click("#hd-q").eval("document.querySelector('#hd-q').select()");
    visit.paste(query);
}

pub(crate) fn searches(visit: &Visit<'_>) {
    forget(visit);
    open(visit, "/");
    ask(visit, "payout pending");
    visit.wait("document.querySelectorAll('.panel [role=option] mark').length > 0");
    let first = visit.text("new URL(document.querySelector('.panel [role=option]').href).pathname");
    visit.click(".panel [role=option]").arrives(&first);
    let event = one(visit, "/v1/events");
    assert!(event["hits"].as_u64().is_some_and(|hits| hits > 0), "{event}");
    assert_eq!(
        (&event["kind"], &event["query"], &event["then"], &event["opened"]),
        (&json!("search"), &json!("payout pending"), &json!("open"), &json!(first))
    );
    // Who looks at an answer and asks another question was not helped by it; what is still being typed is no question.
    open(visit, "/ru/");
    ask(visit, "xyzzyqwv");
    visit.wait("document.querySelector('.panel-notice')?.textContent.length > 5");
    visit.eval("new Promise((resolve) => setTimeout(resolve, 2200))");
    ask(visit, "anna@mail.ru 4539 1488 0343 6467 vpn");
    visit.wait("document.querySelectorAll('.panel [role=option] mark').length > 0");
    leave(visit);
    let events = told(visit, "/v1/events").into_iter().map(nameless).collect::<Vec<_>>();
    let short = |event: &Value| ["query", "then", "lang"].map(|key| event[key].as_str().unwrap_or_default().to_owned());
    let all: Vec<_> = events.iter().map(short).collect();
    assert_eq!(all, [["xyzzyqwv", "again", "ru"], ["@ # vpn", "leave", "ru"]]);
    assert_eq!(events[0]["hits"], 0);
}

/// The page of results goes on with the question that the drop-down list began: it counts once.
pub(crate) fn results(visit: &Visit<'_>) {
    forget(visit);
    open(visit, "/");
    ask(visit, "vpn");
    visit.wait("document.querySelector('.panel-all') !== null");
    visit.click(".panel-all").arrives("/search/?q=vpn");
    visit.wait("document.querySelectorAll('.hits a').length > 0");
    open_later(visit);
    nothing_more(visit, "/v1/events");
    visit.open("/search/?q=vpn");
    open_later(visit);
    ask(visit, "how to close my account");
    visit.wait("document.querySelector('.hits a')?.textContent.includes('close')");
    visit.click(".hits a").wait("location.pathname === '/accounts/close-my-account/'");
    let events = told(visit, "/v1/events");
    let last = events.last().expect("an event");
    assert_eq!((&last["query"], &last["then"]), (&json!("how to close my account"), &json!("open")));
    assert_eq!(last["opened"], "/accounts/close-my-account/");
    // Who goes to a person has not found it.
    open(visit, "/search/");
    ask(visit, "xyzzyqwv");
    visit.wait("document.querySelector('.results-count')?.textContent.includes('xyzzyqwv')");
    visit.click(".contact a[href='/contact/']").arrives("/contact/");
    let event = one(visit, "/v1/events");
    assert_eq!((&event["then"], &event["hits"]), (&json!("contact"), &json!(0)));
}

fn open_later(visit: &Visit<'_>) {
    visit.expect(
        "(async () => { for (const url of document.documentElement.dataset.later.match(/\\S+/g)) await import(url); return true })()",
    );
}

pub(crate) fn reads(visit: &Visit<'_>) {
    forget(visit);
    open(visit, ARTICLE);
    let revision = revision(visit);
    visit.click("h1").press(&["ArrowDown", "ArrowDown"]);
    visit.open("/payouts/gone-123456/");
    open_later(visit);
    let event = one(visit, "/v1/events");
    assert_eq!(event, json!({ "kind": "read", "path": ARTICLE, "lang": "en", "revision": revision }));
    visit.click("h1");
    leave(visit);
    let event = one(visit, "/v1/events");
    assert_eq!(event, json!({ "kind": "missing", "path": "/payouts/gone-#/", "lang": "en" }));
}

/// Whoever opens a page and leaves it, without having touched it, is told of to nobody.
pub(crate) fn untouched(visit: &Visit<'_>) {
    forget(visit);
    for path in [ARTICLE, "/", "/search/?q=vpn", "/survey/csat/"] {
        open(visit, path);
    }
    visit.open("/search/?q=vpn").wait("document.querySelectorAll('.hits a').length > 0");
    leave(visit);
    std::thread::sleep(std::time::Duration::from_millis(300));
    let received = visit.server().receiver().take();
    assert!(received.is_empty(), "{received:?}");
}

/// Browsers that ask not to be tracked are not counted; what their readers send goes all the same.
pub(crate) fn asked_not_to(visit: &Visit<'_>) {
    forget(visit);
    for (name, value) in [("globalPrivacyControl", "true"), ("doNotTrack", "'1'")] {
        visit.before_pages(&format!(
            "Object.defineProperty(Navigator.prototype, '{name}', {{ configurable: true, get: () => {value} }})"
        ));
        open(visit, ARTICLE);
        visit.click("h1");
        ask(visit, "payout pending");
        visit.wait("document.querySelectorAll('.panel [role=option] mark').length > 0");
        visit.click(".panel [role=option]").wait("document.readyState === 'complete'");
        open(visit, ARTICLE);
        visit.click(".helped-yes button");
        assert_eq!(one(visit, "/v1/feedback")["helped"], true);
        leave(visit);
        nothing_more(visit, "/v1/events");
        // The next round is about the other sign alone.
        visit.before_pages(&format!(
            "Object.defineProperty(Navigator.prototype, '{name}', {{ configurable: true, get: () => undefined }})"
        ));
    }
}

/// No cookie, and nothing in any storage: neither before nor after all that can be told.
pub(crate) fn nothing_kept(visit: &Visit<'_>) {
    forget(visit);
    open(visit, ARTICLE);
    visit.click(".helped summary").click("[value=failed]").click(".helped details [type=submit]");
    visit.wait("document.activeElement.id === 'hd-next'");
    ask(visit, "vpn");
    visit.wait("document.querySelectorAll('.panel [role=option] mark').length > 0");
    leave(visit);
    visit.server().receiver().wait("/v1/events");
    open(visit, "/survey/csat/?t=abc.1.def");
    visit.click("[name=score][value='5']").click("#hd-survey [type=submit]");
    visit.wait("document.activeElement.id === 'hd-thanks'");
    visit.expect("document.cookie === '' && localStorage.length === 0");
    // What the tab read stands ready for the contact form; the reader sees it there, and ticks it or not.
    visit.expect("Object.keys(sessionStorage).every((key) => ['helpdex-trail', 'helpdex-offered'].includes(key))");
    visit.expect("(async () => (await indexedDB.databases()).length === 0 && (await caches.keys()).length === 0)()");
}

fn write(visit: &Visit<'_>) {
    open(visit, "/contact/");
    visit.wait("document.querySelector('[data-topic=payout]').hidden");
    visit.eval("(document.querySelector('#hd-topic').value = 'account', document.querySelector('#hd-topic').dispatchEvent(new Event('input', { bubbles: true })))");
    visit.click("#hd-subject").paste("How do I close my account?");
    visit.wait("document.querySelectorAll('.form-answers li a').length > 0");
}

pub(crate) fn form(visit: &Visit<'_>) {
    forget(visit);
    visit.open("/accounts/create-an-account/").eval("location.assign('/contact/')");
    visit.arrives("/contact/");
    open_later(visit);
    visit.click("#hd-subject").paste("How do I close my account?");
    visit.wait("document.querySelectorAll('.form-answers li a').length > 0");
    visit.click(".form-answers .button").wait("!document.querySelector('.form-done.solved').hidden");
    leave(visit);
    let event = one(visit, "/v1/events");
    let offered = event["offered"].as_array().expect("a list");
    assert!(offered.contains(&json!("/accounts/close-my-account/")), "{event}");
    assert_eq!((&event["kind"], &event["outcome"]), (&json!("form"), &json!("solved")));
    assert_eq!((&event["path"], &event["from"]), (&json!("/contact/"), &json!("/accounts/create-an-account/")));
    // Sent: the message goes to the collector, and the event says that it went, not what was in it.
    write(visit);
    visit.click("#hd-f-message").paste("Close it.").click("#hd-f-email").paste("anna@example.com");
    visit.click("#hd-form [type=submit]").wait("!document.querySelector('.form-done.sent').hidden");
    let message = visit.server().receiver().wait("/v1/contact");
    assert!(message.body.contains("Close it.") && message.body.contains("anna@example.com"), "{message:?}");
    leave(visit);
    let event = one(visit, "/v1/events");
    assert_eq!(event["outcome"], "sent");
    assert!(!event.to_string().contains("anna") && !event.to_string().contains("Close it"), "{event}");
    // Left with half a question.
    write(visit);
    leave(visit);
    assert_eq!(one(visit, "/v1/events")["outcome"], "left");
}

pub(crate) fn form_without_scripts(visit: &Visit<'_>) {
    forget(visit);
    visit.open("/contact/");
    visit.click("#hd-topic").press(&["ArrowDown", "Enter"]).click("#hd-subject").paste("Where?");
    visit.click("#hd-f-message").paste("It is late.").click("#hd-f-email").paste("anna@example.com");
    visit.click("#hd-form [type=submit]");
    let message = visit.server().receiver().wait("/v1/contact");
    assert!(message.body.contains("It is late.") && message.body.contains("/contact/sent/"), "{message:?}");
}

pub(crate) fn survey(visit: &Visit<'_>) {
    forget(visit);
    open(visit, "/survey/nps/?t=T-1.1790000000.abcdefghijklmnopqrstuv");
    visit.expect("document.querySelector('meta[name=robots]').content === 'noindex'");
    visit.click("#hd-survey-text").paste("Call +375 29 713-02-68");
    visit.click("[name=score][value='9']").click("#hd-survey [type=submit]");
    visit.wait("document.querySelector('#hd-survey-fault').textContent.length > 20");
    visit.eval("(document.querySelector('#hd-survey-text').value = '')");
    visit.click("#hd-survey-text").paste("You are quick");
    visit.click("#hd-survey [type=submit]").wait("document.activeElement.id === 'hd-thanks'");
    visit.expect("document.querySelector('#hd-survey').getClientRects().length === 0");
    let received = told(visit, "/v1/survey");
    let wanted = json!({
        "kind": "survey", "survey": "nps", "lang": "en", "score": 9, "text": "You are quick",
        "t": "T-1.1790000000.abcdefghijklmnopqrstuv",
    });
    assert_eq!(received, [wanted]);
    // What can't be sent is told, and stays.
    open(visit, "/ru/survey/csat/");
    visit.expect("document.querySelectorAll('[name=score]').length === 5");
    visit.eval("(globalThis.fetch = () => Promise.reject(new Error('gone')), 1)");
    visit.click("[name=score][value='2']").click("#hd-survey [type=submit]");
    visit.wait("document.querySelector('#hd-survey-fault').textContent.length > 10");
    visit.expect("document.querySelector('[name=score]:checked').value === '2' && !document.querySelector('#hd-survey [type=submit]').disabled");
}

pub(crate) fn survey_without_scripts(visit: &Visit<'_>) {
    forget(visit);
    visit.open("/survey/voice/?t=T-1.1790000000.abcdefghijklmnopqrstuv");
    visit.click("[name=score][value='10']").click("#hd-survey [type=submit]").arrives("/survey/voice/#hd-thanks");
    visit.expect("document.querySelector('#hd-thanks').getClientRects().length === 1");
    let received = visit.server().receiver().wait("/v1/survey");
    let fields = ["survey", "score", "lang", "t"].map(|name| received.field(name).unwrap_or_default());
    assert_eq!(fields, ["voice", "10", "en", ""]);
    // The browser says which page it was: there alone the collector finds the ticket.
    assert!(
        received.header("referer").ends_with("/survey/voice/?t=T-1.1790000000.abcdefghijklmnopqrstuv"),
        "{received:?}"
    );
    // No other page tells more than the host.
    visit.open(&format!("{ARTICLE}?t=secret")).click(".helped-yes button");
    let received = visit.server().receiver().wait("/v1/feedback");
    assert!(!received.header("referer").contains("secret"), "{received:?}");
}

/// The same table as in `crates/lint/src/rules/personal.rs`.
pub(crate) fn personal(visit: &Visit<'_>) {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../feedback/personal.json")).expect("cases");
    assert!(cases.len() >= 15);
    visit.open(ARTICLE);
    let send = visit.server().file_like("assets/send.");
    let found = visit.eval(&format!(
        "(async () => {{ const {{ scrub, isPersonal }} = await import('{send}');
            return {}.map(({{ text }}) => ({{ text, scrubbed: scrub(text), told: isPersonal(text) }})) }})()",
        Value::from(cases.clone())
    ));
    for (case, found) in cases.iter().zip(found.as_array().expect("a list")) {
        assert_eq!(found["scrubbed"], case["scrubbed"]);
        assert_eq!(found["told"], case["scrubbed"] != case["text"], "{case}");
    }
    // A text is cut, and none of any length keeps the browser busy.
    let long = visit.eval(&format!(
        "(async () => {{ const {{ scrub }} = await import('{send}'); const begun = performance.now();
            const texts = ['a'.repeat(1e6), '1 '.repeat(1e6), 'a@'.repeat(1e6), '(+'.repeat(1e6), '😀'.repeat(1e5)].map(scrub);
            return {{ lengths: texts.map((text) => [...text].length), quick: performance.now() - begun < 500 }} }})()"
    ));
    assert_eq!(long["quick"], true);
    assert!(long["lengths"].as_array().expect("a list").iter().all(|length| length.as_u64() <= Some(200)), "{long}");
}
