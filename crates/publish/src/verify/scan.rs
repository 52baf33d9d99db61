//! What a written page refers to, found by one pass over its text.
//!
//! It builds no tree and knows nothing of how the page was made: it reads what a browser will read. A byte is looked at
//! a bounded number of times, and nothing is copied unless it holds entities, because this runs over every page of
//! every build.

use std::borrow::Cow;

use helpdex_content::markdown::decode_entities;

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

/// One tag with the attributes that matter here.
#[derive(Debug, Default)]
struct Tag<'h> {
    name: &'h [u8],
    /// `href`, `src` and their like.
    urls: Vec<(&'static str, &'h str)>,
    id: Option<&'h str>,
    rel: &'h str,
    http_equiv: &'h str,
    /// `name` or `property`.
    about: &'h str,
    content: &'h str,
}

/// Attributes that hold an address. The last five are the default theme's, for its scripts.
const URLS: [&str; 13] = [
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "poster",
    "data",
    "xlink:href",
    "data-words",
    "data-search-manifest",
    "data-search-engine",
    "data-search-fallback",
    "data-search-others",
];

/// Elements whose text is none of the page's markup.
const RAW: [&[u8]; 4] = [b"script", b"style", b"textarea", b"title"];

/// Reads a page of HTML, or a feed.
pub(super) fn scan(html: &str) -> Scan<'_> {
    let mut scan = Scan::default();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + open + 1;
        let rest = html.get(start..).unwrap_or_default();
        match rest.as_bytes().first() {
            Some(b'!') if rest.starts_with("!--") => at = past(html, start + 3, "-->"),
            Some(b'!' | b'?' | b'/') => at = past(html, start, ">"),
            Some(c) if c.is_ascii_alphabetic() => {
                let (tag, end) = tag(html, start);
                if let Some(name) = ["h1", "title"].into_iter().find(|name| tag.is(name)) {
                    let inner = html.get(end..end_of_raw(html, end, name.as_bytes())).unwrap_or_default();
                    if !says_something(inner) {
                        scan.empty.push(name);
                    }
                }
                at = match RAW.iter().find(|name| tag.name.eq_ignore_ascii_case(name)) {
                    Some(name) => end_of_raw(html, end, name),
                    None => end,
                };
                scan.take(tag);
            }
            _ => at = start,
        }
    }
    scan
}

/// The place behind the next `end`, or the end of the text.
fn past(html: &str, from: usize, end: &str) -> usize {
    html.get(from..).and_then(|rest| rest.find(end)).map_or(html.len(), |found| from + found + end.len())
}

/// The place of the end tag that closes an element of text.
fn end_of_raw(html: &str, from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find("</")) {
        let inner = html.as_bytes().get(at + found + 2..).unwrap_or_default();
        if inner.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return at + found;
        }
        at += found + 2;
    }
    html.len()
}

/// Whether there is a text among tags, or the text of an image.
fn says_something(html: &str) -> bool {
    let mut rest = html;
    loop {
        let open = rest.find('<').unwrap_or(rest.len());
        let (text, tags) = rest.split_at(open);
        if !decode_entities(text).trim().is_empty() {
            return true;
        }
        let Some((tag, after)) = tags.split_once('>') else { return false };
        if tag.starts_with("<img ") && tag.contains("alt=\"") && !tag.contains("alt=\"\"") {
            return true;
        }
        rest = after;
    }
}

/// Reads the tag whose name begins at `start`, and gives the place behind it.
fn tag(html: &str, start: usize) -> (Tag<'_>, usize) {
    let bytes = html.as_bytes();
    let skip = |from: usize, stops: fn(u8) -> bool| {
        bytes.get(from..).and_then(|rest| rest.iter().position(|&b| stops(b))).map_or(bytes.len(), |n| from + n)
    };
    let ends_name = |b: u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'=');
    let mut at = skip(start, ends_name);
    let mut tag = Tag { name: bytes.get(start..at).unwrap_or_default(), ..Tag::default() };
    loop {
        at = skip(at, |b| !b.is_ascii_whitespace() && b != b'/');
        match bytes.get(at) {
            None => return (tag, at),
            Some(b'>') => return (tag, at + 1),
            Some(_) => {}
        }
        let name_end = skip(at + 1, ends_name);
        let name = html.get(at..name_end).unwrap_or_default();
        at = skip(name_end, |b| !b.is_ascii_whitespace());
        if bytes.get(at) != Some(&b'=') {
            tag.attribute(name, "");
            continue;
        }
        at = skip(at + 1, |b| !b.is_ascii_whitespace());
        let (from, to) = match bytes.get(at) {
            Some(b'"') => (at + 1, skip(at + 1, |b| b == b'"')),
            Some(b'\'') => (at + 1, skip(at + 1, |b| b == b'\'')),
            _ => (at, skip(at, |b| b.is_ascii_whitespace() || b == b'>')),
        };
        tag.attribute(name, html.get(from..to).unwrap_or_default());
        at = if from > at { (to + 1).min(bytes.len()) } else { to };
    }
}

impl<'h> Tag<'h> {
    fn attribute(&mut self, name: &str, value: &'h str) {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        match name.len() {
            2 if is("id") => self.id = Some(value),
            3 if is("rel") => self.rel = value,
            4 if is("name") => self.about = value,
            7 if is("content") => self.content = value,
            8 if is("property") => self.about = value,
            10 if is("http-equiv") => self.http_equiv = value,
            _ => {}
        }
        if let Some(known) = URLS.iter().find(|known| is(known)) {
            self.urls.push((known, value));
        }
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }
}

impl<'h> Scan<'h> {
    fn take(&mut self, tag: Tag<'h>) {
        self.ids.extend(tag.id.filter(|id| !id.is_empty()).map(decode_entities));
        if tag.is("a") {
            // An empty anchor of old: `<a name="x">`.
            self.ids.extend(Some(tag.about).filter(|name| !name.is_empty()).map(decode_entities));
        }
        if tag.is("meta") {
            self.meta(&tag);
        }
        let is_rel = |wanted: &str| tag.rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case(wanted));
        for (name, value) in &tag.urls {
            let value = value.trim();
            if *name == "srcset" {
                let first = |candidate: &'h str| candidate.split_ascii_whitespace().next();
                let urls = value.split(',').filter_map(first);
                // A browser loads one of them; the `src` beside them stands for it.
                self.references.extend(urls.map(|url| Reference { url: decode_entities(url), loaded: false }));
                continue;
            }
            if *name == "data-search-others" {
                // A browser asks for them only when a search finds nothing.
                let urls = value.split_ascii_whitespace();
                self.references.extend(urls.map(|url| Reference { url: decode_entities(url), loaded: false }));
                continue;
            }
            if tag.is("link") && is_rel("canonical") {
                self.canonical = Some(decode_entities(value));
            }
            let loaded = match *name {
                "href" | "xlink:href" => {
                    tag.is("use") || tag.is("image") || tag.is("link") && (is_rel("stylesheet") || is_rel("preload"))
                }
                "src" | "poster" | "data" | "data-words" => true,
                _ => false,
            };
            self.references.push(Reference { url: decode_entities(value), loaded });
        }
    }

    fn meta(&mut self, tag: &Tag<'h>) {
        if tag.http_equiv.eq_ignore_ascii_case("refresh") {
            let url = tag.content.split_once("url=").map(|(_, url)| url.trim());
            self.references.extend(url.map(|url| Reference { url: decode_entities(url), loaded: false }));
        }
        match tag.about {
            "og:image" | "og:url" => {
                self.references.push(Reference { url: decode_entities(tag.content), loaded: false });
            }
            "robots" => self.noindex |= tag.content.contains("noindex"),
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
        assert_eq!(empty("<h1"), ["h1"]);
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
    fn manifests_of_other_languages_stand_between_spaces() {
        assert_eq!(urls("<html data-search-others='/a.json  /b.json'><p data-search-others>"), ["/a.json", "/b.json"]);
    }

    #[test]
    fn texts_that_look_like_links() {
        let html = "<!-- <a href=1> --><title><a href=2></title><script>'<a href=3>'</script><p title=\"<a href=4>\">\
            a < b <3 </a href=5><textarea><a href=6></TEXTAREA><a href=7>";
        assert_eq!(urls(html), ["7"]);
    }

    #[test]
    fn what_nothing_ends() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href='x", "<!--", "<script>", "<a href=x", "</", "<a /"] {
            scan(html);
        }
        assert_eq!(urls("<a href='x"), ["x"]);
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
