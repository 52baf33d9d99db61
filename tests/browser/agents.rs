//! The site for agents: what is copied from it.

use serde_json::json;

use crate::chromium::Visit;
use crate::support::Site;

pub(crate) const BASE_URL: &str = "https://agents.driftnet.example";
const MACRO: &str = "/macros/payout-in-review/";
const PENDING: &str = "/payouts/payout-pending/";

/// Keeps what the page copies, in the place of the system's clipboard.
const KEEP: &str = "(() => {
    window.copied = null;
    Clipboard.prototype.writeText = async (text) => { window.copied = { text } };
    Clipboard.prototype.write = async ([item]) => {
        const read = async (type) => (await item.getType(type)).text();
        window.copied = { text: await read('text/plain'), html: await read('text/html') };
    };
})()";

/// The demo site as agents have it, where tests look for a build.
pub(crate) fn site() -> Site {
    let site = Site::demo();
    site.run(["build", "--strict", "--quiet", "--audience", "agents", "--out", "internal"]).status(0);
    std::fs::rename(site.path("internal"), site.path("public")).expect("moved");
    site
}

/// A reply by mouse and by keyboard, in three forms.
pub(crate) fn copies_a_reply(visit: &Visit<'_>) {
    visit.open(MACRO).wait("!document.querySelector('.copy').hidden").eval(KEEP);
    visit.click("[data-copy=text]").wait("!!copied");
    let text = visit.text("copied.text");
    assert!(text.starts_with("Hello {{ customer.first_name }},\n\nyour payout is still in review."), "{text}");
    let link = "- What each status means (https://help.driftnet.example/payouts/payout-pending/)\n- How long";
    assert!(text.contains(link), "{text}");
    visit.wait("document.querySelector('[role=status].copy-said').innerText === 'Copied'");
    visit.eval("copied = null, document.querySelector('[data-copy=text]').focus()");
    visit.press(&["Tab", "Enter"]).wait("!!copied?.html");
    let html = visit.text("copied.html");
    assert!(
        html.contains("<a href=\"https://help.driftnet.example/payouts/payout-pending/\">What each status means</a>"),
        "{html}"
    );
    assert!(!html.contains("class") && !html.contains("agents.driftnet"), "{html}");
    visit.eval("copied = null");
    visit.press(&["Tab", "Enter"]).wait("!!copied");
    let markdown = visit.text("copied.text");
    assert!(
        markdown.contains("[What each status means](https://help.driftnet.example/payouts/payout-pending/)"),
        "{markdown}"
    );
    assert!(markdown.contains("{{ customer.first_name }}"), "{markdown}");
}

/// An answer and a part of it, without what customers are not to read.
pub(crate) fn copies_an_answer(visit: &Visit<'_>) {
    visit.open(PENDING).wait("!!document.querySelector('h1 + .copy-answer')").eval(KEEP);
    visit.expect("document.querySelector('.only.internal').innerText.includes('Before you answer')");
    visit.click("h1 + .copy-answer").wait("!!copied");
    let text = visit.text("copied.text");
    assert!(text.ends_with("\n\nhttps://help.driftnet.example/payouts/payout-pending/"), "{text}");
    // The note stands below this heading.
    visit.eval("copied = null, document.querySelector('#if-it-takes-longer + .copy-answer').focus()");
    visit.press(&["Enter"]).wait("!!copied");
    let text = visit.text("copied.text");
    assert!(text.starts_with("If it takes longer\n\n1. Look into the spam folder"), "{text}");
    assert!(text.ends_with("https://help.driftnet.example/payouts/payout-pending/#if-it-takes-longer"), "{text}");
    assert!(!text.contains("Second look"), "{text}");
    visit.expect("document.querySelector('#if-it-takes-longer + .copy-answer').getAttribute('aria-label') === 'Copy answer with link: If it takes longer'");
    // Nobody is to send what is internal.
    visit.open("/payouts/check-a-suspicious-payout/");
    visit.expect(
        "!document.querySelector('.copy-answer') && document.querySelector('.content .alert-title').innerText === 'Internal'",
    );
}

/// Macros and internal articles stand beside all others.
pub(crate) fn finds_a_reply(visit: &Visit<'_>) {
    visit
        .open("/search/?q=still+in+review")
        .wait("!!document.querySelector('.results a[href=\"/macros/payout-in-review/\"]')");
    visit.expect("document.querySelector('.results').innerText.includes('Internal – Macros')");
    visit.open("/ru/search/?q=%D0%BF%D0%BE%D0%B4%D0%BE%D0%B7%D1%80%D0%B8%D1%82%D0%B5%D0%BB%D1%8C%D0%BD%D0%B0%D1%8F");
    visit.wait("!!document.querySelector('.results a[href=\"/ru/payouts/check-a-suspicious-payout/\"]')");
}

/// A checklist is ticked, cleared and found, with scripts or without.
pub(crate) fn ticks_a_checklist(visit: &Visit<'_>) {
    visit.open("/").click("a[href='/standards/']").wait("location.pathname === '/standards/'");
    visit.click(".rows a[href='/standards/payouts/']").wait("location.pathname === '/standards/payouts/'");
    let ticked = "document.querySelectorAll('.checklist :checked').length";
    visit.click(".checklist li:nth-of-type(1) input").expect(&format!("{ticked} === 1"));
    // The words beside a box tick it, and its link leads on.
    visit.click(".checklist fieldset:nth-of-type(2) li:nth-of-type(2) span").expect(&format!("{ticked} === 2"));
    visit.press(&["Enter"]).expect("location.pathname === '/standards/payouts/'");
    visit.click(".checklist button").expect(&format!("{ticked} === 0"));
    visit
        .click(".checklist li a[href='/payouts/payout-pending/']")
        .wait("location.pathname === '/payouts/payout-pending/'");
    visit.wait("document.querySelectorAll('.checklists a').length === 2");
    // On paper each box has a border, and the button is gone.
    visit.open("/ru/standards/payouts/").call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    visit.expect("document.querySelector('.checklist button').getClientRects().length === 0");
    visit.expect("getComputedStyle(document.querySelector('.checklist input')).appearance === 'none'");
    visit.call("Emulation.setEmulatedMedia", json!({ "media": "" }));
}

/// Without scripts the text can be selected, and Markdown stands below it.
pub(crate) fn a_reply_without_scripts(visit: &Visit<'_>) {
    visit.open(MACRO);
    visit.expect("!document.querySelector('.copy').checkVisibility()");
    visit
        .expect("document.querySelector('.copy-source code').textContent.includes('](https://help.driftnet.example/')");
}
