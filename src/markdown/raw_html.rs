//! Raw HTML of an article: written again tag by tag, well nested, with what isn't allowed left out.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;

use super::elements::{self, Attribute, Kind};
use super::images::Written;
use super::sections::Mark;
use super::tags::{Piece, Pieces, StartTag};
use super::writer::{MAX_DEPTH, Writer};
use super::{escape, headings, sanitize};

/// Elements within a line that can be open at once: parsers repeat them in every block that follows.
const MAX_INLINE: usize = 16;

/// Raw elements that are open.
#[derive(Default)]
pub(super) struct RawStack {
    open: Vec<Open>,
    muted: usize,
}

struct Open {
    name: &'static str,
    inline: bool,
    end: End,
}

/// What is to be done where an element ends.
enum End {
    /// Write its end tag.
    Tag,
    /// Nothing: the element wasn't written.
    Nothing,
    Link,
    Heading,
    /// A table in its scrolling box.
    Table,
    /// Forget everything since it began.
    Mute {
        html: usize,
        text: Mark,
    },
}

impl RawStack {
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether an element is open that is left out with its content.
    pub(super) fn is_muted(&self) -> bool {
        self.muted > 0
    }

    fn has(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }
}

/// A stretch of raw HTML and where its pieces come from.
struct Chunk<'t> {
    text: Cow<'t, str>,
    /// Begin in `text` → begin in the body.
    origins: Vec<(usize, usize)>,
}

impl Chunk<'_> {
    fn in_body(&self, range: &Range<usize>) -> Range<usize> {
        let find = |at: usize| {
            let index = self.origins.partition_point(|&(start, _)| start <= at).saturating_sub(1);
            self.origins.get(index).map_or(at, |&(start, origin)| origin + (at - start))
        };
        let start = find(range.start);
        start..find(range.end.saturating_sub(1)).max(start) + 1
    }
}

impl Writer<'_> {
    /// Writes the block of raw HTML that begins at `index`.
    pub(super) fn html_block(&mut self, index: usize) {
        let end = self.ends.get(index).copied().unwrap_or(index);
        let mut chunk = Chunk { text: Cow::Borrowed(""), origins: Vec::new() };
        for (event, range) in self.events.get(index + 1..end).unwrap_or_default() {
            if let Event::Html(text) | Event::Text(text) = event {
                chunk.origins.push((chunk.text.len(), range.start));
                chunk.text.to_mut().push_str(text);
            }
        }
        self.text.end_block();
        let base = self.raw.len();
        self.raw_chunk(&chunk);
        // Elements within a line don't reach into the next block: a parser would repeat them there, over and over.
        let first_inline = self.raw.open.iter().skip(base).position(|open| open.inline);
        if let Some(first) = first_inline {
            self.close_raw(base + first);
        }
        self.text.end_block();
    }

    /// Writes a tag of raw HTML within a line.
    pub(super) fn html_inline(&mut self, text: &str, range: &Range<usize>) {
        self.raw_chunk(&Chunk { text: Cow::Borrowed(text), origins: vec![(0, range.start)] });
    }

    fn raw_chunk(&mut self, chunk: &Chunk<'_>) {
        self.group.raw = true;
        let mut pieces = Pieces::new(&chunk.text);
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Text(text) => self.raw_text(text),
                Piece::Comment { closed: true, .. } => {}
                Piece::Comment { closed: false, range } => {
                    let range = self.in_file(chunk.in_body(&range));
                    let help = "end it with `-->`";
                    self.faults.removed(range, "this comment never ends and hides the rest".to_owned(), help);
                }
                Piece::Start(tag, range) => self.raw_start(&tag, &range, chunk, &mut pieces),
                Piece::End(name, range) => self.raw_end(&name, chunk.text.get(range).unwrap_or_default()),
            }
        }
    }

    fn raw_text(&mut self, text: &str) {
        if self.raw.is_muted() {
            return;
        }
        escape::raw_text(&mut self.html, text);
        let plain = escape::decode(text);
        self.visible |= !plain.trim().is_empty();
        self.text.push(&plain);
    }

    fn raw_start(&mut self, tag: &StartTag<'_>, at: &Range<usize>, chunk: &Chunk<'_>, pieces: &mut Pieces<'_>) {
        if self.raw.is_muted() {
            return;
        }
        let kind = elements::kind(&tag.name);
        let range = self.in_file(chunk.in_body(at));
        match kind {
            Kind::Unknown => {
                let written = chunk.text.get(at.clone()).unwrap_or_default();
                self.push_text(written);
                self.faults.add(|source| {
                    let name = written.get(1..tag.name.len() + 1).unwrap_or(&tag.name);
                    let message = format!("`<{name}>` is no element of HTML");
                    let found = source.warning("unknown-html", range, message).label("shown as text");
                    found.help("put it into backticks or write `\\<` for `<`")
                });
            }
            Kind::Skip { tell } => {
                if tell {
                    self.faults.removed(range, format!("`<{}>` isn't allowed in an article", tag.name), "");
                }
            }
            Kind::Mute => {
                let message = format!("`<{}>` isn't allowed in an article; its content is left out, too", tag.name);
                self.faults.removed(range, message, "");
                if !tag.closed && !pieces.skip_past_end(&tag.name) {
                    let end = End::Mute { html: self.html.len(), text: self.text.mark() };
                    self.raw.muted += 1;
                    // The name is needed to find its end; all of these are in the list of elements.
                    self.raw.open.push(Open { name: mute_name(&tag.name), inline: false, end });
                }
            }
            _ => self.raw_allowed(kind, tag, range, chunk),
        }
    }

    fn raw_allowed(&mut self, kind: Kind, tag: &StartTag<'_>, range: Range<usize>, chunk: &Chunk<'_>) {
        let inlines = self.raw.open.iter().filter(|open| open.inline).count();
        if self.frames.len() + self.raw.len() >= MAX_DEPTH || inlines >= MAX_INLINE {
            let most = if inlines >= MAX_INLINE { MAX_INLINE } else { MAX_DEPTH };
            return self.faults.nesting(range, most);
        }
        let (name, end) = match kind {
            Kind::Anchor => return self.raw_anchor(tag, chunk),
            Kind::Image => return self.raw_image(tag, &range, chunk),
            Kind::Heading(level) => return self.raw_heading(level, tag, range, chunk),
            Kind::Void(name) => {
                let attributes = self.raw_attributes(name, tag, chunk, &[]);
                self.html.push_str(&format!("<{name}{attributes}>"));
                self.text.push(" ");
                return;
            }
            Kind::Center => ("center", End::Tag),
            Kind::Block("table") if !self.raw.has("table") => ("table", End::Table),
            Kind::Inline(name) | Kind::Block(name) => (name, End::Tag),
            Kind::Skip { .. } | Kind::Mute | Kind::Unknown => return,
        };
        let inline = matches!(kind, Kind::Inline(_));
        if let Some((ended, stop)) = elements::implied_ends(name) {
            self.close_implied(ended, stop);
        }
        if !inline {
            self.text.end_block();
        }
        match (&end, name) {
            (End::Table, _) => self.open_table_box(),
            (_, "pre") => self.visible = true,
            _ => {}
        }
        let attributes = match name {
            "center" => String::new(),
            name => self.raw_attributes(name, tag, chunk, &[]),
        };
        match name {
            "center" => self.html.push_str("<div class=\"align-center\">"),
            "pre" => self.html.push_str(&format!("<pre tabindex=\"0\"{attributes}>")),
            name => self.html.push_str(&format!("<{name}{attributes}>")),
        }
        self.raw.open.push(Open { name, inline, end });
    }

    fn close_implied(&mut self, ended: &[&str], stop: &[&str]) {
        let base = self.raw_base();
        let reach =
            self.raw.open.iter().enumerate().skip(base).rev().take_while(|(_, open)| !stop.contains(&open.name));
        if let Some(found) = reach.filter(|(_, open)| ended.contains(&open.name)).map(|(index, _)| index).last() {
            self.close_raw(found);
        }
    }

    fn raw_anchor(&mut self, tag: &StartTag<'_>, chunk: &Chunk<'_>) {
        let value = |name: &str| tag.attributes.iter().find(|attribute| attribute.name == name);
        let href = value("href").filter(|href| !href.value.trim().is_empty());
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
        if !tag.closed {
            self.raw.open.push(Open { name: "a", inline: true, end });
        } else if matches!(end, End::Link) {
            self.close_link();
        }
    }

    /// Writes the anchors that an `a` sets, as empty elements in front of its content.
    fn raw_names(&mut self, tag: &StartTag<'_>, in_place: bool) {
        let mut names: Vec<Cow<'_, str>> = Vec::new();
        for attribute in tag.attributes.iter().filter(|attribute| matches!(attribute.name.as_str(), "name" | "id")) {
            let name = escape::decode(attribute.value);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            let new = match &mut self.heading {
                Some(heading) if headings::is_anchor(&name) && !heading.names.iter().any(|old| *old == name) => {
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

    fn raw_image(&mut self, tag: &StartTag<'_>, range: &Range<usize>, chunk: &Chunk<'_>) {
        let value = |name: &str| tag.attributes.iter().find(|attribute| attribute.name == name);
        let text = |name: &str| value(name).map(|attribute| escape::decode(attribute.value)).unwrap_or_default();
        let number = |name: &str| text(name).trim().trim_end_matches("px").trim_end_matches('/').parse().ok();
        let source = value("src").filter(|source| !source.value.is_empty());
        let place = source.map_or_else(|| range.clone(), |src| self.in_file(chunk.in_body(&src.value_range)));
        let attributes = self.raw_attributes("img", tag, chunk, &["title"]);
        self.image(&Written {
            src: text("src").trim(),
            alt: &text("alt"),
            title: &text("title"),
            width: number("width").filter(|&width| width > 0),
            height: number("height").filter(|&height| height > 0),
            attributes: &attributes,
            range: place,
        });
    }

    fn raw_heading(&mut self, level: u8, tag: &StartTag<'_>, range: Range<usize>, chunk: &Chunk<'_>) {
        const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let name = NAMES.get(usize::from(level) - 1).copied().unwrap_or("h6");
        // In a heading or a link the heading's own link would have no place.
        if self.heading.is_some() || self.link.is_some() {
            return self.raw.open.push(Open { name, inline: false, end: End::Nothing });
        }
        let id = tag.attributes.iter().find(|attribute| attribute.name == "id");
        let id = id.map(|attribute| escape::decode(attribute.value).into_owned());
        let class = tag.attributes.iter().find(|attribute| attribute.name == "class");
        let class = class.map(|class| elements::classes(class.value.split_ascii_whitespace())).unwrap_or_default();
        self.raw_attributes(name, tag, chunk, &["id"]);
        self.open_heading(level, id.as_deref(), &class, range);
        self.raw.open.push(Open { name, inline: true, end: End::Heading });
    }

    /// Attributes of a raw element that may stay, ready to print; `seen_to` are others' business.
    fn raw_attributes(&mut self, element: &str, tag: &StartTag<'_>, chunk: &Chunk<'_>, seen_to: &[&str]) -> String {
        let mut out = String::new();
        let mut written: Vec<&str> = Vec::new();
        let mut class = String::new();
        for attribute in &tag.attributes {
            let name = attribute.name.as_str();
            // A parser takes the first of two with one name.
            if seen_to.contains(&name) || written.contains(&name) {
                continue;
            }
            let value = escape::decode(attribute.value);
            match elements::attribute(element, name) {
                Attribute::Text => escape::attribute(&mut out, name, &value),
                Attribute::Number if value.parse::<i32>().is_ok_and(|n| n.abs() <= 1000) => {
                    escape::attribute(&mut out, name, &value);
                }
                Attribute::OneOf(values) if values.contains(&value.to_lowercase().as_str()) => {
                    escape::attribute(&mut out, name, &value);
                }
                Attribute::Flag => escape::attribute(&mut out, name, ""),
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

    fn raw_end(&mut self, name: &str, written: &str) {
        let base = self.raw_base();
        let open = match elements::kind(name) {
            Kind::Inline(name) | Kind::Block(name) => name,
            Kind::Unknown if !self.raw.is_muted() => return self.push_text(written),
            _ => name,
        };
        let found = self.raw.open.iter().enumerate().skip(base).rev().find(|(_, raw)| raw.name == open);
        // An end without a beginning is nobody's loss.
        if let Some((index, _)) = found {
            self.close_raw(index);
        }
    }

    /// Ends all raw elements above `down_to`.
    pub(super) fn close_raw(&mut self, down_to: usize) {
        while self.raw.len() > down_to {
            let Some(Open { name, inline, end }) = self.raw.open.pop() else { return };
            match end {
                End::Tag if name == "center" => self.html.push_str("</div>"),
                End::Tag => self.html.push_str(&format!("</{name}>")),
                End::Table => self.html.push_str("</table></div>"),
                End::Nothing => {}
                End::Link => self.close_link(),
                End::Heading => self.close_heading(),
                End::Mute { html, text } => {
                    self.raw.muted = self.raw.muted.saturating_sub(1);
                    if self.html.is_char_boundary(html) {
                        self.html.truncate(html);
                    }
                    self.text.forget(text);
                }
            }
            if !inline {
                self.text.end_block();
            }
        }
    }

    /// Has the sanitiser clean the blocks written last, if they hold raw HTML.
    pub(super) fn sanitize_group(&mut self) {
        if std::mem::take(&mut self.group.raw) && self.html.is_char_boundary(self.group.start) {
            let group = self.html.split_off(self.group.start);
            self.html.push_str(&sanitize::clean(&group));
        }
        self.group.start = self.html.len();
    }
}

fn push_class(class: &mut String, more: &str) {
    if !class.is_empty() && !more.is_empty() {
        class.push(' ');
    }
    class.push_str(more);
}

/// The name of an element that is left out with its content, as a constant.
fn mute_name(name: &str) -> &'static str {
    const NAMES: [&str; 14] = [
        "script", "style", "iframe", "noscript", "noembed", "noframes", "template", "svg", "math", "title", "textarea",
        "select", "xmp", "listing",
    ];
    NAMES.iter().find(|known| **known == name).copied().unwrap_or("plaintext")
}
