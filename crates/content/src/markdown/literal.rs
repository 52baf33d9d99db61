//! The signs of a body that readers see as they are written: where Markdown that almost is some shows itself.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{directives, parsing};

/// Stands for each byte that is not shown as it is written: marks of Markdown that were understood, code, raw HTML.
pub const HIDDEN: char = '\0';

/// A body by what readers see of its signs. All ranges are of the body.
#[derive(Debug, Default)]
pub struct Literal {
    /// As long as the body, with [`HIDDEN`] for every byte that is no text.
    pub text: String,
    /// Stretches of text that belong together: a paragraph, a heading, a cell. In their order.
    pub runs: Vec<Range<usize>>,
    /// Those of `runs` that are paragraphs or text of a list.
    pub paragraphs: Vec<Range<usize>>,
    /// Tables.
    pub tables: Vec<LiteralTable>,
    /// The first lines of blocks of code that nothing ends.
    pub unclosed: Vec<Range<usize>>,
}

/// A table as it is written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LiteralTable {
    /// How many columns its head has.
    pub columns: usize,
    /// Where the rows below the head begin.
    pub rows: Vec<usize>,
}

/// What is known while the events of a body are read.
struct Reader<'b> {
    body: &'b str,
    shown: Vec<Range<usize>>,
    run: Option<Range<usize>>,
    in_paragraph: bool,
    /// Blocks of code and raw HTML that are open.
    muted: usize,
    out: Literal,
}

/// Reads a body. With `math` formulas are no words.
pub fn literal(body: &str, math: bool) -> Literal {
    let tame = parsing::tame(body, math);
    let mut reader =
        Reader { body, shown: Vec::new(), run: None, in_paragraph: true, muted: 0, out: Literal::default() };
    for (event, range) in parsing::plain(&tame, body).events {
        reader.event(&event, range);
    }
    reader.end_run();
    reader.finish()
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(*tag),
            _ if self.muted > 0 => {}
            Event::Text(_) => {
                self.extend(&range);
                self.show(range);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.extend(&range);
                // The marks of a quote or list that a line begins with are no part of the break.
                let written = self.body.get(range.clone()).unwrap_or_default();
                if let Some(at) = written.find('\n') {
                    self.shown.push(range.start + at..range.start + at + 1);
                }
            }
            Event::Rule => self.end_run(),
            _ => self.extend(&range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock) {
            self.muted += 1;
        }
        if !is_block(tag) {
            return self.extend(range);
        }
        self.end_run();
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.fence(range),
            Tag::Table(alignments) => {
                self.out.tables.push(LiteralTable { columns: alignments.len(), rows: Vec::new() });
            }
            Tag::TableRow => {
                if let Some(table) = self.out.tables.last_mut() {
                    table.rows.push(range.start);
                }
            }
            _ => {}
        }
        self.in_paragraph = matches!(tag, Tag::Paragraph | Tag::Item | Tag::DefinitionListDefinition);
    }

    fn end(&mut self, tag: TagEnd) {
        let block = !matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image
        ) && tag != directives::MARK_END;
        if matches!(tag, TagEnd::CodeBlock | TagEnd::HtmlBlock) {
            self.muted = self.muted.saturating_sub(1);
        }
        if block {
            self.end_run();
            // What follows a list in its item is text of the list.
            self.in_paragraph = matches!(tag, TagEnd::List(_) | TagEnd::Paragraph);
        }
    }

    /// Tells of a fence of code without an end.
    fn fence(&mut self, range: &Range<usize>) {
        let written = self.body.get(range.clone()).unwrap_or_default();
        let first = written.lines().next().unwrap_or_default();
        let mark = first.trim_start().chars().next().unwrap_or('`');
        let length = first.trim_start().chars().take_while(|c| *c == mark).count();
        let closes = |line: &str| {
            let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
            line.chars().count() >= length && line.chars().all(|c| c == mark)
        };
        if !written.lines().skip(1).last().is_some_and(closes) {
            self.out.unclosed.push(range.start..range.start + first.len());
        }
    }

    fn extend(&mut self, range: &Range<usize>) {
        match &mut self.run {
            Some(run) => run.end = run.end.max(range.end),
            None => self.run = Some(range.clone()),
        }
    }

    fn end_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        if self.in_paragraph {
            self.out.paragraphs.push(run.clone());
        }
        self.out.runs.push(run);
    }

    fn show(&mut self, mut range: Range<usize>) {
        let escaped = self.body.get(..range.start).is_some_and(|before| {
            let slashes = before.len() - before.trim_end_matches('\\').len();
            slashes % 2 == 1
        });
        if escaped {
            let first = self.body.get(range.clone()).and_then(|text| text.chars().next());
            range.start += first.map_or(0, char::len_utf8);
        }
        self.shown.push(range);
    }

    fn finish(mut self) -> Literal {
        let hidden = |bytes: usize| std::iter::repeat_n(HIDDEN, bytes);
        let mut text = String::with_capacity(self.body.len());
        for range in &self.shown {
            let start = range.start.max(text.len());
            if let Some(part) = self.body.get(start..range.end) {
                text.extend(hidden(start - text.len()));
                text.push_str(part);
            }
        }
        text.extend(hidden(self.body.len().saturating_sub(text.len())));
        self.out.text = text;
        self.out
    }
}

/// Whether an element stands on lines, or in a cell, of its own.
fn is_block(tag: &Tag<'_>) -> bool {
    let inline = matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    );
    !inline && !directives::is_mark(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> String {
        literal(body, false).text.replace(HIDDEN, "·")
    }

    #[test]
    fn only_what_is_shown_as_it_is_written_is_left() {
        assert_eq!(shown("a **b** [c](d e) `x`"), "a ··b·· [c](d e) ···");
        assert_eq!(shown("[a](b)"), "·a····");
        assert_eq!(shown("\\[a](b c)"), "··a](b c)");
        assert_eq!(shown("> one\n> two"), "··one\n··two");
        assert_eq!(shown("```\nx\n```\ny"), "··········y");
        assert_eq!(shown("<b>x</b>"), "···x····");
    }

    #[test]
    fn runs_end_where_blocks_do() {
        let body = "# A\n\none *two*\nthree\n\n- four\n  - five\n\n| a | b |\n|---|---|\n| c | d |\n";
        let found = literal(body, false);
        let runs: Vec<&str> = found.runs.iter().map(|run| body[run.clone()].trim()).collect();
        assert_eq!(runs, ["A", "one *two*\nthree", "four", "five", "a", "b", "c", "d"]);
        assert_eq!(found.tables.len(), 1);
        assert_eq!(found.tables[0].columns, 2);
        assert!(body[found.tables[0].rows[0]..].starts_with("| c"));
    }

    #[test]
    fn fences_without_an_end() {
        assert!(literal("```\nx\n```\n", false).unclosed.is_empty());
        assert!(literal("> ~~~~ sh\n> x\n> ~~~~~\n", false).unclosed.is_empty());
        assert_eq!(literal("a\n\n```sh\nx\n\ny\n", false).unclosed, vec![(3..8)]);
        assert_eq!(literal("```", false).unclosed, vec![(0..3)]);
    }
}
