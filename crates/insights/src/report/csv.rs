//! Tables for spreadsheets.

use super::view::{Cell, Table};

/// A table as CSV. A share fills five columns, a mean three.
///
/// # Errors
/// When it can't be written; memory is all that it needs.
pub fn csv(table: &Table) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let shapes: Vec<&[&str]> = (0..table.columns.len()).map(|at| shape(table, at)).collect();
    let heads = table.columns.iter().zip(&shapes).flat_map(|(column, shape)| {
        let name =
            move |end: &&str| if end.is_empty() { column.key.to_owned() } else { format!("{}_{end}", column.key) };
        shape.iter().map(name)
    });
    writer.write_record(heads)?;
    for row in &table.rows {
        let cells = row.iter().zip(&shapes).flat_map(|(cell, shape)| {
            let mut parts = parts(cell);
            parts.resize(shape.len(), String::new());
            parts
        });
        writer.write_record(cells)?;
    }
    let bytes = writer.into_inner().map_err(|fault| csv::Error::from(fault.into_error()))?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

const ONE: &[&str] = &[""];

/// What a column needs for the widest of its values.
fn shape(table: &Table, at: usize) -> &'static [&'static str] {
    let cells = || table.rows.iter().filter_map(move |row| row.get(at));
    if cells().any(|cell| matches!(cell, Cell::Share(_))) {
        &["", "part", "of", "low", "high"]
    } else if cells().any(|cell| matches!(cell, Cell::Mean(..))) {
        &["", "low", "high"]
    } else {
        ONE
    }
}

fn parts(cell: &Cell) -> Vec<String> {
    let decimal = |value: f64| format!("{value:.4}");
    match cell {
        Cell::Empty => vec![String::new()],
        Cell::Text(text) | Cell::Code(text) => vec![harmless(text)],
        Cell::Count(count) => vec![count.to_string()],
        Cell::Mean(value, low, high) => [value, low, high].map(|value| decimal(*value)).into(),
        Cell::Share(share) => vec![
            decimal(share.value),
            share.part.to_string(),
            share.of.to_string(),
            decimal(share.low),
            decimal(share.high),
        ],
        Cell::Day(day) => vec![day.to_string()],
    }
}

/// What strangers typed must not run as a formula in the team's spreadsheet.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Share;

    #[test]
    fn shares_fill_columns_and_formulas_run_nowhere() {
        let mut table = Table::new(&[("Query", "query"), ("Helped", "helped")]);
        table.rows.push(vec![Cell::from("=cmd|'/c calc'!A1"), Cell::from(Share::new(1, 2))]);
        table.rows.push(vec![Cell::from("a \"b\", c"), Cell::Empty]);
        let expected = "query,helped,helped_part,helped_of,helped_low,helped_high\n\
                        '=cmd|'/c calc'!A1,0.5000,1,2,0.0945,0.9055\n\"a \"\"b\"\", c\",,,,,\n";
        assert_eq!(csv(&table).unwrap(), expected);
    }
}
