//! Search when something is wrong: with the index, the host, the browser, or what was typed.
//!
//! Whatever happens, a reader gets right results or a plain sentence and the topics to choose from; never a dead box,
//! and never a wrong article.

use crate::chromium::Visit;
use crate::server::Ranges;
use crate::support::Site;

/// The page of results shows what was found.
const FOUND: &str =
    "document.querySelectorAll('.hits > li').length > 0 && document.querySelector('.browse-list').hidden";
/// It says that search can't be reached, and shows every topic and its articles.
const SAID: &str = "/can't be reached/.test(document.querySelector('.results-count')?.innerText) \
    && document.querySelector('.browse-list').checkVisibility() \
    && document.querySelectorAll('.browse-list summary').length >= 6 \
    && document.querySelectorAll('.browse-list li a').length >= 36 \
    && !document.querySelector('.hits')";

/// Opens a page anew and waits until it either shows results or says that it can't; says which.
fn refuses(visit: &Visit<'_>, path: &str) -> bool {
    visit.open("/payouts/").open(path).wait(&format!("({FOUND}) || ({SAID})"));
    visit.eval(SAID) == true
}

fn titles(visit: &Visit<'_>) -> String {
    visit.text("[...document.querySelectorAll('.hits .hit-title')].map((a) => a.innerText).join('\\n')")
}

/// Each file of the index that the query needs, missing and cut off; the manifest of another version.
pub(crate) fn files(visit: &Visit<'_>) {
    let server = visit.server();
    server.heal();
    let query = "/search/?q=withdraw+bluetoth";
    visit.open(query).wait(FOUND);
    let right = titles(visit);
    let of_english = |path: &&String| {
        path.starts_with("search-index/en/") || path.starts_with("search-index/en.") || path.contains("index/engine/")
    };
    let files: Vec<String> = server.files().keys().filter(of_english).cloned().collect();
    assert!(files.len() > 5, "{files:?}");
    let mut said = 0;
    for path in &files {
        let bytes = &server.files()[path];
        for swapped in [None, Some(bytes[..bytes.len() / 2].to_vec()), Some(Vec::new())] {
            server.swap(path, swapped);
            let refused = refuses(visit, query);
            server.heal();
            if !refused {
                assert_eq!(titles(visit), right, "{path}");
                break; // The query does without this file.
            }
            said += 1;
        }
    }
    assert!(said >= 3 * 4, "the manifest, the engine, the core and postings are needed: {said}");
    let manifest = files.iter().find(|path| path.ends_with(".json")).expect("a manifest");
    let text = String::from_utf8(server.files()[manifest].clone()).expect("UTF-8");
    let other = text.replace("\"format\":6", "\"format\":7");
    assert_ne!(text, other);
    server.swap(manifest, Some(other.into_bytes()));
    visit.open(query).wait(SAID);
    // The same in the suggestions, which lead to the topics.
    visit.open("/").click("#hd-q").enter("withdraw");
    visit.wait("/can't be reached/.test(document.querySelector('.panel-notice')?.innerText)");
    visit.expect("document.querySelectorAll('.panel [role=option]').length === 1");
    server.heal();
    // What has failed is tried again.
    visit.enter(" ").wait("document.querySelectorAll('.panel [role=option]').length > 2");
}

/// A thousand indexes with one bit flipped each, in one page, seeded: the module's answers are right, or it refuses.
pub(crate) fn flipped_bits(visit: &Visit<'_>) {
    let server = visit.server();
    server.heal();
    visit.open("/").eval(&FLIPS.replace("ARCHIVE", &server.file_like("assets/archive.")));
    let mut sum = [0; 5];
    for first in (0..1000).step_by(100) {
        let counts = visit.eval(&format!("window.flips({first}, {})", first + 100));
        assert_eq!(counts["wrong"].as_array().map(Vec::len), Some(0), "{counts}");
        for (sum, name) in sum.iter_mut().zip(["files", "right", "refused", "trapped", "hung"]) {
            *sum += counts[name].as_u64().expect("a count");
        }
    }
    let [files, right, refused, trapped, hung] = sum;
    assert_eq!((trapped, hung), (0, 0), "{sum:?}");
    assert!(files > 40 && refused > 800 && right + refused == 1000, "{sum:?}");
}

/// Asks an archive of which one bit is another; seeded, so that a case can be repeated.
const FLIPS: &str = "(async () => {
    const { open, forget } = await import('ARCHIVE');
    const manifest = new URL(document.documentElement.dataset.searchManifest, location.href).href;
    const files = new Map();
    const asked = new Map();
    const load = globalThis.fetch.bind(globalThis);
    let flip = null;
    globalThis.fetch = async (address, options) => {
        const url = String(address);
        if (!files.has(url)) {
            const answer = await load(url);
            if (!answer.ok) return answer;
            files.set(url, new Uint8Array(await answer.arrayBuffer()));
        }
        const bytes = files.get(url).slice();
        if (flip?.url === url) bytes[flip.at] ^= 1 << flip.bit;
        const range = options?.headers?.range?.match(/([0-9]+)-([0-9]+)/);
        const [first, end] = range ? [+range[1], +range[2] + 1] : [0, bytes.length];
        if (!flip) asked.set(`${url} ${first}`, { url, first, end });
        return new Response(bytes.subarray(first, end), { status: range ? 206 : 200 });
    };
    const ask = async () => {
        forget();
        const archive = await open({ manifest });
        const answers = [];
        for (const query of ['withdraw mony bluetoth', 'reset pasword', 'zz']) { // Two letters ask no other language.
            answers.push(await archive.search(query, { limit: 10 }));
        }
        return JSON.stringify(answers);
    };
    const right = await ask();
    const names = [...asked.keys()].sort();
    window.flips = async (from, to) => {
        const counts = { files: names.length, right: 0, refused: 0, wrong: [], trapped: 0, hung: 0 };
        for (let number = from; number < to; number++) {
            let state = number + 20261121;
            const random = (below) => {
                state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
                return Math.floor((state / 2 ** 32) * below);
            };
            random(2), random(2); // Neighbouring seeds begin alike.
            const { url, first, end } = asked.get(names[number % names.length]);
            flip = { url, at: first + random(end - first), bit: random(8) };
            const late = new Promise((done) => setTimeout(done, 10000, 'late'));
            const answer = await Promise.race([ask().catch((fault) => fault), late]);
            if (answer === right) counts.right += 1;
            else if (answer === 'late') counts.hung += 1;
            else if (answer instanceof WebAssembly.RuntimeError) counts.trapped += 1;
            else if (answer instanceof Error) counts.refused += 1;
            else counts.wrong.push([url, flip.at, flip.bit]);
        }
        return counts;
    };
    return names.length; })()";

/// A sample of the same in the page, through the worker: one bit of each file that is needed whatever is asked.
pub(crate) fn flipped_bits_in_the_page(visit: &Visit<'_>) {
    let server = visit.server();
    server.heal();
    let query = "/search/?q=reset+password";
    visit.open(query).wait(FOUND);
    let right = titles(visit);
    let needed = |path: &&String| path.starts_with("search-index/engine/") || path.starts_with("search-index/en");
    let files: Vec<String> = server.files().keys().filter(needed).cloned().collect();
    for (number, path) in files.iter().enumerate() {
        let mut bytes = server.files()[path].clone();
        let at = number * 7919 % bytes.len();
        bytes[at] ^= 1 << (number % 8);
        server.swap(path, Some(bytes));
        if !refuses(visit, query) {
            assert_eq!(titles(visit), right, "{path}, byte {at}");
        }
        server.heal();
    }
}

/// Hosts that send a whole file when they are asked for some bytes, that refuse, and that send others.
pub(crate) fn ranges(visit: &Visit<'_>) {
    let server = visit.server();
    server.heal();
    let query = "/search/?q=withdraw+bluetoth";
    visit.open(query).wait(FOUND);
    let right = titles(visit);
    for ranges in [Ranges::Ignored, Ranges::Refused, Ranges::Wrong] {
        server.ranges(ranges);
        visit.open("/payouts/").open(query).wait(FOUND);
        assert_eq!(titles(visit), right, "{ranges:?}");
        visit.eval("document.querySelector('#hd-q').select()");
        visit.enter("firewall").wait("/firewall/i.test(document.querySelector('.hit-title')?.innerText)");
    }
    server.heal();
}

/// The network goes between two queries, and comes back.
pub(crate) fn network(visit: &Visit<'_>) {
    let server = visit.server();
    server.heal();
    visit.open("/search/").click("#hd-q").enter("payout").wait(FOUND);
    server.go();
    visit.eval("document.querySelector('#hd-q').select()");
    visit.enter("firewall").wait(SAID);
    visit.expect("document.querySelector('#hd-q').value === 'firewall'");
    server.heal();
    visit.enter(" ").wait(FOUND);
    visit.expect("/firewall/i.test(document.querySelector('.hit-title').innerText)");
}

/// The site is published anew, with another index, while a page is open.
pub(crate) fn published_anew(visit: &Visit<'_>) {
    let server = visit.server();
    server.heal();
    visit.open("/search/?q=payout").wait(FOUND);
    let site = Site::new().article("payouts/news", "Is there a newer firewall?", "There is, since today.");
    site.run(["build"]).status(0);
    for path in server.files().keys().filter(|path| path.starts_with("search-index/en/")) {
        server.swap(path, None);
    }
    for (path, bytes) in site.snapshot("public") {
        if path.starts_with("search-index") {
            server.swap(&path, Some(bytes));
        }
    }
    visit.eval("document.querySelector('#hd-q').select()");
    visit.enter("firewall").wait("document.querySelector('.hit-title')?.innerText.includes('newer firewall')");
    visit.eval("document.querySelector('#hd-q').select()");
    visit.enter("since today").wait("document.querySelector('.hit-title')?.innerText.includes('newer firewall')");
    server.heal();
}

/// The page's policy lets no WebAssembly run.
pub(crate) fn no_wasm(visit: &Visit<'_>) {
    let server = visit.server();
    server.heal();
    visit.open("/search/?q=payout").wait(FOUND);
    server.policy("default-src 'self'; script-src 'self'; object-src 'none'");
    visit.open("/search/?q=payout").wait(SAID);
    server.heal();
}

/// A browser without workers.
pub(crate) fn no_worker(visit: &Visit<'_>) {
    visit.server().heal();
    visit.before_pages("delete window.Worker");
    visit.open("/search/?q=pasword").wait(FOUND);
    visit.expect("typeof Worker === 'undefined'");
    visit.expect("/password/i.test(document.querySelector('.hit-title').innerText)");
}

/// Somebody pastes a whole log, or a link holds one.
pub(crate) fn long_queries(visit: &Visit<'_>) {
    visit.server().heal();
    let pasted = "withdraw ".repeat(11_000);
    visit.open(&format!("/search/?q={}", pasted.replace(' ', "+"))).wait(FOUND);
    visit.expect("document.querySelector('#hd-q').value.length <= 500");
    visit.open("/search/").click("#hd-q").paste(&pasted).wait(FOUND);
    visit.open("/").click("#hd-q").paste(&pasted);
    visit.wait("document.querySelectorAll('.panel [role=option]').length > 2");
    // Half of a surrogate pair, control characters, and nothing but marks: said, not thrown.
    let engine = visit.server().file_like("assets/engine.");
    let long = visit.eval(&format!(
        "(async () => {{
            const engine = await (await import('{engine}')).connect(document.documentElement);
            const queries = ['\\ud83d', 'pay\\udc00out', '\\u0000\\u0001', '\\u202e\\u200f', 'withdraw '.repeat(11000), 'x'.repeat(100000), '%'];
            const answers = [];
            for (const query of queries) answers.push((await engine.search(query, {{ lang: 'en', limit: 5 }})).total);
            return answers; }})()"
    ));
    let totals: Vec<u64> = long.as_array().expect("a list").iter().filter_map(serde_json::Value::as_u64).collect();
    assert_eq!(totals.len(), 7, "{long}");
    assert!(totals[4] > 0, "a long question is searched by its beginning: {long}");
}

/// Queries, titles, asks and code that are HTML, with scripts in them.
pub(crate) fn html(visit: &Visit<'_>) {
    let attack = "<img src=x onerror=\"window.ran='query'\">";
    let query = "/search/?q=%3Cimg%20src%3Dx%20onerror%3D%22window.ran%3D%27query%27%22%3E";
    visit.open(&format!("/en{query}")).wait("document.querySelectorAll('.hits > li').length > 0");
    let clean = "window.ran === undefined && !document.querySelector('#hd-results img, #hd-results script, .panel img, .panel script')";
    visit.expect(clean);
    visit.expect("document.querySelector('.hits').innerText.includes('<img src=x onerror=')");
    visit.expect("document.querySelector('.hit-title').innerText.includes('<img')");
    visit.open("/en/").click("#hd-q").enter(attack);
    visit.wait("document.querySelectorAll('.panel [role=option]').length > 1");
    visit.expect(clean);
    // A typo in it is put right as text, too.
    visit.open("/en/search/?q=%3Cb%3Eonerrror%3C%2Fb%3E").wait("!!document.querySelector('.results-count').innerText");
    visit.expect(clean);
    // The words of the answer are marked in the article.
    visit.open(&format!("/en{query}")).click(".hits .hit-title").wait("!!document.querySelector('article.content')");
    visit.wait("document.querySelectorAll('.prose mark').length > 0").expect(clean);
}

/// Elements whose names stand before the page's own things.
pub(crate) fn names(visit: &Visit<'_>) {
    visit.open("/en/payouts/names/");
    visit.expect("document.documentElement.tagName === 'HTML' && document.location === window.location");
    visit.click("#hd-q").enter("clobbered");
    visit.wait("document.querySelectorAll('.panel a[href$=\"/en/payouts/names/\"]').length > 0");
    visit.press(&["Enter"]).wait("location.pathname.endsWith('/en/search/')");
    visit.wait("document.querySelectorAll('.hits > li').length > 0");
}

/// What the checks of hostile content add to the site of an attacker.
pub(crate) fn hostile_articles(site: Site) -> Site {
    let html = "---\ntitle: \"<img src=x onerror=\\\"window.ran='title'\\\"> in a title\"\nasks: [\"<img src=x onerror=window.ran='ask'>\", \"onerror\"]\nkeywords: [\"<script>window.ran='keyword'</script>\"]\n---\n\nWhat `<img src=x onerror=\"window.ran='code'\">` does:\n\n```html\n<img src=x onerror=\"window.ran='fence'\">\n```\n";
    let names: String = ["currentScript", "documentElement", "location", "getElementById", "querySelector", "body", "cookie"]
        .iter()
        .map(|name| format!("<img name=\"{name}\" id=\"{name}\" alt=\"x\"><form name=\"{name}\"><input name=\"{name}\"></form><a name=\"{name}\" id=\"{name}\">x</a>\n\n"))
        .collect();
    let names = format!("---\ntitle: A clobbered page\n---\n\n{names}\n\nText.\n");
    site.file("content/payouts/html.en.md", html).file("content/payouts/names.en.md", names)
}
