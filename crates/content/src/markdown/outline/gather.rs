//! Reads a document from its beginning to its end.

use std::ops::Range;

use super::outlined::{Outline, Standing};
use crate::markdown::anchors::{Anchors, is_anchor, slug};
use crate::markdown::directives::inline::Inline;
use crate::markdown::document::{Document, Node, NodeKind};
use crate::markdown::escape;
use crate::markdown::labels::Labels;
use crate::markdown::named;
use crate::markdown::references::References;
use crate::markdown::rendered::{Heading, Link};
use crate::markdown::sections::{Sections, summary};

/// What a document says. With a `title` the page shows that as its H1, so one that opens the body is left out.
pub(in crate::markdown) fn gather(
    document: &Document<'_>,
    references: &References,
    title: &str,
    labels: &Labels,
) -> Outline {
    let mut gatherer = Gatherer {
        document,
        references,
        labels,
        has_title: !title.trim().is_empty(),
        out: Outline::default(),
        text: Sections::default(),
        anchors: Anchors::default(),
        first_paragraph: None,
        visible: false,
        in_heading: None,
        is_question: false,
        cell: Cell::default(),
    };
    for node in document.nodes() {
        if let NodeKind::Heading(heading) = &node.kind
            && let Some(id) = &heading.id
        {
            gatherer.anchors.reserve(id);
        }
    }
    for (index, node) in document.level(0..document.nodes().len()) {
        if matches!(node.kind, NodeKind::Paragraph) {
            gatherer.top_paragraph(index, node);
        } else {
            gatherer.node(index, node);
        }
    }
    let (sections, first) = gatherer.text.finish();
    Outline {
        anchors: gatherer.anchors.list,
        sections,
        summary: gatherer.first_paragraph.unwrap_or_else(|| summary(&first)),
        ..gatherer.out
    }
}

/// What is known while a document is read.
pub(super) struct Gatherer<'d> {
    document: &'d Document<'d>,
    pub(super) references: &'d References,
    pub(super) labels: &'d Labels,
    has_title: bool,
    pub(super) out: Outline,
    pub(super) text: Sections,
    pub(super) anchors: Anchors,
    first_paragraph: Option<String>,
    /// Whether anything stands in the page that a reader sees.
    pub(super) visible: bool,
    /// The names that are set in the heading that is read.
    pub(super) in_heading: Option<Vec<String>>,
    /// Whether the next heading is a question.
    is_question: bool,
    cell: Cell,
}

/// The place in a table.
#[derive(Default)]
struct Cell {
    column: usize,
    in_head: bool,
}

impl<'d> Gatherer<'d> {
    pub(super) fn nodes(&mut self, range: Range<usize>) {
        let document = self.document;
        for (index, node) in document.level(range) {
            self.node(index, node);
        }
    }

    fn node(&mut self, index: usize, node: &'d Node<'d>) {
        match &node.kind {
            NodeKind::Text(text) | NodeKind::Code(text) | NodeKind::UnknownTag(text) => self.say(text),
            NodeKind::RawText(text) => self.say(&escape::decode(text)),
            NodeKind::Named(inline, content) => self.named(*inline, content),
            NodeKind::SoftBreak | NodeKind::HardBreak => self.text.push(" "),
            NodeKind::Rule => self.visible = true,
            NodeKind::Image(picture) => self.image(index, &picture.alt),
            NodeKind::Link(_) => self.link(index, node),
            NodeKind::Paragraph => {
                self.paragraph(index, node);
            }
            NodeKind::Figure => self.figure(index, node),
            NodeKind::Heading(heading) => self.heading(index, node, heading.level, heading.id.as_deref()),
            NodeKind::Table(_) => {
                self.visible = true;
                self.lines(index, node);
            }
            NodeKind::TableHead => {
                self.cell = Cell { column: 0, in_head: true };
                self.nodes(node.inner(index));
                self.cell.in_head = false;
                self.text.end_block();
            }
            NodeKind::TableRow => {
                self.cell.column = 0;
                self.lines(index, node);
            }
            NodeKind::TableCell => {
                self.cell.column += 1;
                self.nodes(node.inner(index));
                self.text.end_cell(self.cell.column == 1 && !self.cell.in_head);
            }
            NodeKind::CodeBlock(block) => {
                self.visible = true;
                self.text.push(&block.code);
                self.text.end_block();
            }
            NodeKind::Block(block) => self.block(index, node, block),
            NodeKind::Answer => {
                self.visible = true;
                self.is_question = true;
                self.nodes(node.inner(index));
            }
            NodeKind::HtmlStart | NodeKind::HtmlEnd => self.text.end_block(),
            NodeKind::Element(element) => self.element(index, node, element),
            NodeKind::Quote(_)
            | NodeKind::List(_)
            | NodeKind::Item
            | NodeKind::Footnote(_)
            | NodeKind::Definitions
            | NodeKind::Term
            | NodeKind::Definition => self.lines(index, node),
            NodeKind::LargeImage
            | NodeKind::Emphasis
            | NodeKind::Strong
            | NodeKind::Strikethrough
            | NodeKind::Superscript
            | NodeKind::Subscript
            | NodeKind::Mark => self.nodes(node.inner(index)),
            NodeKind::FootnoteReference(_) | NodeKind::Task(_) | NodeKind::Removed => {}
        }
    }

    /// Reads an element that stands on lines of its own.
    fn lines(&mut self, index: usize, node: &Node<'_>) {
        self.text.end_block();
        self.nodes(node.inner(index));
        self.text.end_block();
    }

    /// Reads text that the page shows.
    pub(super) fn say(&mut self, text: &str) {
        self.visible |= !text.trim().is_empty();
        self.text.push(text);
    }

    fn named(&mut self, inline: Inline, content: &str) {
        self.visible = true;
        match inline {
            Inline::Keys => {
                for (number, key) in named::keys(content).into_iter().enumerate() {
                    if number > 0 {
                        self.say("+");
                    }
                    self.say(key);
                }
            }
            Inline::Menu => {
                for (number, item) in named::items(content).enumerate() {
                    if number > 0 {
                        self.text.push(" › ");
                    }
                    self.say(item);
                }
            }
            Inline::Badge => self.say(content),
            Inline::Icon => {}
        }
    }

    /// Reads an image: one that isn't there is its alternative text.
    pub(super) fn image(&mut self, index: usize, alt: &str) {
        self.visible = true;
        if self.references.image(index).is_none() {
            self.say(alt);
        }
    }

    pub(super) fn link(&mut self, index: usize, node: &Node<'_>) {
        let start = self.text.mark();
        self.nodes(node.inner(index));
        if let Some(link) = self.references.link(index) {
            let text = self.text.since(start).to_owned();
            self.out.links.push(Link { target: link.target.clone(), range: link.range.clone(), text });
        }
    }

    /// Reads a paragraph at the top level; the first one that says anything is the summary.
    fn top_paragraph(&mut self, index: usize, node: &Node<'_>) {
        let start = self.paragraph(index, node);
        let text = self.text.since(start);
        if self.first_paragraph.is_none() && !text.is_empty() {
            self.first_paragraph = Some(summary(text));
        }
    }

    /// Reads a figure; the title of its image is the caption.
    fn figure(&mut self, index: usize, node: &Node<'_>) {
        self.nodes(node.inner(index));
        let caption =
            node.inner(index).filter_map(|index| self.document.nodes().get(index)).find_map(|node| match &node.kind {
                NodeKind::Image(picture) => Some(picture.title.as_str()),
                _ => None,
            });
        if let Some(caption) = caption.filter(|caption| !caption.is_empty()) {
            self.say(caption);
            self.text.end_block();
        }
    }

    pub(super) fn heading(&mut self, index: usize, node: &Node<'_>, level: u8, id: Option<&str>) {
        let is_question = std::mem::take(&mut self.is_question);
        let is_dropped = level == 1 && self.has_title && !self.visible;
        self.text.start_heading();
        self.in_heading = Some(Vec::new());
        self.nodes(node.inner(index));
        let text = self.text.end_heading();
        let mut names = self.in_heading.take().unwrap_or_default();
        let explicit = id.filter(|id| is_anchor(id));
        let wish = explicit.map_or_else(|| slug(&text), str::to_owned);
        let id = self.anchors.take_like(&wish, explicit.is_some());
        for name in &names {
            // One like the heading's own id leads to the same place.
            self.anchors.take(name);
        }
        if is_dropped {
            names.retain(|name| *name != id);
            names.insert(0, id);
            self.out.h1 = Some(text);
            return self.out.standings.push(index, Standing::Dropped(names));
        }
        let number = self.out.headings.len();
        self.out.headings.push(Heading { level: level.max(2), written: level, id, text, range: node.range.clone() });
        self.out.standings.push(index, Standing::Heading(number));
        self.text.start_section(number);
        if is_question {
            self.out.questions.push(number);
        }
    }

    /// An anchor for a block: the one that it asks for, else one like its title.
    pub(super) fn take_anchor(&mut self, wish: &str, title: &str) -> String {
        let explicit = is_anchor(wish);
        let wish = if explicit { wish.to_owned() } else { slug(title) };
        self.anchors.take_like(&wish, explicit)
    }
}
