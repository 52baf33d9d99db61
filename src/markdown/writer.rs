//! Walks over the events of an article's Markdown and writes what becomes of them.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::blocks::Table;
use super::faults::Faults;
use super::footnotes::{Footnotes, OpenFootnote};
use super::headings::{Anchors, OpenHeading};
use super::links::OpenLink;
use super::raw_html::RawStack;
use super::sections::{Mark, Sections, summary};
use super::{Heading, ImageUse, Labels, Link, Rendered, Resolve, elements, escape};
use crate::diagnostic::SourceText;

/// Elements nested deeper than this are put on one level. No article needs as many, and browsers stop at some hundreds.
pub(super) const MAX_DEPTH: usize = 100;

/// Everything that is known while a body is being written.
pub(super) struct Writer<'a> {
    /// The body, and where it begins in its file.
    pub(super) body: &'a str,
    start: usize,
    pub(super) title: &'a str,
    pub(super) labels: &'a Labels,
    pub(super) resolve: &'a dyn Resolve,
    pub(super) events: &'a [(Event<'a>, Range<usize>)],
    /// For each start of an element the index of its end.
    pub(super) ends: &'a [usize],

    pub(super) html: String,
    pub(super) text: Sections,
    pub(super) faults: Faults<'a>,
    pub(super) anchors: Anchors,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) images: Vec<ImageUse>,
    pub(super) footnotes: Footnotes,
    summary: Option<String>,

    pub(super) has_title: bool,
    /// Whether anything stands in the page that a reader sees.
    pub(super) visible: bool,
    pub(super) heading: Option<OpenHeading>,
    pub(super) link: Option<OpenLink>,
    pub(super) table: Table,
    pub(super) frames: Vec<Frame>,
    pub(super) raw: RawStack,
    pub(super) group: Group,
}

/// Blocks at the top level that are sanitised together: those between which a raw element is open.
#[derive(Default)]
pub(super) struct Group {
    /// Where they begin in the HTML.
    pub(super) start: usize,
    /// Whether there is raw HTML in them.
    pub(super) raw: bool,
}

/// An element of Markdown that is open.
pub(super) struct Frame {
    close: Close,
    /// Raw elements that were open before it.
    raw: usize,
}

/// What is to be done where an element of Markdown ends.
pub(super) enum Close {
    /// Nothing: the element wasn't written.
    Nothing,
    Inline(&'static str),
    Block(&'static str),
    Cell(&'static str),
    /// A paragraph.
    Paragraph(OpenParagraph),
    Heading,
    Link,
    TableHead,
    Footnote(OpenFootnote),
}

/// A paragraph whose end isn't reached yet.
pub(super) struct OpenParagraph {
    /// Where it begins in the HTML and in the text.
    html: usize,
    text: Mark,
    /// Whether it stands at the top level.
    top: bool,
}

pub(super) fn render(
    source: &SourceText,
    body: Range<usize>,
    title: &str,
    labels: &Labels,
    resolve: &dyn Resolve,
) -> Rendered {
    let start = body.start;
    let body = source.text().get(body).unwrap_or_default();
    let events: Vec<_> = Parser::new_ext(body, options()).into_offset_iter().collect();
    let ends = ends(&events);
    let mut writer = Writer {
        body,
        start,
        title,
        labels,
        resolve,
        events: &events,
        ends: &ends,
        html: String::with_capacity(body.len() + body.len() / 2),
        text: Sections::default(),
        faults: Faults::new(source),
        anchors: Anchors::default(),
        headings: Vec::new(),
        links: Vec::new(),
        images: Vec::new(),
        footnotes: Footnotes::default(),
        summary: None,
        has_title: !title.trim().is_empty(),
        visible: false,
        heading: None,
        link: None,
        table: Table::default(),
        frames: Vec::new(),
        raw: RawStack::default(),
        group: Group::default(),
    };
    writer.run();
    writer.finish()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// For each start of an element the index of its end; for all other events their own.
fn ends(events: &[(Event<'_>, Range<usize>)]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..events.len()).collect();
    let mut open = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open.push(index),
            Event::End(_) => {
                if let Some(end) = open.pop().and_then(|start: usize| ends.get_mut(start)) {
                    *end = index;
                }
            }
            _ => {}
        }
    }
    ends
}

impl<'a> Writer<'a> {
    /// A range of the body as one of its file.
    pub(super) fn in_file(&self, range: Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// How many raw elements were open before the innermost element of Markdown.
    pub(super) fn raw_base(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.raw)
    }

    /// Writes text.
    pub(super) fn push_text(&mut self, text: &str) {
        if self.raw.is_muted() {
            return;
        }
        self.visible |= !text.trim().is_empty();
        escape::text(&mut self.html, text);
        self.text.push(text);
    }

    fn run(&mut self) {
        let events = self.events;
        for (event, _) in events {
            if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
                self.anchors.reserve(id);
            }
        }
        let mut index = 0;
        while let Some((event, range)) = events.get(index) {
            let at_top = self.frames.is_empty() && self.raw.is_empty();
            if at_top {
                self.sanitize_group();
            }
            match event {
                Event::Start(tag) => {
                    if self.leaf(index, tag) {
                        index = self.ends.get(index).copied().unwrap_or(index);
                    } else {
                        self.start(index, tag, range);
                    }
                }
                Event::End(_) => self.end(),
                event => self.inline(event, range),
            }
            index += 1;
        }
    }

    /// Writes an element that is seen to as a whole; false when it isn't such a one.
    fn leaf(&mut self, index: usize, tag: &Tag<'a>) -> bool {
        match tag {
            Tag::CodeBlock(CodeBlockKind::Indented) => self.code_block(index, ""),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.code_block(index, info),
            Tag::HtmlBlock => self.html_block(index),
            Tag::Image { .. } => self.markdown_image(index, false),
            Tag::Paragraph => return self.figure(index),
            _ => return false,
        }
        true
    }

    /// Writes a paragraph with nothing but an image as a figure.
    fn figure(&mut self, index: usize) -> bool {
        let Some(image) = self.lone_image(index).filter(|_| !self.raw.is_muted()) else { return false };
        let Some((Event::Start(Tag::Image { title, .. }), _)) = self.events.get(image) else { return false };
        self.html.push_str("<figure>");
        let link = self.events.get(index + 1).and_then(|(event, _)| match event {
            Event::Start(tag @ Tag::Link { .. }) => Some(tag),
            _ => None,
        });
        let linked = link.is_some_and(|link| self.open_markdown_link(index + 1, link));
        self.markdown_image(image, true);
        if linked {
            self.close_link();
        }
        if !title.is_empty() {
            self.html.push_str("<figcaption>");
            self.push_text(title);
            self.html.push_str("</figcaption>");
            self.text.end_block();
        }
        self.html.push_str("</figure>\n");
        true
    }

    fn start(&mut self, index: usize, tag: &Tag<'a>, range: &Range<usize>) {
        let raw = self.raw.len();
        if is_block(tag) {
            self.text.end_block();
        }
        let close = if self.frames.len() + raw >= MAX_DEPTH {
            self.faults.nesting(self.start + range.start..self.start + range.end, MAX_DEPTH);
            Close::Nothing
        } else {
            self.open(index, tag, range)
        };
        self.frames.push(Frame { close, raw });
    }

    fn open(&mut self, index: usize, tag: &Tag<'a>, range: &Range<usize>) -> Close {
        let (start, close) = match tag {
            Tag::Paragraph => {
                let top = self.frames.is_empty() && self.raw.is_empty();
                ("<p>", Close::Paragraph(OpenParagraph { html: self.html.len(), text: self.text.mark(), top }))
            }
            Tag::Heading { level, id, classes, .. } => {
                if self.heading.is_some() {
                    return Close::Nothing;
                }
                let class = elements::classes(classes.iter().map(|class| class.as_ref()));
                self.open_heading(*level as u8, id.as_deref(), &class, self.in_file(range.clone()));
                return Close::Heading;
            }
            Tag::BlockQuote(kind) => return self.open_quote(*kind),
            Tag::List(start) => return self.open_list(index, *start),
            Tag::Item => return self.open_item(index),
            Tag::FootnoteDefinition(label) => return Close::Footnote(self.open_footnote(label)),
            Tag::DefinitionList => ("<dl>\n", Close::Block("</dl>\n")),
            Tag::DefinitionListTitle => ("<dt>", Close::Block("</dt>\n")),
            Tag::DefinitionListDefinition => ("<dd>", Close::Block("</dd>\n")),
            Tag::Table(alignments) => return self.open_table(alignments),
            Tag::TableHead => return self.open_table_head(),
            Tag::TableRow => return self.open_row(),
            Tag::TableCell => return self.open_cell(),
            Tag::Emphasis => ("<em>", Close::Inline("</em>")),
            Tag::Strong => ("<strong>", Close::Inline("</strong>")),
            Tag::Strikethrough => ("<del>", Close::Inline("</del>")),
            Tag::Superscript => ("<sup>", Close::Inline("</sup>")),
            Tag::Subscript => ("<sub>", Close::Inline("</sub>")),
            Tag::Link { .. } if self.open_markdown_link(index, tag) => return Close::Link,
            // The first two are leaves, and metadata has no part in a body.
            Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                return Close::Nothing;
            }
        };
        self.html.push_str(start);
        close
    }

    fn end(&mut self) {
        let Some(Frame { close, raw }) = self.frames.pop() else { return };
        self.close_raw(raw);
        match close {
            Close::Nothing => {}
            Close::Inline(tag) => self.html.push_str(tag),
            Close::Cell(tag) => {
                self.html.push_str(tag);
                self.text.push(" ");
            }
            Close::Block(tag) => {
                self.html.push_str(tag);
                self.text.end_block();
            }
            Close::Paragraph(open) => self.close_paragraph(&open),
            Close::Heading => self.close_heading(),
            Close::Link => self.close_link(),
            Close::TableHead => {
                self.close_table_head();
                self.text.end_block();
            }
            Close::Footnote(open) => {
                self.close_footnote(open);
                self.text.end_block();
            }
        }
    }

    fn close_paragraph(&mut self, open: &OpenParagraph) {
        let text = self.text.since(open.text);
        if text.is_empty() && self.html.get(open.html + 3..).is_some_and(only_anchors) {
            // No more than the place of a link: a paragraph around it would be a gap in the page.
            self.html.replace_range(open.html..open.html + 3, "");
            return;
        }
        if self.summary.is_none() && open.top && !text.is_empty() {
            self.summary = Some(summary(text));
        }
        self.html.push_str("</p>\n");
        self.text.end_block();
    }

    fn inline(&mut self, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Text(text) => self.push_text(text),
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.push_text(code);
                self.html.push_str("</code>");
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(text),
            Event::Html(html) | Event::InlineHtml(html) => self.html_inline(html, range),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak => {
                self.html.push('\n');
                self.text.push(" ");
            }
            Event::HardBreak => {
                self.html.push_str("<br>\n");
                self.text.push(" ");
            }
            Event::Rule => {
                self.visible = true;
                self.html.push_str("<hr>\n");
            }
            Event::TaskListMarker(done) => {
                let checked = if *done { " checked" } else { "" };
                self.html.push_str(&format!("<input type=\"checkbox\" disabled{checked}> "));
            }
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn finish(mut self) -> Rendered {
        self.close_raw(0);
        self.sanitize_group();
        self.footnotes();
        let (sections, first) = self.text.finish();
        Rendered {
            html: self.html,
            headings: self.headings,
            anchors: self.anchors.list,
            links: self.links,
            images: self.images,
            sections,
            summary: self.summary.unwrap_or_else(|| summary(&first)),
            diagnostics: self.faults.finish(),
        }
    }
}

/// Whether HTML holds nothing but empty anchors.
fn only_anchors(mut html: &str) -> bool {
    while let Some((_, rest)) = html.trim_start().strip_prefix("<a name=\"").and_then(|rest| rest.split_once('>')) {
        let Some(rest) = rest.strip_prefix("</a>") else { return false };
        html = rest;
    }
    html.trim().is_empty()
}

/// Whether an element stands on lines of its own.
fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableRow
    )
}
