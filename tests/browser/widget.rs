//! The help site inside of a product: its pages are on another host, and so is all that they load of the site.

use serde_json::{Value, json};

use crate::chromium::Visit;
use crate::product::Product;
use crate::support::Site;
use crate::support::output::Output;

/// The frame that holds the panel, and what is in it.
const FRAME: &str = "document.querySelector('helpdex-widget').shadowRoot.querySelector('iframe')";
const BUTTON: &str = "document.querySelector('helpdex-widget').shadowRoot.querySelector('button:not(dialog *)')";
const DIALOG: &str = "document.querySelector('helpdex-widget').shadowRoot.querySelector('dialog')";

/// The demo site, which the product may show in a frame.
pub(crate) fn demo(product: &Product) -> Output {
    let site = Site::demo();
    let settings = site.read("helpdex.yaml");
    assert!(settings.contains("https://app.driftnet.example"));
    let settings = settings.replace("https://app.driftnet.example", &product.url).replace("offline: true\n", "");
    let site = site.file("helpdex.yaml", settings);
    site.run(["build", "--strict"]).status(0);
    Output::read(&site, crate::DEMO_URL)
}

/// What an attacker would write into an article, each of which would put its name into `ran` of the product.
const ATTACKS: &str = r##"<img src=x onerror="top.ran='img'"><script>top.ran='script'</script>
<svg><script>top.ran='svg'</script><animate onbegin="top.ran='begin'" attributeName=x dur=1s /></svg>
<a id=attack href="javascript:top.ran='href'">a</a><iframe srcdoc="<script>top.ran='frame'</script>"></iframe>
<form action="javascript:top.ran='form'"><button>go</button></form><div style="position:fixed" onclick="top.ran='div'">x</div>
<math><mtext><table><mglyph><style><img src=x onerror="top.ran='math'"></style></mglyph></table></mtext></math>
<svg><a xlink:href="javascript:top.ran='xlink'"><text>t</text></a><use href="data:image/svg+xml,x"/>
<path fill="url(https://evil.example/x)" "odd=1 d="M0 0"/></svg>"##;

/// The site of an attacker, as if its own cleaning had failed: what was written stands in the pages as it was written.
pub(crate) fn hostile() -> Output {
    let site = crate::hostile::site();
    let settings = site.read("helpdex.yaml");
    let site = site.file("helpdex.yaml", format!("{settings}\nwidget: true\n"));
    site.run(["build"]).status(0);
    let mut output = Output::read(&site, crate::hostile::BASE_URL);
    let begin = "<div class=\"prose\">";
    let mut attacked = 0;
    for bytes in output.files.values_mut() {
        let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.contains(begin)) else { continue };
        *bytes = text.replace(begin, &format!("{begin}{ATTACKS}")).into_bytes();
        attacked += 1;
    }
    assert!(attacked > 0);
    output
}

/// A site below a path of its host, in eight languages.
pub(crate) fn right() -> Output {
    let site = crate::languages::site();
    let settings = site.read("helpdex.yaml");
    let site = site.file("helpdex.yaml", format!("{settings}widget: true\n"));
    site.run(["build"]).status(0);
    Output::read(&site, crate::languages::BASE_URL)
}

/// Opens a page of the product.
fn open<'v, 'b>(visit: &'v Visit<'b>, path: &str) -> &'v Visit<'b> {
    let url = format!("{}{path}", visit.server().product());
    visit.call("Page.navigate", json!({ "url": url }));
    visit.wait(&format!("location.href === {} && document.readyState === 'complete'", json!(url)));
    visit.wait("!!document.querySelector('helpdex-widget') || !!document.querySelector('iframe')")
}

/// An expression about an element in the panel.
fn part(selector: &str) -> String {
    format!("{FRAME}.contentDocument.querySelector({})", json!(selector))
}

/// Clicks what an expression gives, in a frame or not.
fn click(visit: &Visit<'_>, element: &str, inside: bool) {
    visit.wait(&format!("({element})?.getClientRects().length > 0"));
    let offset = if inside { format!("{FRAME}.getBoundingClientRect()") } else { "({ x: 0, y: 0 })".to_owned() };
    let place = visit.eval(&format!(
        "(() => {{ const element = {element}; element.scrollIntoView({{ block: 'center' }});
           const box = element.getClientRects()[0]; const frame = {offset};
           return [frame.x + box.x + box.width / 2, frame.y + box.y + box.height / 2] }})()"
    ));
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
        visit.call("Input.dispatchMouseEvent", event);
    }
}

fn press(visit: &Visit<'_>, selector: &str) {
    click(visit, &part(selector), true);
}

/// Opens the panel by its button and waits until it can be used.
fn opened(visit: &Visit<'_>) {
    click(visit, BUTTON, false);
    ready(visit);
}

fn ready(visit: &Visit<'_>) {
    visit.wait(&format!("{DIALOG}.open && {}?.checkVisibility()", part(".widget-close")));
}

/// Types a question and waits for an article among the results.
fn search(visit: &Visit<'_>, text: &str, path: &str) {
    press(visit, "#hd-ask");
    visit.enter(text);
    visit.wait(&format!("!!{}", part(&format!(".widget-results a.hit-title[href$='{path}']"))));
}

/// Waits until an article stands in the panel.
fn reads(visit: &Visit<'_>, path: &str, title: &str) {
    visit.wait(&format!("{}?.textContent === {}", part(".widget-article:not([hidden]) h1"), json!(title)));
    visit.wait(&format!("new URL({}.href).pathname === {}", part(".widget-out"), json!(path)));
}

const PAID: (&str, &str) = ("/payouts/when-do-i-get-paid/", "When do I get paid?");

/// The address of every file of the site that the page has asked for, by its path.
fn asked(visit: &Visit<'_>) -> Vec<String> {
    let names = visit.eval("performance.getEntriesByType('resource').map(({ name }) => name)");
    let names = names.as_array().cloned().unwrap_or_default();
    let own = |name: &Value| name.as_str()?.strip_prefix(&visit.server().url).map(str::to_owned);
    names.iter().filter_map(own).collect()
}

/// One small file, and nothing else of the site, until somebody touches the button.
pub(crate) fn untouched(visit: &Visit<'_>) {
    open(visit, "/billing/invoices").wait(&format!("{BUTTON}.getClientRects().length === 1"));
    visit.eval("new Promise((done) => setTimeout(done, 300))");
    assert_eq!(asked(visit), ["/widget.js"]);
    visit.expect(&format!("!{FRAME}"));
    visit.expect("sessionStorage.length === 0 && localStorage.length === 0 && document.cookie === ''");
    visit.expect(&format!("{BUTTON}.textContent === 'Help' && {BUTTON}.ariaExpanded === 'false'"));
    // It stays in the window, whatever the page's own style says of buttons.
    visit.expect(&format!(
        "(({{ right, bottom, height }}) => right <= innerWidth && bottom <= innerHeight && height >= 44)({BUTTON}.getBoundingClientRect())"
    ));
    visit.expect(&format!(
        "getComputedStyle({BUTTON}).textTransform === 'none' && getComputedStyle({BUTTON}).letterSpacing === 'normal'"
    ));
}

/// From a question to an answer, to another one by a link, and back, without leaving the product.
pub(crate) fn journey(visit: &Visit<'_>) {
    open(visit, "/");
    opened(visit);
    visit.expect(&format!("{}.innerText.includes('Asked most often')", part(".widget-home")));
    search(visit, "paid", PAID.0);
    press(visit, "a.hit-title[href$='/payouts/when-do-i-get-paid/']");
    reads(visit, PAID.0, PAID.1);
    // It looks as on the site: the theme's type and room, and nothing of the product's colours.
    visit.expect(&format!(
        "getComputedStyle({}).color === getComputedStyle({}).color",
        part(".widget-article .prose p"),
        part("body")
    ));
    visit.expect(&format!("{FRAME}.contentDocument.documentElement.scrollWidth <= {FRAME}.contentWindow.innerWidth"));
    visit.expect(&format!("{}.ownerDocument.activeElement === {}", part("h1"), part(".widget-article h1")));
    // The ways to reach a person are those of the article: money goes first, and the chat tells its hours.
    visit.wait(&format!("!!{}", part(".channel[data-id=chat][data-state]")));
    visit.expect(&format!("{}.href.startsWith('https://chat.driftnet.example')", part(".channel[data-id=chat] a")));
    // A link to another article stays here.
    let inner = format!(
        "[...{FRAME}.contentDocument.querySelectorAll('.widget-article .prose a, .widget-article .related a')].find((link) => new URL(link.href).pathname.startsWith('/payouts/') && new URL(link.href).pathname !== {})",
        json!(PAID.0)
    );
    let next = visit.text(&format!("new URL({inner}.href).pathname"));
    click(visit, &inner, true);
    visit.wait(&format!("new URL({}.href).pathname === {}", part(".widget-out"), json!(next)));
    press(visit, ".widget-back");
    reads(visit, PAID.0, PAID.1);
    press(visit, ".widget-back");
    visit.wait(&format!("{}?.checkVisibility()", part(".widget-results a.hit-title")));
    visit.wait(&format!("{FRAME}.contentDocument.activeElement.matches('a.hit-title')"));
    press(visit, ".widget-back");
    visit.wait(&format!("{}?.checkVisibility()", part(".widget-home")));
    press(visit, ".widget-close");
    visit.wait(&format!("!{DIALOG}.open && {BUTTON}.checkVisibility()"));
    visit.expect(&format!("{BUTTON}.getRootNode().activeElement === {BUTTON}"));
    visit.expect(&format!("location.href === '{}/'", visit.server().product()));
}

/// An incident stands above the article that it concerns, as long as it lasts by the reader's clock.
pub(crate) fn incidents(visit: &Visit<'_>) {
    for (now, hidden) in [("2026-11-21T10:00:00Z", false), ("2036-01-01T00:00:00Z", true)] {
        visit.at(now, "Europe/Minsk");
        open(visit, "/line/");
        visit.eval("Helpdex.open({ article: 'payouts/when-do-i-get-paid' })");
        reads(visit, PAID.0, PAID.1);
        visit.wait(&format!("{}?.hidden === {hidden}", part(".widget-article .incident")));
        // Its time is the reader's.
        visit.wait(&format!("!!{}", part(".widget-article .incident time[title]")));
    }
}

/// Dark where the product is, with the product's accent.
pub(crate) fn dark(visit: &Visit<'_>) {
    open(visit, "/dark/");
    visit.expect(&format!("getComputedStyle({BUTTON}).backgroundColor === 'rgb(255, 209, 102)'"));
    opened(visit);
    let root = format!("{FRAME}.contentDocument.documentElement");
    visit.expect(&format!("{root}.dataset.theme === 'dark'"));
    visit.expect(&format!("getComputedStyle({root}).getPropertyValue('--accent').trim() === '#ffd166'"));
    visit.eval("document.querySelector('helpdex-widget').dataset.theme = 'light'");
    visit.wait(&format!("{root}.dataset.theme === 'light'"));
    // A product that is light stays so, whatever the reader's system is; this browser is dark.
    open(visit, "/line/");
    opened(visit);
    visit.expect(&format!("{root}.dataset.theme === 'light'"));
}

/// From the product to an answer and back to where the reader was.
pub(crate) fn keyboard(visit: &Visit<'_>) {
    open(visit, "/");
    visit.eval("document.querySelector('#ask').focus()");
    visit.press(&["Enter"]);
    ready(visit);
    let active = format!("{FRAME}.contentDocument.activeElement");
    visit.wait(&format!("{active}.id === 'hd-ask' && {active}.value === 'fees'"));
    visit.wait(&format!("{}?.checkVisibility()", part("a.hit-title")));
    visit.press(&["ArrowDown"]).expect(&format!("{active}.matches('li:first-child a.hit-title')"));
    visit.press(&["ArrowUp"]).expect(&format!("{active}.id === 'hd-ask'"));
    visit.press(&["Enter"]).expect(&format!("{active}.matches('li:first-child a.hit-title')"));
    visit.press(&["Enter"]).wait(&format!("{active}.matches('.widget-article h1')"));
    // The keyboard goes round in the panel: it never comes to the product's own field.
    let mut seen = 0;
    for _ in 0..80 {
        visit.press(&["Tab"]);
        visit.expect(&format!(
            "document.activeElement.localName === 'helpdex-widget' && {active} !== {FRAME}.contentDocument.body"
        ));
        seen += 1;
        if visit.eval(&format!("{active}.matches('.widget-back')")) == Value::Bool(true) {
            break;
        }
    }
    assert!((4..80).contains(&seen), "{seen} stops until the beginning");
    visit.press(&["Enter"]).wait(&format!("{active}.matches('a.hit-title')"));
    // Keys that mean something to the product mean nothing to it here.
    visit.eval("document.addEventListener('keydown', () => (window.heard = true))");
    visit.press(&["Escape"]).wait(&format!("!{DIALOG}.open"));
    visit.wait("!window.heard && document.activeElement.id === 'ask'");
}

/// What a product may call, and links that it may have.
pub(crate) fn calls(visit: &Visit<'_>) {
    open(visit, "/");
    click(visit, "document.querySelector('#why')", false);
    ready(visit);
    reads(visit, PAID.0, PAID.1);
    visit.eval("Helpdex.close()");
    visit.wait(&format!("!{DIALOG}.open"));
    visit.wait("document.activeElement.id === 'why'");
    for (asked, path, title) in [
        ("{ article: 'accounts/close-my-account.md' }", "/accounts/close-my-account/", "How do I close my account?"),
        ("{ article: '/payouts/when-do-i-get-paid/' }", PAID.0, PAID.1),
    ] {
        visit.eval(&format!("Helpdex.open({asked})"));
        ready(visit);
        visit.wait(&format!("new URL({}.href).pathname === {}", part(".widget-out"), json!(path)));
        visit.wait(&format!("{}?.textContent.length > 0 || {}", part(".widget-article h1"), json!(title)));
    }
    // Another language is another panel.
    visit.eval("Helpdex.open({ language: 'be', query: 'выплата' })");
    ready(visit);
    visit.wait(&format!(
        "{FRAME}.contentDocument.documentElement.lang === 'be' && {}?.checkVisibility()",
        part("a.hit-title")
    ));
    visit.expect(&format!("{BUTTON}.textContent === 'Дапамога'"));
    // What isn't translated is shown as it was written.
    visit.eval("Helpdex.open({ language: 'be', article: 'accounts/close-my-account' })");
    ready(visit);
    visit.wait(&format!("new URL({}.href).pathname === '/accounts/close-my-account/'", part(".widget-out")));
    visit.expect(&format!("{}.lang === 'en'", part(".widget-article")));
    // What is no article of the site is not loaded, and what isn't there is told.
    visit.eval("Helpdex.open({ article: 'https://evil.example/x/' })");
    visit.eval("new Promise((done) => setTimeout(done, 100))");
    visit.expect("performance.getEntriesByType('resource').every(({ name }) => !name.includes('evil'))");
}

/// Suggestions by the address and by what the page names.
pub(crate) fn suggestions(visit: &Visit<'_>) {
    let first = part(".widget-here:not([hidden]) a");
    let path = |path: &str| format!("new URL({first}?.href).pathname.startsWith({})", json!(path));
    open(visit, "/line/");
    opened(visit);
    visit.expect(&format!("{}.hidden", part(".widget-here")));
    visit.eval("history.pushState(null, '', '/billing/invoices')");
    visit.press(&["Escape"]);
    visit.wait(&format!("!{DIALOG}.open"));
    opened(visit);
    visit.wait(&path("/payouts/"));
    visit.press(&["Escape"]);
    visit.eval(
        "document.querySelector('helpdex-widget').dataset.topics = 'technical, no/such, accounts/close-my-account'",
    );
    opened(visit);
    visit.wait(&path("/technical/"));
    let all = format!("[...{FRAME}.contentDocument.querySelectorAll('.widget-here a')]");
    visit.expect(&format!("{all}.length <= 6 && new Set({all}.map(({{ href }}) => href)).size === {all}.length"));
    press(visit, ".widget-here a");
    visit.wait(&format!("{}?.checkVisibility()", part(".widget-article h1")));
    visit.server().missing();
}

/// The last open article is there on the next page, and nothing else is kept.
pub(crate) fn kept(visit: &Visit<'_>) {
    open(visit, "/");
    visit.eval("Helpdex.open({ article: 'payouts/when-do-i-get-paid' })");
    reads(visit, PAID.0, PAID.1);
    visit.expect("Object.keys(sessionStorage).join() === 'helpdex-article' && localStorage.length === 0 && document.cookie === ''");
    open(visit, "/account");
    visit.expect(&format!("!{DIALOG}.open"));
    opened(visit);
    reads(visit, PAID.0, PAID.1);
    press(visit, ".widget-back");
    visit.wait(&format!("{}.checkVisibility()", part(".widget-home")));
    visit.expect("sessionStorage.length === 0");
    // The tab that the reader chooses is no secret of the product's storage either.
    visit.eval("Helpdex.open({ article: 'technical/install-the-app' })");
    visit.wait(&format!("{}?.textContent.length > 0", part(".widget-article:not([hidden]) h1")));
    visit.expect("localStorage.length === 0");
}

/// The snippet that the manual showed first does today what it did then.
pub(crate) fn first_snippet(visit: &Visit<'_>) {
    open(visit, "/");
    click(visit, "document.querySelector('#ask')", false);
    ready(visit);
    visit.wait(&format!("{}.value === 'fees' && {}?.checkVisibility()", part("#hd-ask"), part("a.hit-title")));
    visit.eval("dispatchEvent(new Event('close-help'))");
    visit.wait(&format!("!{DIALOG}.open"));
    visit.eval("dispatchEvent(new Event('show-article'))");
    ready(visit);
    reads(visit, "/ru/payouts/when-do-i-get-paid/", "Когда придут деньги?");
    visit.expect(&format!("{FRAME}.contentDocument.documentElement.dataset.theme === 'light'"));
    press(visit, ".widget-back");
    visit
        .wait(&format!("new URL({}?.href).pathname.startsWith('/ru/accounts/')", part(".widget-here:not([hidden]) a")));
}

/// Reads, searches and shows pictures; the visit itself fails at the first thing that the policy stops.
fn works(visit: &Visit<'_>) {
    opened(visit);
    search(visit, "paid", PAID.0);
    press(visit, "a.hit-title[href$='/payouts/when-do-i-get-paid/']");
    reads(visit, PAID.0, PAID.1);
    visit.wait(&format!("!!{}", part(".channel[data-state]")));
}

/// Under a policy that allows the site's host and nothing else.
pub(crate) fn strict(visit: &Visit<'_>) {
    open(visit, "/strict/");
    visit.expect("document.querySelectorAll('style').length === 0");
    works(visit);
    visit.expect(&format!("{FRAME}.contentDocument.adoptedStyleSheets.length > 3"));
}

/// Under a policy of nonces and trusted types.
pub(crate) fn trusted(visit: &Visit<'_>) {
    open(visit, "/trusted/");
    works(visit);
}

/// Where nothing of the panel may be made or loaded, the site itself is a link away.
pub(crate) fn link_left(visit: &Visit<'_>) {
    for page in ["/mistrusted/", "/sandboxed/"] {
        open(visit, page);
        click(visit, BUTTON, false);
        let link = format!("{DIALOG}.querySelector('a')");
        visit.wait(&format!("{link}?.pathname === '/widget/' && {link}.target === '_blank'"));
        visit.press(&["Escape"]).wait(&format!("!{DIALOG}.open"));
    }
}

/// Without WebAssembly search says that it can't be reached, and the rest works.
pub(crate) fn without_wasm(visit: &Visit<'_>) {
    open(visit, "/no-wasm/");
    opened(visit);
    press(visit, "#hd-ask");
    visit.enter("paid").wait(&format!("{}?.innerText.includes(\"can't be reached\")", part(".widget-results")));
    visit.eval("Helpdex.open({ article: 'payouts/when-do-i-get-paid' })");
    reads(visit, PAID.0, PAID.1);
}

/// In a page where arrays have no `map` any more, and much else is missing.
pub(crate) fn broken(visit: &Visit<'_>) {
    open(visit, "/broken/");
    visit.expect("Array.prototype.map === null && window.fetch === null");
    works(visit);
    press(visit, ".widget-back");
    press(visit, ".widget-close");
    visit.wait(&format!("!{DIALOG}.open"));
}

/// Three copies of the line, one button.
pub(crate) fn twice(visit: &Visit<'_>) {
    open(visit, "/twice/");
    visit.eval("new Promise((done) => setTimeout(done, 200))");
    visit.expect("document.querySelectorAll('helpdex-widget').length === 1");
    works(visit);
    // A page that throws everything away and makes it anew, as some frameworks do, gets the panel back.
    visit.eval("document.querySelector('helpdex-widget').remove()");
    visit.eval("Helpdex.open({ query: 'fees' })");
    ready(visit);
    visit.wait(&format!("{}?.checkVisibility()", part("a.hit-title")));
}

/// The page in a frame, which the product may show and others may not.
pub(crate) fn framed(visit: &Visit<'_>) {
    open(visit, "/frame/");
    let frame = visit.call("Page.getFrameTree", json!({}));
    let children = frame["frameTree"]["childFrames"].as_array().cloned().unwrap_or_default();
    assert_eq!(children.len(), 1, "{frame}");
    let world = json!({ "frameId": children[0]["frame"]["id"] });
    let context = visit.call("Page.createIsolatedWorld", world)["executionContextId"].clone();
    let ask = |expression: &str| {
        let ask =
            json!({ "expression": expression, "contextId": context, "returnByValue": true, "awaitPromise": true });
        visit.call("Runtime.evaluate", ask)["result"]["value"].clone()
    };
    let until = |condition: &str| {
        for _ in 0..500 {
            if ask(condition) == Value::Bool(true) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("`{condition}` never came true in the frame");
    };
    until("document.documentElement.dataset.theme === 'dark'");
    // It leaves the reader where they are.
    visit.expect("document.activeElement === document.body");
    until("new URL(document.querySelector('.widget-here:not([hidden]) a').href).pathname.startsWith('/payouts/')");
    ask(
        "(document.querySelector('#hd-ask').value = 'paid', document.querySelector('#hd-ask').dispatchEvent(new Event('input')))",
    );
    until("!!document.querySelector(\"a.hit-title[href$='/payouts/when-do-i-get-paid/']\")");
    ask("document.querySelector(\"a.hit-title[href$='/payouts/when-do-i-get-paid/']\").click()");
    until("document.querySelector('.widget-article h1')?.textContent.trim() === 'When do I get paid?'");
    visit.eval("addEventListener('message', ({ data }) => (window.told = data.helpdex))");
    ask("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))");
    visit.wait("window.told === 'close'");
}

/// Patterns of addresses, and addresses that each fits or not.
const PATTERNS: [(&str, &str, bool); 12] = [
    ("/billing/*", "https://app.example.com/billing/x/y?z", true),
    ("/billing/*", "https://app.example.com/billing", true),
    ("/billing/*", "https://app.example.com/billings", false),
    ("/billing", "https://app.example.com/billing/", true),
    ("/billing", "https://app.example.com/team/billing", false),
    ("/*/settings", "/team-a/settings", true),
    ("/a.b", "/a-b", false),
    ("/app#/plans*", "/app#/plans/new", true),
    ("/app", "/app#/plans/new", true),
    ("https://app.example.com/*", "https://app.example.com/x", true),
    ("https://app.example.com/*", "https://www.example.com/x", false),
    ("/", "https://app.example.com/?x#y", true),
];

/// The page behind the panel, opened by itself.
pub(crate) fn alone(visit: &Visit<'_>) {
    visit.open("/widget/");
    let module = json!(visit.server().file_like("assets/pane."));
    for (pattern, address, fits) in PATTERNS {
        let asked = format!("(await import({module})).fits({}, {})", json!(pattern), json!(address));
        assert_eq!(visit.eval(&asked), Value::Bool(fits), "{pattern} {address}");
    }
    visit
        .open("/widget/?query=paid")
        .wait("!!document.querySelector(\"a.hit-title[href$='/payouts/when-do-i-get-paid/']\")");
    visit.click("a.hit-title[href$='/payouts/when-do-i-get-paid/']");
    visit.wait(
        "document.querySelector('.widget-article:not([hidden]) h1')?.textContent.trim() === 'When do I get paid?'",
    );
    visit.expect("document.querySelector('.widget-close').hidden && location.pathname === '/widget/'");
    visit.click(".widget-back").wait("!document.querySelector('.widget-results').hidden");
    visit.open("/ru/widget/?topics=payouts").wait(
        "new URL(document.querySelector('.widget-here:not([hidden]) a').href).pathname.startsWith('/ru/payouts/')",
    );
    visit.expect("document.documentElement.scrollWidth <= innerWidth");
}

/// Without scripts it is a list of links and a form.
pub(crate) fn alone_without_scripts(visit: &Visit<'_>) {
    visit.open("/widget/").expect("document.querySelectorAll('.widget-home .row a').length > 2");
    visit.click("#hd-ask").paste("paid").press(&["Enter"]).arrives("/search/?q=paid");
    visit.open("/widget/").click(".widget-topics a").wait("document.body.matches('.page-category')");
}

/// Names and messages for those who hear the page.
pub(crate) fn spoken(visit: &Visit<'_>) {
    open(visit, "/");
    visit.expect(&format!("{BUTTON}.ariaHasPopup === 'dialog' && {DIALOG}.ariaLabel === 'Help'"));
    opened(visit);
    visit.expect(&format!("{BUTTON}.ariaExpanded === 'true' && {FRAME}.title === 'Help'"));
    let named = format!(
        "[...{FRAME}.contentDocument.querySelectorAll('a[href], button, input')].every((part) =>
           part.innerText?.trim() || part.ariaLabel || part.labels?.length || part.textContent.trim())"
    );
    visit.expect(&named);
    search(visit, "paid", PAID.0);
    visit.wait(&format!("/\\d/.test({}.textContent)", part(".widget-status[role=status]")));
    visit.enter("qqqqqqzzz").wait(&format!("/qqqq/.test({}.textContent)", part(".widget-status")));
    visit.expect(&named);
}

/// Articles of an attacker, in a product: nothing of them runs.
pub(crate) fn no_code(visit: &Visit<'_>) {
    open(visit, "/line/");
    let server = visit.server();
    let is_article = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("<body class=\"page-article\">");
    let articles = server.files().iter().filter(|(_, bytes)| is_article(bytes));
    let articles: Vec<String> = articles.map(|(path, _)| path.trim_end_matches("index.html").to_owned()).collect();
    assert!(!articles.is_empty());
    for article in articles {
        let url = json!(format!("{}/{article}", server.url));
        visit.eval(&format!("Helpdex.open({{ article: {url} }})"));
        visit.wait(&format!("decodeURI({}?.href ?? '') === decodeURI({url})", part(".widget-out")));
        visit.wait(&format!("{}?.isConnected", part(".widget-article:not([hidden]) .prose")));
        visit.expect(&format!(
            "{FRAME}.contentDocument.querySelectorAll(`.widget-article :is(script, iframe, style, form, object, animate, [style],
               [onclick], [onerror], [onbegin], [srcdoc], [action], a[href^=javascript])`).length === 0"
        ));
        visit.eval(&format!("{}?.click()", part("#attack")));
        visit.eval("new Promise((done) => setTimeout(done, 50))");
        visit.expect("window.ran === undefined");
    }
    server.missing();
}

/// From the right: the button, the panel, and articles of a site below a path.
pub(crate) fn from_the_right(visit: &Visit<'_>) {
    open(visit, "/rtl/");
    visit.expect(&format!("{BUTTON}.getBoundingClientRect().left < innerWidth / 2 && {BUTTON}.lang === 'ar'"));
    opened(visit);
    visit.expect(&format!("{FRAME}.contentDocument.documentElement.dir === 'rtl'"));
    let left = |selector: &str| format!("{}.getBoundingClientRect().left", part(selector));
    visit.expect(&format!("{} < {}", left(".widget-close"), left(".widget-name > span")));
    visit.eval("Helpdex.open({ article: 'payouts/when' })");
    reads(visit, "/help/ar/payouts/when/", "متى أستلم دفعتي؟");
    visit.expect(&format!("{FRAME}.contentDocument.documentElement.scrollWidth <= {FRAME}.contentWindow.innerWidth"));
}

/// A page of the product that stands open while the site is published anew finds what it needs by its new name.
pub(crate) fn published_anew(visit: &Visit<'_>) {
    open(visit, "/line/");
    let server = visit.server();
    let old = server.file_like("assets/frame.");
    let name = old.trim_start_matches('/').to_owned();
    let renamed = "assets/frame.0123456789.js".to_owned();
    let script = String::from_utf8(server.files()["widget.js"].clone()).expect("UTF-8");
    assert!(script.contains(&name));
    server.swap("widget.js", Some(script.replace(&name, &renamed).into_bytes()));
    server.swap(&renamed, Some(server.files()[&name].clone()));
    server.swap(&name, None);
    works(visit);
    // Where nothing of it can be loaded, the site itself is a link away.
    server.swap(&renamed, None);
    open(visit, "/line/");
    click(visit, BUTTON, false);
    visit.wait(&format!(
        "{DIALOG}.querySelector('a')?.pathname === '/widget/' && {DIALOG}.querySelector('a').target === '_blank'"
    ));
}
