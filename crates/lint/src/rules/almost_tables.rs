//! Tables that are none, and rows that don't fit their table.

use std::ops::Range;

use super::rule::Subject;
use super::written::Written;
use helpdex_content::diagnostic::Diagnostic;

/// Rows whose cells are not as many as the columns.
pub(super) fn cells(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(written) = subject.written().filter(|_| has_bars(subject)) else { return };
    for table in &written.literal.tables {
        for &start in &table.rows {
            let line = start..written.line_end(start);
            let cells = cells_of(written.slice(line.clone()));
            let empty = |cells: &[&str]| cells.iter().all(|cell| cell.trim().is_empty());
            let more = cells.get(table.columns..).unwrap_or_default();
            let (many, few) = (!empty(more), cells.len() < table.columns);
            if !many && !few {
                continue;
            }
            let columns = columns(table.columns);
            let message = format!("the row has {} and the table {columns}", cells_in_words(cells.len()));
            let Some(warning) = written.warning("table-cells", line, message) else { continue };
            found.push(if many {
                warning.label("the last of them is shown nowhere").help("write `\\|` for a `|` that belongs to a cell")
            } else {
                warning.help("write a `|` for each cell, for an empty one too")
            });
        }
    }
}

/// Lines that look like a table and are shown as text, because the line below the head has other cells than it.
pub(super) fn tables(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(written) = subject.written().filter(|_| has_bars(subject)) else { return };
    for run in &written.literal.paragraphs {
        let lines = lines(written, run);
        for (index, line) in lines.iter().enumerate().skip(1) {
            let text = written.shown(line.clone()).trim();
            let head = lines.get(index - 1).map(|head| written.slice(head.clone()).trim()).unwrap_or_default();
            if !is_rule(text) || !head.contains('|') {
                continue;
            }
            found.extend(tell(written, head, line, lines.get(index + 1..).unwrap_or_default()));
            break;
        }
    }
}

fn tell(written: &Written<'_>, head: &str, line: &Range<usize>, below: &[Range<usize>]) -> Option<Diagnostic> {
    let text = written.slice(line.clone());
    let (wanted, has) = (cells_of(head).len(), cells_of(text.trim()).len());
    if wanted == has {
        return None;
    }
    let place = line.start + (text.len() - text.trim_start().len())..line.start + text.trim_end().len();
    let message = format!("this is no table: the head has {}, the line below it {}", columns(wanted), has);
    let found = written.warning("almost-table", place.clone(), message)?;
    let found = found.label("shown as text").help(format!("write {wanted} times `---` between the bars"));
    // The rows say what was meant.
    let rows: Vec<&str> = below.iter().map(|row| written.slice(row.clone()).trim()).collect();
    let agree = !rows.is_empty() && rows.iter().all(|row| cells_of(row).len() == wanted && row.contains('|'));
    let mut cells: Vec<String> = cells_of(text.trim()).iter().map(|cell| cell.trim().to_owned()).collect();
    cells.resize(wanted, "---".to_owned());
    let rule = format!("| {} |", cells.join(" | "));
    Some(if agree { written.mend(found, place, &rule) } else { found })
}

fn has_bars(subject: &Subject<'_>) -> bool {
    subject.entry.file.slice(subject.entry.body.clone()).is_some_and(|body| body.contains('|'))
}

/// The lines of a stretch of text.
fn lines(written: &Written<'_>, run: &Range<usize>) -> Vec<Range<usize>> {
    let mut start = run.start;
    let mut lines = Vec::new();
    for line in written.slice(run.clone()).split_inclusive('\n') {
        lines.push(start..start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
    }
    lines
}

/// Whether a line is what stands below the head of a table.
fn is_rule(line: &str) -> bool {
    let rule = |cell: &&str| {
        let cell = cell.trim().trim_start_matches(':').trim_end_matches(':');
        cell.len() >= 2 && cell.bytes().all(|byte| byte == b'-')
    };
    let cells = cells_of(line);
    line.contains('|') && !cells.is_empty() && cells.iter().all(rule)
}

/// The cells of a row. A bar behind a backslash is part of its cell.
fn cells_of(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in row.match_indices('|') {
        let before = row.get(..at).unwrap_or_default();
        let slashes = before.len() - before.trim_end_matches('\\').len();
        if slashes % 2 == 0 {
            cells.push(row.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    let last = row.get(start..).unwrap_or_default();
    if !last.trim().is_empty() || cells.is_empty() {
        cells.push(last);
    }
    cells
}

fn columns(number: usize) -> String {
    if number == 1 { "one column".to_owned() } else { format!("{number} columns") }
}

fn cells_in_words(number: usize) -> String {
    if number == 1 { "one cell".to_owned() } else { format!("{number} cells") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_as_markdown_does() {
        assert_eq!(cells_of("| a | b |"), [" a ", " b "]);
        assert_eq!(cells_of("a | b"), ["a ", " b"]);
        assert_eq!(cells_of("| a \\| b | c"), [" a \\| b ", " c"]);
        assert_eq!(cells_of("| a | |"), [" a ", " "]);
        assert_eq!(cells_of("|"), [""]);
        assert!(is_rule("|---|:--:|") && is_rule("--- | ---") && !is_rule("---") && !is_rule("| a | --- |"));
    }
}
