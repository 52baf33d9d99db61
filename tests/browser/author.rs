//! What an author sees in the preview: every save, where they were reading, and every fault.

use crate::chromium::Visit;
use crate::support::Site;

/// Checks with two tabs of two profiles.
type Check = fn(&Site, &Visit<'_>, &Visit<'_>);

pub(crate) const CHECKS: &[(&str, Check)] = &[
    ("a save is seen where the reader was", reading_on),
    ("a stylesheet is swapped without loading the page", stylesheets),
    ("a fault shows in the page and goes with it", faults),
    ("the drawer of a page's faults, by keyboard", drawer),
    ("a page in another language stays in it", language),
    ("a machine that slept listens again", sleep),
    ("the state of the site", state),
];

const PAGE: &str = "/payouts/long/";
/// The drawer keeps out of the way.
const CLOSED: &str = "!document.querySelector('#helpdex-panel.helpdex-open')";

/// An article of several screens and without a fault, in a theme of its own.
pub(crate) fn site() -> Site {
    let config = "title: Help\nbase_url: https://help.example.com\nlanguages: [en, ru]\ntheme: own\n\
                  editor_url: editor://open?file={path}&line={line}&column={column}\n";
    Site::new()
        .file("helpdex.yaml", config)
        .file("themes/own/css/custom.css", "h1 { letter-spacing: 1px }")
        .file("content/payouts/long.md", long("The end."))
}

fn long(end: &str) -> String {
    let text = "This is one of many sentences.\n\n".repeat(20);
    let parts: String = (1..9).map(|number| format!("## Part {number}\n\n{text}")).collect();
    format!("---\ntitle: A long one?\n---\n\nYes, it has many parts.\n\n{parts}{end}\n")
}

fn save(site: &Site, path: &str, text: &str) {
    std::fs::write(site.path(path), text).expect("written");
}

/// Notes in the page that a load takes away.
fn mark(visit: &Visit<'_>) {
    visit.eval("(window.stays = true)");
}

fn reading_on(site: &Site, visit: &Visit<'_>, other: &Visit<'_>) {
    visit.open(PAGE);
    other.open("/payouts/when/");
    // Both listen, and what follows the start of the preview is over.
    visit.eval("fetch('/api/search?q=x')");
    std::thread::sleep(std::time::Duration::from_millis(500));
    visit.open(PAGE).eval("document.querySelector('#part-5').scrollIntoView({ behavior: 'instant' })");
    let before = visit.eval("document.querySelector('#part-5').getBoundingClientRect().top").as_f64().expect("a place");
    mark(visit);
    mark(other);
    save(site, "content/payouts/long.md", &long("Another end.").replace("## Part 1", "New above.\n\n## Part 1"));
    visit.wait("document.body.innerText.includes('Another end.') && !window.stays");
    visit.wait(&format!(
        "Math.abs(document.querySelector('#part-5').getBoundingClientRect().top - {before}) < 3 && scrollY > 500"
    ));
    // Another page has not changed, so nothing is loaded in the other browser.
    other.expect("window.stays === true");
    // Both browsers on one page.
    other.open(PAGE);
    mark(visit);
    mark(other);
    save(site, "content/payouts/long.md", &long("A third end."));
    for visit in [visit, other] {
        visit.wait("document.body.innerText.includes('A third end.') && !window.stays");
    }
    visit.wait("scrollY > 500");
}

fn stylesheets(site: &Site, visit: &Visit<'_>, _: &Visit<'_>) {
    visit.open(PAGE).expect("getComputedStyle(document.querySelector('h1')).letterSpacing === '1px'");
    std::thread::sleep(std::time::Duration::from_millis(300));
    mark(visit);
    for space in ["3px", "5px"] {
        save(site, "themes/own/css/custom.css", &format!("h1 {{ letter-spacing: {space} }}"));
        visit.wait(&format!("getComputedStyle(document.querySelector('h1')).letterSpacing === '{space}'"));
    }
    visit.wait("document.querySelectorAll('link[rel=stylesheet][href*=custom]').length === 1");
    visit.expect("window.stays === true");
    // The page knows that it is still the newest one.
    save(site, "content/payouts/when.md", "---\ntitle: When do I get paid?\n---\n\nLater.\n");
    std::thread::sleep(std::time::Duration::from_millis(500));
    visit.expect("window.stays === true");
}

fn faults(site: &Site, visit: &Visit<'_>, other: &Visit<'_>) {
    visit.open(PAGE).expect(CLOSED);
    other.open("/payouts/when/");
    save(site, "content/payouts/long.md", "---\ntitle: [<b>\n---\n\nBroken.\n");
    for visit in [visit, other] {
        visit.wait("document.querySelector('#helpdex-panel')?.innerText.includes('content/payouts/long.md:2')");
        visit.expect("document.querySelector('#helpdex-panel').innerText.includes('The last good version is shown')");
        visit.expect("document.querySelector('#helpdex-panel').innerText.includes('front-matter')");
        visit.expect("document.querySelector('#helpdex-panel .helpdex-line').innerText.includes('[<b>')");
        visit.wait("getComputedStyle(document.querySelector('#helpdex-panel')).position === 'fixed'");
    }
    visit.expect("document.body.innerText.includes('A third end.')");
    // Closed by hand it stays closed, and leaves a badge.
    visit.click("#helpdex-panel .helpdex-close").wait("!!document.querySelector('#helpdex-panel .helpdex-badge')");
    visit.open(PAGE).wait("document.querySelector('#helpdex-panel .helpdex-badge')?.innerText === '1 error'");
    visit.click("#helpdex-panel .helpdex-badge").wait("!!document.querySelector('#helpdex-panel .helpdex-fault')");
    save(site, "content/payouts/long.md", &long("Mended."));
    for visit in [visit, other] {
        visit.wait(CLOSED);
    }
    visit.wait("document.body.innerText.includes('Mended.')");
    // A broken link: the newest text and its fault, side by side.
    save(site, "content/payouts/long.md", &long("[Nowhere](no.md)."));
    visit.wait("document.querySelector('#helpdex-panel')?.innerText.includes('no article at')");
    visit.wait("document.querySelector('main').innerText.includes('Nowhere')");
    visit.wait("document.querySelector('#helpdex-panel .helpdex-message code')?.innerText === 'no.md'");
    visit.expect("!document.querySelector('#helpdex-panel .helpdex-message').innerText.includes('`')");
    save(site, "content/payouts/long.md", &long("Mended."));
    visit.wait(CLOSED);
    // Settings.
    let config = std::fs::read_to_string(site.path("helpdex.yaml")).expect("there");
    save(site, "helpdex.yaml", "title: [\n");
    visit.wait("document.querySelector('#helpdex-panel')?.innerText.includes('helpdex.yaml:1')");
    save(site, "helpdex.yaml", &config);
    visit.wait(CLOSED);
}

fn drawer(site: &Site, visit: &Visit<'_>, other: &Visit<'_>) {
    save(site, "content/payouts/long.md", &long("See [there](#part-9) and <your name>."));
    let badge = "document.querySelector('#helpdex-panel .helpdex-badge')";
    visit.open(PAGE).wait(&format!("{badge}?.innerText.includes('warning')"));
    // Another page has no part in it.
    other.open("/payouts/when/").expect(CLOSED);
    // Tab by tab to the badge, which is the last of the page.
    visit.eval("[...document.querySelectorAll('main a[href]')].at(-1)?.focus()");
    let reached = |selector: &str| {
        for _ in 0..60 {
            visit.press(&["Tab"]);
            if visit.eval(&format!("document.activeElement?.matches('{selector}')")) == true {
                return;
            }
        }
        panic!("the keyboard never came to `{selector}`");
    };
    reached(".helpdex-badge");
    visit.expect("document.activeElement.getAttribute('aria-expanded') === 'false'");
    visit.press(&["Enter"]).wait("!!document.querySelector('#helpdex-panel.helpdex-open')");
    visit.expect("document.querySelector('#helpdex-panel').contains(document.activeElement)");
    let text = "document.querySelector('#helpdex-panel').innerText";
    for told in ["On this page: ", "broken-anchor", "unknown-html", "content/payouts/long.md:", "#part-9"] {
        visit.expect(&format!("{text}.includes('{told}')"));
    }
    reached(".helpdex-edit");
    // No editor answers here: the click alone is looked at.
    visit.eval("addEventListener('click', (event) => { event.preventDefault(); window.asked = event.target.href })");
    visit.press(&["Enter"]);
    let file = site.path("content/payouts/long.md");
    let path = file.to_str().expect("text").replace('\\', "/");
    visit.wait("!!window.asked");
    let asked = visit.text("window.asked");
    let place = asked.strip_prefix(&format!("editor://open?file={path}&line=")).unwrap_or_else(|| panic!("{asked}"));
    assert!(place.contains("&column="), "{asked}");
    // It stays open over a save, and what has the focus keeps it within the drawer.
    save(site, "content/payouts/long.md", &long("See [there](#part-9)."));
    visit.wait("!window.asked");
    visit.wait(&format!("{text}?.includes('broken-anchor') && !{text}.includes('unknown-html')"));
    visit.expect("!!document.querySelector('#helpdex-panel.helpdex-open')");
    reached(".helpdex-close");
    visit.press(&["Escape"]).wait(CLOSED);
    visit.expect("document.activeElement.matches('.helpdex-badge')");
    visit.open(PAGE).wait(&format!("!!{badge}")).expect(CLOSED);
    save(site, "content/payouts/long.md", &long("Mended."));
    visit.wait("!document.querySelector('#helpdex-panel')?.innerText.includes('broken-anchor')");
}

fn language(site: &Site, visit: &Visit<'_>, other: &Visit<'_>) {
    let russian = |text: &str| long(text).replace("A long one?", "Длинная статья?");
    save(site, "content/payouts/long.ru.md", &russian("Конец."));
    other.open(PAGE);
    visit.open(PAGE).wait("!!document.querySelector('link[hreflang=ru]')");
    visit.open("/ru/payouts/long/").eval("document.querySelector('#part-5').scrollIntoView({ behavior: 'instant' })");
    mark(visit);
    save(site, "content/payouts/long.ru.md", &russian("Другой конец."));
    visit.wait("document.body.innerText.includes('Другой конец.') && !window.stays");
    visit.expect("location.pathname === '/ru/payouts/long/' && document.documentElement.lang === 'ru'");
    visit.wait("scrollY > 500");
    // The page of the original knows nothing of that.
    other.expect("location.pathname === '/payouts/long/' && document.documentElement.lang === 'en'");
    visit.open("/");
    std::fs::remove_file(site.path("content/payouts/long.ru.md")).expect("removed");
}

fn sleep(site: &Site, visit: &Visit<'_>, _: &Visit<'_>) {
    visit.open(PAGE);
    visit.wait("performance.getEntriesByType('resource').some((entry) => entry.name.includes('panel.js'))");
    mark(visit);
    // The clock of a machine that wakes is far ahead; its connection is dead, which nobody has told it.
    visit.eval(
        "(() => { const [now, Real] = [Date.now(), EventSource];
           window.EventSource = class extends Real { constructor(url) { super(url); window.again = true } };
           Date.now = () => now + 3_600_000; dispatchEvent(new Event('online')); return true })()",
    );
    visit.wait("window.again === true");
    save(site, "content/payouts/long.md", &long("Good morning."));
    visit.wait("document.body.innerText.includes('Good morning.') && !window.stays");
}

fn state(_: &Site, visit: &Visit<'_>, _: &Visit<'_>) {
    visit.open("/__helpdex/").expect("document.querySelector('h1').innerText === 'State of the site'");
    visit.expect("document.querySelectorAll('tbody tr').length >= 2");
    visit.expect("getComputedStyle(document.querySelector('.numbers')).display === 'flex'");
}
