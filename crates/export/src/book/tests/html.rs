//! The book as one page.

use std::collections::HashSet;

use scraper::{Html, Selector};

use super::*;

fn page(loaded: &Loaded, request: &Request<'_>) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("book.html");
    loaded.write(request, &out).expect("written");
    std::fs::read_to_string(out).expect("text")
}

fn values(page: &Html, css: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(css).expect("a selector");
    page.select(&selector).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
}

#[test]
fn it_needs_nothing_and_its_links_lead_somewhere() {
    let help = Help::new();
    let loaded = help.load();
    let text = page(&loaded, &request(Format::Html));
    assert_eq!(text, page(&loaded, &request(Format::Html)), "the same bytes");
    assert!(!text.contains("SECRET"));
    let html = Html::parse_document(&text);
    let ids = values(&html, "[id]", "id");
    let known: HashSet<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(known.len(), ids.len(), "each id once");
    let links = values(&html, "a[href]", "href");
    for link in &links {
        match link.strip_prefix('#') {
            Some(id) => assert!(known.contains(id), "{link}"),
            None => assert!(link.starts_with("https://"), "{link}"),
        }
    }
    for wanted in ["#payouts.when", "#payouts.when--to-paypal", "#team.who", "#payouts.blocks--by-card", "#payouts"] {
        assert!(links.iter().any(|link| link == wanted), "{wanted}: {links:?}");
    }
    assert!(links.contains(&"https://other.example/a?b=1&c=2".to_owned()), "{links:?}");
    assert!(links.contains(&"https://x.example/help/payouts/blocks/".to_owned()), "{links:?}");
    // All that it shows is in it.
    let shown = values(&html, "img, script, link, iframe, video, source", "src");
    assert!(shown.iter().all(|url| url.starts_with("data:image/")), "{shown:?}");
    assert_eq!(shown.len(), 3, "in a line, large, and of one scheme");
    let dark = values(&html, "source[media='(prefers-color-scheme: dark)']", "srcset");
    assert!(matches!(dark.as_slice(), [url] if url.starts_with("data:image/svg+xml;base64,")), "{dark:?}");
    assert!(values(&html, "script, link, iframe, object", "class").is_empty() && !text.contains("<script"));
    assert!(values(&html, "[onclick], [style], img[srcset], [loading]", "id").is_empty());
    // What a title says is no HTML.
    assert!(text.contains("<title>Help &amp; more</title>") && text.contains("Blocks &lt;b&gt; &amp;"));
    // The contents know every chapter.
    assert_eq!(values(&html, ".book-contents a", "href").len(), 7);
}

#[test]
fn headings_go_down_and_blocks_stay() {
    let help = Help::new();
    let text = page(&help.load(), &request(Format::Html));
    assert!(text.contains("<h1>Help &amp; more</h1>"));
    assert!(text.contains("<h2>Payouts</h2>"));
    assert!(text.contains("<h3 class=\"book-title\">When?</h3>"));
    assert!(text.contains("<h4 class=\"as-h2\" id=\"payouts.when--to-paypal\">To PayPal</h4>"), "{text}");
    assert!(!text.contains("heading-link\"") && !text.contains("zoom-open\""));
    assert!(text.contains("popovertarget=\"payouts.blocks--hd-term-0\""));
    assert!(text.contains("<details class=\"fold\""));
    assert!(text.contains("<a href=\"https://other.example/b.png\">Far away</a>"));
}

#[test]
fn the_cover_of_one_category_is_its_page() {
    let help = Help::new();
    let loaded = help.load();
    let categories = ["payouts".to_owned()];
    let text = page(&loaded, &Request { categories: &categories, ..request(Format::Html) });
    assert!(text.contains("<h1>Payouts</h1>") && text.contains("All about money.") && text.contains("Read on."));
    assert!(text.contains("<p class=\"book-site\">Help &amp; more</p>"));
    assert!(text.contains("<a href=\"#hd-top\">payouts</a>"), "a link to the category leads to the cover");
    assert!(
        text.contains("<a href=\"https://x.example/help/team/who/\">our team</a>"),
        "what is left out is on the site"
    );
    let titled = Request { categories: &categories, title: Some("Money"), ..request(Format::Html) };
    assert!(page(&loaded, &titled).contains("<h1>Money</h1>"));
}
