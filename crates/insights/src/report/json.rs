//! Figures for programs.

use serde_json::{Map, Value, json as object};

use super::Report;
use super::view::{Cell, Table};

/// Everything, as one JSON object.
#[must_use]
pub fn json(report: &Report<'_>) -> Value {
    object!({ "site": report.title, "figures": report.figures, "todo": report.todo })
}

/// A table as JSON lines: one object a row.
#[must_use]
pub fn json_lines(table: &Table) -> String {
    let mut out = String::new();
    for row in &table.rows {
        let cells = table.columns.iter().zip(row).map(|(column, cell)| (column.key.to_owned(), value(cell)));
        out.push_str(&Value::Object(cells.collect::<Map<_, _>>()).to_string());
        out.push('\n');
    }
    out
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) | Cell::Code(text) => object!(text),
        Cell::Count(count) => object!(count),
        Cell::Mean(value, low, high) => object!({ "value": value, "low": low, "high": high }),
        Cell::Share(share) => object!(share),
        Cell::Day(day) => object!(day.to_string()),
    }
}
