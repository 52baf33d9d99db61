//! Every template in every language, and the faults that a site's own theme can have.

use std::path::{Path, PathBuf};

use helpdex_content::config::Appearance;
use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::*;

const LANGUAGES: [&str; 3] = ["en", "ru", "be"];
const PAGES: [&str; 7] =
    ["home.html", "category.html", "article.html", "search.html", "tag.html", "tags.html", "404.html"];

fn load(dir: Option<&Path>, appearance: &Appearance) -> (Theme, Vec<Diagnostic>) {
    let languages = LANGUAGES.map(str::to_owned);
    let options = Options { dir, languages: &languages, appearance, base_path: "/help" };
    Theme::load(&options).expect("readable")
}

fn default_theme() -> Theme {
    let (theme, diagnostics) = load(None, &Appearance::default());
    assert_eq!(diagnostics, []);
    theme
}

/// A folder with a site's own theme files.
fn own(files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("themes/acme");
    for (path, bytes) in files {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        std::fs::write(path, bytes).expect("written");
    }
    (folder, dir)
}

fn item(title: &str, lang: &str, foreign: bool) -> Value {
    json!({ "title": title, "summary": "One & two.", "url": "/help/payouts/x/", "lang": lang, "foreign": foreign,
            "category": "Payouts", "updated": "2026-11-05", "draft": foreign })
}

fn card(title: &str) -> Value {
    json!({ "title": title, "summary": "When & how", "url": "/help/payouts/", "icon": "wallet", "count": 5,
            "lang": "en", "foreign": false })
}

/// A context that holds what every page may show.
fn context(lang: &str, kind: &str) -> Value {
    let group = json!({ "card": card("Payouts"), "items": [item("A <b>question</b>?", "en", true)],
                        "sections": [{ "card": card("Fees"), "items": [item("Fees?", "en", false)], "sections": [] }] });
    json!({
        "site": { "title": "Driftnet Help", "description": "Answers", "base_url": "https://x.example/help", "serve": false,
                  "contact": [{ "label": "Write to us", "url": "mailto:help@driftnet.example" }], "logo": null,
                  "footer": { "text": "© Driftnet", "links": [{ "label": "Terms", "url": "https://driftnet.example/terms" }] },
                  "search": { "api": null }, "generator": "Helpdex 0.1.0" },
        "lang": { "code": lang, "short": "X", "name": "X", "dir": "ltr", "home": "/help/", "search": "/help/search/",
                  "feed": "/help/feed.xml", "default": lang == "en" },
        "page": { "kind": kind, "title": "When do I <get> paid?", "head_title": "When – Driftnet Help",
                  "description": "Say \"when\"", "url": "/help/payouts/", "canonical": "https://x.example/help/payouts/",
                  "noindex": false, "alternates": [{ "lang": "ru", "url": "https://x.example/help/ru/payouts/" }],
                  "switch": [{ "code": "en", "name": "English", "url": "/help/", "current": lang == "en", "exact": true },
                             { "code": "ru", "name": "Русский", "url": "/help/ru/", "current": lang == "ru", "exact": false }],
                  "breadcrumbs": [{ "title": "Home", "url": "/help/" }, { "title": "Payouts", "url": "/help/payouts/" }],
                  "json_ld": ["{\"@type\":\"BreadcrumbList\"}"], "parts": [], "og_type": "website", "og_image": null, "reload": false },
        "nav": [card("Payouts"), card("Accounts")],
        "home": { "title": "How can we help?", "summary": "Ask.", "body": "<p>Body</p>", "categories": [card("Payouts")],
                  "featured": [item("Featured?", "en", false)], "recent": [item("Recent?", "en", true)] },
        "category": { "title": "Payouts", "url": "/help/payouts/", "summary": "Money", "icon": "no-such-icon", "body": "", "count": 21,
                      "items": [item("First?", "en", false)],
                      "sections": [{ "card": card("Fees"), "items": [item("Second?", "en", true)] }] },
        "article": { "title": "When do I <get> paid?", "summary": "Monthly", "body": "<p>On the <em>15th</em>.</p>", "lang": lang,
                     "toc": [{ "id": "how", "title": "How", "level": 2, "children": [{ "id": "so", "title": "So", "level": 3, "children": [] }] }],
                     "updated": "2026-11-15", "reviewed": null, "tags": [{ "title": "money", "url": "/help/tags/money/" }],
                     "edit_url": "https://git.example/edit/x.md", "archived": true, "draft": true,
                     "stale_translation": { "url": "/help/payouts/x/" }, "category": card("Payouts"),
                     "related": [item("Related?", "en", false)], "previous": item("Before?", "en", false),
                     "next": item("After?", "en", false), "extra": {} },
        "tag": { "title": "money", "count": 1, "items": [item("Tagged?", "en", false)] },
        "tags": [{ "title": "money", "url": "/help/tags/money/", "count": 2 }],
        "browse": [group],
        "url": "https://x.example/help/new/", "canonical": "https://x.example/help/new/", "title": "A & b",
        "urls": [{ "loc": "https://x.example/help/?a&b", "lastmod": "2026-11-15",
                   "alternates": [{ "lang": "ru", "url": "https://x.example/help/ru/" }] }],
        "feed": { "title": "Driftnet & co", "url": "https://x.example/help/", "self_url": "https://x.example/help/feed.xml",
                  "updated": "2026-11-15T00:00:00Z",
                  "entries": [{ "id": "https://x.example/help/x/", "title": "When <b>?", "url": "https://x.example/help/x/",
                                "updated": "2026-11-15T00:00:00Z", "summary": "On & on" }] },
        "sitemap": "https://x.example/help/sitemap.xml", "noindex": false
    })
}

fn render(theme: &Theme, template: &str, lang: &str) -> String {
    let kind = template.split('.').next().unwrap_or_default();
    theme
        .render(template, &context(lang, kind))
        .unwrap_or_else(|fault| panic!("{}: {}", fault.location(), fault.message))
}

#[test]
fn every_page_renders_in_every_language_under_a_strict_policy() {
    let theme = default_theme();
    for lang in LANGUAGES {
        for page in PAGES {
            let html = render(&theme, page, lang);
            let document = Html::parse_document(&html);
            let select = |css: &str| document.select(&Selector::parse(css).expect("a selector")).count();
            assert_eq!(select(&format!("html[lang={lang}]")), 1, "{page}");
            assert_eq!(select("h1"), 1, "{page}");
            assert_eq!(select("main#hd-main"), 1, "{page}");
            assert_eq!(select("input#hd-q[name=q]"), 1, "{page} has one search field");
            assert_eq!(
                select("style, [style], [onclick], script:not([src]):not([type$=json])"),
                0,
                "{page} is inline-free"
            );
            assert!(!html.contains("<get>") && !html.contains("<b>question"), "{page} escapes text");
            assert!(!html.contains("{{") && !html.contains("{%"), "{page}");
            for element in document.select(&Selector::parse("script[src], link[rel=stylesheet]").expect("a selector")) {
                let url = element.value().attr("src").or(element.value().attr("href")).unwrap_or_default();
                assert!(theme.assets().iter().any(|asset| asset.url == url), "{page} refers to {url}");
            }
        }
    }
}

#[test]
fn an_article_shows_what_its_context_holds() {
    let theme = default_theme();
    let html = render(&theme, "article.html", "ru");
    for text in [
        "<p>On the <em>15th</em>.</p>",
        "Обновлено 15 ноября 2026 г.",
        "Статья в архиве",
        "Это черновик",
        "Перевод старше оригинала",
        "href=\"#so\"",
        "Related?",
        "Before?",
        "After?",
        "https://git.example/edit/x.md",
        "hreflang=\"ru\" href=\"https://x.example/help/ru/payouts/\"",
        "<script type=\"application/ld+json\">{\"@type\":\"BreadcrumbList\"}</script>",
    ] {
        assert!(html.contains(text), "{text} is missing in {html}");
    }
}

#[test]
fn counts_and_dates_follow_the_language() {
    let theme = default_theme();
    for (lang, count, date) in [
        ("en", "21 articles", "November 5, 2026"),
        ("ru", "21 статья", "5 ноября 2026 г."),
        ("be", "21 артыкул", "5 лістапада 2026 г."),
    ] {
        assert!(render(&theme, "category.html", lang).contains(count), "{count}");
        assert!(render(&theme, "home.html", lang).contains(date), "{date}");
    }
    let be = theme.strings("be").expect("a language of the site");
    let said: Vec<_> = [1, 2, 5].iter().filter_map(|n| be.plural("articles", *n)).collect();
    assert_eq!(said, ["1 артыкул", "2 артыкулы", "5 артыкулаў"]);
}

#[test]
fn pages_with_little_to_say_render_too() {
    let theme = default_theme();
    let mut context = context("en", "article");
    let article = &mut context["article"];
    for key in ["updated", "reviewed", "edit_url", "stale_translation", "previous", "next"] {
        article[key] = Value::Null;
    }
    for key in ["toc", "tags", "related"] {
        article[key] = json!([]);
    }
    for key in ["draft", "archived"] {
        article[key] = json!(false);
    }
    for key in ["featured", "recent", "categories"] {
        context["home"][key] = json!([]);
    }
    context["home"]["summary"] = json!("");
    context["category"]["items"] = json!([]);
    context["category"]["sections"] = json!([]);
    context["category"]["icon"] = Value::Null;
    context["site"]["contact"] = json!([]);
    context["site"]["footer"] = json!({ "text": "", "links": [] });
    context["lang"]["feed"] = Value::Null;
    context["page"]["breadcrumbs"] = json!([]);
    context["browse"] = json!([]);
    for page in PAGES {
        let html =
            theme.render(page, &context).unwrap_or_else(|fault| panic!("{}: {}", fault.location(), fault.message));
        assert!(!html.contains("alert-title") && !html.contains("class=\"contact\""), "{page}");
    }
}

#[test]
fn files_for_machines_are_escaped_and_complete() {
    let theme = default_theme();
    let sitemap = render(&theme, "sitemap.xml", "en");
    assert!(sitemap.contains("<loc>https://x.example/help/?a&amp;b</loc>"), "{sitemap}");
    assert!(sitemap.contains("hreflang=\"ru\""), "{sitemap}");
    let feed = render(&theme, "feed.xml", "be");
    assert!(feed.starts_with("<?xml") && feed.contains("<title>When &lt;b&gt;?</title>"), "{feed}");
    assert!(feed.contains("<title>Driftnet &amp; co</title>") && feed.contains("xml:lang=\"be\""), "{feed}");
    let redirect = render(&theme, "redirect.html", "en");
    assert!(redirect.contains("content=\"0; url=https://x.example/help/new/\""), "{redirect}");
    let robots = render(&theme, "robots.txt", "en");
    assert_eq!(robots.trim(), "User-agent: *\nAllow: /\n\nSitemap: https://x.example/help/sitemap.xml");
}

#[test]
fn a_site_replaces_templates_styles_and_words_file_by_file() {
    let (_folder, dir) = own(&[
        (
            "templates/article.html",
            b"{% extends \"default/article.html\" %}{% block body %}<i>own {{ t(key=\"hi\") }}</i>{% endblock %}",
        ),
        ("css/custom.css", b"h1 { background: url(../img/sea.svg) }"),
        ("img/sea.svg", b"<svg/>"),
        ("icons/wallet.svg", b"<?xml version='1.0'?><svg viewBox='0 0 1 1'><title>own</title></svg>"),
        ("strings/ru.yaml", "hi: привет\nskip: К делу\n".as_bytes()),
        ("strings/en.yaml", b"hi: hello\n"),
        ("README.md", b"not a part of it"),
    ]);
    let (theme, diagnostics) =
        load(Some(&dir), &Appearance { accent: Some("#c05".to_owned()), ..Appearance::default() });
    assert_eq!(diagnostics, []);
    let html = render(&theme, "article.html", "ru");
    assert!(html.contains("<i>own привет</i>") && html.contains("К делу") && html.contains("Обновлено"), "{html}");
    assert!(render(&theme, "article.html", "be").contains("<i>own hello</i>"));
    assert!(html.contains("/help/assets/custom.") && html.contains("/help/assets/brand."), "{html}");
    assert!(render(&theme, "home.html", "en").contains("<title>own</title>"));
    let custom = theme.assets().iter().find(|asset| asset.path.contains("custom.")).expect("published");
    let css = String::from_utf8_lossy(&custom.bytes);
    let sea = theme.assets().iter().find(|asset| asset.path.contains("sea.")).expect("published");
    assert!(css.contains(&sea.path.replace("assets/", "url(./")), "{css}");
}

#[test]
fn scripts_refer_to_each_other_by_hashed_names() {
    let theme = default_theme();
    let site = theme.assets().iter().find(|asset| asset.path.contains("/site.")).expect("published");
    let search = theme.assets().iter().find(|asset| asset.path.contains("/search.")).expect("published");
    let text = String::from_utf8_lossy(&site.bytes);
    assert!(text.contains(&search.path.replace("assets/", "./")), "{text}");
    for asset in theme.assets().iter().filter(|asset| asset.path.ends_with(".js")) {
        let text = String::from_utf8_lossy(&asset.bytes);
        for reference in assets::js_references(&text) {
            let name = text[reference].replace("./", "assets/");
            assert!(theme.assets().iter().any(|other| other.path == name), "{} imports {name}", asset.path);
        }
    }
}

fn faults(files: &[(&str, &[u8])]) -> Vec<String> {
    let (_folder, dir) = own(files);
    let (theme, diagnostics) = load(Some(&dir), &Appearance::default());
    // Whatever is wrong with it, the embedded theme still shows the site.
    assert!(render(&theme, "home.html", "en").contains("How can we help?"));
    diagnostics.iter().map(|d| format!("{} {}: {}", d.location(), d.code, d.message)).collect()
}

#[test]
fn template_faults_have_their_place() {
    let found = faults(&[
        (
            "templates/article.html",
            "{% extends \"base.html\" %}\n{% block main %}é {{ article. }}{% endblock %}".as_bytes(),
        ),
        ("templates/tag.html", b"{% extends \"base.html\" %}\n{% block main %}{{ tag.title | shout }}{% endblock %}"),
        ("templates/tags.html", b"{% extends \"bas.html\" %}"),
        ("templates/404.html", b"\xff\xfe"),
        ("strings/ru.yaml", b"skip: [a, {b: c}]"),
        ("css/custom.css", b"a { background: url(no.svg) }"),
        ("js/a.js", b"import './b.js'"),
        ("js/b.js", b"import './a.js'"),
    ]);
    assert_eq!(
        found,
        [
            "themes/acme/strings/ru.yaml:1:11 theme-strings: `skip` has to be text, not a map of keys",
            "themes/acme/css/custom.css:1:21 theme-asset: the theme has no file `css/no.svg`",
            "themes/acme/js/b.js:1:9 theme-asset: `./a.js` leads back to this file",
            "themes/acme/templates/404.html theme-encoding: this file is not UTF-8 text",
            "themes/acme/templates/article.html:2:31 template: found `}}` but expected identifier",
            "themes/acme/templates/tags.html:1:13 template: it extends `bas.html`, which doesn't exist",
            "themes/acme/templates/tag.html:2:32 template: unknown filter `shout`",
        ]
    );
}

#[test]
fn faults_found_while_filling_a_template_have_their_place() {
    let (_folder, dir) = own(&[("templates/tag.html", b"<p>\n  {{ tag.nothing }}</p>")]);
    let (theme, diagnostics) = load(Some(&dir), &Appearance::default());
    assert_eq!(diagnostics, []);
    let fault = theme.render("tag.html", &context("en", "tag")).expect_err("nothing is not there");
    assert_eq!(fault.location(), "themes/acme/templates/tag.html:2:10");
    let fault = theme.render("none.html", &context("en", "tag")).expect_err("no such template");
    assert_eq!(fault.message, "there is no template `none.html`");
}

#[test]
fn a_theme_folder_that_is_not_there_is_told() {
    let (folder, _) = own(&[]);
    let (_, diagnostics) = load(Some(&folder.path().join("themes/gone")), &Appearance::default());
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].message, "there is no theme folder `themes/gone`");
}

#[test]
fn the_same_theme_gives_the_same_files() {
    assert_eq!(default_theme().assets(), default_theme().assets());
}
