//! Elements of raw HTML that say more than their name, and the attributes of all.

use std::borrow::Cow;
use std::ops::Range;

use super::builder::Builder;
use super::element::{Anchor, Element, Role};
use super::node::NodeKind;
use super::picture::Picture;
use super::raw::Chunk;
use crate::html::Tag;
use crate::markdown::elements::{self, Attribute};
use crate::markdown::escape;
use crate::markdown::faults::Fault;

impl Builder<'_, '_> {
    /// Adds an `a`: a link, or the places that its name and id set.
    pub(super) fn raw_anchor(&mut self, tag: &Tag<'_>, range: Range<usize>, chunk: &Chunk<'_>) {
        let href = tag.attribute("href").filter(|href| !href.value.trim().is_empty());
        let href = href.map(|href| (escape::decode(href.value).trim().to_owned(), chunk.in_body(&href.value_range)));
        let mut names: Vec<String> = Vec::new();
        for attribute in tag.attributes.iter().filter(|attribute| attribute.is("name") || attribute.is("id")) {
            let name = escape::decode(attribute.value);
            if !names.iter().any(|known| **known == *name) {
                names.push(name.into_owned());
            }
        }
        // Where it isn't a link no other attribute makes sense, but those that are refused are told.
        let mut attributes = self.raw_attributes("a", tag, chunk, &["id"]);
        if href.is_none() {
            attributes.clear();
        }
        let role = Role::Anchor(Box::new(Anchor { href, names }));
        let element = Element { name: "a", role, attributes };
        if tag.self_closing {
            self.push(NodeKind::Element(Box::new(element)), range);
        } else {
            self.open_raw("a", element, range);
        }
    }

    /// Adds an `img`.
    pub(super) fn raw_image(&mut self, tag: &Tag<'_>, range: Range<usize>, chunk: &Chunk<'_>) {
        let text =
            |name: &str| tag.attribute(name).map(|attribute| escape::decode(attribute.value)).unwrap_or_default();
        let number = |name: &str| text(name).trim().trim_end_matches("px").trim_end_matches('/').parse().ok();
        let source = tag.attribute("src").filter(|source| !source.value.is_empty());
        let picture = Picture {
            src: text("src").trim().to_owned(),
            alt: text("alt").into_owned(),
            decorative: tag.attribute("alt").is_some_and(|alt| alt.value.is_empty()),
            title: text("title").into_owned(),
            width: number("width").filter(|&width| width > 0),
            height: number("height").filter(|&height| height > 0),
            place: source.map_or_else(|| range.clone(), |src| chunk.in_body(&src.value_range)),
        };
        let attributes = self.raw_attributes("img", tag, chunk, &["title"]);
        let element = Element { name: "img", role: Role::Image(Box::new(picture)), attributes };
        self.push(NodeKind::Element(Box::new(element)), range);
    }

    /// Begins a heading.
    pub(super) fn raw_heading(&mut self, level: u8, tag: &Tag<'_>, range: Range<usize>, chunk: &Chunk<'_>) {
        const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let name = NAMES.get(usize::from(level) - 1).copied().unwrap_or("h6");
        // In a heading or a link the heading's own link would have no place.
        if self.in_heading || self.links > 0 {
            return self.open_raw(name, Element { name, role: Role::Unwrapped, attributes: Vec::new() }, range);
        }
        let id = tag.attribute("id").map(|id| escape::decode(id.value).into_owned());
        let class = tag.attribute("class");
        let class = class.map(|class| elements::classes(class.value.split_ascii_whitespace())).unwrap_or_default();
        // Those that are refused are told.
        self.raw_attributes(name, tag, chunk, &["id"]);
        self.open_heading(&range);
        self.open_raw(name, Element { name, role: Role::Heading { level, id, class }, attributes: Vec::new() }, range);
    }

    /// Attributes of a raw element that may stay; `seen_to` are others' business.
    pub(super) fn raw_attributes(
        &mut self,
        element: &str,
        tag: &Tag<'_>,
        chunk: &Chunk<'_>,
        seen_to: &[&str],
    ) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> = Vec::new();
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
                // Of two ids the page may have the first already.
                Attribute::Id => {
                    out.push((name.into_owned(), value.into_owned()));
                    continue;
                }
                Attribute::Text => out.push((name.to_string(), value.into_owned())),
                Attribute::Number if value.parse::<i32>().is_ok_and(|n| n.abs() <= 1000) => {
                    out.push((name.to_string(), value.into_owned()));
                }
                Attribute::OneOf(values) if values.contains(&value.to_lowercase().as_str()) => {
                    out.push((name.to_string(), value.into_owned()));
                }
                Attribute::Flag => out.push((name.to_string(), String::new())),
                Attribute::Class => push_class(&mut class, &elements::classes(value.split_ascii_whitespace())),
                Attribute::Align if matches!(&*value.to_lowercase(), "left" | "center" | "right") => {
                    push_class(&mut class, &format!("align-{}", value.to_lowercase()));
                }
                Attribute::Refused => {
                    let fault = Fault::RefusedAttribute(name.into_owned());
                    self.faults.add(self.nodes.len(), chunk.in_body(&attribute.range), fault);
                    continue;
                }
                _ => continue,
            }
            written.push(name);
        }
        if !class.is_empty() {
            out.push(("class".to_owned(), class));
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
