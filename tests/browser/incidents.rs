//! Incidents: they come and go by the reader's clock, which these checks set.

use crate::chromium::Visit;
use crate::support::Site;

pub(crate) const BASE_URL: &str = "https://help.example.com";

/// What is shown above a page.
const SHOWN: &str = "[...document.querySelectorAll('.incidents > .incident')].filter((one) => one.checkVisibility())
    .map((one) => one.querySelector('.incident-title').innerText).join('; ')";

/// One that ends at noon, one that begins then, one that was over the day before, and one that everybody sees.
pub(crate) fn site() -> Site {
    let file = |front: &str, body: &str| format!("---\n{front}\n---\n\n{body}\n");
    Site::new()
        // The day after: what happened is no longer to come.
        .env("SOURCE_DATE_EPOCH", "1795737600")
        .file("content/accounts/_index.md", "---\ntitle: Accounts\n---\n")
        .article("accounts/password", "How do I change my password?", "Open the settings.")
        .article("payouts/fees", "What does it cost?", "Nothing.")
        .file(
            "content/_incidents/2026-11-26-late.md",
            file(
                "title: Payouts are late\nstarted: 2026-11-26 09:00\nexpires: 2026-11-26 12:00\naffects: [payouts]\n\
                 instead: payouts/fees.md",
                "A bank is slow.\n\n## 2026-11-26 10:00 identified\n\nIt is mended <b>soon</b>.",
            ),
        )
        .file("content/_incidents/2026-11-26-late.ru.md", file("title: Выплаты опаздывают", "Банк медлит."))
        .file(
            "content/_incidents/2026-11-26-servers.md",
            file(
                "title: New servers\nkind: maintenance\nstarts: 2026-11-26 12:00\nends: 2026-11-26 14:00\n\
                 affects: [accounts]",
                "Nobody can sign in.",
            ),
        )
        .file(
            "content/_incidents/2026-11-25-over.md",
            file(
                "title: Nothing loaded\nseverity: major\nstarted: 2026-11-26 08:00\nresolved: 2026-11-26 11:30\n\
                  affects: everything",
                "Sorry.",
            ),
        )
}

/// Stops the clock of the pages that follow at a moment.
fn at(visit: &Visit<'_>, moment: &str) {
    visit.before_pages(&format!("window.gone = 0; Date.now = () => Date.parse('{moment}') + window.gone"));
}

/// Moves the clock of the page on by what is missing to the next minute.
fn go_on(visit: &Visit<'_>) {
    visit.eval("window.gone = 3000");
}

/// An incident goes at its end, while somebody reads.
pub(crate) fn ends(visit: &Visit<'_>) {
    at(visit, "2026-11-26T11:59:57Z");
    visit.open("/payouts/when/").expect(&format!("{SHOWN} === 'Payouts are late; Nothing loaded'"));
    visit.expect("document.querySelector('.incident').innerText.includes('It is mended soon.')");
    visit.expect("document.querySelector('.incidents').getAttribute('role') === 'status'");
    go_on(visit);
    visit.wait(&format!("{SHOWN} === 'Nothing loaded'"));
    // Who comes later finds none.
    at(visit, "2026-11-26T12:31:00Z");
    visit.open("/payouts/when/").expect(&format!("{SHOWN} === ''"));
    visit.expect("document.querySelector('.incidents').getBoundingClientRect().height === 0");
}

/// What is planned comes at its beginning, while somebody reads, and goes at its end.
pub(crate) fn begins(visit: &Visit<'_>) {
    at(visit, "2026-11-26T11:59:57Z");
    visit.open("/accounts/password/").expect(&format!("{SHOWN} === 'Nothing loaded'"));
    go_on(visit);
    visit.wait(&format!("{SHOWN} === 'New servers; Nothing loaded'"));
    visit.expect("document.querySelector('.incident-label').innerText.includes('In progress')");
    visit.expect("!document.querySelector('.incident-label').innerText.includes('Planned')");
    visit.open("/payouts/when/");
    go_on(visit);
    visit.wait(&format!("{SHOWN} === 'Nothing loaded'"));
    at(visit, "2026-11-26T14:00:00Z");
    visit.open("/accounts/password/").expect(&format!("{SHOWN} === ''"));
}

/// What is resolved is told for an hour, on every page when it affected all, and then it is gone.
pub(crate) fn resolved(visit: &Visit<'_>) {
    at(visit, "2026-11-26T12:29:57Z");
    visit.open("/").expect(&format!("{SHOWN} === 'Nothing loaded'"));
    visit.expect("document.querySelector('.incident').innerText.includes('Resolved')");
    go_on(visit);
    visit.wait(&format!("{SHOWN} === ''"));
}

/// Above results that lead to what is affected, and above no others.
pub(crate) fn results(visit: &Visit<'_>) {
    at(visit, "2026-11-26T10:30:00Z");
    visit.open("/search/?q=paid").wait(&format!("({SHOWN}).includes('Payouts are late')"));
    visit.expect("!!(document.querySelector('main .incident').compareDocumentPosition(document.getElementById('hd-results')) & 4)");
    visit.open("/search/?q=password").wait("document.querySelectorAll('.hits > li').length > 0");
    visit.expect(&format!("!({SHOWN}).includes('Payouts are late')"));
    // Another question on the same page.
    visit.eval("document.getElementById('hd-q').focus()");
    visit.eval("document.getElementById('hd-q').select()");
    visit.paste("paid").wait(&format!("({SHOWN}).includes('Payouts are late')"));
    // Three others before it.
    visit.eval("document.querySelector('.hits').prepend(...[1, 2, 3].map(() => document.createElement('li')))");
    visit.wait(&format!("!({SHOWN}).includes('Payouts are late')"));
    at(visit, "2026-11-26T13:00:00Z");
    visit.open("/search/?q=paid").wait("document.querySelectorAll('.hits > li').length > 0");
    visit.expect(&format!("{SHOWN} === ''"));
}

/// Without scripts an incident stands there with its times, in the site's zone, and nothing that is resolved does.
pub(crate) fn without_scripts(visit: &Visit<'_>) {
    visit.open("/payouts/when/").expect(&format!("{SHOWN} === 'Payouts are late'"));
    visit.expect("document.querySelector('.incident-times').innerText.includes('November 26, 2026, 09:00 (UTC)')");
    visit.open("/search/").expect(&format!("{SHOWN} === ''"));
    visit.open("/status/").expect("document.querySelectorAll('.status-history .incident').length === 1");
    visit.expect("document.querySelectorAll('.status-open .incident').length === 2");
    visit.expect("document.querySelector('.status-none').hidden");
}

/// To the status page by keyboard, in the reader's language and time zone.
pub(crate) fn keyboard(visit: &Visit<'_>) {
    at(visit, "2026-11-26T10:30:00Z");
    visit.open("/ru/payouts/").wait(&format!("({SHOWN}).startsWith('Выплаты опаздывают')"));
    let own =
        "new Intl.DateTimeFormat('ru', { dateStyle: 'long', timeStyle: 'short' }).format(Date.UTC(2026, 10, 26, 9))";
    visit.expect(&format!("document.querySelector('.incident .moment').innerText === {own}"));
    visit.expect("document.querySelector('.incident .moment').title.includes('UTC')");
    // The newest update is not translated yet: it says in which language it is.
    visit.expect("document.querySelector('.incident p[lang=en]').innerText === 'It is mended soon.'");
    let is_there = "document.activeElement.matches('.incident-title a')";
    for _ in 0..20 {
        visit.press(&["Tab"]);
        if visit.eval(is_there) == true {
            break;
        }
    }
    visit.expect(is_there).press(&["Enter"]).arrives("/ru/status/#2026-11-26-late");
    visit.expect("document.querySelector('.incident:target .incident-title').innerText === 'Выплаты опаздывают'");
}

/// The page of all of them: what is open by the clock, and what was.
pub(crate) fn status(visit: &Visit<'_>) {
    let state = |name: &str| {
        format!(
            "[...document.querySelectorAll('.status-open .incident')].find((one) => one.innerText.includes('{name}'))
                .querySelector('.incident-label').innerText.replace(/\\s+/g, ' ')"
        )
    };
    at(visit, "2026-11-26T10:30:00Z");
    visit.open("/status/");
    visit.expect(&format!("{} === 'Incident Cause found'", state("Payouts are late")));
    visit.expect(&format!("{} === 'Maintenance Planned'", state("New servers")));
    visit.expect("!document.querySelector('.status-none').checkVisibility()");
    at(visit, "2026-11-26T14:00:00Z");
    visit.open("/status/").expect("document.querySelector('.status-none').checkVisibility()");
    visit.expect(&format!("{} === 'Incident No longer current'", state("Payouts are late")));
    visit.expect(&format!("{} === 'Maintenance Completed'", state("New servers")));
}
