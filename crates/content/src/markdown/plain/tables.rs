//! Tables, as GitHub writes them.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Writer;
use super::html::is_element;
use crate::markdown::document::{Node, NodeKind, Table};

impl<'d> Writer<'d> {
    pub(super) fn table(&mut self, index: usize, node: &Node<'d>, table: &Table) -> String {
        let document = self.document;
        let mut rows = Vec::new();
        let mut has_head = false;
        for (index, row) in document.level(node.inner(index)) {
            has_head |= matches!(row.kind, NodeKind::TableHead);
            rows.push(document.level(row.inner(index)).map(|(index, cell)| cell.inner(index)).collect());
        }
        self.rows(rows, has_head, &table.alignments)
    }

    /// A table of raw HTML. One in a cell of another is text of that cell.
    pub(super) fn html_table(&mut self, range: Range<usize>) -> String {
        let document = self.document;
        let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
        let (mut has_head, mut index) = (false, range.start);
        let mut before = String::new();
        while let Some(node) = document.nodes().get(index).filter(|_| index < range.end) {
            if is_element(node, "tr") {
                let is_cell = |node: &Node<'_>| is_element(node, "td") || is_element(node, "th");
                let cells: Vec<_> = document.level(node.inner(index)).filter(|(_, node)| is_cell(node)).collect();
                has_head |= rows.is_empty() && cells.iter().all(|(_, cell)| is_element(cell, "th"));
                rows.push(cells.into_iter().map(|(index, cell)| cell.inner(index)).collect());
                index = node.end;
            } else if is_element(node, "caption") {
                before = self.strong(node.inner(index));
                index = node.end;
            } else {
                index += 1;
            }
        }
        let table = self.rows(rows, has_head, &[]);
        if before.is_empty() { table } else { format!("{before}\n\n{table}") }
    }

    /// Rows of cells, the first of which may be the head. Markdown knows no table without one.
    fn rows(&mut self, rows: Vec<Vec<Range<usize>>>, has_head: bool, alignments: &[Alignment]) -> String {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return String::new();
        }
        let mut lines = Vec::with_capacity(rows.len() + 2);
        if !has_head {
            lines.push(line(columns, std::iter::empty()));
        }
        for row in rows {
            let cells: Vec<String> = row.into_iter().map(|cell| self.line(cell).replace('|', "\\|")).collect();
            lines.push(line(columns, cells.into_iter()));
        }
        let rule = (0..columns).map(|column| match alignments.get(column) {
            Some(Alignment::Left) => ":---".to_owned(),
            Some(Alignment::Center) => ":---:".to_owned(),
            Some(Alignment::Right) => "---:".to_owned(),
            Some(Alignment::None) | None => "---".to_owned(),
        });
        lines.insert(1, line(columns, rule));
        lines.join("\n")
    }
}

/// A line of a table.
fn line(columns: usize, cells: impl Iterator<Item = String>) -> String {
    let mut line = String::from("|");
    for cell in cells.chain(std::iter::repeat(String::new())).take(columns) {
        line.push(' ');
        line.push_str(&cell);
        line.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    line
}
