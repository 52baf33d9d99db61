//! A report for a weekly post.

use super::Report;
use super::numbers::written;
use super::view::{Cell, Chart, Section, Table, View};

/// So many rows of a table stand in a post.
const ROWS: usize = 12;

/// The report, as Markdown: what is to be done first.
#[must_use]
pub fn markdown(report: &Report<'_>, views: &[View]) -> String {
    let site = report.title.map_or_else(String::new, |title| format!(" of {}", text(title)));
    let mut out = format!("# What customers tell us{site}\n");
    if let Some(period) = report.figures.period {
        out.push_str(&format!("\n{} to {}\n", period.first, period.last));
    }
    for view in views {
        chapter(view, &mut out);
    }
    out
}

fn chapter(view: &View, out: &mut String) {
    // Curves are for the eye: a post has their sums in its facts.
    let is_drawn = |section: &Section| matches!(section.chart, Some(Chart::Lines { .. } | Chart::Week(_)));
    let shown = |section: &&Section| !section.table.rows.is_empty() && !is_drawn(section);
    let sections: Vec<&Section> = view.sections.iter().filter(shown).collect();
    if view.facts.is_empty() && sections.is_empty() {
        return;
    }
    out.push_str(&format!("\n## {}\n", view.title));
    if !view.facts.is_empty() {
        out.push('\n');
    }
    for fact in &view.facts {
        let note = if fact.note.is_empty() { String::new() } else { format!(" ({})", text(&fact.note)) };
        out.push_str(&format!("- {}: **{}**{note}\n", text(fact.label), text(&fact.value)));
    }
    for section in sections {
        out.push_str(&format!("\n### {}\n\n", text(&section.title)));
        table(&section.table, out);
    }
}

fn table(table: &Table, out: &mut String) {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&line(table.columns.iter().map(|column| column.title.to_owned()).collect()));
    let is_number = |at: usize| table.rows.iter().filter_map(|row| row.get(at)).any(Cell::is_number);
    let rule = |at| if is_number(at) { "---:" } else { "---" }.to_owned();
    out.push_str(&line((0..table.columns.len()).map(rule).collect()));
    for row in table.rows.iter().take(ROWS) {
        out.push_str(&line(row.iter().map(cell).collect()));
    }
    if table.rows.len() > ROWS {
        out.push_str(&format!("\nand {} more\n", table.rows.len() - ROWS));
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Code(code) if !code.contains(['`', '|']) => format!("`{}`", code.replace('\n', " ")),
        other => text(&written(other)),
    }
}

/// What strangers typed stays text: no links, no HTML, no mention of anybody.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    // What is no link by its signs may be made one by its words.
    out.replace("://", ":&#47;/").replace("www.", "www&#46;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_typed_stays_text() {
        let hostile = "<img src=x onerror=alert(1)> [a](http://b) @all `x` | y\n# z";
        let safe = text(hostile);
        assert!(!safe.contains('<') && !safe.contains("://") && !safe.contains('\n') && !safe.contains('@'));
        assert_eq!(text("a|b"), "a\\|b");
        assert_eq!(cell(&Cell::Code("helpdex new x 'y'".to_owned())), "`helpdex new x 'y'`");
    }
}
