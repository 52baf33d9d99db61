//! Lists, tables, alerts and the other blocks of Markdown that need more than a pair of tags.

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, Tag, TagEnd};

use super::directives::Kind;
use super::open::Table;
use super::writer::{Close, Writer};
use super::{code, escape};
use crate::config::Direction;

/// Bytes of code in one article that are highlighted.
const MAX_HIGHLIGHTED: usize = 60_000;

impl<'a> Writer<'a> {
    fn event(&self, index: usize) -> Option<&'a Event<'a>> {
        self.events.get(index).map(|(event, _)| event)
    }

    /// Whether the item that begins at `index` has a check box.
    fn is_task(&self, index: usize) -> bool {
        let next = match self.event(index + 1) {
            Some(Event::Start(Tag::Paragraph)) => self.event(index + 2),
            next => next,
        };
        matches!(next, Some(Event::TaskListMarker(_)))
    }

    pub(super) fn open_list(&mut self, index: usize, start: Option<u64>) -> Close {
        let class = if self.is_task(index + 1) { " class=\"task-list\"" } else { "" };
        match start {
            None => self.html.push_str(&format!("<ul{class}>\n")),
            Some(1) => self.html.push_str(&format!("<ol{class}>\n")),
            Some(start) => self.html.push_str(&format!("<ol start=\"{start}\"{class}>\n")),
        }
        Close::Block(if start.is_some() { "</ol>\n" } else { "</ul>\n" })
    }

    pub(super) fn open_item(&mut self, index: usize) -> Close {
        self.html.push_str(if self.is_task(index) { "<li class=\"task\">" } else { "<li>" });
        Close::Block("</li>\n")
    }

    /// Writes the box of a task. A box wants a name, which is the text beside it.
    pub(super) fn task_box(&mut self, index: usize, done: bool) {
        let rest = self.events.get(index + 1..).unwrap_or_default();
        let ends = |event: &Event<'_>| match event {
            Event::End(end) => matches!(end, TagEnd::Item | TagEnd::Paragraph),
            Event::Start(tag) => matches!(tag, Tag::List(_) | Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_)),
            _ => false,
        };
        let length = rest.iter().position(|(event, _)| ends(event)).unwrap_or(rest.len());
        let name = self.plain(index + 1..index + 1 + length);
        self.html.push_str("<input type=\"checkbox\" disabled");
        self.html.push_str(if done { " checked" } else { "" });
        escape::attribute(&mut self.html, "aria-label", name.trim());
        self.html.push_str("> ");
    }

    pub(super) fn open_quote(&mut self, kind: Option<BlockQuoteKind>) -> Close {
        let labels = self.labels;
        let (name, label) = match kind {
            None => {
                self.html.push_str("<blockquote>\n");
                return Close::Block("</blockquote>\n");
            }
            Some(BlockQuoteKind::Note) => ("note", &labels.note),
            Some(BlockQuoteKind::Tip) => ("tip", &labels.tip),
            Some(BlockQuoteKind::Important) => ("important", &labels.important),
            Some(BlockQuoteKind::Warning) => ("warning", &labels.warning),
            Some(BlockQuoteKind::Caution) => ("caution", &labels.caution),
        };
        self.open_aside(name);
        self.html.push_str(labels.language(label));
        self.html.push('>');
        escape::text(&mut self.html, label);
        self.html.push_str("</p>\n");
        Close::Block("</aside>\n")
    }

    /// The box that a wide table scrolls in. It can be focused, so it has a name: that of the section it stands in.
    pub(super) fn open_table_box(&mut self) {
        self.visible = true;
        self.html.push_str("<div class=\"table\" tabindex=\"0\" role=\"region\"");
        let section = self.headings.len();
        self.table.number = if self.table.section == section { self.table.number + 1 } else { 1 };
        self.table.section = section;
        match (self.headings.last(), self.table.number) {
            (Some(heading), 1) => escape::attribute(&mut self.html, "aria-labelledby", &heading.id),
            (None, 1) => escape::attribute(&mut self.html, "aria-label", self.title),
            // Two boxes of one name could not be told apart in a list of regions.
            (heading, number) => {
                let name = format!("{} ({number})", heading.map_or(self.title, |heading| &heading.text));
                escape::attribute(&mut self.html, "aria-label", &name);
            }
        }
        self.html.push('>');
    }

    pub(super) fn open_table(&mut self, index: usize, alignments: &[Alignment]) -> Close {
        self.open_table_box();
        self.html.push_str("<table>\n");
        // The head comes first, and its first cell right after it.
        let head = index + 1..self.ends.get(index + 1).copied().unwrap_or(index);
        let names = self.column_names(head.clone());
        let cells = head.filter(|&at| matches!(self.event(at), Some(Event::Start(Tag::TableCell))));
        let empty = cells.filter(|&cell| self.is_empty_cell(cell)).count();
        self.table = Table {
            alignments: alignments.to_vec(),
            names_rows: empty > 0 && alignments.len() > 1,
            headless: empty == alignments.len(),
            column: 0,
            in_head: false,
            names,
            ..Table { section: self.table.section, number: self.table.number, ..Table::default() }
        };
        Close::Block("</table></div>\n")
    }

    /// The names of the columns of a table that compares, whose head has this range.
    fn column_names(&self, head: std::ops::Range<usize>) -> Vec<String> {
        if !self.is_in(Kind::Compare) {
            return Vec::new();
        }
        let cells = head.filter(|&at| matches!(self.event(at), Some(Event::Start(Tag::TableCell))));
        cells.map(|cell| self.plain(cell + 1..self.ends.get(cell).copied().unwrap_or(cell))).collect()
    }

    /// Whether there is nothing but blanks in the cell that begins at `index`.
    fn is_empty_cell(&self, index: usize) -> bool {
        let end = self.ends.get(index).copied().unwrap_or(index);
        let inner = self.events.get(index + 1..end).unwrap_or_default();
        inner.iter().all(|(event, _)| matches!(event, Event::Text(text) if text.trim().is_empty()))
    }

    pub(super) fn open_table_head(&mut self) -> Close {
        self.table.in_head = true;
        self.table.column = 0;
        self.html.push_str("<thead><tr>");
        Close::TableHead
    }

    pub(super) fn close_table_head(&mut self) {
        self.table.in_head = false;
        self.html.push_str("</tr></thead>\n");
    }

    pub(super) fn open_row(&mut self) -> Close {
        self.table.column = 0;
        self.html.push_str("<tr>");
        Close::Block("</tr>\n")
    }

    /// Writes the beginning of a cell: every cell with a text has a heading in its column or its row.
    pub(super) fn open_cell(&mut self, index: usize) -> Close {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        let is_first = self.table.column == 0;
        self.table.column += 1;
        let scope = match (self.table.in_head, self.table.names_rows && is_first) {
            (true, _) => "col",
            (false, true) => "row",
            (false, false) => "",
        };
        // A heading without a text is none.
        if scope.is_empty() || self.table.names_rows && self.is_empty_cell(index) {
            self.html.push_str(&format!("<td{class}"));
            if let Some(name) = self.table.names.get(self.table.column - 1).filter(|name| !name.is_empty()) {
                escape::attribute(&mut self.html, "data-label", name);
            }
            self.html.push('>');
            return Close::Cell("</td>");
        }
        self.html.push_str(&format!("<th scope=\"{scope}\"{class}>"));
        Close::Cell("</th>")
    }

    /// Writes the code block that begins at `index`.
    pub(super) fn code_block(&mut self, index: usize, info: &str) {
        if self.raw.is_muted() {
            return;
        }
        let end = self.ends.get(index).copied().unwrap_or(index);
        let mut code = String::new();
        for (event, _) in self.events.get(index + 1..end).unwrap_or_default() {
            if let Event::Text(text) = event {
                code.push_str(text);
            }
        }
        self.visible = true;
        // Highlighting hostile code can take a hundred times as long as all the rest, so one article gets only so much.
        let wanted = self.highlighted + code.len() <= MAX_HIGHLIGHTED;
        let start = self.html.len();
        if code::block(&mut self.html, &code, info, wanted) {
            self.highlighted += code.len();
        }
        if self.labels.dir == Direction::Rtl {
            self.html.insert_str(start + "<pre".len(), " dir=\"ltr\"");
        }
        self.text.push(&code);
        self.text.end_block();
    }
}
