//! Blocks as Markdown.

use super::escape;
use super::lines::one_line;
use super::model::{Align, Block, Container, Definition, Run, Table};
use super::spans::{self, Line};

/// Writes an article's blocks.
pub(super) fn markdown(blocks: &[Block]) -> String {
    let mut text = joined(blocks);
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn joined(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut twin = false;
    for (index, block) in blocks.iter().enumerate() {
        // Two lists in a row would be read as one, unless their marks differ.
        let before = index.checked_sub(1).and_then(|index| blocks.get(index));
        twin = before.is_some_and(|before| is_same_list(before, block)) && !twin;
        let text = written(block, twin);
        if text.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&text);
    }
    out
}

fn is_same_list(a: &Block, b: &Block) -> bool {
    match (a, b) {
        (Block::List { start: a, .. }, Block::List { start: b, .. }) => a.is_some() == b.is_some(),
        _ => false,
    }
}

fn written(block: &Block, twin: bool) -> String {
    match block {
        Block::Paragraph(runs) => spans::line(runs, Line::Paragraph),
        Block::Heading { level, id, runs } => heading(*level, id.as_deref(), runs),
        Block::List { start, items } => list(*start, items, twin),
        Block::Quote(blocks) => prefixed(&joined(blocks), "> ", "> "),
        Block::Code { language, text } => {
            let marks = escape::code_fence(text);
            let gap = if text.is_empty() { "" } else { "\n" };
            format!("{marks}{language}\n{text}{gap}{marks}")
        }
        Block::Table(of) => table(of),
        Block::Definitions(all) => all.iter().map(definition).collect::<Vec<_>>().join("\n\n"),
        Block::Rule => "---".to_owned(),
        Block::Container(of) => container(of),
    }
}

fn heading(level: u8, id: Option<&str>, runs: &[Run]) -> String {
    let mut text = spans::line(&one_line(runs.to_vec()), Line::Title);
    // These would close the heading, or be read as its attributes.
    if text.ends_with('#') {
        text.pop();
        text.push_str("\\#");
    } else if text.ends_with('}') {
        text.pop();
        text.push_str("&#125;");
    }
    let id = id.map_or_else(String::new, |id| format!(" {{#{id}}}"));
    format!("{} {text}{id}", "#".repeat(usize::from(level)))
}

fn list(start: Option<u64>, items: &[Vec<Block>], twin: bool) -> String {
    let is_tight = items.iter().all(|item| is_tight(item));
    let mut lines = Vec::with_capacity(items.len());
    for (number, item) in (start.unwrap_or_default()..).zip(items) {
        let mark = match (start, twin) {
            (Some(_), false) => format!("{number}. "),
            (Some(_), true) => format!("{number}) "),
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
        };
        let text = if is_tight {
            item.iter().map(|block| written(block, false)).collect::<Vec<_>>().join("\n")
        } else {
            joined(item)
        };
        lines.push(prefixed(&text, &mark, &" ".repeat(mark.len())));
    }
    lines.join(if is_tight { "\n" } else { "\n\n" })
}

/// Whether an item needs no blank lines: a line, perhaps with a list below it.
fn is_tight(item: &[Block]) -> bool {
    let interrupts = |start: &Option<u64>| start.is_none_or(|start| start == 1);
    match item {
        [] | [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List { start, items }] => {
            interrupts(start)
                && items.first().is_some_and(|first| matches!(first.first(), Some(Block::Paragraph(_))))
                && items.iter().all(|item| is_tight(item))
        }
        _ => false,
    }
}

/// The text with `first` before its first line and `rest` before the others.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let prefix = if index == 0 { first } else { rest };
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

fn definition(of: &Definition) -> String {
    let mut text = spans::line(&one_line(of.term.clone()), Line::Paragraph);
    for meaning in &of.meanings {
        text.push('\n');
        text.push_str(&prefixed(&joined(meaning), ": ", "  "));
    }
    text
}

fn table(of: &Table) -> String {
    let row = |cells: &[Vec<Run>]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!(" {} ", spans::line(cell, Line::Cell))).collect();
        format!(
            "|{}|",
            cells.iter().map(|cell| if cell.trim().is_empty() { " " } else { cell }).collect::<Vec<_>>().join("|")
        )
    };
    let marks = of.align.iter().map(|align| match align {
        Align::Unset => " --- ",
        Align::Center => " :-: ",
        Align::Right => " --: ",
    });
    let mut lines = vec![row(&of.header), format!("|{}|", marks.collect::<Vec<_>>().join("|"))];
    lines.extend(of.rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

fn container(of: &Container) -> String {
    let colons = ":".repeat(2 + height(of));
    let title = spans::line(&one_line(of.title.clone()), Line::Title);
    let mut open = format!("{colons}{}", of.name);
    if !title.is_empty() {
        open.push(' ');
        open.push_str(&if title.starts_with('{') { format!("\\{title}") } else { title.clone() });
    }
    // What a title ends with must not be read as the attributes.
    if !of.attributes.is_empty() || title.ends_with('}') {
        open.push_str(&format!(" {{{}}}", of.attributes));
    }
    let inner = if of.name == "tabs" {
        of.blocks.iter().map(|block| written(block, false)).collect::<Vec<_>>().join("\n")
    } else {
        joined(&of.blocks)
    };
    let gap = if inner.is_empty() { "" } else { "\n" };
    format!("{open}\n{inner}{gap}{colons}")
}

/// How many blocks of colons are nested in one, itself counted.
fn height(of: &Container) -> usize {
    1 + below(&of.blocks)
}

fn below(blocks: &[Block]) -> usize {
    let heights = blocks.iter().map(|block| match block {
        Block::Container(of) => height(of),
        Block::Quote(blocks) => below(blocks),
        Block::List { items, .. } => items.iter().map(|item| below(item)).max().unwrap_or_default(),
        Block::Definitions(all) => {
            all.iter().flat_map(|one| &one.meanings).map(|blocks| below(blocks)).max().unwrap_or_default()
        }
        _ => 0,
    });
    heights.max().unwrap_or_default()
}
