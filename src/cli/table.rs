//! Columns for the terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows of cells; each column as wide as its widest cell.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: &[&str]) {
        self.rows.push(cells.iter().map(|cell| plain(cell)).collect());
    }

    /// The rows as lines, without spaces at their ends.
    pub(super) fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// Cuts a text to a number of columns.
pub(super) fn clip(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used >= columns {
            break;
        }
        clipped.push(c);
    }
    format!("{}…", clipped.trim_end())
}

/// Nothing that customers typed may move the cursor or change the colours of the terminal.
pub(super) fn plain(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_in_every_script() {
        let mut table = Table::new();
        table.row(&["деньги", "1", "a"]);
        table.row(&["出金", "12", ""]);
        table.row(&["\u{1b}[31mred", "3", "b"]);
        assert_eq!(table.text(), "деньги    1   a\n出金      12\n [31mred  3   b\n");
    }

    #[test]
    fn long_cells_are_cut_at_a_character() {
        assert_eq!(clip("вывод денег на карту", 12), "вывод денег…");
        assert_eq!(clip("short", 12), "short");
        assert_eq!(clip("出金出金", 4), "出…");
    }
}
