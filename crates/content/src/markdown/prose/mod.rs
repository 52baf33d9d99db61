//! The running text of a body, block by block, with the place of every word: what rules about words read.

mod block;
mod raw;
mod reader;

use std::ops::Range;

use super::document::{self, NodeKind};

pub use block::{Block, BlockKind};

/// The blocks of a body in their order.
pub fn prose(body: &str) -> Vec<Block> {
    reader::read(&document::parse_as_written(body))
}

/// Ranges of a text that are code, in which nothing is replaced.
pub fn code(body: &str) -> Vec<Range<usize>> {
    let document = document::parse_as_written(body);
    let code = document.nodes().iter().filter(|node| matches!(node.kind, NodeKind::Code(_) | NodeKind::CodeBlock(_)));
    code.map(|node| node.range.clone()).collect()
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
