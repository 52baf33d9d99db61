//! The demo site as it is written: what its pages hold, and that every promise of one file to another is kept.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop at once")]

mod languages;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html};
use support::Site;
use support::output::{Output, Target, all, attribute, ids};

const BASE_URL: &str = "https://help.driftnet.example";

fn demo() -> Output {
    let site = Site::demo();
    site.run(["build", "--strict"]).status(0).stdout_is("");
    Output::read(&site, BASE_URL)
}

/// `<main>` of a page, without the lines of its icons.
fn main_of(output: &Output, path: &str) -> String {
    let text = output.text(path);
    let start = text.find("<main").unwrap_or_else(|| panic!("{path} has no main"));
    let end = text.find("</main>").expect("its end") + "</main>".len();
    let mut parts = text[start..end].split("<svg");
    let mut main = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        main.push_str("<svg/>");
        main.push_str(part.split_once("</svg>").expect("the end of an icon").1);
    }
    main
}

#[test]
fn what_the_pages_show() {
    let output = demo();
    let pages = [
        ("home_en", "index.html"),
        ("home_ru", "ru/index.html"),
        ("home_be", "be/index.html"),
        ("category", "technical/index.html"),
        ("category_be", "be/technical/index.html"),
        ("article", "technical/app-not-earning/index.html"),
        ("article_ru", "ru/anti-cheat/fair-play-rules/index.html"),
        ("archived", "payouts/bank-transfer/index.html"),
        ("tag", "tags/troubleshooting/index.html"),
        ("search", "search/index.html"),
        ("not_found", "404.html"),
        ("redirect", "help/cashing-out/index.html"),
    ];
    for (name, path) in pages {
        insta::assert_snapshot!(name, main_of(&output, path));
    }
    insta::assert_snapshot!("redirects", output.text("_redirects"));
    insta::assert_snapshot!("headers", output.text("_headers"));
    insta::assert_snapshot!("robots", output.text("robots.txt"));
}

#[test]
fn every_markdown_feature() {
    let article = include_str!("fixtures/features.md");
    let site = Site::new().file("content/payouts/features.md", article);
    let site = site
        .file("content/payouts/img/two words.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'/>");
    site.run(["build"]).status(0);
    insta::assert_snapshot!(
        "features",
        main_of(&Output::read(&site, "https://help.example.com"), "payouts/features/index.html")
    );
}

#[test]
fn every_page_keeps_its_promises() {
    let mut faults = check(&demo());
    // The same below a path of the host.
    let base_url = "http://localhost:4000/help/v%202";
    let site = Site::demo();
    site.run(["build", "--strict", "--base-url", base_url]).status(0);
    faults.extend(check(&Output::read(&site, base_url)));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Everything that is wrong with the pages of an output.
fn check(output: &Output) -> Vec<String> {
    let pages = output.pages();
    assert!(pages.len() > 150, "{} pages", pages.len());
    let mut faults = Vec::new();
    let mut anchors = BTreeMap::new();
    for (path, html) in &pages {
        match ids(html) {
            Ok(ids) => anchors.insert(*path, ids),
            Err(fault) => {
                faults.push(format!("{path}: {fault}"));
                None
            }
        };
    }
    for (path, html) in &pages {
        let mut page = Page { output, path, html, faults: Vec::new() };
        page.links(&anchors);
        page.policy();
        page.structure(anchors.get(path));
        page.names();
        page.head();
        faults.extend(page.faults);
    }
    faults.extend(alternates(output, &pages));
    faults.extend(machine_files(output, &pages));
    faults
}

struct Page<'o> {
    output: &'o Output,
    path: &'o str,
    html: &'o Html,
    faults: Vec<String>,
}

impl Page<'_> {
    fn fault(&mut self, text: impl std::fmt::Display) {
        self.faults.push(format!("{}: {text}", self.output.url(self.path)));
    }

    fn is_redirect(&self) -> bool {
        attribute(self.html, "meta[http-equiv=refresh]", "content").is_some()
    }

    /// Every link and file leads somewhere, anchors included.
    fn links(&mut self, anchors: &BTreeMap<&str, BTreeSet<String>>) {
        const NAMES: [&str; 8] =
            ["href", "src", "action", "poster", "data", "data-words", "data-search-manifest", "data-search-engine"];
        for name in NAMES {
            for element in all(self.html, &format!("[{name}]")) {
                let link = element.value().attr(name).unwrap_or_default();
                match self.output.resolve(self.path, link) {
                    Target::Nowhere(path) => self.fault(format!("`{link}` leads to {path}, where nothing is")),
                    Target::Elsewhere if !leaves(element, link) => self.fault(format!("`{link}` is of another host")),
                    Target::File(file, anchor)
                        if !anchor.is_empty()
                            && !anchors.get(file.as_str()).is_some_and(|ids| ids.contains(&anchor)) =>
                    {
                        self.fault(format!("`{link}`: no `#{anchor}` in {file}"));
                    }
                    _ => {}
                }
            }
        }
        let refresh = attribute(self.html, "meta[http-equiv=refresh]", "content");
        for link in refresh.and_then(|content| content.split_once("url=")).into_iter().map(|(_, link)| link) {
            if !matches!(self.output.resolve(self.path, link), Target::File(..)) {
                self.fault(format!("the redirect leads to {link}, where nothing is"));
            }
        }
        for image in all(self.html, "meta[property='og:image']") {
            let link = image.value().attr("content").unwrap_or_default();
            if !link.starts_with(&self.output.origin)
                || !matches!(self.output.resolve(self.path, link), Target::File(..))
            {
                self.fault(format!("og:image is {link}"));
            }
        }
    }

    /// Nothing that the Content-Security-Policy would stop.
    fn policy(&mut self) {
        for element in all(self.html, "*") {
            for (name, value) in element.value().attrs() {
                if name == "style" || name.starts_with("on") || name == "srcdoc" {
                    self.fault(format!("an inline `{name}`"));
                }
                if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                    self.fault(format!("code in `{name}`"));
                }
            }
        }
        if !all(self.html, "style, iframe, object, embed, base").is_empty() {
            self.fault("an element that the policy forbids");
        }
        for script in all(self.html, "script:not([src])") {
            let text: String = script.text().collect();
            // Data: browsers don't run it, whatever the policy says.
            let is_plain_data = script.value().attr("type") == Some("application/json");
            if !is_plain_data && script.value().attr("type") != Some("application/ld+json") {
                self.fault("an inline script");
            } else if serde_json::from_str::<serde_json::Value>(&text)
                .is_ok_and(|data| is_plain_data || data["@type"].is_string())
            {
                // As it should be.
            } else {
                self.fault(format!("JSON-LD that is none: {text}"));
            }
        }
    }

    /// One title, one heading of the first level, headings that skip no level, images with a size.
    fn structure(&mut self, ids: Option<&BTreeSet<String>>) {
        let root = self.html.root_element();
        let lang = root.value().attr("lang").unwrap_or_default().to_owned();
        let folder = self.path.split('/').next().unwrap_or_default();
        let wanted = if ["ru", "be"].contains(&folder) { folder } else { "en" };
        if lang != wanted {
            self.fault(format!("lang is `{lang}`"));
        }
        if !self.is_redirect() && root.value().attr("dir") != Some("ltr") {
            self.fault("no direction");
        }
        for (selector, what) in [("h1", "h1"), ("main", "main"), ("title", "title"), ("meta[charset]", "charset")] {
            let found = all(self.html, &format!("{selector}:not(svg *)")).len();
            if found != 1 {
                self.fault(format!("{found} times {what}"));
            }
        }
        let mut level = 1;
        for heading in all(self.html, "main h1, main h2, main h3, main h4, main h5, main h6") {
            let next = heading.value().name()[1..].parse().expect("a level");
            if next > level + 1 {
                self.fault(format!("h{level} is followed by h{next}: {}", text(heading)));
            }
            level = next;
        }
        for image in all(self.html, "img") {
            let value = image.value();
            if value.attr("alt").is_none() || value.attr("width").is_none() || value.attr("height").is_none() {
                self.fault(format!("an image without alt, width or height: {}", value.attr("src").unwrap_or_default()));
            }
        }
        for name in ["for", "aria-labelledby", "aria-describedby", "aria-controls"] {
            for element in all(self.html, &format!("[{name}]")) {
                for id in element.value().attr(name).unwrap_or_default().split_whitespace() {
                    if !ids.is_some_and(|ids| ids.contains(id)) {
                        self.fault(format!("`{name}` names `{id}`, which is not there"));
                    }
                }
            }
        }
    }

    /// Everything that takes the focus says what it is.
    fn names(&mut self) {
        for element in all(self.html, "a[href], button, summary, [tabindex], nav") {
            let value = element.value();
            let landmark = value.name() == "nav";
            let labelled =
                ["aria-label", "aria-labelledby"].iter().any(|name| value.attr(name).is_some_and(|v| !v.is_empty()));
            let selector = scraper::Selector::parse("img[alt]:not([alt=''])").expect("a selector");
            let speaks = !text(element).is_empty() || element.select(&selector).next().is_some();
            if !labelled && (landmark || !speaks) {
                self.fault(format!("no name for {}", element.html().chars().take(120).collect::<String>()));
            }
        }
        for input in all(self.html, "input:not([type=checkbox], [type=hidden])") {
            let id = input.value().attr("id").unwrap_or_default();
            let around =
                input.ancestors().filter_map(ElementRef::wrap).find(|element| element.value().name() == "label");
            if around.is_some_and(|label| !text(label).is_empty()) {
                continue;
            }
            if all(self.html, &format!("label[for='{id}']")).len() != 1 {
                self.fault(format!("the field `{id}` has no label"));
            }
        }
    }

    fn head(&mut self) {
        let robots = attribute(self.html, "meta[name=robots]", "content");
        let noindex = robots.is_some_and(|content| content.contains("noindex"));
        let canonical = attribute(self.html, "link[rel=canonical]", "href");
        let url = format!("{}{}", self.output.origin, self.output.url(self.path));
        match canonical {
            Some(canonical) if self.is_redirect() && !canonical.starts_with(&self.output.origin) => {
                self.fault(format!("the canonical URL `{canonical}` is not absolute"));
            }
            Some(canonical) if !self.is_redirect() && (canonical != url || noindex) => {
                self.fault(format!("canonical is {canonical}"));
            }
            None if !noindex => self.fault("no canonical URL"),
            _ => {}
        }
        if self.is_redirect() {
            return;
        }
        for (selector, what) in [
            ("meta[name=description]", "description"),
            ("meta[property='og:title']", "og:title"),
            ("meta[property='og:url']", "og:url"),
            ("meta[name=viewport]", "viewport"),
        ] {
            if attribute(self.html, selector, "content").is_none_or(str::is_empty) {
                self.fault(format!("no {what}"));
            }
        }
    }
}

/// Where the demo's settings say that votes and surveys go.
const COLLECTOR: &str = "https://collect.driftnet.example/v1/";

/// Whether a link may leave the site: readers follow it, or send a form to whom the settings name; the page loads nothing.
fn leaves(element: ElementRef<'_>, link: &str) -> bool {
    if element.value().name() == "form" {
        return link.strip_prefix(COLLECTOR).is_some_and(|what| ["feedback", "survey"].contains(&what));
    }
    element.value().name() == "a" && ["https://", "http://", "mailto:", "tel:"].iter().any(|s| link.starts_with(s))
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// Pages that name each other as versions in other languages do so in both directions, and name themselves.
fn alternates(output: &Output, pages: &BTreeMap<&str, Html>) -> Vec<String> {
    let mut faults = Vec::new();
    let sets: BTreeMap<&str, BTreeMap<&str, &str>> = pages
        .iter()
        .map(|(path, html)| {
            let links = all(html, "link[rel=alternate][hreflang]");
            let set =
                links.into_iter().filter_map(|link| Some((link.value().attr("hreflang")?, link.value().attr("href")?)));
            (*path, set.collect())
        })
        .collect();
    let mut translated = 0;
    for (path, set) in sets.iter().filter(|(_, set)| !set.is_empty()) {
        translated += 1;
        let lang = pages[path].root_element().value().attr("lang").unwrap_or_default();
        let own = format!("{}{}", output.origin, output.url(path));
        if set.get(lang) != Some(&own.as_str()) {
            faults.push(format!("{path}: is not among its own versions: {set:?}"));
        }
        for (lang, url) in set {
            match output.resolve(path, url) {
                Target::File(file, _) if url.starts_with(&output.origin) => {
                    if sets.get(file.as_str()) != Some(set) {
                        faults.push(format!("{path}: {file} does not name the same versions"));
                    }
                    let other = pages.get(file.as_str()).and_then(|html| html.root_element().value().attr("lang"));
                    if *lang != "x-default" && other != Some(lang) {
                        faults.push(format!("{path}: {file} is not in `{lang}`"));
                    }
                }
                target => faults.push(format!("{path}: {url} is {target:?}")),
            }
        }
    }
    assert!(translated > 100, "{translated} pages have versions in other languages");
    faults
}

/// What stands between two texts, each time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

/// Sitemap, feeds, redirects, stylesheets and scripts.
fn machine_files(output: &Output, pages: &BTreeMap<&str, Html>) -> Vec<String> {
    let mut faults = Vec::new();
    let indexed: BTreeSet<&str> = pages
        .values()
        .filter(|html| attribute(html, "meta[name=robots]", "content").is_none())
        .filter_map(|html| attribute(html, "link[rel=canonical]", "href"))
        .collect();
    let sitemap = output.text("sitemap.xml");
    let listed = between(sitemap, "<loc>", "</loc>");
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    if unique.len() != listed.len() {
        faults.push("the sitemap names a page twice".to_owned());
    }
    faults.extend(indexed.difference(&unique).map(|url| format!("{url} is not in the sitemap")));
    faults.extend(unique.difference(&indexed).map(|url| format!("{url} is in the sitemap, but not to be indexed")));
    if !output.text("robots.txt").contains(&format!("Sitemap: {}{}/sitemap.xml", output.origin, output.base)) {
        faults.push("robots.txt names another sitemap".to_owned());
    }
    let lead_somewhere = |file: &str, links: Vec<&str>| -> Vec<String> {
        let dead = links.into_iter().filter(|link| !matches!(output.resolve(file, link), Target::File(..)));
        dead.map(|link| format!("{file}: `{link}` leads nowhere")).collect()
    };
    faults.extend(lead_somewhere("sitemap.xml", between(sitemap, "href=\"", "\"")));
    for feed in ["feed.xml", "ru/feed.xml", "be/feed.xml"] {
        let links = between(output.text(feed), "href=\"", "\"");
        assert!(links.len() > 10, "{feed}: {} links", links.len());
        faults.extend(lead_somewhere(feed, links));
    }
    for line in output.text("_redirects").lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        // No file stands for the beginning of old addresses: the page for what is not there leads on from there.
        let from = if parts[0].ends_with('*') { 1 } else { 0 };
        faults.extend(lead_somewhere("_redirects", parts[from..2].to_vec()));
    }
    for file in output.files.keys() {
        if file.ends_with(".css") {
            let links = between(output.text(file), "url(", ")").into_iter().map(|link| link.trim_matches(['"', '\'']));
            faults.extend(lead_somewhere(file, links.filter(|link| !link.starts_with("data:")).collect()));
        } else if file.starts_with("assets/") && file.ends_with(".js") {
            let text = output.text(file);
            faults.extend(lead_somewhere(file, between(text, " from \"", "\"")));
            faults.extend(lead_somewhere(file, between(text, "import(\"", "\"")));
        }
    }
    faults
}

#[test]
fn drafts_and_archived_articles() {
    let site = Site::demo();
    let drafts = ["public/general/iphone-app/index.html"];
    site.run(["build"]).status(0);
    assert!(drafts.iter().all(|draft| !site.has(draft)), "drafts are not published");
    assert!(!site.read("public/search-index.json").is_empty());
    let archived = Html::parse_document(&site.read("public/payouts/bank-transfer/index.html"));
    assert_eq!(attribute(&archived, "meta[name=robots]", "content"), Some("noindex"));
    for list in ["index.html", "payouts/index.html", "search/index.html", "sitemap.xml", "feed.xml"] {
        assert!(!site.read(&format!("public/{list}")).contains("/payouts/bank-transfer/"), "{list}");
    }
    site.run(["build", "--drafts"]).status(0);
    for draft in drafts {
        let html = Html::parse_document(&site.read(draft));
        assert_eq!(attribute(&html, "meta[name=robots]", "content"), Some("noindex"), "{draft}");
    }
}

#[test]
fn a_site_without_a_file_for_its_home_has_a_home() {
    let settings = "title: { en: Help, ru: Помощь }\ndescription: { en: All answers., ru: Все ответы. }\n\
                    base_url: https://help.example.com\nlanguages: [en, ru]\n";
    let site = Site::new().file("helpdex.yaml", settings);
    site.run(["build"]).status(0);
    let told = |path: &str| {
        let html = Html::parse_document(&site.read(path));
        let heading = all(&html, "main h1").first().map(|h1| text(*h1)).unwrap_or_default();
        let title = attribute(&html, "meta[property='og:title']", "content").unwrap_or_default().to_owned();
        let below = all(&html, ".hero p").first().map(|p| text(*p)).unwrap_or_default();
        [heading, title, below]
    };
    assert_eq!(told("public/index.html"), ["How can we help?", "Help", "All answers."]);
    assert_eq!(told("public/ru/index.html"), ["Чем вам помочь?", "Помощь", "Все ответы."]);
}

#[test]
fn a_page_without_a_heading_is_not_published() {
    let empty = "{% extends \"base.html\" %}{% block main %}<main id=\"hd-main\"><h1> </h1></main>{% endblock main %}";
    let site = Site::new().file("themes/ours/templates/article.html", empty);
    let settings = site.read("helpdex.yaml") + "theme: ours\n";
    site.with("helpdex.yaml", settings);
    site.run(["build"]).status(1).stdout_has("error[unnamed-page]: `/payouts/when/` has a `<h1>` without a text");
    assert!(!site.has("public"));
}

/// What stands on a control is in its name, so that whoever speaks to their computer can name it.
#[test]
fn controls_are_called_what_they_show() {
    let output = demo();
    for (path, html) in output.pages() {
        for element in all(&html, "[aria-label]") {
            let is_control = matches!(element.value().name(), "a" | "button" | "summary");
            let label = element.value().attr("aria-label").unwrap_or_default().to_lowercase();
            let shown = text(element).to_lowercase();
            // Nobody says a mark such as an arrow.
            let is_said = shown.contains(char::is_alphanumeric);
            assert!(!is_control || !is_said || label.contains(&shown), "{path}: `{shown}` is called `{label}`");
        }
        let empty: Vec<String> = all(&html, "table th:empty").iter().map(|cell| cell.html()).collect();
        assert_eq!(empty, Vec::<String>::new(), "{path}: headings without a text");
    }
}

#[test]
fn dates_come_from_the_history() {
    let site = Site::new().article("payouts/new", "New", "Text.");
    site.git(["init", "--quiet"]).git(["add", "content/payouts/when.md"]).commit_at("One", "2026-03-01T23:30:00-0500");
    site.git(["add", "."]).commit_at("Two", "2026-04-05T12:00:00Z");
    site.run(["build"]).status(0);
    let updated = |path: &str| {
        let html = Html::parse_document(&site.read(path));
        attribute(&html, "time", "datetime").unwrap_or_default().to_owned()
    };
    assert_eq!(updated("public/payouts/when/index.html"), "2026-03-02", "in UTC");
    assert_eq!(updated("public/payouts/new/index.html"), "2026-04-05");
    assert!(site.read("public/sitemap.xml").contains("<lastmod>2026-03-02</lastmod>"));
}

#[test]
fn same_input_same_bytes() {
    let one = Site::demo().env("TZ", "Asia/Kamchatka").env("LC_ALL", "ru_RU.UTF-8").env("RAYON_NUM_THREADS", "1");
    let two = Site::demo().env("TZ", "America/Caracas").env("LC_ALL", "C").env("RAYON_NUM_THREADS", "7");
    one.run(["build"]).status(0);
    // The second one replaces the build of another site: what was there before leaves no trace.
    let two = two.article("payouts/gone", "Gone", "Soon.");
    two.run(["build", "--drafts", "--base-url", "https://x.example/"]).status(0);
    let two = two.without("content/payouts/gone.md");
    two.run(["build"]).status(0);
    let (one, two) = (Output::read(&one, BASE_URL), Output::read(&two, BASE_URL));
    let names = |output: &Output| output.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&two));
    let different: Vec<_> =
        one.files.iter().filter(|(path, bytes)| two.files[*path] != **bytes).map(|(p, _)| p).collect();
    assert!(different.is_empty(), "{different:?}");
}
