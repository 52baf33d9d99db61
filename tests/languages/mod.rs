//! Sites in other languages than the demo's: one written from the right, and one in more languages than a menu holds.

use std::path::Path;

use scraper::Html;

use crate::support::Site;
use crate::support::output::{all, attribute};

/// A help center in Arabic and English, in which not all is translated.
pub(crate) fn arabic() -> Site {
    Site::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/arabic"))
}

fn page(site: &Site, path: &str) -> Html {
    Html::parse_document(&site.read(&format!("public{path}index.html")))
}

fn attributes(html: &Html, css: &str, names: [&str; 2]) -> [Option<String>; 2] {
    names.map(|name| attribute(html, css, name).map(str::to_owned))
}

#[test]
fn texts_of_the_other_direction_keep_it() {
    let site = arabic();
    site.run(["build"]).status(0);
    let ltr = || [Some("en".to_owned()), Some("ltr".to_owned())];
    let rtl = || [Some("ar".to_owned()), Some("rtl".to_owned())];
    // Code in a title, a phone number, a unit and a name in Latin letters.
    let html = page(&site, "/payouts/api-errors/");
    let kept = |css: &str| all(&html, css).iter().map(|e| e.text().collect::<String>()).collect::<Vec<_>>();
    assert_eq!(kept("h1 bdi[dir=ltr]"), ["wu_unlock_{$this->object_id}"]);
    assert_eq!(kept(".prose bdi[dir=ltr]"), ["30 s", "C++", "2 GB", ".NET 8"]);
    assert_eq!(attribute(&html, "pre", "dir"), Some("ltr"));
    assert_eq!(kept("p[dir=ltr]"), ["The error text is always in English."]);
    // What isn't translated says what it is, in both directions.
    let english = "main .row a[href='/en/payouts/tax-forms/']";
    assert_eq!(attributes(&page(&site, "/payouts/"), english, ["lang", "dir"]), ltr());
    let listed = page(&site, "/en/account/");
    assert_eq!(attributes(&listed, "h1", ["lang", "dir"]), rtl());
    assert_eq!(attributes(&listed, ".row a", ["lang", "dir"]), rtl());
    assert_eq!(attributes(&listed, ".row p", ["lang", "dir"]), rtl());
    // Words of the interface are Arabic, or say that they are English.
    let home = page(&site, "/");
    let heading = all(&home, "#hd-contact-title").first().map(|e| e.text().collect::<String>()).unwrap_or_default();
    let marked = attributes(&home, "#hd-contact-title span", ["lang", "dir"]) == ltr();
    assert_eq!(heading.is_ascii(), marked, "{heading}");
    // A plain site in one direction has none of that.
    let plain = Site::demo();
    plain.run(["build"]).status(0);
    for path in ["public/index.html", "public/ru/payouts/index.html"] {
        assert!(!plain.read(path).contains("<bdi"), "{path}");
        assert_eq!(plain.read(path).matches(" dir=").count(), 1, "{path}");
    }
}

const MANY: [&str; 12] = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "ja", "ar", "he"];

/// A site in so many languages; its one article is in English and the last of them.
fn speaking(languages: &[&str]) -> Site {
    let settings = format!("title: Help\nbase_url: https://x.example/help\nlanguages: [{}]\n", languages.join(", "));
    let last = languages.last().copied().unwrap_or_default();
    let site = Site::new().file("helpdex.yaml", settings);
    site.article(&format!("payouts/when.{last}"), "When?", "On the first working day of each month.")
}

#[test]
fn pages_in_many_languages_carry_no_list_of_them() {
    let site = speaking(&MANY);
    site.run(["build"]).status(0);
    let html = page(&site, "/payouts/when/");
    assert!(all(&html, ".languages li, link[rel=alternate][hreflang]").is_empty());
    let link = attributes(&html, ".languages-open", ["href", "data-versions"]);
    // The first language and the twelfth.
    assert_eq!(link.map(Option::unwrap_or_default), ["/help/languages/", "801"]);
    assert_eq!(attribute(&page(&site, "/"), ".languages-open", "data-versions"), None, "every language has a home");
    let homes: Vec<String> = all(&page(&site, "/de/languages/"), ".language-list a")
        .iter()
        .filter_map(|a| a.value().attr("href").map(str::to_owned))
        .collect();
    assert_eq!((homes.len(), homes[0].as_str(), homes[11].as_str()), (12, "/help/", "/help/he/"));
    let sitemap = site.read("public/sitemap.xml");
    assert_eq!(sitemap.matches("<sitemap>").count(), MANY.len());
    let hebrew = site.read("public/sitemap-he.xml");
    assert!(hebrew.contains("<loc>https://x.example/help/he/payouts/when/</loc>"), "{hebrew}");
    assert!(hebrew.contains("hreflang=\"x-default\" href=\"https://x.example/help/payouts/when/\""), "{hebrew}");
    assert!(!site.read("public/sitemap-de.xml").contains("/de/payouts/when/"));
}

#[test]
fn seven_languages_have_a_menu_and_alternates() {
    let site = speaking(&MANY[..7]);
    site.run(["build"]).status(0);
    let html = page(&site, "/payouts/when/");
    assert_eq!(all(&html, ".languages-open[data-versions='41']").len(), 1);
    assert_eq!(all(&html, "link[rel=alternate][hreflang]").len(), 3, "two and the one for everybody else");
    assert!(site.has("public/nl/languages/index.html") && !site.has("public/sitemap-nl.xml"));
    // A category of that name is in the way there, and nowhere else.
    let category = |site: Site| {
        let site = site.file("content/languages/_index.md", "---\ntitle: Languages\n---\n");
        site.article("languages/spoken", "Which languages?", "All.")
    };
    category(speaking(&MANY[..7])).run(["check"]).stdout_has("duplicate-url");
    category(speaking(&MANY[..3])).run(["build"]).status(0);
}
