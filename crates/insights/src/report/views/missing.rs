//! Addresses that lead nowhere.

use super::super::view::{Cell, Section, Table, View};
use crate::figures::Missing;

/// So many addresses stand in the list.
const ROWS: usize = 500;

pub(super) fn view(missing: &[Missing]) -> View {
    let mut table = Table::new(&[("Address", "path"), ("Asked for", "count"), ("Now", "now"), ("Perhaps", "nearest")]);
    for one in missing.iter().take(ROWS) {
        let now = if one.answered { "leads somewhere" } else { "leads nowhere" };
        let near = one.nearest.as_ref().map_or(Cell::Empty, |near| Cell::Code(near.file.clone()));
        table.rows.push(vec![Cell::Code(one.path.clone()), one.count.into(), now.into(), near]);
    }
    let title = "Addresses where nothing was found".to_owned();
    let sections = match table.rows.is_empty() {
        true => Vec::new(),
        false => vec![Section { name: "missing", title, note: None, chart: None, table }],
    };
    View { name: "missing", title: "Not found", facts: Vec::new(), sections }
}
