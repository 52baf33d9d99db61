//! Walks over the events of an article's Markdown and writes what becomes of them.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::anchors::Anchors;
use super::composed::Composed;
use super::directives;
use super::faults::Faults;
use super::labels::Labels;
use super::open::{Footnotes, Group, OpenParagraph, Table};
use super::raw_open::RawStack;
use super::rendered::Rendered;
use super::resolve::Resolve;
use super::sections::{Sections, summary};
use super::writer::{Close, Frame, MAX_DEPTH, Writer};
use super::{elements, parsing};
use crate::diagnostic::SourceText;

/// Renders the body of `source`. With a `title` the page shows that as its H1, so one that opens the body is left out.
pub fn render(
    source: &SourceText,
    composed: &Composed<'_>,
    title: &str,
    labels: &Labels,
    resolve: &dyn Resolve,
) -> Rendered {
    let body = composed.text();
    let tame = parsing::tame(body, composed.math());
    let nested = parsing::events(&tame, body, &labels.quotes);
    let ends = parsing::ends(&nested.events);
    let mut writer = Writer {
        body,
        composed,
        title,
        labels,
        resolve,
        events: &nested.events,
        ends: &ends,
        blocks: &nested.blocks,
        html: String::with_capacity(body.len() + body.len() / 2),
        text: Sections::default(),
        faults: Faults::new(source),
        anchors: Anchors::default(),
        headings: Vec::new(),
        landings: Vec::new(),
        questions: Vec::new(),
        changes: Vec::new(),
        players: BTreeSet::new(),
        media: BTreeSet::new(),
        parts: BTreeSet::new(),
        links: Vec::new(),
        images: Vec::new(),
        footnotes: Footnotes::default(),
        h1: None,
        summary: None,
        highlighted: 0,
        formulas: 0,
        has_title: !title.trim().is_empty(),
        visible: false,
        heading: None,
        link: None,
        table: Table::default(),
        frames: Vec::new(),
        raw: RawStack::default(),
        group: Group::default(),
    };
    if let Some(at) = tame.deep {
        let range = writer.in_file(at..at + 1);
        writer.faults.nesting(range, MAX_DEPTH);
    }
    writer.block_faults(&nested.faults);
    writer.run();
    writer.finish()
}

impl<'a> Writer<'a> {
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
                event => self.inline(index, event, range),
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
            Tag::TableHead if self.table.headless => {}
            _ => return false,
        }
        true
    }

    fn start(&mut self, index: usize, tag: &Tag<'a>, range: &Range<usize>) {
        let raw = self.raw.len();
        if is_block(tag) {
            self.text.end_block();
        }
        let close = if self.frames.len() + raw >= MAX_DEPTH {
            self.faults.nesting(self.in_file(range.clone()), MAX_DEPTH);
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
            Tag::Table(alignments) => return self.open_table(index, alignments),
            Tag::TableHead => return self.open_table_head(),
            Tag::TableRow => return self.open_row(),
            Tag::TableCell => return self.open_cell(index),
            Tag::Emphasis => ("<em>", Close::Inline("</em>")),
            Tag::Strong => ("<strong>", Close::Inline("</strong>")),
            Tag::Strikethrough => ("<del>", Close::Inline("</del>")),
            Tag::Superscript => ("<sup>", Close::Inline("</sup>")),
            Tag::Subscript => ("<sub>", Close::Inline("</sub>")),
            tag if directives::is_mark(tag) => ("<mark>", Close::Inline("</mark>")),
            tag if directives::is_block(tag) => return self.open_block(range),
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
                self.text.end_cell(self.table.column == 1 && !self.table.in_head);
            }
            Close::Block(tag) => {
                self.html.push_str(tag);
                self.text.end_block();
            }
            Close::Directive(open) => self.close_block(open),
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

    fn finish(mut self) -> Rendered {
        self.close_raw(0);
        self.sanitize_group();
        self.footnotes();
        let (sections, first) = self.text.finish();
        Rendered {
            html: self.html,
            h1: self.h1,
            headings: self.headings,
            landings: self.landings,
            questions: self.questions,
            changes: self.changes,
            players: self.players.into_iter().collect(),
            media: self.media.into_iter().collect(),
            parts: self.parts.into_iter().collect(),
            anchors: self.anchors.list,
            links: self.links,
            images: self.images,
            sections,
            summary: self.summary.unwrap_or_else(|| summary(&first)),
            diagnostics: self.faults.finish(self.composed),
        }
    }
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
    ) || directives::is_block(tag)
}
