//! The running text of a body, block by block, with the place of every word: what rules about words read.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::parsing;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A paragraph at the top level.
    Paragraph,
    /// Text of a list.
    Item,
    /// Text of a quote or note.
    Quote,
    /// An H1.
    Title,
    /// Any other heading.
    Heading,
    /// A cell of a table.
    Cell,
    /// A picture that stands alone, or code. Without text.
    Figure,
}

/// Some text that stands together.
#[derive(Debug)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// Its text, with white space folded. A hard line break is a line break.
    pub(crate) text: String,
    /// Where stretches of the text come from: byte of the text, byte of the body.
    marks: Vec<(usize, usize)>,
    /// Parts of the text that are code.
    pub(crate) code: Vec<Range<usize>>,
}

impl Block {
    fn new(kind: BlockKind) -> Self {
        Self { kind, text: String::new(), marks: Vec::new(), code: Vec::new() }
    }

    fn push(&mut self, text: &str, at: usize) {
        self.marks.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// A range of the text as one of the body.
    pub(crate) fn in_body(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.body_byte(range.start);
        // The end is that of the last character, which may stand in another stretch.
        let last = range.end.saturating_sub(1).max(range.start);
        start..(self.body_byte(last) + 1).max(start)
    }

    fn body_byte(&self, at: usize) -> usize {
        let index = self.marks.partition_point(|(text, _)| *text <= at).saturating_sub(1);
        self.marks.get(index).map_or(0, |(text, body)| body + at.saturating_sub(*text))
    }

    /// Whether a range of the text lies in code.
    pub(crate) fn is_code(&self, range: &Range<usize>) -> bool {
        self.code.iter().any(|code| code.start < range.end && range.start < code.end)
    }
}

/// What stands for the quotation marks of any language: no rule asks which they are.
const QUOTES: [&str; 2] = ["“", "”"];

/// The blocks of a body in their order.
pub(crate) fn prose(body: &str) -> Vec<Block> {
    let tame = parsing::tame(body);
    let mut reader = Reader::default();
    for (event, range) in parsing::events(&tame.text, &QUOTES.map(str::to_owned)) {
        reader.event(&event, range.start);
    }
    reader.end();
    reader.blocks
}

/// Ranges of a text that are code, in which nothing is replaced.
pub(crate) fn code(body: &str) -> Vec<Range<usize>> {
    let tame = parsing::tame(body);
    let events = parsing::events(&tame.text, &QUOTES.map(str::to_owned)).into_iter();
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    events.filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Option<Block>,
    /// How many lists and quotes are open.
    lists: usize,
    quotes: usize,
    /// Code and images, whose text is not read.
    muted: usize,
}

impl Reader {
    fn event(&mut self, event: &Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.stop(*tag),
            _ if self.muted > 0 => {}
            Event::Text(text) => self.block().push(text, at),
            Event::Code(code) => {
                let block = self.block();
                let start = block.text.len();
                // The back quote before it.
                block.push(code, at + 1);
                let end = block.text.len();
                block.code.push(start..end);
            }
            Event::SoftBreak => self.block().push(" ", at),
            Event::HardBreak => self.block().push("\n", at),
            _ => {}
        }
    }

    fn block(&mut self) -> &mut Block {
        let kind = self.kind();
        self.open.get_or_insert_with(|| Block::new(kind))
    }

    fn kind(&self) -> BlockKind {
        match (self.quotes, self.lists) {
            (0, 0) => BlockKind::Paragraph,
            (0, _) => BlockKind::Item,
            _ => BlockKind::Quote,
        }
    }

    fn end(&mut self) {
        self.blocks.extend(self.open.take().filter(|block| !block.text.trim().is_empty()));
    }

    fn start(&mut self, tag: &Tag<'_>) {
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
                self.end();
                let title = *level == HeadingLevel::H1;
                self.open = Some(Block::new(if title { BlockKind::Title } else { BlockKind::Heading }));
            }
            Tag::TableCell => {
                self.end();
                self.open = Some(Block::new(BlockKind::Cell));
            }
            Tag::CodeBlock(_) | Tag::Image { .. } => {
                if matches!(tag, Tag::CodeBlock(_)) || self.open.is_none() {
                    self.end();
                    self.blocks.push(Block::new(BlockKind::Figure));
                }
                self.muted += 1;
            }
            Tag::Paragraph | Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::HtmlBlock => {
                self.end();
            }
            _ => {}
        }
    }

    fn stop(&mut self, tag: TagEnd) {
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
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::HtmlBlock => self.end(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_with_the_places_of_their_words() {
        let body =
            "Это *важно* &amp; `код`\nдальше.\n\n- один\n\n  > два\n\n| три |\n| --- |\n| 4 |\n\n```\nx\n```\n# Пять\n";
        let blocks = prose(body);
        let seen: Vec<_> = blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
        use BlockKind::*;
        assert_eq!(
            seen,
            [
                (Paragraph, "Это важно & код дальше."),
                (Item, "один"),
                (Quote, "два"),
                (Cell, "три"),
                (Cell, "4"),
                (Figure, ""),
                (Title, "Пять"),
            ]
        );
        let first = &blocks[0];
        for word in ["важно", "код", "дальше"] {
            let at = first.text.find(word).expect("there");
            assert_eq!(&body[first.in_body(&(at..at + word.len()))], word);
        }
        let at = first.text.find("код").expect("there");
        assert!(first.is_code(&(at..at + 1)) && !first.is_code(&(0..4)));
    }
}
