//! What was searched, and what came of it.

use serde_json::{Value, json};

use super::{forget, leave, nameless, nothing_more, one, open, open_later, told};
use crate::chromium::Visit;

pub(crate) fn ask(visit: &Visit<'_>, query: &str) {
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
