//! From the events of Markdown's parser to a tree.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use super::node::{Heading, Node, NodeKind, Table};
use super::raw_open::RawStack;
use super::tree::Document;
use crate::markdown::directives::inline::Inline;
use crate::markdown::directives::nest::Nested;
use crate::markdown::directives::{self, Directive, Kind};
use crate::markdown::faults::{Faults, MAX_DEPTH};
use crate::markdown::parsing::{self, Tame};
use crate::markdown::{dollars, elements};

/// Parses a body as the page shows it: straight quotation marks become those of the language. With `math` what stands
/// between dollars is a formula.
pub(in crate::markdown) fn parse<'t>(body: &'t str, quotes: &[String; 2], math: bool) -> Document<'t> {
    let tame = parsing::tame(body, math);
    build(body, &tame, parsing::events(&tame, body, quotes), quotes)
}

/// Parses a body as it is written: quotation marks and dashes stay those of the source.
pub(in crate::markdown) fn parse_as_written(body: &str, math: bool) -> Document<'_> {
    let tame = parsing::tame(body, math);
    build(body, &tame, parsing::plain(&tame, body), &Default::default())
}

/// Makes a tree of the events of a body.
fn build<'t>(body: &'t str, tame: &Tame<'_>, nested: Nested<'_>, quotes: &[String; 2]) -> Document<'t> {
    let Nested { events, blocks, faults, .. } = nested;
    let ends = parsing::ends(&events);
    let mut builder = Builder {
        body,
        math: tame.math,
        quotes,
        events: &events,
        ends: &ends,
        blocks,
        nodes: Vec::with_capacity(events.len()),
        faults: Faults::default(),
        frames: Vec::new(),
        raw: RawStack::default(),
        in_heading: false,
        links: 0,
    };
    if let Some(at) = tame.deep {
        builder.faults.nesting(0, at..at + 1, MAX_DEPTH);
    }
    for (range, fault) in faults {
        builder.faults.block(range, fault);
    }
    builder.run();
    Document::new(body, builder.nodes, builder.faults)
}

/// What is known while a tree grows.
pub(super) struct Builder<'t, 'e> {
    pub(super) body: &'t str,
    math: bool,
    pub(super) quotes: &'e [String; 2],
    pub(super) events: &'e [(Event<'e>, Range<usize>)],
    /// For each start of an element the index of its end.
    ends: &'e [usize],
    /// Blocks whose first line isn't reached yet.
    pub(super) blocks: HashMap<usize, Directive>,
    pub(super) nodes: Vec<Node<'t>>,
    pub(super) faults: Faults,
    pub(super) frames: Vec<Frame>,
    pub(super) raw: RawStack,
    /// Whether a heading is open, and how many links are.
    pub(super) in_heading: bool,
    pub(super) links: usize,
}

/// An element of Markdown or a block that is open.
pub(super) struct Frame {
    /// Its node; none where it is nested too deeply for one.
    pub(super) node: Option<usize>,
    pub(super) is: Is,
    /// How many raw elements were open before it.
    pub(super) raw: usize,
}

/// What a frame is, as far as its end or what stands in it has to know.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Other,
    Paragraph,
    Heading,
    Link,
    TableHead,
    /// One of our blocks, with the answer that is open in it if it is a list of questions.
    Block(Kind, Option<usize>),
}

impl<'t> Builder<'t, '_> {
    fn run(&mut self) {
        let events = self.events;
        let mut index = 0;
        while let Some((event, range)) = events.get(index) {
            match event {
                Event::Start(tag) => {
                    if self.leaf(index, tag, range) {
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
        self.close_raw(0);
    }

    /// Adds a node that holds nothing yet, and gives its index.
    pub(super) fn push(&mut self, kind: NodeKind<'t>, range: Range<usize>) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node { kind, range, end: index + 1 });
        index
    }

    /// Ends a node: all that was added since stands in it.
    pub(super) fn close(&mut self, node: usize) {
        let end = self.nodes.len();
        if let Some(node) = self.nodes.get_mut(node) {
            node.end = end;
        }
    }

    /// A text at a place of the body: as it stands there, or its own if it differs.
    pub(super) fn own(&self, text: &str, range: &Range<usize>) -> CowStr<'t> {
        match self.body.get(range.clone()) {
            Some(written) if written == text => CowStr::Borrowed(written),
            _ => CowStr::from(text.to_owned()),
        }
    }

    /// The block that what comes next stands right in.
    pub(super) fn within(&self) -> Option<Kind> {
        match self.frames.last()?.is {
            Is::Block(kind, _) => Some(kind),
            _ => None,
        }
    }

    /// The indices of the events in the element that the event of this index begins.
    pub(super) fn inner(&self, index: usize) -> Range<usize> {
        index + 1..self.ends.get(index).copied().unwrap_or(index + 1)
    }

    fn start(&mut self, index: usize, tag: &Tag<'_>, range: &Range<usize>) {
        let raw = self.raw.len();
        let frame = if self.frames.len() + raw >= MAX_DEPTH {
            self.faults.nesting(self.nodes.len(), range.clone(), MAX_DEPTH);
            Frame { node: None, is: Is::Other, raw }
        } else {
            self.open(index, tag, range, raw)
        };
        self.frames.push(frame);
    }

    fn open(&mut self, index: usize, tag: &Tag<'_>, range: &Range<usize>, raw: usize) -> Frame {
        let (kind, is) = match tag {
            Tag::Paragraph => (NodeKind::Paragraph, Is::Paragraph),
            Tag::Heading { level, id, classes, .. } => {
                if self.in_heading {
                    return Frame { node: None, is: Is::Other, raw };
                }
                self.open_heading(range);
                let class = elements::classes(classes.iter().map(|class| class.as_ref()));
                let id = id.as_deref().map(str::to_owned);
                (NodeKind::Heading(Box::new(Heading { level: *level as u8, id, class })), Is::Heading)
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.links += 1;
                (NodeKind::Link(Box::new(self.link(index, *link_type, (dest_url, title), range))), Is::Link)
            }
            Tag::TableHead => (NodeKind::TableHead, Is::TableHead),
            tag if directives::is_block(tag) => return self.open_block(range, raw),
            tag => match simple(tag) {
                Some(kind) => (kind, Is::Other),
                None => return Frame { node: None, is: Is::Other, raw },
            },
        };
        Frame { node: Some(self.push(kind, range.clone())), is, raw }
    }

    fn end(&mut self) {
        let Some(Frame { node, is, raw }) = self.frames.pop() else { return };
        self.close_raw(raw);
        match is {
            Is::Heading => self.in_heading = false,
            Is::Link => self.links = self.links.saturating_sub(1),
            Is::Block(_, Some(answer)) => self.close(answer),
            _ => {}
        }
        let Some(node) = node else { return };
        self.close(node);
        match is {
            Is::Paragraph => self.name_figure(node),
            Is::TableHead => self.close_table_head(node),
            _ => {}
        }
    }

    /// Adds what neither begins nor ends anything.
    fn inline(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let kind = match event {
            Event::Text(text) | Event::DisplayMath(text) => NodeKind::Text(self.own(text, range)),
            Event::Code(text) => match dollars::kind(self.body, range).filter(|_| self.math) {
                Some(kind) => NodeKind::Math(kind, CowStr::from(text.to_string())),
                None => NodeKind::Code(self.own(text, range)),
            },
            Event::InlineMath(text) => match Inline::read(text) {
                Some((inline, content)) => NodeKind::Named(inline, content.to_owned()),
                None => return,
            },
            Event::Html(text) | Event::InlineHtml(text) => return self.html_inline(text, range),
            Event::FootnoteReference(label) => NodeKind::FootnoteReference(label.to_string()),
            Event::SoftBreak => NodeKind::SoftBreak,
            Event::HardBreak => NodeKind::HardBreak,
            Event::Rule => NodeKind::Rule,
            Event::TaskListMarker(done) => NodeKind::Task(*done),
            Event::Start(_) | Event::End(_) => return,
        };
        self.push(kind, range.clone());
    }
}

/// The node of a tag that says no more than its name.
fn simple<'t>(tag: &Tag<'_>) -> Option<NodeKind<'t>> {
    Some(match tag {
        Tag::BlockQuote(kind) => NodeKind::Quote(*kind),
        Tag::List(start) => NodeKind::List(*start),
        Tag::Item => NodeKind::Item,
        Tag::FootnoteDefinition(label) => NodeKind::Footnote(label.to_string()),
        Tag::DefinitionList => NodeKind::Definitions,
        Tag::DefinitionListTitle => NodeKind::Term,
        Tag::DefinitionListDefinition => NodeKind::Definition,
        Tag::Table(alignments) => {
            NodeKind::Table(Box::new(Table { alignments: alignments.clone(), ..Table::default() }))
        }
        Tag::TableRow => NodeKind::TableRow,
        Tag::TableCell => NodeKind::TableCell,
        Tag::Emphasis => NodeKind::Emphasis,
        Tag::Strong => NodeKind::Strong,
        Tag::Strikethrough => NodeKind::Strikethrough,
        Tag::Superscript => NodeKind::Superscript,
        Tag::Subscript => NodeKind::Subscript,
        tag if directives::is_mark(tag) => NodeKind::Mark,
        _ => return None,
    })
}
