//! Writes a tree.

use std::collections::HashSet;

use ego_tree::NodeRef;
use helpdex_content::error::Result;
use scraper::Node;
use scraper::node::Element;

use super::attributes;
use super::elements::{Plan, has_class, is_void, plan};
use super::escape;
use super::medium::{COVER, Medium, Text};
use crate::book::chapters::Chapter;
use crate::book::links::{From, Target};
use crate::book::names::Names;
use crate::book::pictures::Pictures;
use crate::book::select::{Book, TOP};

/// Writes the text of one article.
pub(super) struct Writer<'w, 's> {
    book: &'w Book<'s>,
    from: From<'w>,
    medium: Medium,
    pictures: &'w mut Pictures<'s>,
    text: Text,
    /// What each open element ends with.
    ends: Vec<End>,
    /// How many of the open elements are dropped.
    dropped: usize,
    ids: Names,
    in_link: bool,
}

/// What an element ends with.
enum End {
    Nothing,
    Tag(&'static str),
    OwnTag(String),
    Link,
    Dropped,
}

impl<'w, 's> Writer<'w, 's> {
    pub(super) fn new(
        book: &'w Book<'s>,
        chapter: Option<&'w Chapter>,
        ids: &'w HashSet<String>,
        medium: Medium,
        pictures: &'w mut Pictures<'s>,
    ) -> Self {
        Self {
            book,
            from: From { chapter, ids },
            medium,
            pictures,
            text: Text::default(),
            ends: Vec::new(),
            dropped: 0,
            ids: Names::default(),
            in_link: false,
        }
    }

    pub(super) fn finish(self) -> Text {
        self.text
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.dropped == 0 {
            escape::text(&mut self.text.html, text);
        }
    }

    pub(super) fn open(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Result<()> {
        let end = if self.dropped > 0 { self.drop_one() } else { self.begin(node, element)? };
        self.ends.push(end);
        Ok(())
    }

    pub(super) fn close(&mut self) {
        let out = &mut self.text.html;
        match self.ends.pop() {
            None | Some(End::Nothing) => {}
            Some(End::Tag(name)) => out.extend(["</", name, ">"]),
            Some(End::OwnTag(name)) => out.extend(["</", &name, ">"]),
            Some(End::Link) => {
                out.push_str("</a>");
                self.in_link = false;
            }
            Some(End::Dropped) => self.dropped -= 1,
        }
    }

    fn drop_one(&mut self) -> End {
        self.dropped += 1;
        End::Dropped
    }

    fn begin(&mut self, node: NodeRef<'_, Node>, element: &Element) -> Result<End> {
        Ok(match plan(node, element, self.medium) {
            Plan::Open => End::Nothing,
            Plan::Drop => self.drop_one(),
            Plan::Keep(name) => {
                self.start(name, element, "");
                End::Tag(name)
            }
            Plan::Same => self.same(element),
            Plan::Heading(level) => self.heading(element, level),
            Plan::Box => {
                self.text.html.push_str(if element.attr("checked").is_some() { "☑ " } else { "☐ " });
                self.drop_one()
            }
            Plan::Link => self.link(node, element),
            Plan::Image => {
                self.image(element)?;
                self.drop_one()
            }
            Plan::Dark => {
                self.dark(element)?;
                self.drop_one()
            }
        })
    }

    fn same(&mut self, element: &Element) -> End {
        let name = element.name();
        let more = match (self.medium, name) {
            (Medium::Page { printed: true, .. }, "details") => " open=\"\"",
            (Medium::Page { .. }, "details") if element.attr("open").is_some() => " open=\"\"",
            (Medium::Epub, "math") => " xmlns=\"http://www.w3.org/1998/Math/MathML\"",
            (Medium::Epub, "section") if has_class(element, "footnotes") => " epub:type=\"footnotes\"",
            _ => "",
        };
        self.text.has_math |= name == "math";
        self.start(name, element, more);
        if is_void(name) { End::Nothing } else { End::OwnTag(name.to_owned()) }
    }

    /// Writes a start tag, with attributes that are not the article's behind its own.
    fn start(&mut self, name: &str, element: &Element, more: &str) {
        self.text.html.push('<');
        self.text.html.push_str(name);
        for (attribute, value) in element.attrs() {
            self.attribute(element.name(), attribute, value);
        }
        self.text.html.push_str(more);
        self.end_of_start(name);
    }

    fn end_of_start(&mut self, name: &str) {
        let is_empty = self.medium == Medium::Epub && is_void(name);
        self.text.html.push_str(if is_empty { "/>" } else { ">" });
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) {
        let Some((name, value)) = attributes::attribute(element, name, value, self.from.name(), self.medium) else {
            return;
        };
        match name {
            "id" => {
                let id = self.ids.take(&value);
                escape::attribute(&mut self.text.html, "id", &id);
            }
            "lang" if self.medium == Medium::Epub => {
                escape::attribute(&mut self.text.html, "lang", &value);
                escape::attribute(&mut self.text.html, "xml:lang", &value);
            }
            _ => escape::attribute(&mut self.text.html, name, &value),
        }
    }

    /// Writes a heading: lower, and drawn as on its own page.
    fn heading(&mut self, element: &Element, level: u8) -> End {
        let lower = match self.medium {
            Medium::Page { lower, .. } => lower,
            Medium::Epub => 0,
        };
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level + lower).clamp(1, 6) - 1];
        let out = &mut self.text.html;
        out.extend(["<", name]);
        let own = element.attr("class").unwrap_or_default();
        let class = if lower == 0 { own.to_owned() } else { format!("{own} as-h{level}") };
        if !class.is_empty() {
            escape::attribute(out, "class", class.trim_start());
        }
        for (attribute, value) in element.attrs().filter(|(name, _)| *name != "class") {
            self.attribute(name, attribute, value);
        }
        self.text.html.push('>');
        End::Tag(name)
    }

    fn link(&mut self, node: NodeRef<'_, Node>, element: &Element) -> End {
        let Some(href) = element.attr("href") else {
            // A place that older links lead to.
            self.start("span", element, "");
            return End::Tag("span");
        };
        let Some(href) = self.destination(href) else { return End::Nothing };
        self.in_link = true;
        self.text.html.push_str("<a");
        escape::attribute(&mut self.text.html, "href", &href);
        for (attribute, value) in element.attrs().filter(|(name, _)| *name != "href") {
            self.attribute("a", attribute, value);
        }
        let above = node.parent().and_then(|parent| parent.value().as_element());
        if self.medium == Medium::Epub && above.is_some_and(|above| has_class(above, "footnote-ref")) {
            self.text.html.push_str(" epub:type=\"noteref\" role=\"doc-noteref\"");
        }
        self.text.html.push('>');
        End::Link
    }

    /// Where a link leads, as the file has it.
    fn destination(&self, href: &str) -> Option<String> {
        let is_book = self.medium == Medium::Epub;
        match self.book.target(href, self.from) {
            Target::Chapter(chapter, None) if is_book => Some(chapter.file.clone()),
            Target::Chapter(chapter, Some(place)) if is_book => Some(format!("{}#{place}", chapter.file)),
            Target::Chapter(chapter, place) => Some(format!("#{}", place.as_deref().unwrap_or(&chapter.name))),
            Target::Cover(place) if is_book => {
                Some(place.map_or_else(|| COVER.to_owned(), |place| format!("{COVER}#{place}")))
            }
            Target::Cover(place) => Some(format!("#{}", place.as_deref().unwrap_or(TOP))),
            Target::Elsewhere(url) => {
                let schemes = ["https://", "http://", "mailto:", "tel:"];
                schemes.iter().any(|scheme| url.starts_with(scheme)).then_some(url)
            }
            Target::Nowhere => None,
        }
    }

    /// Writes an image, or the text that stands for it: a link to it, where it is somewhere else.
    fn image(&mut self, element: &Element) -> Result<()> {
        let url = element.attr("src").unwrap_or_default();
        let alt = element.attr("alt");
        let shown = self.pictures.show(url)?;
        let Some(shown) = shown else {
            self.unseen(url, alt.unwrap_or_default());
            return Ok(());
        };
        self.text.has_images = true;
        self.text.lacks_alt |= alt.is_none();
        self.text.html.push_str("<img");
        escape::attribute(&mut self.text.html, "src", &shown);
        escape::attribute(&mut self.text.html, "alt", alt.unwrap_or_default());
        for (attribute, value) in element.attrs().filter(|(name, _)| *name != "src" && *name != "alt") {
            self.attribute("img", attribute, value);
        }
        self.end_of_start("img");
        Ok(())
    }

    /// Writes what stands for an image on a dark screen.
    fn dark(&mut self, element: &Element) -> Result<()> {
        let Some(shown) = self.pictures.show(element.attr("data-dark").unwrap_or_default())? else { return Ok(()) };
        self.text.html.push_str("<source");
        escape::attribute(&mut self.text.html, "srcset", &shown);
        for (attribute, value) in element.attrs() {
            self.attribute("source", attribute, value);
        }
        self.end_of_start("source");
        Ok(())
    }

    fn unseen(&mut self, url: &str, alt: &str) {
        let href = self.destination(url).filter(|_| !self.in_link);
        let text = if alt.is_empty() { href.as_deref().unwrap_or_default() } else { alt }.to_owned();
        match href.filter(|_| !text.is_empty()) {
            Some(href) => {
                self.text.html.push_str("<a");
                escape::attribute(&mut self.text.html, "href", &href);
                self.text.html.push('>');
                escape::text(&mut self.text.html, &text);
                self.text.html.push_str("</a>");
            }
            None => escape::text(&mut self.text.html, &text),
        }
    }
}
