//! The running text of a body, block by block, with the place of every word: what rules about words read.

mod block;
mod raw;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::parsing;

pub use block::{Block, BlockKind};

/// The blocks of a body in their order.
pub fn prose(body: &str) -> Vec<Block> {
    let tame = parsing::tame(body);
    let mut reader = Reader::default();
    for (event, range) in parsing::plain_events(&tame.text) {
        reader.event(&event, range);
    }
    reader.end();
    reader.blocks
}

/// Ranges of a text that are code, in which nothing is replaced.
pub fn code(body: &str) -> Vec<Range<usize>> {
    let tame = parsing::tame(body);
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    parsing::plain_events(&tame.text).filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect()
}

/// Room for the text of a block is made at once, but not more than this.
const MAX_ROOM: usize = 4_000;

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Option<Block>,
    /// Bytes of the element that began last.
    room: usize,
    /// How many lists and quotes are open.
    lists: usize,
    quotes: usize,
    /// Code and images, whose text is not read.
    muted: usize,
    /// Where the name of a link began.
    link: Option<usize>,
    /// The lines of the block of raw HTML that is being read.
    html: Option<raw::Lines>,
    raw: raw::Open,
}

impl Reader {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
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
            Event::SoftBreak => self.block().push(" ", at),
            Event::HardBreak => self.block().push("\n", at),
            Event::InlineHtml(tag) => self.raw_inline(tag),
            _ => {}
        }
    }

    fn block(&mut self) -> &mut Block {
        let (kind, room) = (self.kind(), self.room);
        self.open.get_or_insert_with(|| Block::new(kind, room))
    }

    fn kind(&self) -> BlockKind {
        match (self.quotes + self.raw.quotes, self.lists + self.raw.lists) {
            (0, 0) => BlockKind::Paragraph,
            (0, _) => BlockKind::Item,
            _ => BlockKind::Quote,
        }
    }

    fn begin(&mut self, kind: BlockKind, room: usize) {
        self.end();
        self.open = Some(Block::new(kind, room));
    }

    fn end(&mut self) {
        self.blocks.extend(self.open.take().filter(|block| !block.text.trim().is_empty()));
        self.link = None;
    }

    fn figure(&mut self) {
        self.end();
        self.blocks.push(Block::new(BlockKind::Figure, 0));
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
                self.html = Some(raw::Lines::default());
            }
            Tag::Paragraph | Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.end(),
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

    #[test]
    fn text_of_raw_html_with_the_places_of_its_words() {
        let body = "<details>\n<summary>Один</summary>\n<p>Два &amp;\n  <b>три</b> <code>x\ny</code><br>четыре</p>\n\n\
            Пять <a\nhref=\"/\">шесть</a>.\n</details>\n\n\
            > <ul>\n> <li>семь</ul>\n\n<style>\np { color: red }\n</style>\n<pre>\nвосемь\n</pre>\n\n\
            <table><tr><td>девять\n</table>\n<img src=\"x.png\">\n";
        let blocks = prose(body);
        let seen: Vec<_> = blocks.iter().map(|block| (block.kind, block.text.trim())).collect();
        use BlockKind::*;
        assert_eq!(
            seen,
            [
                (Heading, "Один"),
                (Paragraph, "Два & три x y\nчетыре"),
                (Paragraph, "Пять шесть."),
                (Quote, "семь"),
                (Figure, ""),
                (Cell, "девять"),
                (Figure, ""),
            ]
        );
        for (block, word) in
            [(0, "Один"), (1, "Два"), (1, "три"), (1, "четыре"), (2, "шесть"), (3, "семь"), (5, "девять")]
        {
            let block = &blocks[block];
            let at = block.text.find(word).expect("there");
            assert_eq!(&body[block.in_body(&(at..at + word.len()))], word);
        }
        let at = |block: usize, word: &str| {
            let at = blocks[block].text.find(word).expect("there");
            at..at + word.len()
        };
        assert!(blocks[1].is_code(&at(1, "y")) && !blocks[1].is_code(&at(1, "три")));
        assert!(blocks[2].is_link(&at(2, "шесть")) && !blocks[2].is_link(&at(2, "Пять")));
    }
}
