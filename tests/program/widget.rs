//! What a build writes for products that show the site, and what it costs them.

use scraper::Html;

use crate::support::Site;
use crate::support::output::{all, attribute};

/// Bytes that a product's page may load before a touch, compressed.
const MOST: usize = 3000;
const LEAST: &str = "title: Help\nbase_url: https://help.example.com/help\n";

fn compressed(text: &str) -> usize {
    let mut compressed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut compressed, &settings).expect("compressed");
    compressed.len()
}

/// Little is loaded before a touch, in a site of every language that the interface speaks.
#[test]
fn the_script_is_small_in_any_number_of_languages() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/strings");
    let files = std::fs::read_dir(folder).expect("strings").map(|entry| entry.expect("an entry").file_name());
    let mut codes: Vec<String> =
        files.map(|name| name.to_string_lossy().trim_end_matches(".yaml").to_owned()).collect();
    codes.sort();
    assert!(codes.len() >= 39);
    let settings = format!("{LEAST}languages: [{}]\nwidget: true\n", codes.join(", "));
    let site = Site::new().file("helpdex.yaml", settings);
    site.run(["build"]).status(0);
    let script = site.read("public/widget.js");
    for label in ["Hjælp", "ヘルプ", "Дапамога", "עזרה"] {
        assert!(script.contains(label), "{label}");
    }
    assert!(compressed(&script) <= MOST, "{} bytes", compressed(&script));
    let demo = Site::demo();
    demo.run(["build"]).status(0);
    let size = compressed(&demo.read("public/widget.js"));
    assert!(size <= MOST, "{size} bytes");
}

/// Nothing is there, and no other host may read the site, unless the settings say so.
#[test]
fn it_is_off_unless_it_is_asked_for() {
    for settings in ["", "widget: false\n"] {
        let site = Site::new().file("helpdex.yaml", format!("{LEAST}{settings}"));
        site.run(["build"]).status(0);
        assert!(!site.has("public/widget.js") && !site.has("public/widget/index.html"));
        let headers = site.read("public/_headers");
        assert!(!headers.contains("Access-Control") && headers.contains("frame-ancestors 'self'\n"), "{headers}");
        let assets = std::fs::read_dir(site.path("public/assets")).expect("assets");
        let names: Vec<String> =
            assets.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        let own = ["frame.", "pane.", "alone.", "clean.", "articles.", "widget."];
        assert!(!names.iter().any(|name| own.iter().any(|own| name.starts_with(own))), "{names:?}");
    }
    // Its page may then be an article's.
    let site = Site::new().article("widget", "What is a widget?", "A small thing.");
    site.run(["build"]).status(0);
    assert!(site.read("public/widget/index.html").contains("What is a widget?"));
    let site = site.file("helpdex.yaml", format!("{LEAST}widget: true\n"));
    site.run(["build"]).status(1).stdout_has("duplicate-url");
}

/// Hosts are told what products need, and who may show pages in a frame.
#[test]
fn headers_for_products() {
    let settings = "widget: { frames: [https://app.example.com/, 'https://*.example.org'] }\n";
    let site = Site::new().file("helpdex.yaml", format!("{LEAST}{settings}"));
    site.run(["build"]).status(0);
    let headers = site.read("public/_headers");
    let all = headers.split_once("/help/assets/*").expect("assets").0;
    assert!(all.starts_with("/help/*\n"), "{headers}");
    for line in [
        "  Access-Control-Allow-Origin: *\n",
        "  Cross-Origin-Resource-Policy: cross-origin\n",
        "frame-ancestors 'self' https://app.example.com https://*.example.org\n",
    ] {
        assert!(all.contains(line), "{headers}");
    }
}

/// What is offered on a page of the product: of several topics each has its share, nothing twice, nothing archived.
#[test]
fn suggestions_are_in_the_page() {
    let mut site = Site::new().file(
        "helpdex.yaml",
        format!(
            "{LEAST}languages: [en, ru]\nwidget: {{ suggest: [{{ url: [/b/*, /c], topics: [a, payouts/when, a] }}] }}\n"
        ),
    );
    for number in 1..=9 {
        let status = if number == 2 { "archived" } else { "published" };
        site = site.file(
            &format!("content/a/n{number}.md"),
            format!(
                "---\ntitle: Number {number}?\norder: {number}\nstatus: {status}\nfeatured: {}\n---\n\nYes.\n",
                number == 5
            ),
        );
    }
    site.run(["build"]).status(0);
    for (path, prefix) in [("public/widget/index.html", "/help"), ("public/ru/widget/index.html", "/help")] {
        let html = Html::parse_document(&site.read(path));
        assert_eq!(attribute(&html, "[data-urls]", "data-urls"), Some("[\"/b/*\",\"/c\"]"));
        let links = all(&html, "[data-urls] a");
        let links: Vec<&str> = links.iter().filter_map(|link| link.value().attr("href")).collect();
        let wanted = ["a/n5/", "payouts/when/", "a/n1/", "a/n3/", "a/n4/", "a/n6/"];
        assert_eq!(links, wanted.map(|path| format!("{prefix}/{path}")));
        assert_eq!(attribute(&html, "meta[name=robots]", "content"), Some("noindex"));
    }
    assert!(!site.read("public/sitemap.xml").contains("widget"));
}

/// The line that the manual shows is the one that a test keeps.
#[test]
fn the_manual_shows_the_line_that_is_kept() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a file");
    let kept = read("tests/fixtures/product/snippet-1.html");
    let start = "<script async src=\"https://help.driftnet.example/widget.js\"";
    assert!(kept.starts_with(start));
    let shown = start.replace("driftnet.example", "example.com");
    assert!(read("docs/content/integrators/widget.md").contains(&format!("{shown}></script>")));
}
