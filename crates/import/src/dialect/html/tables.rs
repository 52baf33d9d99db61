//! Tables: those that hold data, and those that only lay out a page.

use scraper::ElementRef;

use super::element::{attribute, below, classes, find, has_words, name, style};
use super::flat::line;
use super::lines::cell;
use super::model::{Align, Block, Definition, Run, RunKind, Table, plain};
use super::walk::Walker;

/// More columns than this no table has, whatever a `colspan` says.
const MAX_COLUMNS: usize = 60;
/// A cell reaches over no more rows than this.
const MAX_SPAN: usize = 200;

/// A cell of the source.
struct Cell<'a> {
    element: ElementRef<'a>,
    columns: usize,
    rows: usize,
}

/// A row of the source, and whether it stands in a `thead`.
struct Row<'a> {
    cells: Vec<Cell<'a>>,
    is_head: bool,
}

impl Walker<'_> {
    pub(super) fn table(&mut self, element: ElementRef<'_>) {
        self.flush();
        self.name(element);
        if let Some(caption) = element.child_elements().find(|child| name(child) == "caption") {
            let blocks = self.blocks_of(caption);
            self.add_all(blocks);
        }
        let rows = rows(&element);
        if is_layout(&element, &rows) {
            return self.layout(element, &rows);
        }
        let table = self.data(&rows);
        if !table.header.is_empty() {
            self.add(Block::Table(table));
        }
    }

    /// What stands in the cells, one after the other. A box around a single cell may be a hint.
    fn layout(&mut self, element: ElementRef<'_>, rows: &[Row<'_>]) {
        let mut cells = rows.iter().flat_map(|row| &row.cells);
        if let (Some(only), None) = (cells.next(), cells.next()) {
            let kind = self.callout(element).or_else(|| self.callout(only.element)).or_else(|| colored(&element, only));
            let blocks = self.blocks_of(only.element);
            return match kind {
                Some(kind) => self.add_callout(kind, blocks),
                None => self.add_all(blocks),
            };
        }
        for cell in rows.iter().flat_map(|row| &row.cells) {
            let blocks = self.blocks_of(cell.element);
            self.add_all(blocks);
        }
    }

    fn data(&mut self, rows: &[Row<'_>]) -> Table {
        let mut grid: Vec<Vec<Vec<Run>>> = vec![Vec::new(); rows.len()];
        let mut align = Vec::new();
        // Cells that reach down from above, by their place.
        let mut hanging: Vec<Vec<Option<Vec<Run>>>> = vec![vec![None; MAX_COLUMNS]; rows.len()];
        for (number, row) in rows.iter().enumerate() {
            for source in &row.cells {
                self.hang(number, &mut grid, &mut hanging);
                let blocks = self.blocks_of(source.element);
                let runs = cell(line(blocks));
                let Some(cells) = grid.get_mut(number) else { continue };
                let column = cells.len();
                cells.push(runs.clone());
                cells.extend(std::iter::repeat_n(Vec::new(), source.columns - 1));
                for below in hanging.iter_mut().skip(number + 1).take(source.rows - 1) {
                    for (offset, place) in below.iter_mut().skip(column).take(source.columns).enumerate() {
                        *place = Some(if offset == 0 { runs.clone() } else { Vec::new() });
                    }
                }
                if align.len() <= column {
                    align.resize(column + 1, Align::Unset);
                }
                if let Some(slot) = align.get_mut(column).filter(|slot| **slot == Align::Unset) {
                    *slot = alignment(&source.element);
                }
            }
            self.hang(number, &mut grid, &mut hanging);
        }
        let heads = head_rows(rows, &grid);
        shaped(grid, align, heads)
    }

    /// Puts what reaches down from above into a row, as far as it is next.
    fn hang(&self, row: usize, grid: &mut [Vec<Vec<Run>>], hanging: &mut [Vec<Option<Vec<Run>>>]) {
        let (Some(cells), Some(places)) = (grid.get_mut(row), hanging.get_mut(row)) else { return };
        while let Some(runs) = places.get_mut(cells.len()).and_then(Option::take) {
            cells.push(runs);
        }
    }

    pub(super) fn definitions(&mut self, element: ElementRef<'_>) {
        self.flush();
        self.name(element);
        let mut all: Vec<Definition> = Vec::new();
        let inner = below(&element).filter(|inner| matches!(name(inner), "dt" | "dd"));
        let is_own = |inner: &ElementRef<'_>| {
            let list = inner.ancestors().filter_map(ElementRef::wrap).find(|outer| name(outer) == "dl");
            list.is_some_and(|list| list.id() == element.id())
        };
        for child in inner.filter(is_own) {
            if name(&child) == "dt" {
                let term = self.line_of(child);
                all.push(Definition { term, meanings: Vec::new() });
                continue;
            }
            let blocks = self.blocks_of(child);
            match all.last_mut() {
                Some(last) if !blocks.is_empty() => last.meanings.push(blocks),
                None => self.add_all(blocks),
                _ => {}
            }
        }
        let is_fold = classes(&element).iter().any(|class| class.contains("accordion") || class.contains("faq"));
        self.add_definitions(all, is_fold);
    }

    fn add_definitions(&mut self, all: Vec<Definition>, is_fold: bool) {
        use super::model::Container;
        let is_plain = |one: &Definition| {
            !one.term.is_empty()
                && !one.meanings.is_empty()
                && one.meanings.iter().all(|blocks| matches!(blocks.as_slice(), [Block::Paragraph(_)]))
        };
        if !is_fold && !all.is_empty() && all.iter().all(is_plain) {
            return self.add(Block::Definitions(all));
        }
        for Definition { mut term, meanings } in all {
            let blocks: Vec<Block> = meanings.into_iter().flatten().collect();
            if is_fold && !term.is_empty() {
                self.add(Block::Container(Container { title: term, ..Container::new("details", blocks) }));
                continue;
            }
            term.iter_mut().for_each(|run| run.marks.strong = true);
            if !term.is_empty() {
                self.add(Block::Paragraph(term));
            }
            self.add_all(blocks);
        }
    }
}

/// The rows of a table, not of those in its cells.
fn rows<'a>(table: &ElementRef<'a>) -> Vec<Row<'a>> {
    let mut found = Vec::new();
    let mut take = |row: ElementRef<'a>, is_head| {
        let cells = row.child_elements().filter(|cell| matches!(name(cell), "td" | "th")).map(|element| {
            let number =
                |key, most| attribute(&element, key).and_then(|n| n.parse().ok()).unwrap_or(1_usize).clamp(1, most);
            Cell { element, columns: number("colspan", MAX_COLUMNS), rows: number("rowspan", MAX_SPAN) }
        });
        let cells: Vec<Cell<'a>> = cells.take(MAX_COLUMNS).collect();
        if !cells.is_empty() {
            found.push(Row { cells, is_head });
        }
    };
    for child in table.child_elements() {
        match name(&child) {
            "tr" => take(child, false),
            "thead" | "tbody" | "tfoot" => {
                let is_head = name(&child) == "thead";
                child.child_elements().filter(|row| name(row) == "tr").for_each(|row| take(row, is_head));
            }
            _ => {}
        }
    }
    found
}

/// Whether a table only puts things beside each other.
fn is_layout(table: &ElementRef<'_>, rows: &[Row<'_>]) -> bool {
    let columns =
        rows.iter().map(|row| row.cells.iter().map(|cell| cell.columns).sum::<usize>()).max().unwrap_or_default();
    let has_head = rows.iter().any(|row| row.is_head || row.cells.iter().any(|cell| name(&cell.element) == "th"));
    // Intercom says of every table that it is a layout, and puts it into a box that says otherwise.
    let is_named = |outer: ElementRef<'_>| classes(&outer).iter().any(|class| class.ends_with("table-container"));
    if columns > 1 && rows.len() > 1 && table.parent().and_then(ElementRef::wrap).is_some_and(is_named) {
        return columns > MAX_COLUMNS;
    }
    let role = attribute(table, "role").is_some_and(|role| matches!(role, "presentation" | "none"));
    let holds = |names: &[&str]| find(table, names).is_some();
    role || holds(&["table", "iframe", "video"])
        || columns <= 1 && !(has_head && rows.len() > 2)
        || columns > MAX_COLUMNS
        || !has_head && (rows.len() < 2 || holds(&["h1", "h2", "h3", "h4", "pre"]))
}

/// What the colour of a table's only cell says, if it has one.
fn colored(table: &ElementRef<'_>, cell: &Cell<'_>) -> Option<&'static str> {
    let of = |element: &ElementRef<'_>| {
        let color = style(element, "background-color").or_else(|| style(element, "background"));
        color.or_else(|| attribute(element, "bgcolor").map(str::to_owned))
    };
    let color = of(&cell.element).or_else(|| of(table))?;
    has_words(&cell.element).then(|| super::color::kind(&color)).flatten()
}

/// How many of the first rows are the header: those that say so, else one that is all in bold.
fn head_rows(rows: &[Row<'_>], grid: &[Vec<Vec<Run>>]) -> usize {
    let is_th = |row: &Row<'_>| row.cells.iter().all(|cell| name(&cell.element) == "th");
    let said = rows.iter().take_while(|row| row.is_head || is_th(row)).count();
    if said > 0 {
        return said.min(rows.len());
    }
    let is_bold =
        |runs: &Vec<Run>| runs.iter().all(|run| run.marks.strong || plain(std::slice::from_ref(run)).trim().is_empty());
    let first = grid
        .first()
        .is_some_and(|row| row.iter().all(is_bold) && row.iter().any(|cell| !plain(cell).trim().is_empty()));
    usize::from(first)
}

/// The table with rows of one length, without rows and columns in which nothing stands.
fn shaped(mut grid: Vec<Vec<Vec<Run>>>, mut align: Vec<Align>, heads: usize) -> Table {
    let columns = grid.iter().map(Vec::len).max().unwrap_or_default().min(MAX_COLUMNS);
    grid.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
    align.resize(columns, Align::Unset);
    let is_used = |column: usize| grid.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<usize> = (0..columns).filter(|column| is_used(*column)).collect();
    let kept = |row: &Vec<Vec<Run>>| used.iter().filter_map(|column| row.get(*column).cloned()).collect::<Vec<_>>();
    let mut rows: Vec<Vec<Vec<Run>>> = grid.iter().map(kept).collect();
    let header = match heads {
        0 => vec![Vec::new(); used.len()],
        // Of several rows the last one names the columns; what stands above it is told once, before it.
        _ => {
            let above: Vec<_> = rows.drain(..heads).collect();
            headings(above, used.len())
        }
    };
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let mut header = header;
    header.iter_mut().flatten().for_each(|run| run.marks.strong = false);
    let align = used.iter().filter_map(|column| align.get(*column).copied()).collect();
    Table { header, rows, align }
}

/// One row of headings of several: those of a column, one after the other.
fn headings(rows: Vec<Vec<Vec<Run>>>, columns: usize) -> Vec<Vec<Run>> {
    let mut header: Vec<Vec<Run>> = vec![Vec::new(); columns];
    for row in rows {
        for (slot, cell) in header.iter_mut().zip(row) {
            if cell.is_empty() || *slot == cell {
                continue;
            }
            if !slot.is_empty() {
                slot.push(Run { kind: RunKind::Break, marks: Default::default() });
            }
            slot.extend(cell);
        }
    }
    header
}

fn alignment(cell: &ElementRef<'_>) -> Align {
    let class =
        classes(cell).into_iter().find_map(|class| class.strip_prefix("wysiwyg-text-align-").map(str::to_owned));
    let said = style(cell, "text-align").or_else(|| attribute(cell, "align").map(str::to_lowercase)).or(class);
    match said.as_deref() {
        Some("center") => Align::Center,
        Some("right" | "end") => Align::Right,
        _ => Align::Unset,
    }
}
