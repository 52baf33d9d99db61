//! A report for the terminal.

use crate::cli::table::{Table, clip, plain};
use helpdex_insights::report::{Cell, Chart, Report, Section, Spot, View};
use helpdex_insights::todo::Item;

/// Rows of a table.
const ROWS: usize = 12;
/// Things to do.
const ITEMS: usize = 15;
/// Columns of a cell.
const WIDTH: usize = 48;

pub(super) fn print(report: &Report<'_>, views: &[View]) -> String {
    let title = plain(report.title.unwrap_or("What customers tell us"));
    let mut text = match report.figures.period {
        Some(period) => format!("{title}, {} to {}\n", period.first, period.last),
        None => format!("{title}: nothing has happened yet\n"),
    };
    for view in views {
        match view.name {
            "todo" => items(report.todo, &mut text),
            _ => chapter(view, &mut text),
        }
    }
    text
}

fn items(items: &[Item], text: &mut String) {
    if items.is_empty() {
        return;
    }
    text.push_str("\nTO DO\n\n");
    for item in items.iter().take(ITEMS) {
        text.push_str(&format!("{:>5}  {}: {}\n", item.people, item.cause.label(), plain(&item.what)));
        text.push_str(&format!("       {}\n", plain(&item.action)));
        if let Some(target) = item.command.as_ref().or(item.file.as_ref()) {
            text.push_str(&format!("       {}\n", plain(target)));
        }
    }
    if items.len() > ITEMS {
        text.push_str(&format!("       and {} more; `--view todo --format csv` has all\n", items.len() - ITEMS));
    }
}

fn chapter(view: &View, text: &mut String) {
    // A line drawn over time is nothing for a terminal.
    let has_line = |section: &&Section| matches!(section.chart, Some(Chart::Lines { .. }));
    let shown = |section: &&Section| !has_line(section) && !section.table.rows.is_empty();
    let sections: Vec<&Section> = view.sections.iter().filter(shown).collect();
    if view.facts.is_empty() && sections.is_empty() {
        return;
    }
    text.push_str(&format!("\n{}\n", view.title.to_uppercase()));
    if !view.facts.is_empty() {
        let mut table = Table::new();
        view.facts.iter().for_each(|fact| table.row(&[fact.label, &fact.value, &fact.note]));
        text.push_str(&format!("\n{}", table.text()));
    }
    for section in sections {
        text.push_str(&format!("\n{}\n", section.title));
        match &section.chart {
            Some(Chart::Week(week)) => {
                if let Some(note) = &section.note {
                    text.push_str(&format!("{note}\n"));
                }
                text.push_str(&hours(week));
            }
            _ => text.push_str(&rows(section)),
        }
    }
}

fn rows(section: &Section) -> String {
    let mut table = Table::new();
    // Columns in which nothing stands only take room.
    let filled: Vec<usize> = (0..section.table.columns.len())
        .filter(|at| section.table.rows.iter().take(ROWS).any(|row| row.get(*at).is_some_and(says)))
        .collect();
    let of = |cells: Vec<String>| -> Vec<String> { filled.iter().filter_map(|at| cells.get(*at).cloned()).collect() };
    let add = |table: &mut Table, cells: Vec<String>| {
        let cells = of(cells);
        table.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    };
    add(&mut table, section.table.columns.iter().map(|column| column.title.to_uppercase()).collect());
    for row in section.table.rows.iter().take(ROWS) {
        add(&mut table, row.iter().map(|cell| clip(&cell.written(), WIDTH)).collect());
    }
    let mut text = table.text();
    if section.table.rows.len() > ROWS {
        text.push_str(&format!("and {} more\n", section.table.rows.len() - ROWS));
    }
    text
}

fn says(cell: &Cell) -> bool {
    !matches!(cell, Cell::Empty | Cell::Count(0))
}

/// A sign for each hour, the higher the more; a dot for hours in which nothing happened.
fn hours(week: &[Vec<Spot>]) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const SIGNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = week.iter().flatten().map(|spot| spot.count).max().unwrap_or(0).max(1);
    let sign = |spot: &Spot| {
        let step = usize::try_from((spot.count * 8).div_ceil(most)).unwrap_or(8);
        step.checked_sub(1).and_then(|step| SIGNS.get(step)).copied().unwrap_or('·')
    };
    let mut text = "     0     6     12    18\n".to_owned();
    for (day, name) in week.iter().zip(DAYS) {
        text.push_str(&format!("{name}  {}\n", day.iter().map(sign).collect::<String>()));
    }
    text
}
