//! What is to be done.

use super::super::view::{Cell, Section, Table, View};
use crate::todo::Item;

pub(super) fn view(items: &[Item]) -> View {
    let section = Section {
        name: "todo",
        title: "What concerns most people first".to_owned(),
        note: Some("Each line names the file to change or the command to type.".to_owned()),
        chart: None,
        table: table(items),
    };
    View { name: "todo", title: "To do", facts: Vec::new(), sections: vec![section] }
}

pub(super) fn table(items: &[Item]) -> Table {
    let mut table = Table::new(&[
        ("People", "people"),
        ("Why", "cause"),
        ("What", "what"),
        ("Do this", "action"),
        ("File or command", "target"),
    ]);
    for item in items {
        let target = item.command.as_ref().or(item.file.as_ref());
        table.rows.push(vec![
            item.people.into(),
            item.cause.label().into(),
            item.what.as_str().into(),
            item.action.as_str().into(),
            target.map_or(Cell::Empty, |target| Cell::Code(target.clone())),
        ]);
    }
    table
}
