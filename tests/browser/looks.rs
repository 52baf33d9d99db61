//! What readers see: sizes, colors, steadiness.

use crate::chromium::{View, Visit};

const PAGES: [&str; 12] = [
    "/",
    "/ru/",
    "/technical/",
    "/technical/app-not-earning/",
    "/ru/anti-cheat/fair-play-rules/",
    "/payouts/bank-transfer/",
    "/status/",
    "/be/status/",
    "/search/",
    "/contact/",
    "/tags/",
    "/404.html",
];

/// The page for products, which the site for agents has not.
const WIDGET: &str = "/widget/";

/// The pages that are looked at.
fn pages(visit: &Visit<'_>) -> impl Iterator<Item = &'static str> {
    PAGES.into_iter().chain(visit.server().has("widget/index.html").then_some(WIDGET))
}

/// No page is wider than the screen, and fingers can hit what they aim at.
pub(crate) fn fits(visit: &Visit<'_>) {
    for path in pages(visit) {
        visit.open(path);
        let found = visit.eval(
            "(() => { const width = document.documentElement.clientWidth;
                const wide = document.documentElement.scrollWidth;
                const over = [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && !e.closest('svg')
                    && !e.closest('.table, pre, .skip, .hidden, .hero-art') && e.getBoundingClientRect().right > width + 1);
                const small = [...document.querySelectorAll('header a, header button, header summary, .button, .search button, .tags a, .pager a')]
                    .filter((e) => e.checkVisibility() && Math.min(e.getBoundingClientRect().height, 24) < 24);
                const cut = (list) => list.slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
                return { wide: wide > width, over: cut(over), small: cut(small), text: parseFloat(getComputedStyle(document.body).fontSize),
                    field: parseFloat(getComputedStyle(document.querySelector('#hd-q, #hd-ask')).fontSize) } })()",
        );
        assert_eq!(found["wide"], false, "{path} scrolls sideways: {found}");
        assert_eq!(found["over"].as_array().map(Vec::len), Some(0), "{path}: {found}");
        assert_eq!(found["small"].as_array().map(Vec::len), Some(0), "{path}: too small for a finger: {found}");
        // Phones zoom in on fields with smaller letters.
        assert!(found["field"].as_f64() >= Some(16.0) && found["text"].as_f64() >= Some(16.0), "{path}: {found}");
    }
    // A line of an article is no longer than is easy to read.
    visit.open("/technical/app-not-earning/");
    let characters = visit.eval(
        "(() => { const text = document.querySelector('.prose p'), range = document.createRange();
            range.selectNodeContents(text);
            return text.innerText.length / new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size })()",
    );
    assert!(characters.as_f64().is_some_and(|count| count < 85.0), "{characters} characters in a line");
}

/// Text stands out from what lies behind it, as WCAG AA asks for.
pub(crate) fn contrast(visit: &Visit<'_>) {
    const RESULTS: &str = "/search/?q=payout";
    for path in pages(visit).chain([RESULTS]) {
        visit.open(path);
        if path == RESULTS {
            visit.wait("!!document.querySelector('.filters [aria-pressed=true] span')");
        }
        let weak = visit.eval(
            "(() => {
                const canvas = document.createElement('canvas'); canvas.width = canvas.height = 1;
                const pen = canvas.getContext('2d', { willReadFrequently: true });
                const over = (color, under) => { pen.fillStyle = `rgb(${under})`; pen.fillRect(0, 0, 1, 1);
                    pen.fillStyle = color; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3) };
                const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
                const paper = matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0] : [255, 255, 255];
                const weak = [];
                for (const element of document.querySelectorAll('body *')) {
                    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
                    if (!own || !element.checkVisibility({ opacityProperty: true }) || element.closest('svg, .hidden, .skip, :disabled')) continue;
                    const chain = []; for (let at = element; at; at = at.parentElement) chain.unshift(at);
                    // The shadows of a table lie at its edges alone.
                    if (chain.some((at) => getComputedStyle(at).backgroundImage !== 'none' && !at.matches('.table'))) continue;
                    const behind = chain.reduce((under, at) => over(getComputedStyle(at).backgroundColor, under), paper);
                    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
                    const alpha = chain.reduce((all, at) => all * getComputedStyle(at).opacity, 1);
                    const front = over(style.color, behind).map((value, i) => value * alpha + behind[i] * (1 - alpha));
                    const [a, b] = [light(front), light(behind)].sort((x, y) => y - x);
                    const ratio = (a + 0.05) / (b + 0.05);
                    const needed = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
                    if (ratio < needed) weak.push(`${ratio.toFixed(2)} for ${front} on ${behind}: ${element.outerHTML.slice(0, 120)}`);
                }
                return weak })()",
        );
        assert_eq!(weak.as_array().map(Vec::len), Some(0), "{path}: {weak:#}");
    }
}

/// Words of code stay whole in a table that can scroll, and a table that goes on tells so at its edge alone.
pub(crate) fn tables(visit: &Visit<'_>) {
    visit.open("/technical/connection/firewall-and-antivirus/");
    visit.expect("document.querySelectorAll('td code').length > 2");
    visit.expect(
        "[...document.querySelectorAll('td code')].every((code) => /[\\s-]/.test(code.innerText) || code.getClientRects().length === 1)",
    );
    visit.expect("[...document.querySelectorAll('.table')].some((table) => table.scrollWidth > table.clientWidth)");
    // Two covers move with the table, two shadows stay with the window, and cells let them be seen.
    visit.expect("getComputedStyle(document.querySelector('.table')).backgroundAttachment.startsWith('local, local, scroll, scroll')");
    visit.expect("[...document.querySelectorAll('th')].every((cell) => /^color\\(.* \\/ 0\\.08\\)$/.test(getComputedStyle(cell).backgroundColor))");
}

/// A picture has an edge that is seen on paper of its own color.
pub(crate) fn pictures(visit: &Visit<'_>) {
    visit.open("/technical/app-not-earning/");
    visit.expect(
        "(() => { const { borderTopWidth, borderTopColor } = getComputedStyle(document.querySelector('.prose figure img'));
            return borderTopWidth === '1px' && borderTopColor !== getComputedStyle(document.body).backgroundColor })()",
    );
}

/// What is seen of the search button on a phone is an arrow; it is called what it does all the same.
pub(crate) fn named(visit: &Visit<'_>) {
    for path in ["/", "/search/"] {
        visit.open(path);
        let button = "document.querySelector('.search button')";
        visit.expect(&format!("{button}.innerText.trim() === 'Search'"));
        visit.expect("document.querySelector('.languages summary').innerText.includes('English')");
        let label = "document.querySelector('.search button span').getBoundingClientRect().width";
        visit.expect(&format!("innerWidth < 600 ? {label} < 2 : {label} > 20"));
    }
}

/// The button turns the colors over, and the next page knows before it is painted.
pub(crate) fn scheme(visit: &Visit<'_>) {
    let paper =
        "getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor";
    let light = visit.open("/").text(paper);
    visit.click(".scheme").wait("document.documentElement.dataset.theme === 'dark'");
    let dark = visit.text(paper);
    assert_ne!(light, dark);
    visit.open("/technical/").expect("document.documentElement.dataset.theme === 'dark'");
    assert_eq!(visit.text(paper), dark);
    visit.click(".scheme").wait("document.documentElement.dataset.theme === 'light'");
    // A choice holds against the system's scheme, too.
    visit.look(View { dark: true, ..View::default() });
    assert_eq!(visit.open("/technical/").text(paper), light);
    // Without a choice the system's scheme holds.
    visit.eval("localStorage.clear()");
    assert_eq!(visit.open("/technical/").text(paper), dark);
}

pub(crate) fn steady(visit: &Visit<'_>) {
    for width in [390, 1280] {
        visit.look(View { width, ..View::default() });
        for path in ["/", "/technical/app-not-earning/", "/payouts/request-a-payout/", "/search/"] {
            visit.open(path).eval("new Promise((done) => setTimeout(done, 150))");
            let moved = visit.eval(
                "new Promise((done) => { let sum = 0;
                    new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value })
                        .observe({ type: 'layout-shift', buffered: true });
                    setTimeout(() => done(sum), 150) })",
            );
            assert!(moved.as_f64().is_some_and(|sum| sum < 0.01), "{path} at {width}: layout shift {moved}");
        }
    }
}

pub(crate) fn print(visit: &Visit<'_>) {
    visit.look(View { dark: true, ..View::default() });
    visit.open("/technical/app-not-earning/");
    visit.media("print", &[("prefers-color-scheme", "dark")]);
    let hidden = "['.search', '.tools', '.side', '.contact', '.foot'].every((part) => !document.querySelector(part)?.checkVisibility())";
    visit.expect(hidden).expect("document.querySelector('.prose').checkVisibility()");
    // Black on white, whatever the screen shows.
    let colors =
        visit.text("[document.body, document.querySelector('.prose p')].map((e) => getComputedStyle(e).color).join()");
    assert_eq!(colors, "rgb(0, 0, 0),rgb(0, 0, 0)");
    visit
        .expect("['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(getComputedStyle(document.body).backgroundColor)");
}

/// A code on paper leads to the page; on a screen there is none.
pub(crate) fn print_code(visit: &Visit<'_>) {
    visit.open("/technical/app-not-earning/");
    visit.expect("!document.querySelector('.print-code').checkVisibility()");
    visit.media("print", &[]);
    visit.expect("document.querySelector('.print-code').checkVisibility()");
    visit.expect(
        "document.querySelector('.print-code bdi').textContent === document.querySelector('link[rel=canonical]').href",
    );
    let code = "(() => { const box = document.querySelector('.print-code svg').getBoundingClientRect();
        return box.width > 90 && Math.abs(box.width - box.height) < 1 && box.right < innerWidth })()";
    visit.expect(code);
}

/// The list under the search field ends above the end of the window, whatever its height, and none of its lines is cut off
/// or lies below its foot.
pub(crate) fn drop_down(visit: &Visit<'_>) {
    for (path, height) in [("/", 900), ("/", 640), ("/payouts/", 900), ("/payouts/", 500)] {
        visit.tall(height).open(path).click("#hd-q").enter("payout account");
        visit.wait("document.querySelectorAll('.panel [role=option]').length > 2");
        visit.expect("document.querySelector('.panel').getBoundingClientRect().bottom <= innerHeight");
        if height == 900 {
            visit.expect(
                "(() => { const panel = document.querySelector('.panel');
                    return panel.scrollHeight <= panel.clientHeight + 1 })()",
            );
        }
        visit.press(&["ArrowUp"]).wait("!!document.querySelector('.panel-all[aria-selected=true]')");
    }
}
