//! What networks show of a shared link, what a home screen shows of the site, and the code on paper.

use std::collections::BTreeMap;

use crate::support::Site;
use crate::support::output::Output;

const BASE_URL: &str = "https://help.example.com";

fn settings(more: &str) -> String {
    format!(
        "title: Example Help\nbase_url: {BASE_URL}\nlanguages: [en, ru]\nappearance: {{ accent: '#0b6b5d' }}\n{more}"
    )
}

fn site(more: &str) -> Site {
    Site::empty()
        .file("helpdex.yaml", settings(more))
        .file("content/payouts/_index.md", "---\ntitle: Payouts\nsummary: All about money.\n---\n")
        .article("payouts/when", "When do I get paid?", "On the first working day of each month.")
        .file("content/payouts/when.ru.md", "---\ntitle: Когда мне заплатят?\n---\n\nВ первый рабочий день месяца.\n")
}

/// Width and height of a PNG.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

/// What a page says of its picture, by the names of its head.
fn said(output: &Output, page: &str) -> BTreeMap<String, String> {
    let html = scraper::Html::parse_document(output.text(page));
    let metas = scraper::Selector::parse("meta[content]").expect("a selector");
    let named = html.select(&metas).filter_map(|meta| {
        let name = meta.attr("property").or(meta.attr("name"))?;
        Some((name.to_owned(), meta.attr("content")?.to_owned()))
    });
    named.filter(|(name, _)| name.starts_with("og:image") || name.starts_with("twitter:")).collect()
}

/// The pictures of pages in an output.
fn pictures(site: &Site, folder: &str) -> Vec<String> {
    site.snapshot(folder).into_keys().filter(|path| path.rsplit('/').next() == Some("share.png")).collect()
}

#[test]
fn every_page_that_somebody_wrote_has_a_picture() {
    let site = site("share: { pictures: true }\n");
    site.run(["build", "--quiet"]).status(0);
    let output = Output::read(&site, BASE_URL);
    let all = ["payouts/share.png", "payouts/when/share.png", "share.png"];
    let russian = all.map(|path| format!("ru/{path}"));
    let mut wanted: Vec<&str> = all.into_iter().chain(russian.iter().map(String::as_str)).collect();
    wanted.sort_unstable();
    assert_eq!(pictures(&site, "public"), wanted);
    for path in wanted {
        assert_eq!(size(&output.files[path]), (1200, 630), "{path}");
        assert!(output.files[path].len() < 30_000, "{path}");
    }
    let head = said(&output, "payouts/when/index.html");
    let address = &head["og:image"];
    assert!(address.starts_with("https://help.example.com/payouts/when/share.png?v="), "{address}");
    assert_eq!((&*head["og:image:width"], &*head["og:image:height"]), ("1200", "630"));
    assert_eq!(head["og:image:alt"], "When do I get paid? – Example Help");
    assert_eq!(head["twitter:card"], "summary_large_image");
    // Pages that nobody wrote show the site.
    assert!(said(&output, "tags/index.html")["og:image"].starts_with("https://help.example.com/share.png?v="));

    // The same words are the same bytes, out of the cache and without it; other words have another address.
    let before = site.snapshot("public");
    let drawn = site.names(".helpdex/cache/share").len();
    assert_eq!(drawn, 6);
    site.run(["build", "--quiet"]).status(0);
    assert_eq!(site.snapshot("public"), before);
    let site = site.without(".helpdex").article("payouts/when", "When will I be paid?", "On the first working day.");
    site.run(["build", "--quiet"]).status(0);
    let after = site.snapshot("public");
    assert_eq!(after["payouts/share.png"], before["payouts/share.png"]);
    assert_ne!(after["payouts/when/share.png"], before["payouts/when/share.png"]);
    assert_ne!(&said(&Output::read(&site, BASE_URL), "payouts/when/index.html")["og:image"], address);
}

#[test]
fn an_image_of_the_author_comes_first_and_without_the_setting_nothing_is_drawn() {
    let image = site("share: { pictures: true }\n");
    image.run(["build", "--quiet"]).status(0);
    let png = image.snapshot("public").remove("share.png").expect("a picture");
    let front = "---\ntitle: When do I get paid?\nimage: img/coins.png\n---\n\nOn the first working day.\n";
    for more in ["share: { pictures: true }\n", ""] {
        let site = site(more).file("content/payouts/when.md", front).file("content/img/coins.png", &png);
        site.run(["check"]).status(0);
        site.run(["build", "--quiet"]).status(0);
        let output = Output::read(&site, BASE_URL);
        let head = said(&output, "payouts/when/index.html");
        assert_eq!(head["og:image"], "https://help.example.com/img/coins.png");
        assert_eq!((&*head["og:image:width"], &*head["og:image:alt"]), ("1200", "When do I get paid?"));
        assert!(!output.files.contains_key("payouts/when/share.png"));
        assert_eq!(said(&output, "index.html").is_empty(), more.is_empty());
        assert_eq!(site.has(".helpdex/cache/share"), !more.is_empty());
    }
}

#[test]
fn nothing_internal_is_drawn_for_customers_and_nothing_at_all_for_agents() {
    let inside = "---\ntitle: The quagmire inside\naudience: agents\n---\n\nA quagmire.\n";
    let site = site("share: { pictures: true }\n").file("content/payouts/inside.md", inside);
    site.run(["build", "--quiet"]).status(0);
    assert!(pictures(&site, "public").iter().all(|path| !path.contains("inside")));
    assert_eq!(pictures(&site, "public").len(), 6);
    site.run(["build", "--quiet", "--audience", "agents", "--out", "internal"]).status(0);
    assert_eq!(pictures(&site, "internal"), [""; 0]);
    assert_eq!(said(&Output::read(&site, BASE_URL), "index.html")["twitter:card"], "summary_large_image");
}

#[test]
fn a_file_in_the_place_of_a_picture_is_told() {
    let site = site("share: { pictures: true }\n").file("content/payouts/share.png", "x");
    site.run(["check"]).status(1).stdout_has("`/payouts/share.png` is taken").stdout_has("share: { pictures: false }");
}

#[test]
fn a_home_screen_gets_icons_of_pixels() {
    let logo =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><circle cx=\"4\" cy=\"4\" r=\"4\"/></svg>";
    let site = site("offline: true\n").file("content/img/logo.svg", logo);
    let settings = settings("offline: true\n").replace("appearance: {", "appearance: { logo: img/logo.svg,");
    let site = site.file("helpdex.yaml", settings);
    site.run(["build", "--quiet"]).status(0);
    let output = Output::read(&site, BASE_URL);
    let manifest: serde_json::Value = serde_json::from_str(output.text("site.webmanifest")).expect("JSON");
    let icons: Vec<_> = manifest["icons"].as_array().expect("a list").iter().collect();
    let texts = |key: &str| icons.iter().map(|icon| icon[key].as_str().unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(texts("sizes"), ["any", "192x192", "512x512", "512x512"]);
    assert_eq!(texts("purpose"), ["", "any", "any", "maskable"]);
    for (address, side) in texts("src").into_iter().zip([0, 192, 512, 512]).skip(1) {
        assert_eq!(size(&output.files[address.trim_start_matches('/')]), (side, side), "{address}");
    }
    assert!(output.text("index.html").contains("<link rel=\"apple-touch-icon\" href=\"/site-icon-180.png\">"));
    assert_eq!(size(&output.files["site-icon-180.png"]), (180, 180));
}

#[test]
fn printed_articles_have_a_code_where_the_site_wants_it() {
    let site = site("share: { qr_code: true }\n");
    site.run(["build", "--quiet"]).status(0);
    let page = site.read("public/payouts/when/index.html");
    assert!(page.contains("class=\"print-code\" hidden"), "{page}");
    assert!(page.contains("https://help.example.com/payouts/when/</bdi>"), "{page}");
    assert!(!site.read("public/payouts/index.html").contains("print-code"));
}
