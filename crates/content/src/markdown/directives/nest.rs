//! Puts a start and an end into the stream of events for each block, well nested between Markdown's own elements.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::fence::{self, Fence, Opening};
use super::{BLOCK_END, BLOCK_START, Directive, Kind, attributes, questions};

/// An event and its place in the body.
type Placed<'t> = (Event<'t>, Range<usize>);

/// Blocks in blocks deeper than this are none.
const MAX_OPEN: usize = 50;

/// What is wrong with a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::markdown) enum Fault {
    Unclosed { kind: Kind, colons: usize },
    Unknown { name: String, near: Option<&'static str> },
    Stray,
    UnknownAttribute { kind: Kind, name: String },
    TabAlone,
    TooDeep,
}

impl Fault {
    /// Whether nothing ends the block.
    pub(in crate::markdown) fn is_unclosed(&self) -> bool {
        matches!(self, Self::Unclosed { .. })
    }
}

/// Events with blocks among them.
#[derive(Default)]
pub(in crate::markdown) struct Nested<'t> {
    pub(in crate::markdown) events: Vec<Placed<'t>>,
    /// Each block by the first byte of its first line, where its start is.
    pub(in crate::markdown) blocks: HashMap<usize, Directive>,
    /// By their places in the body.
    pub(in crate::markdown) faults: Vec<(Range<usize>, Fault)>,
    /// Where each block ends in the body, by the first byte of its first line.
    pub(in crate::markdown) ends: HashMap<usize, usize>,
}

/// Something that is open: an element of Markdown, or a block.
enum Open {
    Element,
    Block {
        colons: usize,
        kind: Kind,
        fence: Range<usize>,
    },
    /// A line that begins no block that there is. What stands in it is shown as if the lines weren't there.
    Nothing {
        colons: usize,
    },
}

struct Nest<'t, 'b> {
    body: &'b str,
    fences: &'b [Fence],
    out: Nested<'t>,
    open: Vec<Open>,
    blocks: usize,
    /// Where the raw HTML begins that is being read.
    html: usize,
}

/// Makes blocks of lines of colons. `body` is as written; the events are those of its hidden twin.
pub(in crate::markdown) fn nest<'t>(events: Vec<Placed<'t>>, body: &str, fences: &[Fence]) -> Nested<'t> {
    let out = Nested { events: Vec::with_capacity(events.len() + 2 * fences.len()), ..Nested::default() };
    let mut nest = Nest { body, fences, out, open: Vec::new(), blocks: 0, html: 0 };
    for (event, range) in events {
        nest.event(event, range);
    }
    nest.end_blocks(0, body.len());
    let mut nested = nest.out;
    nested.events = questions::mark(std::mem::take(&mut nested.events), &nested.blocks);
    nested
}

impl<'t> Nest<'t, '_> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        let first = self.fences.partition_point(|fence| fence.range.end <= range.start);
        let hidden = self.fences.get(first..).unwrap_or_default();
        let hidden = hidden.get(..hidden.partition_point(|fence| fence.range.start < range.end)).unwrap_or_default();
        match event {
            Event::Start(ref tag) => {
                if *tag == Tag::HtmlBlock {
                    self.html = range.start;
                }
                self.open.push(Open::Element);
            }
            Event::End(_) => {
                let down_to = self.open.iter().rposition(|open| matches!(open, Open::Element)).unwrap_or(0);
                self.end_blocks(down_to + 1, range.end);
                self.open.pop();
            }
            Event::Rule => {
                if let Some(fence) = hidden.first() {
                    return self.fence(fence);
                }
            }
            Event::Html(_) if hidden.len() == 1 && self.html_ends() => {
                if let Some(fence) = hidden.first() {
                    return self.between_html(fence, range);
                }
            }
            Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) if !hidden.is_empty() => {
                return self.out.events.push((shown(event, self.body, hidden), range));
            }
            _ => {}
        }
        self.out.events.push((event, range));
    }

    /// Whether a line of colons may end the raw HTML before it. To Markdown only an empty line does that, but nobody means
    /// such a line to be shown. Comments and code go on.
    fn html_ends(&self) -> bool {
        let text = self.body.get(self.html..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let name: String = text.chars().take(5).map(|c| c.to_ascii_lowercase()).collect();
        !["<!", "<?", "<pre", "<scri", "<styl", "<text"].iter().any(|goes_on| name.starts_with(goes_on))
    }

    /// A line of colons in raw HTML, which ends before it and goes on behind it.
    fn between_html(&mut self, fence: &Fence, range: Range<usize>) {
        self.out.events.push((Event::End(TagEnd::HtmlBlock), range.clone()));
        self.open.pop();
        self.fence(fence);
        self.open.push(Open::Element);
        self.html = range.end;
        self.out.events.push((Event::Start(Tag::HtmlBlock), range.end..range.end));
    }

    fn fence(&mut self, fence: &Fence) {
        match &fence.opens {
            Some(opening) => self.begin(fence, opening),
            None => self.stop(fence),
        }
    }

    fn begin(&mut self, fence: &Fence, opening: &Opening) {
        let part = |range: &Range<usize>| self.body.get(range.clone()).unwrap_or_default();
        let name = part(&opening.name).to_ascii_lowercase();
        let Some(kind) = Kind::of(&name) else {
            if self.blocks < MAX_OPEN {
                self.open.push(Open::Nothing { colons: fence.colons });
                self.blocks += 1;
            }
            let near = Kind::near(&name);
            return self.fault(opening.name.clone(), Fault::Unknown { name, near });
        };
        if self.blocks >= MAX_OPEN {
            return self.fault(fence.range.clone(), Fault::TooDeep);
        }
        if kind.ends_by_itself()
            && matches!(self.open.last(), Some(Open::Block { kind: before, .. }) if *before == kind)
        {
            self.end_blocks(self.open.len() - 1, fence.range.start);
        }
        if kind == Kind::Tab && !matches!(self.open.last(), Some(Open::Block { kind: Kind::Tabs, .. })) {
            self.fault(opening.name.clone(), Fault::TabAlone);
        }
        let attributes = attributes::read(part(&opening.attributes), opening.attributes.start);
        let title = part(&opening.title).to_owned();
        for unknown in attributes.iter().filter(|attribute| !kind.attributes().contains(&&*attribute.name)) {
            let fault = Fault::UnknownAttribute { kind, name: unknown.name.clone() };
            self.out.faults.push((unknown.range.clone(), fault));
        }
        let block = Directive { kind, title, attributes, fence: fence.range.clone() };
        self.out.blocks.insert(fence.range.start, block);
        self.out.events.push((Event::Start(BLOCK_START), fence.range.clone()));
        self.open.push(Open::Block { colons: fence.colons, kind, fence: fence.range.clone() });
        self.blocks += 1;
    }

    /// Ends the block that a line of nothing but colons belongs to: the nearest of as many, or else of fewer.
    fn stop(&mut self, fence: &Fence) {
        let (mut equal, mut fewer) = (None, None);
        for (index, open) in self.open.iter().enumerate().rev() {
            let (Open::Block { colons, .. } | Open::Nothing { colons }) = open else { break };
            if *colons == fence.colons {
                equal = Some(index);
                break;
            }
            if *colons < fence.colons && fewer.is_none() {
                fewer = Some(index);
            }
        }
        match equal.or(fewer) {
            Some(found) => {
                self.end_blocks(found + 1, fence.range.start);
                self.end_last(fence.range.end);
            }
            None => self.fault(fence.range.clone(), Fault::Stray),
        }
    }

    /// Ends all blocks from an index on, which nothing has ended, at a place of the body.
    fn end_blocks(&mut self, from: usize, at: usize) {
        while self.open.len() > from {
            if let Some(Open::Block { kind, colons, fence }) = self.open.last()
                && !kind.ends_by_itself()
            {
                let fault = (fence.clone(), Fault::Unclosed { kind: *kind, colons: *colons });
                self.out.faults.push(fault);
            }
            self.end_last(at);
        }
    }

    fn end_last(&mut self, at: usize) {
        self.blocks = self.blocks.saturating_sub(1);
        if let Some(Open::Block { fence, .. }) = self.open.pop() {
            self.out.ends.insert(fence.start, at);
            self.out.events.push((Event::End(BLOCK_END), fence));
        }
    }

    fn fault(&mut self, range: Range<usize>, fault: Fault) {
        self.out.faults.push((range, fault));
    }
}

/// A text with its lines of colons as they were written.
fn shown<'t>(event: Event<'t>, body: &str, hidden: &[Fence]) -> Event<'t> {
    let show = |text: &str| fence::show(text, body, hidden).into();
    match event {
        Event::Text(text) => Event::Text(show(&text)),
        Event::Code(text) => Event::Code(show(&text)),
        Event::Html(text) => Event::Html(show(&text)),
        Event::InlineHtml(text) => Event::InlineHtml(show(&text)),
        event => event,
    }
}
