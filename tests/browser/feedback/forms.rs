//! What came of the contact form.

use serde_json::json;

use super::{forget, leave, one, open, open_later};
use crate::chromium::Visit;

pub(crate) fn write(visit: &Visit<'_>) {
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
