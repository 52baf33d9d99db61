//! White space within lines: what HTML shows as one space is one, and what nobody sees is gone.

use super::model::{Run, RunKind};

/// The lines of a paragraph as paragraphs: two breaks in a row are how editors make a new one.
pub(super) fn paragraphs(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut found = vec![Vec::new()];
    let mut breaks = Vec::new();
    for run in solid(runs) {
        if run.kind == RunKind::Break {
            breaks.push(run);
            continue;
        }
        let is_blank = matches!(&run.kind, RunKind::Text(text) if text.trim().is_empty());
        if is_blank && !breaks.is_empty() {
            continue;
        }
        if breaks.len() > 1 {
            found.push(Vec::new());
        } else if let (Some(one), Some(last)) = (breaks.pop(), found.last_mut()) {
            last.push(one);
        }
        breaks.clear();
        if let Some(last) = found.last_mut() {
            last.push(run);
        }
    }
    found.into_iter().map(trimmed).filter(|runs| !runs.is_empty()).collect()
}

/// The same as one line: breaks are spaces.
pub(super) fn one_line(runs: Vec<Run>) -> Vec<Run> {
    let spaced = runs.into_iter().map(|mut run| {
        if run.kind == RunKind::Break {
            run.kind = RunKind::Text(" ".to_owned());
        }
        run
    });
    trimmed(solid(spaced.collect()))
}

/// Whether anybody sees something of it.
pub(super) fn is_blank(runs: &[Run]) -> bool {
    runs.iter().all(|run| match &run.kind {
        RunKind::Text(text) => text.chars().all(is_unseen),
        RunKind::Break | RunKind::Anchor(_) => true,
        RunKind::Image { .. } | RunKind::Task(_) | RunKind::Formula { .. } => false,
    })
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The runs with one space where there were several, and neighbours that look alike in one piece.
fn solid(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    // Whether a space would show: none does at the beginning of a line.
    let mut after_space = true;
    for run in runs {
        let RunKind::Text(text) = &run.kind else {
            after_space = match run.kind {
                RunKind::Break => true,
                RunKind::Image { .. } | RunKind::Formula { .. } => false,
                _ => after_space,
            };
            if run.kind == RunKind::Break {
                trim_last(&mut out);
            }
            out.push(run);
            continue;
        };
        let mut words = String::with_capacity(text.len());
        let mut letters = text.chars().peekable();
        while let Some(c) = letters.next() {
            let next_is_space = letters.peek().is_none_or(|next| next.is_whitespace());
            // A no-break space between two words is meant; a row of them is how editors indent.
            let is_space = if c == '\u{a0}' { after_space || next_is_space } else { c.is_whitespace() };
            if is_space {
                if !after_space {
                    words.push(' ');
                }
                after_space = true;
            } else if !is_unseen(c) || c == '\u{a0}' {
                words.push(c);
                after_space = false;
            }
        }
        if words.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(Run { kind: RunKind::Text(before), marks }) if *marks == run.marks => before.push_str(&words),
            _ => out.push(Run { kind: RunKind::Text(words), marks: run.marks }),
        }
    }
    out
}

/// Takes the space from the end of a line.
fn trim_last(runs: &mut Vec<Run>) {
    while let Some(Run { kind: RunKind::Text(text), .. }) = runs.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if !text.is_empty() {
            return;
        }
        runs.pop();
    }
}

/// The runs without breaks and space at either end; nothing if that is all there is.
fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    loop {
        trim_last(&mut runs);
        match runs.last() {
            Some(Run { kind: RunKind::Break, .. }) => runs.pop(),
            _ => break,
        };
    }
    while runs.first().is_some_and(|run| run.kind == RunKind::Break) {
        runs.remove(0);
    }
    if let Some(Run { kind: RunKind::Text(text), .. }) = runs.first_mut() {
        *text = text.trim_start_matches(' ').to_owned();
        if text.is_empty() {
            runs.remove(0);
        }
    }
    runs
}

/// What stands in a cell: its lines, without empty ones.
pub(super) fn cell(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (number, line) in paragraphs(runs).into_iter().enumerate() {
        if number > 0 {
            out.push(Run { kind: RunKind::Break, marks: Default::default() });
        }
        out.extend(line);
    }
    out
}
