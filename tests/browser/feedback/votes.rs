//! "Did this help?" below articles.

use serde_json::{Value, json};

use super::{ARTICLE, forget, leave, nothing_more, one, open, revision};
use crate::chromium::Visit;

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
