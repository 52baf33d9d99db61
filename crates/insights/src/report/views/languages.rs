//! In which languages people come.

use super::super::view::{Cell, Chart, Section, Table, View};
use crate::figures::Language;

pub(super) fn view(languages: &[Language]) -> View {
    let mut table = Table::new(&[
        ("Language", "lang"),
        ("Articles read", "reads"),
        ("Searches", "searches"),
        ("Without a hit", "without_hits"),
        ("Helped", "helped"),
        ("Messages", "sent"),
    ]);
    let mut bars = Vec::new();
    for language in languages {
        let counts = &language.counts;
        let name = if counts.lang.is_empty() { "not told" } else { counts.lang.as_str() };
        bars.push((name.to_owned(), counts.reads + counts.searches));
        table.rows.push(vec![
            Cell::from(name),
            counts.reads.into(),
            counts.searches.into(),
            language.without_hits.into(),
            language.helped.into(),
            counts.sent.into(),
        ]);
    }
    let title = "Reading and searching, by language".to_owned();
    let sections = match table.rows.is_empty() {
        true => Vec::new(),
        false => vec![Section { name: "languages", title, note: None, chart: Some(Chart::Bars(bars)), table }],
    };
    View { name: "languages", title: "Languages", facts: Vec::new(), sections }
}
