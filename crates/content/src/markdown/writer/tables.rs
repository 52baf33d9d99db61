//! Tables: in a box that scrolls, with a heading for every cell that says anything.

use pulldown_cmark::Alignment;

use super::page::Writer;
use crate::markdown::document::{Node, Table};
use crate::markdown::escape;

impl Writer<'_> {
    /// The box that a wide table scrolls in. It can be focused, so it has a name: that of the section it stands in.
    pub(super) fn open_table_box(&mut self) {
        self.html.push_str("<div class=\"table\" tabindex=\"0\" role=\"region\"");
        let section = self.headings;
        self.table.number = if self.table.section == section { self.table.number + 1 } else { 1 };
        self.table.section = section;
        let before = self.headings.checked_sub(1).and_then(|last| self.outline.headings.get(last));
        match (before, self.table.number) {
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

    pub(super) fn table(&mut self, index: usize, node: &Node<'_>, table: &Table) {
        self.open_table_box();
        self.html.push_str("<table>\n");
        self.table.columns = table.clone();
        self.nodes(node.inner(index));
        self.html.push_str("</table></div>\n");
    }

    pub(super) fn table_head(&mut self, index: usize, node: &Node<'_>) {
        self.table.in_head = true;
        self.table.column = 0;
        self.html.push_str("<thead><tr>");
        self.nodes(node.inner(index));
        self.table.in_head = false;
        self.html.push_str("</tr></thead>\n");
    }

    /// Writes a cell: every cell with a text has a heading in its column or its row.
    pub(super) fn cell(&mut self, index: usize, node: &Node<'_>) {
        let column = self.table.column;
        self.table.column += 1;
        let columns = &self.table.columns;
        let class = match columns.alignments.get(column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        let scope = match (self.table.in_head, columns.names_rows && column == 0) {
            (true, _) => "col",
            (false, true) => "row",
            (false, false) => "",
        };
        // A heading without a text is none.
        if scope.is_empty() || columns.names_rows && self.document.is_blank(node.inner(index)) {
            self.html.push_str(&format!("<td{class}"));
            if let Some(name) = columns.names.get(column).filter(|name| !name.is_empty()) {
                escape::attribute(&mut self.html, "data-label", name);
            }
            self.html.push('>');
            self.nodes(node.inner(index));
            return self.html.push_str("</td>");
        }
        self.html.push_str(&format!("<th scope=\"{scope}\"{class}>"));
        self.nodes(node.inner(index));
        self.html.push_str("</th>");
    }
}
