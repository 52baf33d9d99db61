//! Surveys, with the ticket in their address.

use serde_json::json;

use super::{ARTICLE, forget, open, told};
use crate::chromium::Visit;

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
