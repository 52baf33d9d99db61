//! Rules about what was meant as Markdown, and is shown as it was written.

use std::borrow::Cow;
use std::ops::Range;

use super::rule::{Rule, Run, Subject};
use super::written::{Written, is_word};
use super::{almost_links, almost_tables};
use helpdex_content::config::Level;
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::markdown::HIDDEN;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: almost_links::CODE,
        level: Level::Warning,
        what: "a text was meant as a link, and is none",
        why: "Customers read brackets and the name of a file, and can't follow them.",
        how: "Write `[text](file.md)`, without a space between the two, and `<` and `>` around a path with spaces. \
              `helpdex check --fix` does it where only one reading is possible.",
        run: Run::Text(almost_links::look),
    },
    Rule {
        code: "almost-bold",
        level: Level::Warning,
        what: "two asterisks were meant to begin or end bold text, and are shown",
        why: "Customers read the asterisks, and nothing is bold.",
        how: "Write two asterisks right before the first word and right behind the last one. \
              `helpdex check --fix` takes out the spaces between. Asterisks to be shown belong in backticks.",
        run: Run::Text(bold),
    },
    Rule {
        code: "almost-list",
        level: Level::Warning,
        what: "lines were meant as a list, and run into one paragraph",
        why: "Customers read the steps as one long line.",
        how: "Put an empty line before a list that doesn't begin with 1, and write `-` for a point. \
              `helpdex check --fix` does it.",
        run: Run::Text(lists),
    },
    Rule {
        code: "almost-heading",
        level: Level::Warning,
        what: "a line was meant as a heading, and is shown with its `#` signs",
        why: "Customers read the signs, and the list of headings lacks the section.",
        how: "Write a space behind the last `#`. `helpdex check --fix` does it.",
        run: Run::Text(headings),
    },
    Rule {
        code: "almost-table",
        level: Level::Warning,
        what: "lines were meant as a table, and are shown as text",
        why: "Customers read a row of bars and dashes.",
        how: "Give the line below the head as many cells as the head. `helpdex check --fix` does it where the rows agree \
              with the head.",
        run: Run::Text(almost_tables::tables),
    },
    Rule {
        code: "table-cells",
        level: Level::Warning,
        what: "a row of a table has more or fewer cells than the table has columns",
        why: "A cell too many is shown nowhere, and of one too few nobody knows which it is.",
        how: "Write a `|` for each cell, for an empty one too, and `\\|` for a bar that belongs to a text.",
        run: Run::Text(almost_tables::cells),
    },
    Rule {
        code: "unclosed-code",
        level: Level::Warning,
        what: "a block of code is never ended",
        why: "All that follows is shown as code.",
        how: "End it with a line of as many backticks as it begins with.",
        run: Run::Text(code),
    },
];

fn body<'s>(subject: &Subject<'s>) -> Cow<'s, str> {
    subject.entry.file.slice(subject.entry.body.clone()).unwrap_or_default()
}

/// Two asterisks that are shown, and what stands around them.
#[derive(Clone, Copy)]
struct Stars {
    at: usize,
    before: Option<char>,
    after: Option<char>,
}

impl Stars {
    /// Whether a word begins right behind them, and none ends before them.
    fn opens(self) -> bool {
        !is_word(self.before) && self.touches_after()
    }

    fn touches_after(self) -> bool {
        self.after.is_some_and(|c| c.is_alphanumeric() || "«“„\"'(¿¡`$€#@".contains(c) || c == HIDDEN)
    }

    fn touches_before(self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace())
    }
}

fn bold(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(written) = subject.written().filter(|_| body(subject).contains("**")) else { return };
    for run in &written.literal.runs {
        let stars = stars(written, run);
        // They belong together two by two, or nobody can say how.
        match stars.as_chunks() {
            (pairs, []) => found.extend(pairs.iter().filter_map(|[open, close]| pair(written, *open, *close))),
            (_, rest) => {
                let first = stars.iter().chain(rest).find(|stars| stars.opens());
                found.extend(first.and_then(|first| never_closed(written, *first)));
            }
        }
    }
}

/// The pairs of asterisks in a run that are shown, and are neither a power nor part of a path.
fn stars(written: &Written<'_>, run: &Range<usize>) -> Vec<Stars> {
    let shown = written.shown(run.clone());
    let mut found = Vec::new();
    let mut end = 0;
    for (at, _) in shown.match_indices("**") {
        if at < end {
            continue;
        }
        let length = shown.get(at..).unwrap_or_default().bytes().take_while(|byte| *byte == b'*').count();
        end = at + length;
        let before = shown.get(..at).and_then(|before| before.chars().next_back());
        let after = shown.get(end..).and_then(|rest| rest.chars().next());
        let power = is_word(before) && is_word(after);
        let path = [before, after].iter().flatten().any(|c| matches!(c, '/' | '\\' | '.' | '{'));
        // A name of a programmer's: `**kwargs`, `char **argv`.
        if length == 2 && !(power && found.is_empty()) && !(path && after != Some('.')) {
            found.push(Stars { at: run.start + at, before, after });
        }
    }
    found
}

/// Whether a word of a program follows: `**kwargs`, `char **argv`.
fn is_of_a_program(written: &Written<'_>, stars: Stars) -> bool {
    let rest = written.shown(stars.at + 2..written.line_end(stars.at));
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    name.contains('_') || ["kwargs", "args", "argv", "argc", "options", "opts"].contains(&name.as_str())
}

fn never_closed(written: &Written<'_>, stars: Stars) -> Option<Diagnostic> {
    if is_of_a_program(written, stars) || written.shown(stars.at + 2..written.line_end(stars.at)).trim().is_empty() {
        return None;
    }
    let message = "`**` begins bold text, and nothing ends it".to_owned();
    let found = written.warning("almost-bold", stars.at..stars.at + 2, message)?;
    Some(found.label("shown as it is written").help("write `**` right behind the last word that is to be bold"))
}

/// Two that belong together, and are kept apart by a space or a sign.
fn pair(written: &Written<'_>, open: Stars, close: Stars) -> Option<Diagnostic> {
    let inner = open.at + 2..close.at;
    let text = written.slice(inner.clone());
    let trimmed = text.trim();
    let begins = !is_word(open.before);
    let attached = open.touches_after() || close.touches_before();
    if is_of_a_program(written, open) || is_of_a_program(written, close) {
        return None;
    }
    if trimmed.is_empty() || !begins || text.contains('\n') {
        return open.opens().then(|| never_closed(written, open)).flatten();
    }
    let whole = open.at..close.at + 2;
    let shown = written.slice(whole.clone());
    if trimmed.len() == text.len() {
        // `**Note:**text`: what follows a sign has to be a space.
        let message = format!("`{shown}` is not bold: a word begins right behind it");
        let found = written.warning("almost-bold", whole, message).filter(|_| open.opens() && is_word(close.after))?;
        return Some(found.label("shown as it is written").help("write a space behind the last `**`"));
    }
    let alone =
        open.before.is_none_or(|c| c == '\n' || c == HIDDEN) && close.after.is_none_or(|c| c == '\n' || c == ':');
    if !attached && !alone {
        return None;
    }
    let message = format!("`{shown}` is not bold: there is a space inside of the asterisks");
    let found = written.warning("almost-bold", whole.clone(), message)?;
    let found = found.label("shown as it is written").help(format!("write `**{trimmed}**`"));
    let outside = |space: bool, next: Option<char>| if space && is_word(next) { " " } else { "" };
    let before = outside(text.starts_with(char::is_whitespace), open.before);
    let after = outside(text.ends_with(char::is_whitespace), close.after);
    Some(written.mend(found, whole, &format!("{before}**{trimmed}**{after}")))
}

/// The lines of a run: where each begins, and what is shown of it.
fn lines<'w>(written: &'w Written<'_>, run: &Range<usize>) -> Vec<(usize, &'w str)> {
    let mut at = run.start;
    let mut lines = Vec::new();
    for line in written.shown(run.clone()).split_inclusive('\n') {
        // Marks of a quote or list are hidden.
        let text = line.trim_start_matches([HIDDEN, ' ', '\t']);
        lines.push((at + line.len() - text.len(), text.trim_end()));
        at += line.len();
    }
    lines
}

/// The number that a line of a list begins with.
fn numbered(line: &str) -> Option<u32> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line.get(digits..)?;
    let number = line.get(..digits)?.parse().ok().filter(|_| digits <= 3)?;
    let mark = rest.strip_prefix(['.', ')'])?;
    (mark.starts_with(' ') && !mark.trim().is_empty()).then_some(number)
}

fn lists(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(written) = subject.written() else { return };
    for run in &written.literal.paragraphs {
        if !written.shown(run.clone()).contains('\n') {
            continue;
        }
        let lines = lines(written, run);
        found.extend(numbers(written, &lines));
        found.extend(bullets(written, &lines));
    }
}

/// `2.` and `3.` below a line of text, which only a list that begins with 1 may follow at once.
fn numbers(written: &Written<'_>, lines: &[(usize, &str)]) -> Option<Diagnostic> {
    let mut numbers =
        lines.iter().enumerate().skip(1).filter_map(|(index, (at, line))| Some((index, *at, numbered(line)?)));
    let (index, at, first) = numbers.next()?;
    let (_, _, second) = numbers.next()?;
    if second != first + 1 {
        return None;
    }
    let end = written.line_end(at);
    let message = format!("this is no list: one that begins with {first} needs an empty line before it");
    let found = written.warning("almost-list", at..end, message)?;
    let found = found.label("shown in the paragraph above").help("put an empty line before it");
    let (before, _) = lines.get(index - 1)?;
    let line_end = written.line_end(*before);
    // In a quote or an item the empty line would need marks of its own.
    let plain = written.body().get(line_end + 1..at) == Some("");
    Some(if plain { written.mend(found, at..at, "\n") } else { found })
}

/// Points as other programs draw them.
fn bullets(written: &Written<'_>, lines: &[(usize, &str)]) -> Option<Diagnostic> {
    let is_point =
        |line: &str| ["• ", "●", "▪", "◦ ", "‣ ", "·\u{a0}", "•\t", "•"].iter().any(|mark| line.starts_with(mark));
    let points: Vec<usize> = lines.iter().filter(|(_, line)| is_point(line)).map(|(at, _)| *at).collect();
    let (first, last) = (*points.first()?, *points.last()?);
    // All of them on lines of their own, to the end.
    let (_, of_end) = lines.last()?;
    if points.len() < 2 || !is_point(of_end) {
        return None;
    }
    let message = "this is no list: Markdown writes a point as `-`".to_owned();
    let found = written.warning("almost-list", first..written.line_end(first), message)?;
    let mut found = found.label("shown in one paragraph").help("begin each line with `- `");
    let plain =
        points.iter().all(|&at| at == 0 || written.body().get(..at).is_some_and(|before| before.ends_with('\n')));
    let whole = lines.iter().skip_while(|(at, _)| *at < first).all(|(_, line)| is_point(line));
    if plain && whole && last >= first {
        let begins_late = lines.first().is_some_and(|(at, _)| *at < first);
        for (index, at) in points.iter().enumerate() {
            let sign = written.body().get(*at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let rest = written.body().get(at + sign..).unwrap_or_default();
            let space = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
            let mark = if index == 0 && begins_late { "\n- " } else { "- " };
            found = written.mend(found, *at..at + sign + space, mark);
        }
    }
    Some(found)
}

fn headings(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(written) = subject.written().filter(|_| body(subject).contains("##")) else { return };
    for run in &written.literal.paragraphs {
        for (at, line) in lines(written, run) {
            let signs = line.bytes().take_while(|byte| *byte == b'#').count();
            let next = line.get(signs..).and_then(|rest| rest.chars().next());
            // One sign before a word may be a tag, or the name of a channel.
            if !(2..=6).contains(&signs) || !next.is_some_and(|c| c.is_alphanumeric() || c == HIDDEN) {
                continue;
            }
            let message = "this is no heading: a space has to follow its signs".to_owned();
            let Some(warning) = written.warning("almost-heading", at..written.line_end(at), message) else { continue };
            let warning = warning.label("shown as it is written").help("write a space behind the last `#`");
            found.push(written.mend(warning, at + signs..at + signs, " "));
        }
    }
}

fn code(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let body = body(subject);
    let may_be = ["```", "~~~"].iter().any(|mark| body.contains(mark));
    let Some(written) = subject.written().filter(|_| may_be) else { return };
    for range in &written.literal.unclosed {
        let message = "nothing ends this block of code".to_owned();
        let Some(warning) = written.warning("unclosed-code", range.clone(), message) else { continue };
        found.push(warning.label("all that follows is shown as code").help("end it with a line of as many signs"));
    }
}
