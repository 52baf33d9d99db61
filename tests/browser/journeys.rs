//! What readers do.

use crate::chromium::{View, Visit};

/// Home, a category, an article, the same in Russian, and back to where it lies.
pub(crate) fn reading(visit: &Visit<'_>) {
    visit.open("/").expect("document.querySelectorAll('.card').length === 6");
    visit.click(".card a[href='/technical/']").arrives("/technical/");
    visit.click("main a[href='/technical/app-not-earning/']").arrives("/technical/app-not-earning/");
    visit.expect("document.querySelector('h1').innerText === 'Why is my app not earning?'");
    visit.click(".languages summary").wait("document.querySelector('.languages').open");
    visit.click(".languages a[hreflang='ru']").arrives("/ru/technical/app-not-earning/");
    visit.expect("document.documentElement.lang === 'ru' && /[а-яё]/i.test(document.querySelector('h1').innerText)");
    // A link of the text keeps the reader's language.
    visit.click(".prose a[href^='/ru/technical/']").wait("location.pathname !== '/ru/technical/app-not-earning/'");
    visit.wait("document.documentElement.lang === 'ru'");
    visit.open("/ru/technical/app-not-earning/").click(".crumbs a[href='/ru/technical/']").arrives("/ru/technical/");
    // What has no Belarusian version is listed with a mark, and leads to the original.
    visit.open("/be/technical/").expect("!!document.querySelector('main .row a[lang=en] + .mark-lang')");
    visit.click("main .row a[lang=en]").wait("document.documentElement.lang === 'en'");
}

/// The contents beside an article tell which section is being read, downwards and back up.
pub(crate) fn contents(visit: &Visit<'_>) {
    visit.open("/technical/app-not-earning/").tall(400);
    let current =
        |title: &str| format!("document.querySelector('.toc [aria-current]')?.innerText.startsWith('{title}')");
    let scroll = |title: &str, above: &str| {
        visit.eval(&format!(
            "(() => {{ const heading = [...document.querySelectorAll('.prose h2')].find((h2) => h2.innerText.startsWith('{title}'));
                scrollTo(0, scrollY + heading.getBoundingClientRect().top - {above}) }})()"
        ));
    };
    scroll("Red", "20");
    visit.wait(&current("Red"));
    // The heading of the section before is out of sight, that of the one after is not reached.
    scroll("Red", "innerHeight / 2");
    visit.wait(&current("Amber"));
    visit.expect("document.querySelectorAll('.toc [aria-current]').length === 1");
    visit.eval("scrollTo(0, document.body.scrollHeight)");
    visit.wait(&current("If nothing"));
    visit.eval("scrollTo(0, 0)");
    visit.wait("!document.querySelector('.toc [aria-current]')");
}

/// Suggestions under the field, and how keys walk through them.
pub(crate) fn suggestions(visit: &Visit<'_>) {
    visit.open("/").click("#hd-q").enter("when paid");
    visit.wait(
        "!document.querySelector('.panel')?.hidden && document.querySelectorAll('.panel [role=option]').length > 1",
    );
    visit.expect("document.querySelector('#hd-q').getAttribute('aria-expanded') === 'true'");
    visit.expect("[...document.querySelectorAll('.panel b')].some((b) => b.innerText.includes('When do I get paid'))");
    visit.expect("!!document.querySelector('.panel b mark')");
    visit.press(&["ArrowDown"]).wait("document.querySelectorAll('.panel [aria-selected=true]').length === 1");
    visit.expect(
        "document.getElementById(document.querySelector('#hd-q').getAttribute('aria-activedescendant')).matches('[aria-selected=true]')",
    );
    visit.press(&["Escape"]).wait("document.querySelector('.panel').hidden");
    visit.press(&["ArrowDown"]).wait("!document.querySelector('.panel').hidden");
    visit.press(&["ArrowDown"]);
    let wanted = visit.text("document.querySelector('.panel [aria-selected=true]').href");
    visit.press(&["Enter"]).wait(&format!("location.href === '{wanted}'"));
    // The words that led here are marked.
    visit.wait("document.querySelectorAll('.prose mark').length > 0");
    // In Russian, from a Russian page.
    visit.open("/ru/").click("#hd-q").enter("выплата");
    visit.wait("document.querySelectorAll('.panel a[href^=\"/ru/\"]').length > 0");
    // Nothing found is said; the first letters alone may still have found something.
    visit.open("/").click("#hd-q").enter("zzzzqqqq");
    visit.wait(
        "document.querySelector('.panel-notice')?.innerText.length > 5
            && document.querySelectorAll('.panel [role=option]').length === 0",
    );
}

/// What no article has, and what is near it.
pub(crate) fn unknown_words(visit: &Visit<'_>) {
    visit.open("/").click("#hd-q").enter("windows95 ");
    visit.wait("document.querySelector('.panel-notice')?.innerText.includes('windows95')");
    visit.expect("document.querySelectorAll('.panel [role=option]').length > 1");
    // It stands on the panel's ground, not on that of the page behind it.
    visit.expect(
        "getComputedStyle(document.querySelector('.panel-notice p')).color
            !== getComputedStyle(document.querySelector('.hero-text > p')).color",
    );
    visit.open("/search/?q=0x80070005");
    visit.wait("document.querySelector('.results-notice')?.innerText.includes('0x80070005')");
    visit.expect("document.querySelectorAll('.hits > li').length === 0");
    // A word that no article uses, by what it means.
    visit.open("/search/?q=percentage");
    visit.wait("document.querySelectorAll('.hits > li').length > 0");
}

/// A phone's keyboard composes whole words: nothing is typed letter by letter, as far as the page is told.
pub(crate) fn composing(visit: &Visit<'_>) {
    visit.open("/").click("#hd-q").eval("addEventListener('input', (event) => (window.composed = event.isComposing))");
    visit.compose("withdraw").wait("document.querySelectorAll('.panel [role=option]').length > 1");
    visit.expect("window.composed === true && document.querySelector('#hd-q').value === 'withdraw'");
    visit.wait("!!document.querySelector('.panel b mark')");
    visit.open("/ru/search/").click("#hd-q").compose("выплата");
    visit.wait("document.querySelectorAll('.hits > li').length > 0");
}

/// What is likely to be typed next is answered before it is, and just as if it were asked.
pub(crate) fn ahead(visit: &Visit<'_>) {
    visit.before_pages(COUNTS);
    // Two pages with the same room for the list.
    visit.open("/accounts/").click("#hd-q").enter("w").wait("!!document.querySelector('.panel-all')");
    visit.enter("ithdra").wait("counts.ahead.includes('withdraw')");
    let asked = visit.eval("counts.asked");
    let shown = "document.querySelector('.panel-all')?.href.endsWith('q=withdraw')";
    let lines = "[...document.querySelectorAll('.panel [role=option]')].map((a) => a.outerHTML).join('\\n')";
    visit.enter("w").wait(shown);
    assert_eq!(visit.eval("counts.asked"), asked, "the answer was there");
    // Whoever types on sees no more lines than the answer before left room for, until the hands rest.
    let rest = || std::thread::sleep(std::time::Duration::from_millis(400));
    rest();
    let ahead = visit.text(lines);
    visit.open("/payouts/").click("#hd-q").paste("withdraw").wait(shown);
    rest();
    assert_eq!(visit.text(lines), ahead);
    visit.expect("counts.asked === 1 && counts.ahead.length === 0");
}

/// Counts the questions to the worker that wait for an answer, and notes what it answers unasked.
const COUNTS: &str = "
    window.counts = { asked: 0, ahead: [] };
    const post = Worker.prototype.postMessage;
    const heard = new WeakSet();
    Worker.prototype.postMessage = function (message, ...rest) {
        if (!heard.has(this)) {
            heard.add(this);
            this.addEventListener('message', ({ data }) => data.ahead && counts.ahead.push(data.ahead.query));
        }
        if (message.id) counts.asked += 1;
        return post.call(this, message, ...rest);
    };";

/// The page that Enter leads to; its address can be shared.
pub(crate) fn results(visit: &Visit<'_>) {
    visit.open("/").click("#hd-q").enter("payout").press(&["Enter"]);
    visit.wait("location.pathname === '/search/' && document.querySelectorAll('.hits > li').length > 2");
    visit.expect("new URLSearchParams(location.search).get('q') === 'payout'");
    visit.expect("document.title.startsWith('payout') && document.querySelector('.browse-list').hidden");
    visit.expect("/\\d+/.test(document.querySelector('.results-count').innerText)");
    // One topic only.
    visit.click(".filters button:nth-child(2)").wait("new URLSearchParams(location.search).has('category')");
    visit.expect("new Set([...document.querySelectorAll('.hits .hit-meta a')].map((a) => a.innerText)).size === 1");
    visit.click(".hits .hit-title").wait("!!document.querySelector('article.content')");
    // The address alone shows the same, in its language.
    visit
        .open("/ru/search/?q=%D0%B2%D1%8B%D0%BF%D0%BB%D0%B0%D1%82%D0%B0")
        .wait("document.querySelectorAll('.hits > li').length > 0");
    visit.expect("document.querySelector('#hd-q').value === 'выплата'");
    visit.expect("document.querySelector('.hit-title').getAttribute('href').startsWith('/ru/')");
    // A typo, and a keyboard in the wrong layout.
    visit
        .open("/search/?q=pasword+reset")
        .wait("!!document.querySelector('.hits a[href=\"/accounts/reset-password/\"]')");
    visit.open("/ru/search/?q=dsgkfnf").wait("document.querySelectorAll('.hits > li').length > 0");
    // Another language than the page's: said, and marked.
    visit
        .open("/ru/search/?q=refund")
        .wait("document.querySelectorAll('.hit-title[lang=en] + .hit-meta .mark-lang').length > 0");
    visit.expect("/на другом/.test(document.querySelector('.results-notice').innerText)");
    visit
        .open("/search/?q=%D0%BF%D0%B0%D1%80%D0%BE%D0%BB%D1%8C")
        .wait("!!document.querySelector('.hit-title[lang=ru]')");
    visit.open("/search/?q=zzzzqqqq").wait("!document.querySelector('.browse-list').hidden");
    visit.wait("document.querySelector('.results-count').innerText.includes('zzzzqqqq')");
    // Markup in a query is text.
    visit
        .open("/search/?q=%3Cimg+src=x+onerror=alert(1)%3E")
        .wait("document.querySelector('.results-count').innerText !== ''");
    visit.expect("!document.querySelector('main img')");
}

/// No mouse at all.
pub(crate) fn keyboard(visit: &Visit<'_>) {
    let focus = "document.activeElement";
    visit.open("/").press(&["Tab"]).wait(&format!("{focus}.matches('.skip')"));
    visit.wait(&format!("{focus}.getBoundingClientRect().top >= 0"));
    visit.press(&["Enter"]).wait("location.hash === '#hd-main'");
    // The next stop lies in the text.
    visit.press(&["Tab"]).wait(&format!("{focus}.closest('main') !== null"));
    // `/` finds the field from everywhere, and types nothing into it.
    visit.open("/technical/app-not-earning/").press(&["/"]).wait(&format!("{focus}.id === 'hd-q'"));
    visit.expect("document.querySelector('#hd-q').value === ''");
    visit.enter("a/b").wait("document.querySelector('#hd-q').value === 'a/b'");
    // The language menu opens, lists, closes, and gives the focus back.
    visit.open("/").eval("document.querySelector('.languages summary').focus()");
    visit.press(&["Enter"]).wait("document.querySelector('.languages').open");
    visit.press(&["Tab", "Tab"]).wait(&format!("{focus}.matches('.languages a')"));
    visit.press(&["Escape"]).wait("!document.querySelector('.languages').open");
    visit.expect(&format!("{focus}.matches('.languages summary')"));
    visit.press(&["Enter", "Tab", "Tab", "Enter"]).arrives("/ru/");
    // From the home page to an answer by Tab and Enter alone.
    visit.open("/");
    for _ in 0..40 {
        visit.press(&["Tab"]);
        if visit.eval(&format!("{focus}.matches('.card a')")) == true {
            break;
        }
    }
    visit.press(&["Enter"]).wait("!!document.querySelector('.category-head')");
    // A table that is wider than the page scrolls by keys, because it takes the focus.
    visit.open("/technical/app-not-earning/").expect("document.querySelector('.table').tabIndex === 0");
}

/// Goes through all stops of some pages: each is seen, each can be told to have the focus.
pub(crate) fn tab_stops(visit: &Visit<'_>) {
    for path in ["/", "/technical/app-not-earning/", "/search/"] {
        let all = visit.open(path).eval(
            "(() => {
                const seen = (window.stops = new Map());
                const ring = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
                document.addEventListener('focusin', ({ target }) => {
                    const around = target.closest('.search-field') ?? target;
                    const styles = [getComputedStyle(target), getComputedStyle(target, '::after'), getComputedStyle(around)];
                    const box = target.getBoundingClientRect();
                    const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
                    if (!styles.some(ring) || !inside) seen.set(target, target.outerHTML.slice(0, 100));
                    else seen.set(target, null);
                });
                return [...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]
                    .filter((e) => e.checkVisibility({ visibilityProperty: true })).length })()",
        );
        for _ in 0..all.as_u64().expect("a number") {
            visit.press(&["Tab"]);
        }
        visit.wait(&format!("stops.size >= {all}"));
        let stops = visit.eval("[stops.size, [...stops.values()].filter(Boolean)]");
        assert_eq!(stops, serde_json::json!([all, []]), "{path}");
    }
}

pub(crate) fn not_found(visit: &Visit<'_>) {
    visit.open("/payouts/no-such-page/");
    visit.expect("document.querySelector('h1').innerText === \"This page doesn't exist\"");
    visit.expect("document.querySelectorAll('main a[href]').length > 40 && !!document.querySelector('#hd-q')");
    visit.eval("document.querySelector('.browse').open = true");
    visit.click(".browse[open] li a").wait("!!document.querySelector('article.content')");
}

/// Every article is found by links alone, and nothing pretends to work.
pub(crate) fn without_scripts(visit: &Visit<'_>) {
    visit.open("/").expect("document.querySelector('.scheme').checkVisibility({ visibilityProperty: true }) === false");
    visit.click("#hd-q").enter("payout").press(&["Enter"]).arrives("/search/?q=payout");
    visit.expect("document.querySelector('noscript').innerText.length > 20");
    let listed = visit.eval("[...document.querySelectorAll('.browse-list li a')].map((a) => a.pathname)");
    let listed: Vec<&str> = listed.as_array().expect("links").iter().filter_map(|path| path.as_str()).collect();
    assert!(listed.len() >= 36, "{} articles: {listed:?}", listed.len());
    visit.click(".browse summary").click(".browse[open] li a").wait("!!document.querySelector('article.content')");
    // The contents stand beside the text where there is room; elsewhere they open.
    visit.open("/technical/app-not-earning/").click(".toc a").wait("location.hash.length > 1");
    visit.look(View { width: 390, scripts: false, ..View::default() });
    visit.open("/technical/app-not-earning/").expect("!document.querySelector('.toc').open");
    visit.click(".toc summary").wait("document.querySelector('.toc').open");
    visit.click(".languages summary").click(".languages a[hreflang='be']").wait("location.pathname.startsWith('/be/')");
}

/// The address of an article in an older help center.
pub(crate) const MOVED: &str = "/hc/en-us/articles/360021744112-Payout-times";

/// At a host that doesn't read `_redirects` the page for what is not there leads on.
pub(crate) fn moved(visit: &Visit<'_>) {
    visit.open("/").eval(&format!("(location.href = '{MOVED}#methods', 0)"));
    visit.arrives("/payouts/when-do-i-get-paid/#methods").expect("!!document.querySelector('article.content')");
}

pub(crate) fn redirects(visit: &Visit<'_>) {
    visit.open("/").eval("(location.href = '/help/cashing-out/', 0)");
    visit.arrives("/payouts/request-a-payout/");
}

pub(crate) fn xml(visit: &Visit<'_>) {
    visit.open("/");
    for file in ["/sitemap.xml", "/feed.xml", "/ru/feed.xml", "/be/feed.xml", "/status/feed.xml", "/ru/status/feed.xml"]
    {
        let root = visit.text(&format!(
            "fetch('{file}').then((answer) => answer.text()).then((text) => {{
                const parsed = new DOMParser().parseFromString(text, 'application/xml');
                return parsed.querySelector('parsererror')?.textContent ?? parsed.documentElement.localName }})"
        ));
        let wanted = if file == "/sitemap.xml" { "urlset" } else { "feed" };
        assert_eq!(root, wanted, "{file}");
    }
}
