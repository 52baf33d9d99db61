//! Elements of raw HTML that are written in their own way, and the attributes of all.

use std::borrow::Cow;
use std::ops::Range;

use super::elements::{self, Attribute};
use super::images::Written;
use super::raw_html::Chunk;
use super::raw_open::{End, Open};
use super::writer::Writer;
use super::{anchors, escape};
use crate::html::Tag;

impl Writer<'_> {
    /// Writes an `a`: a link, or the places that its name and id set.
    pub(super) fn raw_anchor(&mut self, tag: &Tag<'_>, chunk: &Chunk<'_>) {
        let href = tag.attribute("href").filter(|href| !href.value.trim().is_empty());
        let mut end = End::Nothing;
        if let Some(href) = href {
            let range = self.in_file(chunk.in_body(&href.value_range));
            self.raw_names(tag, false);
            let attributes = self.raw_attributes("a", tag, chunk, &["id"]);
            if self.open_link(escape::decode(href.value).trim(), &attributes, range) {
                end = End::Link;
            }
        } else {
            // Attributes that are refused are told; no other one makes sense here.
            self.raw_attributes("a", tag, chunk, &["id"]);
            self.raw_names(tag, true);
        }
        if !tag.self_closing {
            self.raw.open.push(Open { name: "a", inline: true, end });
        } else if matches!(end, End::Link) {
            self.close_link();
        }
    }

    /// Writes the anchors that an `a` sets, as empty elements in front of its content.
    pub(super) fn raw_names(&mut self, tag: &Tag<'_>, in_place: bool) {
        let mut names: Vec<Cow<'_, str>> = Vec::new();
        for attribute in tag.attributes.iter().filter(|attribute| attribute.is("name") || attribute.is("id")) {
            let name = escape::decode(attribute.value);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            let new = match &mut self.heading {
                Some(heading) if anchors::is_anchor(&name) && !heading.names.iter().any(|old| *old == name) => {
                    heading.names.push(name.to_string());
                    true
                }
                Some(_) => false,
                None => self.anchors.take(&name),
            };
            if !new {
                continue;
            }
            // An `a` in an open link would end that.
            let (start, attribute, end) =
                if self.link.is_some() && in_place { ("<span", "id", "></span>") } else { ("<a", "name", "></a>") };
            self.html.push_str(start);
            escape::attribute(&mut self.html, attribute, &name);
            self.html.push_str(end);
        }
    }

    /// Writes an `img`.
    pub(super) fn raw_image(&mut self, tag: &Tag<'_>, range: &Range<usize>, chunk: &Chunk<'_>) {
        let text =
            |name: &str| tag.attribute(name).map(|attribute| escape::decode(attribute.value)).unwrap_or_default();
        let number = |name: &str| text(name).trim().trim_end_matches("px").trim_end_matches('/').parse().ok();
        let source = tag.attribute("src").filter(|source| !source.value.is_empty());
        let place = source.map_or_else(|| range.clone(), |src| self.in_file(chunk.in_body(&src.value_range)));
        let attributes = self.raw_attributes("img", tag, chunk, &["title"]);
        self.image(&Written {
            src: text("src").trim(),
            alt: &text("alt"),
            decorative: tag.attribute("alt").is_some_and(|alt| alt.value.is_empty()),
            title: &text("title"),
            width: number("width").filter(|&width| width > 0),
            height: number("height").filter(|&height| height > 0),
            attributes: &attributes,
            range: place,
        });
    }

    /// Begins a heading, which counts like one of Markdown.
    pub(super) fn raw_heading(&mut self, level: u8, tag: &Tag<'_>, range: Range<usize>, chunk: &Chunk<'_>) {
        const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let name = NAMES.get(usize::from(level) - 1).copied().unwrap_or("h6");
        // In a heading or a link the heading's own link would have no place.
        if self.heading.is_some() || self.link.is_some() {
            return self.raw.open.push(Open { name, inline: false, end: End::Nothing });
        }
        let id = tag.attribute("id").map(|id| escape::decode(id.value).into_owned());
        let class = tag.attribute("class");
        let class = class.map(|class| elements::classes(class.value.split_ascii_whitespace())).unwrap_or_default();
        self.raw_attributes(name, tag, chunk, &["id"]);
        self.open_heading(level, id.as_deref(), &class, range);
        self.raw.open.push(Open { name, inline: true, end: End::Heading });
    }

    /// Attributes of a raw element that may stay, ready to print; `seen_to` are others' business.
    pub(super) fn raw_attributes(
        &mut self,
        element: &str,
        tag: &Tag<'_>,
        chunk: &Chunk<'_>,
        seen_to: &[&str],
    ) -> String {
        let mut out = String::new();
        let mut written: Vec<Cow<'_, str>> = Vec::new();
        let mut class = String::new();
        for attribute in &tag.attributes {
            let name = attribute.lower_name();
            // A parser takes the first of two with one name.
            if seen_to.contains(&&*name) || written.contains(&name) {
                continue;
            }
            let value = escape::decode(attribute.value);
            match elements::attribute(element, &name) {
                Attribute::Text => escape::attribute(&mut out, &name, &value),
                Attribute::Number if value.parse::<i32>().is_ok_and(|n| n.abs() <= 1000) => {
                    escape::attribute(&mut out, &name, &value);
                }
                Attribute::OneOf(values) if values.contains(&value.to_lowercase().as_str()) => {
                    escape::attribute(&mut out, &name, &value);
                }
                Attribute::Flag => escape::attribute(&mut out, &name, ""),
                Attribute::Class => push_class(&mut class, &elements::classes(value.split_ascii_whitespace())),
                Attribute::Align if matches!(&*value.to_lowercase(), "left" | "center" | "right") => {
                    push_class(&mut class, &format!("align-{}", value.to_lowercase()));
                }
                Attribute::Id if self.anchors.take(&value) => escape::attribute(&mut out, "id", &value),
                Attribute::Refused => {
                    let range = self.in_file(chunk.in_body(&attribute.range));
                    let message = format!("the attribute `{name}` isn't allowed in an article");
                    self.faults.removed(range, message, "");
                    continue;
                }
                _ => continue,
            }
            written.push(name);
        }
        if !class.is_empty() {
            escape::attribute(&mut out, "class", &class);
        }
        out
    }
}

fn push_class(class: &mut String, more: &str) {
    if !class.is_empty() && !more.is_empty() {
        class.push(' ');
    }
    class.push_str(more);
}
