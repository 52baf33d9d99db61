//! Blocks of articles, as readers use them.

use crate::chromium::Visit;

const INSTALL: &str = "/technical/install-the-app/";

/// The names of the tabs that are shown.
const SHOWN: &str = "[...document.querySelectorAll('[role=tabpanel]')].filter((panel) => panel.checkVisibility())
    .map((panel) => document.getElementById(panel.getAttribute('aria-labelledby')).innerText).join()";

/// Tabs by mouse, by keyboard, from an address and from memory.
pub(crate) fn tabs(visit: &Visit<'_>) {
    let shows = |name: &str| format!("{SHOWN} === '{name}'");
    visit.open(INSTALL).wait(&shows("Windows"));
    visit.expect("document.querySelector('[role=tablist]').querySelectorAll('[role=tab]').length === 4");
    visit.expect("document.querySelectorAll('[role=tab][tabindex=\"0\"]').length === 1");
    visit.click("[role=tab][aria-selected=true]").press(&["ArrowRight"]).wait(&shows("macOS"));
    visit.expect("document.activeElement.innerText === 'macOS'");
    visit.press(&["End"]).wait(&shows("Linux")).press(&["ArrowRight"]).wait(&shows("Windows"));
    visit.press(&["ArrowLeft"]).wait(&shows("Linux")).press(&["Home"]).wait(&shows("Windows"));
    visit.press(&["End"]).wait(&shows("Linux"));
    // The site remembers it, in every language.
    visit.open("/ru/technical/install-the-app/").wait(&shows("Linux"));
    // An address chooses, and an anchor still more.
    visit.open("/technical/install-the-app/?platform=android").wait(&shows("Android"));
    visit.open("/technical/install-the-app/?platform=android#macos").wait(&shows("macOS"));
    visit.expect("Math.abs(document.getElementById('macos').getBoundingClientRect().top) < innerHeight");
    visit.eval("location.hash = 'linux'");
    visit.wait(&shows("Linux"));
}

/// Details open for whoever is led into them.
pub(crate) fn details(visit: &Visit<'_>) {
    visit.open(INSTALL).expect("!document.querySelector('.fold').open");
    let id = visit.text("document.querySelector('.fold').id");
    visit.open(&format!("{INSTALL}#{id}")).wait("document.querySelector('.fold').open");
}

/// Without scripts everything stands under each other, below its name.
pub(crate) fn all_shown(visit: &Visit<'_>) {
    visit.open(INSTALL);
    visit.expect(
        "[...document.querySelectorAll('.tab')].every((tab) => tab.checkVisibility() && tab.querySelector('h3').checkVisibility())",
    );
    visit.expect(
        "[...document.querySelectorAll('.tab-title')].map((h) => h.innerText).join() === 'Windows,macOS,Android,Linux'",
    );
}

/// A picture opens large and gives the focus back.
pub(crate) fn figure(visit: &Visit<'_>) {
    visit.open("/technical/connection/several-devices-one-network/");
    visit.eval("document.querySelector('.zoom-open').focus()");
    visit.press(&["Enter"]).wait("!!document.querySelector('dialog[open] img')?.complete");
    visit.expect("document.querySelector('dialog').getAttribute('aria-label').startsWith('A router')");
    visit.press(&["Escape"]).wait("!document.querySelector('dialog')");
    visit.expect("document.activeElement.matches('.zoom-open')");
}

/// A question opens by keyboard, and by a link to it.
pub(crate) fn questions(visit: &Visit<'_>) {
    let page = "/anti-cheat/emulators-and-virtual-machines/";
    visit.open(page).expect("document.querySelectorAll('.faq details[open]').length === 0");
    visit.eval("document.querySelector('.faq summary').focus()");
    visit.press(&["Enter"]).wait("document.querySelector('.faq details').open");
    visit.open(&format!("{page}#does-trying-it-once-have-consequences"));
    visit.wait("document.querySelectorAll('.faq details')[1].open");
    visit.expect(
        "JSON.parse([...document.querySelectorAll('script[type=\"application/ld+json\"]')]
            .map((script) => script.text).find((text) => text.includes('FAQPage'))).mainEntity.length === 2",
    );
}

const CONNECTION: &str = "/technical/connection/check-my-connection/";
pub(crate) const MAP: &str = "https://map.driftnet.example/";

/// A page of another host comes when the reader asks for it, and gets the focus.
pub(crate) fn embed(visit: &Visit<'_>) {
    visit.refuse(MAP).open(CONNECTION).expect("!document.querySelector('iframe')");
    visit.eval("document.querySelector('.embed .video-open').focus()");
    visit.press(&["Enter"]).wait("document.activeElement.matches('.embed iframe')");
    visit.expect(&format!("document.activeElement.src === '{MAP}servers'"));
    visit.expect("document.activeElement.title === 'Where our servers are map.driftnet.example'");
    visit.expect("!document.activeElement.sandbox.contains('allow-top-navigation')");
}

/// Without scripts it is a link.
pub(crate) fn embed_alone(visit: &Visit<'_>) {
    visit.open(CONNECTION).expect(&format!("document.querySelector('.embed a').href === '{MAP}servers'"));
    visit.expect("document.querySelector('.embed a').checkVisibility() && !document.querySelector('iframe')");
}

/// A part for one platform follows the tabs, and opens by its title.
pub(crate) fn only(visit: &Visit<'_>) {
    const OPEN: &str = "[...document.querySelectorAll('[data-only] > p:not(.only-title)')]
        .map((text) => text.checkVisibility()).join()";
    let shows = |which: &str| format!("{OPEN} === '{which}'");
    visit.open(INSTALL).wait(&shows("true,true"));
    visit.click("[role=tab][aria-selected=true]").press(&["End"]).wait(&shows("false,true"));
    visit.eval("document.querySelector('.only-open').focus()");
    visit.expect("document.activeElement.getAttribute('aria-expanded') === 'false'");
    visit.press(&["Enter"]).wait(&shows("true,true"));
    visit.expect("document.activeElement.getAttribute('aria-expanded') === 'true'");
    visit.press(&[" "]).wait(&shows("false,true"));
    visit.open("/technical/install-the-app/?platform=android").wait(&shows("true,false"));
}

/// Without scripts all parts show.
pub(crate) fn only_alone(visit: &Visit<'_>) {
    visit.open(&format!("{INSTALL}?platform=android"));
    visit.expect(
        "[...document.querySelectorAll('[data-only]')].every((part) => part.lastElementChild.checkVisibility())",
    );
}

const STEPS: &str = "/accounts/two-step-verification/";

/// A word of the glossary opens its note by keyboard, and Escape closes it.
pub(crate) fn terms(visit: &Visit<'_>) {
    visit.open(STEPS).expect("document.querySelectorAll('.term').length > 0");
    visit.expect("!document.querySelector('.term-note').checkVisibility()");
    visit.eval("document.querySelector('.term').focus()");
    visit.press(&["Enter"]).wait("document.querySelector('.term-note').checkVisibility()");
    visit.expect("document.querySelector('.term-note').innerText.includes(document.activeElement.innerText)");
    visit.press(&["Escape"]).wait("!document.querySelector('.term-note').checkVisibility()");
    visit.expect("document.activeElement.matches('.term')");
}

/// Without scripts the notes open, too.
pub(crate) fn terms_alone(visit: &Visit<'_>) {
    visit.open(STEPS).click(".term");
    visit.wait("document.querySelector('.term-note').checkVisibility()");
}
