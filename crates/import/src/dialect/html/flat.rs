//! Blocks where only a line can stand: in a heading, a title, a cell.

use super::model::{Block, Marks, Run, RunKind};

/// All lines of some blocks, one after the other.
pub(super) fn line(blocks: Vec<Block>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for block in blocks {
        let runs = match block {
            Block::Paragraph(runs) | Block::Heading { runs, .. } => runs,
            Block::List { items, .. } => items.into_iter().flat_map(line_of_item).collect(),
            Block::Quote(blocks) => line(blocks),
            Block::Code { text, .. } => vec![Run::text(text, &Marks { code: true, ..Marks::default() })],
            Block::Table(table) => {
                let cells = table.header.into_iter().chain(table.rows.into_iter().flatten());
                cells.flat_map(|runs| runs.into_iter().chain([space()])).collect()
            }
            Block::Definitions(all) => all
                .into_iter()
                .flat_map(|one| one.term.into_iter().chain([space()]).chain(one.meanings.into_iter().flat_map(line)))
                .collect(),
            Block::Container(of) => of.title.into_iter().chain([space()]).chain(line(of.blocks)).collect(),
            Block::Rule => Vec::new(),
        };
        if !out.is_empty() && !runs.is_empty() {
            out.push(Run { kind: RunKind::Break, marks: Marks::default() });
        }
        out.extend(runs);
    }
    out
}

fn line_of_item(item: Vec<Block>) -> Vec<Run> {
    let mut runs = vec![Run::text("• ", &Marks::default())];
    runs.extend(line(item));
    runs.push(Run { kind: RunKind::Break, marks: Marks::default() });
    runs
}

fn space() -> Run {
    Run::text(" ", &Marks::default())
}
