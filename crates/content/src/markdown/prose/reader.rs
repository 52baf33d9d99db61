//! From the events of Markdown to blocks of running text.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::block::{Block, BlockKind};
use super::raw_state::{Lines, Open};
use crate::markdown::directives;
use crate::markdown::directives::inline::Inline;

/// Room for the text of a block is made at once, but not more than this.
const MAX_ROOM: usize = 4_000;

/// What is known while a body is being read.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) blocks: Vec<Block>,
    pub(super) open: Option<Block>,
    /// Bytes of the element that began last.
    pub(super) room: usize,
    /// How many lists and quotes are open.
    pub(super) lists: usize,
    pub(super) quotes: usize,
    /// Code and images, whose text is not read.
    pub(super) muted: usize,
    /// Where the name of a link began.
    pub(super) link: Option<usize>,
    /// The lines of the block of raw HTML that is being read.
    pub(super) html: Option<Lines>,
    pub(super) raw: Open,
}

impl Reader {
    pub(super) fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        let at = range.start;
        match event {
            Event::Start(tag) => {
                self.room = range.len().min(MAX_ROOM);
                self.start(tag);
            }
            Event::End(tag) => self.stop(*tag),
            _ if self.muted > 0 => {}
            Event::Text(text) | Event::Html(text) if self.html.is_some() => {
                self.html.get_or_insert_default().push(text, at);
            }
            Event::Text(text) if self.raw.pre == 0 => self.block().push(text, at),
            Event::Code(code) => {
                let block = self.block();
                let start = block.text.len();
                // The back quote before it.
                block.push(code, at + 1);
                let end = block.text.len();
                block.code.push(start..end);
            }
            // Names of keys and the like are no words of a language.
            Event::InlineMath(text) => {
                if let Some((_, content)) = Inline::read(text) {
                    let block = self.block();
                    let start = block.text.len();
                    block.push(content, at);
                    let end = block.text.len();
                    block.code.push(start..end);
                }
            }
            Event::SoftBreak => self.block().push(" ", at),
            Event::HardBreak => self.block().push("\n", at),
            Event::InlineHtml(tag) => self.raw_inline(tag),
            _ => {}
        }
    }

    pub(super) fn block(&mut self) -> &mut Block {
        let (kind, room) = (self.kind(), self.room);
        self.open.get_or_insert_with(|| Block::new(kind, room))
    }

    pub(super) fn kind(&self) -> BlockKind {
        match (self.quotes + self.raw.quotes, self.lists + self.raw.lists) {
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

    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(_) | Tag::DefinitionList | Tag::FootnoteDefinition(_) => {
                self.end();
                self.lists += 1;
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes += 1;
            }
            Tag::Heading { level, .. } => {
                let title = *level == HeadingLevel::H1;
                self.begin(if title { BlockKind::Title } else { BlockKind::Heading }, self.room);
            }
            Tag::TableCell => self.begin(BlockKind::Cell, self.room),
            Tag::CodeBlock(_) | Tag::Image { .. } => {
                if matches!(tag, Tag::CodeBlock(_)) || self.open.is_none() {
                    self.figure();
                }
                self.muted += 1;
            }
            Tag::Link { .. } => self.link = Some(self.open.as_ref().map_or(0, |open| open.text.len())),
            Tag::HtmlBlock => {
                self.end();
                self.html = Some(Lines::default());
            }
            Tag::MetadataBlock(_) if directives::is_block(tag) => self.end(),
            Tag::Paragraph | Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.end(),
            _ => {}
        }
    }

    pub(super) fn stop(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) | TagEnd::DefinitionList | TagEnd::FootnoteDefinition => {
                self.end();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::Image => self.muted = self.muted.saturating_sub(1),
            TagEnd::Link => {
                if let (Some(start), Some(block)) = (self.link.take(), &mut self.open) {
                    block.link_since(start);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(lines) = self.html.take() {
                    self.raw_block(&lines);
                }
                self.end();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.end(),
            _ => {}
        }
    }
}
