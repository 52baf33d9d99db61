//! A site of more languages than a menu holds, and one from the right, read by somebody whose browser asks for English.

use crate::chromium::Visit;
use crate::support::Site;

pub(crate) const BASE_URL: &str = "https://help.example.com/help";

/// Articles in German, of which one is in English and Arabic, too.
pub(crate) fn site() -> Site {
    let settings = format!("title: Hilfe\nbase_url: {BASE_URL}\nlanguages: [de, en, fr, es, it, pt-BR, zh-Hant, ar]\n");
    Site::empty()
        .file("helpdex.yaml", settings)
        .file("content/payouts/_index.md", "---\ntitle: Auszahlungen\n---\n")
        .article("payouts/when", "Wann werde ich bezahlt?", "Am ersten Werktag jedes Monats.")
        .article("payouts/when.en", "When do I get paid?", "On the first working day of each month.")
        .article("payouts/when.ar", "متى أستلم دفعتي؟", "في أول يوم عمل من كل شهر، أو اتصل على +44 20 7946 0018.")
        .article("payouts/fees", "Was kostet es?", "Nichts.")
}

/// The menu finds a language by its name, has the reader's own first, and leads to this page where it exists.
pub(crate) fn menu(visit: &Visit<'_>) {
    let first = "document.querySelector('.language-panel div:not([hidden]) li:not([hidden]) a')";
    visit.open("/payouts/when/").click(".languages-open").wait(&format!("!!{first}"));
    visit.expect("document.activeElement.matches('.language-panel input')");
    visit.expect(&format!("{first}.lang === 'en' && {first}.pathname === '/help/en/payouts/when/'"));
    visit.expect("document.querySelectorAll('.language-panel li').length === 8");
    visit.expect("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    let panel = "document.querySelector('.language-panel').getBoundingClientRect()";
    visit.expect(&format!("{panel}.left >= 0 && {panel}.right <= innerWidth"));
    // Without its accents, by its English name, by its code; what isn't there is said.
    for (typed, lang) in [("francais", "fr"), ("arabic", "ar"), ("zh-h", "zh-Hant")] {
        visit.eval("document.querySelector('.language-panel input').value = ''");
        visit.enter(typed).wait(&format!("{first}?.lang === '{lang}'"));
        visit.expect("document.querySelectorAll('.language-panel li:not([hidden])').length === 1");
    }
    visit.enter("zz").wait("document.querySelector('.language-unknown').innerText.length > 3");
    visit.press(&["Escape"]).expect("document.querySelector('.language-panel').hidden");
    visit.expect("document.activeElement.matches('.languages-open')");
    // There is no French version: the topic is the nearest.
    visit.click(".languages-open").click(".language-panel a[lang=fr]").arrives("/fr/payouts/");
    visit.click(".languages-open").click(".language-panel a[lang=ar]").arrives("/ar/payouts/");
    visit.expect("document.documentElement.dir === 'rtl'");
    visit.click(".languages-open").wait("!document.querySelector('.language-panel').hidden");
    visit.expect(&format!("{panel}.left >= 0 && {panel}.right <= innerWidth"));
}

/// Without scripts the button leads to a page of all languages.
pub(crate) fn menu_without_scripts(visit: &Visit<'_>) {
    visit.open("/payouts/when/").click(".languages-open").arrives("/languages/");
    visit.click(".language-list a[lang=ar]").arrives("/ar/");
}

/// A reader of English is offered the page in English, once, and only where it exists.
pub(crate) fn offer(visit: &Visit<'_>) {
    visit.open("/payouts/fees/").eval("new Promise((done) => setTimeout(done, 300))");
    visit.expect("!document.querySelector('.offer')");
    visit.open("/payouts/when/").wait("document.querySelector('.offer a')?.innerText.includes('English')");
    visit.expect("document.querySelector('.offer').lang === 'en'");
    visit.click(".offer a").arrives("/en/payouts/when/");
    visit.expect("!document.querySelector('.offer')");
    // Who came back has decided.
    visit.open("/payouts/when/").eval("new Promise((done) => setTimeout(done, 300))");
    visit.expect("!document.querySelector('.offer')");
    visit.eval("(localStorage.clear(), sessionStorage.clear())");
    visit.open("/ar/payouts/when/").wait("!!document.querySelector('.offer')");
    visit.expect("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    visit.click(".offer button").expect("!document.querySelector('.offer')");
    visit.eval("sessionStorage.clear()");
    visit.open("/ar/").eval("new Promise((done) => setTimeout(done, 300))");
    visit.expect("!document.querySelector('.offer')");
}

/// A phone number is read from the left and stays on one line, on a page from the right.
pub(crate) fn kept(visit: &Visit<'_>) {
    visit.open("/ar/payouts/when/");
    visit.expect(
        "(() => { const number = document.querySelector('.prose bdi'), style = getComputedStyle(number);
            return number.innerText === '+44 20 7946 0018' && style.direction === 'ltr' && number.getClientRects().length === 1 })()",
    );
    // Of the icons only those that point turn round.
    visit.expect("getComputedStyle(document.querySelector('.languages-open .icon')).transform === 'none'");
    visit.expect("getComputedStyle(document.querySelector('.crumbs .icon')).transform.startsWith('matrix(-1')");
}
