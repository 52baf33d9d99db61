//! A site that keeps pages for times without a network, at a host that goes away.

use crate::chromium::Visit;
use crate::server::Server;
use crate::support::Site;
use crate::support::output::Output;

pub(crate) const BASE_URL: &str = "https://example.com/help";
const ARTICLE: &str = "/payouts/first/";

pub(crate) fn site() -> Site {
    let settings = "title: Help\nbase_url: https://example.com/help\nlanguages: [en, ru]\noffline: true\n\
                    appearance: { accent: \"#0b6b5d\" }\n";
    Site::empty()
        .file("helpdex.yaml", settings)
        .file("content/payouts/_index.md", "---\ntitle: Payouts\n---\n")
        .article("payouts/first", "When do I get paid?", "On the first working day, into your wallet.")
        .article("payouts/second", "How are fees charged?", "We charge no commission.")
        .file("content/payouts/first.ru.md", "---\ntitle: Когда мне заплатят?\n---\n\nВ первый рабочий день.\n")
}

/// Waits until all that the page has the worker keep is kept.
fn kept(visit: &Visit<'_>) {
    visit.wait(
        "(async () => {
            if (!navigator.serviceWorker.controller) return false;
            const list = await (await fetch('/help/search-index/en.files.json')).json();
            const has = async (path, name) => !!(await caches.match(path, { cacheName: `helpdex-${name} /help` }));
            const files = await Promise.all(list.map((file) => has(`/help/${file}`, 'files')));
            const pages = ['', 'payouts/first/', 'search/', 'offline/'].map((page) => has(`/help/${page}`, 'pages'));
            return [...files, ...await Promise.all(pages)].every(Boolean);
        })()",
    );
}

/// One visit, and the network goes.
pub(crate) fn read_and_search(visit: &Visit<'_>) {
    visit.open(ARTICLE);
    kept(visit);
    visit.server().go();
    visit.open(ARTICLE).expect("document.querySelector('h1').textContent === 'When do I get paid?'");
    // It has its style and its scripts.
    visit.expect("getComputedStyle(document.querySelector('.wrap')).maxWidth !== 'none'");
    visit.open("/search/?q=commission").wait("document.querySelector('.hits a')?.pathname === '/help/payouts/second/'");
    visit.open("/").expect("document.body.matches('.page-home')");
    // What was never read says so, and names what was.
    visit.open("/payouts/second/").expect("document.body.matches('.page-offline')");
    visit.wait("document.querySelector('#hd-kept a')?.textContent === 'When do I get paid?'");
    visit.expect("document.querySelector('#hd-kept').checkVisibility()");
    visit.server().heal();
    visit.open("/payouts/second/").expect("document.querySelector('h1').textContent === 'How are fees charged?'");
}

/// An index that is too large to be kept as a whole: what a query needed of it is there for the next time.
pub(crate) fn search_in_parts(visit: &Visit<'_>) {
    let server = visit.server();
    server.swap("search-index/en.files.json", None);
    visit.open(ARTICLE).wait("!!navigator.serviceWorker.controller");
    visit.wait("(async () => !!(await caches.match('/help/search/', { cacheName: 'helpdex-pages /help' })))()");
    let found = "document.querySelector('.hits a')?.pathname === '/help/payouts/second/'";
    visit.open("/search/?q=commission").wait(found);
    visit.wait("(async () => (await (await caches.open('helpdex-files /help')).keys()).some(({ url }) => url.includes('?bytes=')))()");
    server.go();
    visit.open("/").open("/search/?q=commission").wait(found);
    server.heal();
}

/// What is published meanwhile is shown at once, and is what is there without a network.
pub(crate) fn published_anew(visit: &Visit<'_>) {
    visit.open(ARTICLE);
    kept(visit);
    let next = site().article("payouts/first", "When do I get paid?", "On the last day of the month.");
    next.run(["build"]).status(0);
    let next = Output::read(&next, BASE_URL);
    for path in visit.server().files().keys().filter(|path| !next.files.contains_key(*path)) {
        visit.server().swap(path, None);
    }
    for (path, bytes) in &next.files {
        visit.server().swap(path, Some(bytes.clone()));
    }
    let shown = "document.querySelector('.prose').textContent.includes('last day')";
    visit.open(ARTICLE).expect(shown);
    kept(visit);
    visit.server().go();
    visit.open(ARTICLE).expect(shown);
    visit.open("/search/?q=month").wait("document.querySelector('.hits a')?.pathname === '/help/payouts/first/'");
    visit.server().heal();
}

/// A site that no longer wants it takes back what it left.
pub(crate) fn removed(visit: &Visit<'_>) {
    visit.open(ARTICLE);
    kept(visit);
    let next = site();
    let settings = next.read("helpdex.yaml").replace("offline: true", "offline: remove");
    let next = next.file("helpdex.yaml", settings);
    next.run(["build"]).status(0);
    let next = Output::read(&next, BASE_URL);
    for path in ["sw.js", "payouts/first/index.html"] {
        visit.server().swap(path, Some(next.files[path].clone()));
    }
    visit.open(ARTICLE);
    visit.eval("navigator.serviceWorker.getRegistration().then((known) => known?.update()).catch(() => {})");
    visit.wait(
        "(async () => !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistrations()).length)()",
    );
    visit.open(ARTICLE).expect("!document.querySelector('link[rel=manifest]')");
    visit.server().heal();
}

/// What Chromium itself says of the manifest, and whether the site can be put on a home screen.
pub(crate) fn installable(visit: &Visit<'_>) {
    visit.open("/");
    let manifest = visit.call("Page.getAppManifest", serde_json::json!({}));
    assert_eq!(manifest["errors"], serde_json::json!([]), "{manifest}");
    assert!(manifest["url"].as_str().is_some_and(|url| url.ends_with("/help/site.webmanifest")), "{manifest}");
    let drawn = "(async () => {
        const manifest = await (await fetch(document.querySelector('link[rel=manifest]').href)).json();
        const touch = document.querySelector('link[rel=apple-touch-icon]').href;
        const icons = [...manifest.icons, { src: touch, sizes: '180x180', type: 'image/png' }];
        const pixels = icons.filter((icon) => icon.type === 'image/png');
        const fits = await Promise.all(pixels.map(async ({ src, sizes }) => {
            const picture = new Image();
            picture.src = src;
            await picture.decode();
            return `${picture.naturalWidth}x${picture.naturalHeight}` === sizes;
        }));
        return fits.length === 4 && fits.every(Boolean);
    })()";
    visit.expect(drawn);
    let faults = visit.call("Page.getInstallabilityErrors", serde_json::json!({}));
    // The tab has a profile that keeps nothing, where nothing can be put on a home screen.
    let told = faults["installabilityErrors"].as_array().expect("a list");
    let told: Vec<&str> = told.iter().filter_map(|fault| fault["errorId"].as_str()).collect();
    assert_eq!(told, ["in-incognito"], "{faults}");
}

/// The site at a host that can be told to go away.
pub(crate) fn serve(site: &Site) -> Server {
    site.run(["build"]).status(0);
    Server::troubled(Output::read(site, BASE_URL))
}
