//! What was read, and what is never told or kept.

use serde_json::{Value, json};

use super::{ARTICLE, ask, forget, leave, nothing_more, one, open, open_later, revision};
use crate::chromium::Visit;

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

/// The same table as in `crates/lint/src/rules/personal.rs`.
pub(crate) fn personal(visit: &Visit<'_>) {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../../feedback/personal.json")).expect("cases");
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
