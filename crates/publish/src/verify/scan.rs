//! What a written page refers to, found by one pass over its text.
//!
//! It builds no tree and knows nothing of how the page was made: it reads what a browser will read. Nothing is copied
//! unless it holds entities, because this runs over every page of every build.

use std::borrow::Cow;

use helpdex_content::html::{Tag, TokenKind, Tokens};
use helpdex_content::markdown::decode_entities;

use super::tag_facts::{TagFacts, urls};

/// What one page says about itself and others.
#[derive(Debug, Default)]
pub(super) struct Scan<'h> {
    /// Everything that it links to or loads, in its order.
    pub(super) references: Vec<Reference<'h>>,
    /// What a `#fragment` can lead to.
    pub(super) ids: Vec<Cow<'h, str>>,
    /// Whether search engines are told to leave it out.
    pub(super) noindex: bool,
    /// The address that it gives as its own.
    pub(super) canonical: Option<Cow<'h, str>>,
    /// Of `<h1>` and `<title>` those that are there without a text.
    pub(super) empty: Vec<&'static str>,
}

/// A link, or a file that the page needs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference<'h> {
    /// As a browser reads it: without entities.
    pub(super) url: Cow<'h, str>,
    /// Whether a browser fetches it to show the page.
    pub(super) loaded: bool,
}

/// Reads a page of HTML, or a feed.
pub(super) fn scan(html: &str) -> Scan<'_> {
    let mut scan = Scan::default();
    let mut texts = Texts::default();
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token.kind {
            TokenKind::Text(text) => texts.text(text),
            TokenKind::Start(tag) => {
                scan.empty.extend(texts.start(&tag));
                scan.take(&tag);
                tokens.take_back(tag);
            }
            TokenKind::End(tag) => scan.empty.extend(texts.end(&tag)),
            TokenKind::Comment { .. } | TokenKind::Doctype { .. } | TokenKind::Unended => {}
        }
    }
    scan.empty.extend(texts.open_and_empty());
    scan
}

/// For each element that must have a text whether it has one, while it is open.
#[derive(Debug, Default)]
struct Texts {
    title: Option<bool>,
    h1: Option<bool>,
}

impl Texts {
    fn of(&mut self, tag: &Tag<'_>) -> Option<(&'static str, &mut Option<bool>)> {
        if tag.is("h1") {
            Some(("h1", &mut self.h1))
        } else if tag.is("title") {
            Some(("title", &mut self.title))
        } else {
            None
        }
    }

    fn text(&mut self, text: &str) {
        let is_awaited = self.open_and_empty().next().is_some();
        if is_awaited && !decode_entities(text).trim().is_empty() {
            self.say();
        }
    }

    fn say(&mut self) {
        for has_text in [&mut self.title, &mut self.h1].into_iter().flatten() {
            *has_text = true;
        }
    }

    /// Reads a start tag, and gives the name of an element without text that it ends.
    fn start(&mut self, tag: &Tag<'_>) -> Option<&'static str> {
        if tag.is("img") && tag.attribute("alt").is_some_and(|alt| !alt.value.is_empty()) {
            self.say();
        }
        let (name, has_text) = self.of(tag)?;
        (has_text.replace(false) == Some(false)).then_some(name)
    }

    /// Reads an end tag, and gives the name of the element if there is no text in it.
    fn end(&mut self, tag: &Tag<'_>) -> Option<&'static str> {
        let (name, has_text) = self.of(tag)?;
        (has_text.take() == Some(false)).then_some(name)
    }

    fn open_and_empty(&self) -> impl Iterator<Item = &'static str> + use<> {
        let all = [("title", self.title), ("h1", self.h1)];
        all.into_iter().filter(|(_, has_text)| *has_text == Some(false)).map(|(name, _)| name)
    }
}

impl<'h> Scan<'h> {
    fn take(&mut self, tag: &Tag<'h>) {
        if tag.attributes.is_empty() {
            return;
        }
        let facts = TagFacts::of(tag);
        self.ids.extend(facts.id.filter(|id| !id.is_empty()).map(decode_entities));
        if tag.is("a") {
            // An empty anchor of old: `<a name="x">`.
            self.ids.extend(facts.about.filter(|name| !name.is_empty()).map(decode_entities));
        }
        if tag.is("meta") {
            self.meta(&facts);
        }
        let rel = facts.rel.unwrap_or_default();
        let is_rel = |wanted: &str| rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case(wanted));
        for (name, value) in urls(tag) {
            let value = value.trim();
            if name == "srcset" {
                let first = |candidate: &'h str| candidate.split_ascii_whitespace().next();
                let urls = value.split(',').filter_map(first);
                // A browser loads one of them; the `src` beside them stands for it.
                self.references.extend(urls.map(|url| Reference { url: decode_entities(url), loaded: false }));
                continue;
            }
            if tag.is("link") && is_rel("canonical") {
                self.canonical = Some(decode_entities(value));
            }
            let loaded = match name {
                "href" | "xlink:href" => {
                    tag.is("use") || tag.is("image") || tag.is("link") && (is_rel("stylesheet") || is_rel("preload"))
                }
                "src" | "poster" | "data" | "data-words" => true,
                _ => false,
            };
            self.references.push(Reference { url: decode_entities(value), loaded });
        }
    }

    fn meta(&mut self, facts: &TagFacts<'h>) {
        let content = facts.content.unwrap_or_default();
        if facts.http_equiv.is_some_and(|key| key.eq_ignore_ascii_case("refresh")) {
            let url = content.split_once("url=").map(|(_, url)| url.trim());
            self.references.extend(url.map(|url| Reference { url: decode_entities(url), loaded: false }));
        }
        match facts.about {
            Some("og:image" | "og:url") => {
                self.references.push(Reference { url: decode_entities(content), loaded: false });
            }
            Some("robots") => self.noindex |= content.contains("noindex"),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(html: &str) -> Vec<String> {
        let loaded = |reference: &Reference<'_>| if reference.loaded { "+" } else { "" };
        scan(html).references.iter().map(|found| format!("{}{}", loaded(found), found.url)).collect()
    }

    #[test]
    fn headings_and_titles_without_a_text() {
        let empty = |html: &str| scan(html).empty;
        assert_eq!(empty("<title></title><h1></h1>"), ["title", "h1"]);
        assert_eq!(empty("<TITLE> &#32;\n</TITLE><h1 class=a><span> &nbsp;</span></H1>"), ["title", "h1"]);
        assert_eq!(empty("<h1><img src=a alt=\"\"></h1>"), ["h1"]);
        assert_eq!(empty("<title>A</title><h1><b>B</b></h1><h1><img src=a alt=\"C\"></h1>"), [""; 0]);
        assert_eq!(empty("<h1><title>A</title>"), [""; 0]);
        assert_eq!(empty("<h1><b>"), ["h1"]);
        // A browser drops a tag that never ends.
        assert_eq!(empty("<h1"), [""; 0]);
        assert_eq!(empty("<!-- <h1></h1> --><h2></h2>"), [""; 0]);
    }

    #[test]
    fn links_and_files_in_every_spelling() {
        let html = "<!doctype html><link rel='preload stylesheet' href=/a.css><a class=x HREF = 'b?x=1&amp;y=2#c'>\
            <img alt src=\"i.png\" srcset=\"j.png 2x, k.png 3x\"/><svg><use href=\"#s\"/></svg><form action=/search/>\
            <meta http-equiv=refresh content='0; url=/new/'><meta property=og:image content=https://x.example/o.png>";
        assert_eq!(
            urls(html),
            [
                "+/a.css",
                "b?x=1&y=2#c",
                "+i.png",
                "j.png",
                "k.png",
                "+#s",
                "/search/",
                "/new/",
                "https://x.example/o.png"
            ]
        );
    }

    #[test]
    fn texts_that_look_like_links() {
        let html = "<!-- <a href=1> --><title><a href=2></title><script>'<a href=3>'</script><p title=\"<a href=4>\">\
            a < b <3 </a href=5><textarea><a href=6></TEXTAREA><a href=7>";
        assert_eq!(urls(html), ["7"]);
        assert_eq!(urls("<script></scriptx><a href=1></script><!-- --!><a href=2></b title='><a href=3>'>"), ["2"]);
        assert_eq!(urls("<iframe><a href=1></iframe><noscript><a href=2></noscript><a href=3 href=4>"), ["2", "3"]);
    }

    #[test]
    fn what_nothing_ends() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href='x", "<!--", "<script>", "<a href=x", "</", "<a /"] {
            scan(html);
        }
        assert_eq!(urls("<a href='x"), [""; 0]);
    }

    #[test]
    fn what_a_page_says_of_itself() {
        let html = "<meta name=robots content='noindex, follow'><link rel=canonical href='https://x.example/a/'>\
            <h2 id=one><a name='two'></a><a id=\"d&#39;un\">";
        let scan = scan(html);
        assert_eq!(scan.ids, ["one", "two", "d'un"]);
        assert_eq!((scan.noindex, scan.canonical.as_deref()), (true, Some("https://x.example/a/")));
    }
}
