//! From a document to blocks of running text.

use std::ops::Range;

use super::block::{Block, BlockKind};
use crate::markdown::document::{Document, Node, NodeKind};

/// Room for the text of a block is made at once, but not more than this.
const MAX_ROOM: usize = 4_000;

/// The blocks of a document in their order.
pub(super) fn read(document: &Document<'_>) -> Vec<Block> {
    let mut reader = Reader {
        document,
        blocks: Vec::new(),
        open: None,
        room: 0,
        lists: 0,
        quotes: 0,
        link: None,
        raw: Open::default(),
    };
    reader.nodes(0..document.nodes().len());
    reader.end();
    reader.blocks
}

/// What is known while a document is being read.
pub(super) struct Reader<'d> {
    document: &'d Document<'d>,
    blocks: Vec<Block>,
    pub(super) open: Option<Block>,
    /// Bytes of the element that began last.
    room: usize,
    /// How many lists and quotes are open.
    pub(super) lists: usize,
    pub(super) quotes: usize,
    /// Where the name of a link began.
    pub(super) link: Option<usize>,
    pub(super) raw: Open,
}

/// Elements of raw HTML that are open.
#[derive(Default)]
pub(super) struct Open {
    /// `pre`, whose text is not read.
    pub(super) pre: usize,
    /// Where the text of a `code` began, and that of an `a`.
    pub(super) code: Option<usize>,
    pub(super) link: Option<usize>,
}

impl Reader<'_> {
    pub(super) fn nodes(&mut self, range: Range<usize>) {
        let document = self.document;
        for (index, node) in document.level(range) {
            self.node(index, node);
        }
    }

    fn node(&mut self, index: usize, node: &Node<'_>) {
        let at = node.range.start;
        if node.end > index + 1 {
            self.room = node.range.len().min(MAX_ROOM);
        }
        match &node.kind {
            NodeKind::Text(text) if self.raw.pre == 0 => self.block().push(text, at),
            // The back quote before it.
            NodeKind::Code(code) => self.code(code, at + 1),
            // Names of keys and the like are no words of a language.
            NodeKind::Named(_, content) => self.code(content, at),
            NodeKind::SoftBreak => self.block().push(" ", at),
            NodeKind::HardBreak => self.block().push("\n", at),
            NodeKind::RawText(text) => self.raw_text(text, at),
            NodeKind::Image(_) => {
                if self.open.is_none() {
                    self.figure();
                }
            }
            NodeKind::CodeBlock(_) => self.figure(),
            NodeKind::Link(_) => {
                self.link = Some(self.open.as_ref().map_or(0, |open| open.text.len()));
                self.nodes(node.inner(index));
                if let (Some(start), Some(block)) = (self.link.take(), &mut self.open) {
                    block.link_since(start);
                }
            }
            NodeKind::Heading(heading) => {
                let kind = if heading.level == 1 { BlockKind::Title } else { BlockKind::Heading };
                self.apart(index, node, Some(kind));
            }
            NodeKind::TableCell => self.apart(index, node, Some(BlockKind::Cell)),
            NodeKind::List(_) | NodeKind::Definitions | NodeKind::Footnote(_) => {
                self.end();
                self.lists += 1;
                self.nodes(node.inner(index));
                self.end();
                self.lists = self.lists.saturating_sub(1);
            }
            NodeKind::Quote(_) => {
                self.end();
                self.quotes += 1;
                self.nodes(node.inner(index));
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            NodeKind::Paragraph
            | NodeKind::Figure
            | NodeKind::LargeImage
            | NodeKind::Item
            | NodeKind::Term
            | NodeKind::Definition => self.apart(index, node, None),
            NodeKind::HtmlStart | NodeKind::HtmlEnd => self.end(),
            NodeKind::Block(_) => {
                self.end();
                self.nodes(node.inner(index));
            }
            NodeKind::Element(element) => {
                self.raw_start(element.name);
                self.nodes(node.inner(index));
                self.raw_end(element.name);
            }
            _ => self.nodes(node.inner(index)),
        }
    }

    /// Reads a node whose text stands apart from what is around it.
    fn apart(&mut self, index: usize, node: &Node<'_>, kind: Option<BlockKind>) {
        match kind {
            Some(kind) => self.begin(kind, self.room),
            None => self.end(),
        }
        self.nodes(node.inner(index));
        self.end();
    }

    fn code(&mut self, code: &str, at: usize) {
        let block = self.block();
        let start = block.text.len();
        block.push(code, at);
        let end = block.text.len();
        block.code.push(start..end);
    }

    pub(super) fn block(&mut self) -> &mut Block {
        let (kind, room) = (self.kind(), self.room);
        self.open.get_or_insert_with(|| Block::new(kind, room))
    }

    fn kind(&self) -> BlockKind {
        match (self.quotes, self.lists) {
            (0, 0) => BlockKind::Paragraph,
            (0, _) => BlockKind::Item,
            _ => BlockKind::Quote,
        }
    }

    pub(super) fn begin(&mut self, kind: BlockKind, room: usize) {
        self.end();
        self.open = Some(Block::new(kind, room));
    }

    pub(super) fn end(&mut self) {
        self.blocks.extend(self.open.take().filter(|block| !block.text.trim().is_empty()));
        self.link = None;
    }

    pub(super) fn figure(&mut self) {
        self.end();
        self.blocks.push(Block::new(BlockKind::Figure, 0));
    }
}
