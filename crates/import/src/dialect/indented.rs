//! Blocks by indentation, as Python-Markdown's extensions have them: `!!! note "Title"`, `??? tip`, `=== "Tab"`.

use super::block;
use super::code::Fence;
use crate::source::Notes;

/// So much further in stands what belongs to a block.
const STEP: usize = 4;

/// Deeper nesting than this stays as it is.
const MAX_DEPTH: usize = 24;

/// Translates them.
pub(crate) fn translate(text: &str, notes: &mut Notes) -> String {
    if !["!!!", "???", "==="].iter().any(|mark| text.contains(mark)) {
        return text.to_owned();
    }
    let lines: Vec<&str> = text.split('\n').collect();
    blocks(&lines, notes, 0).join("\n")
}

/// The first line of a block.
enum Opening {
    Note { kind: &'static str, title: String },
    Details { title: String, is_open: bool },
    Tab { title: String, begins: bool },
}

fn blocks(lines: &[&str], notes: &mut Notes, depth: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<(Fence, usize)> = None;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let blanks = width(line.get(..line.len() - line.trim_start().len()).unwrap_or_default());
        // Code that stands in an item of a list ends with it, even if nobody closed it.
        let is_left = |column: usize| column >= STEP && blanks == 0 && !line.trim().is_empty();
        match fence {
            Some((open, _)) if open.is_closed_by(line) => fence = None,
            Some((_, column)) if is_left(column) => fence = Fence::of(line).map(|fence| (fence, blanks)),
            None => fence = Fence::of(line).map(|fence| (fence, blanks)),
            Some(_) => {}
        }
        let lead = lead(line);
        let rest = line.get(lead.len()..).unwrap_or_default();
        let opening = opening(rest).filter(|_| fence.is_none() && depth < MAX_DEPTH);
        let Some(opening) = opening else {
            out.push((*line).to_owned());
            continue;
        };
        let column = width(lead);
        let body = body(lines, &mut at, column, notes, depth);
        let made = match opening {
            Opening::Note { kind, title } => {
                notes.count("callouts", 1);
                block::write(kind, &title, "", &body)
            }
            Opening::Details { title, is_open } => {
                notes.count("details", 1);
                block::write("details", &title, if is_open { "open" } else { "" }, &body)
            }
            Opening::Tab { title, .. } => {
                notes.count("tabs", 1);
                let mut tabs = vec![block::write("tab", &title, "", &body)];
                while let Some((next, title)) = next_tab(lines, at, column) {
                    at = next;
                    let body = self::body(lines, &mut at, column, notes, depth);
                    tabs.push(block::write("tab", &title, "", &body));
                }
                block::write("tabs", "", "", &tabs.join("\n"))
            }
        };
        let (first, others) = indents(lead);
        for (number, line) in made.split('\n').enumerate() {
            let indent = if number == 0 { first } else { &others };
            out.push(if line.is_empty() { String::new() } else { format!("{indent}{line}") });
        }
        // The blanks that were taken with the body end the block.
        let is_empty = |index: usize| lines.get(index).is_none_or(|line| line.trim().is_empty());
        if !is_empty(at) && is_empty(at - 1) {
            out.push(String::new());
        }
    }
    out
}

/// The blanks before a line, and the mark of a list that it begins: `- !!! note`.
fn lead(line: &str) -> &str {
    let blanks = line.len() - line.trim_start().len();
    let rest = line.get(blanks..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match rest.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+' | b':') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return line.get(..blanks).unwrap_or_default(),
    };
    let after = rest.get(mark..).unwrap_or_default();
    let space = after.len() - after.trim_start_matches([' ', '\t']).len();
    let end = if space == 0 { blanks } else { blanks + mark + space };
    line.get(..end).unwrap_or_default()
}

/// What stands before the first line of a block and before its others. No block can begin behind the mark of a definition,
/// so there it follows the term.
fn indents(lead: &str) -> (&str, String) {
    let blanks = lead.get(..lead.len() - lead.trim_start().len()).unwrap_or_default();
    match lead.trim() {
        "" => (lead, lead.to_owned()),
        ":" => (blanks, blanks.to_owned()),
        _ => (lead, " ".repeat(width(lead))),
    }
}

/// What belongs to a block whose first line was read, translated.
fn body(lines: &[&str], at: &mut usize, indent: usize, notes: &mut Notes, depth: usize) -> String {
    let mut taken: Vec<String> = Vec::new();
    while let Some(line) = lines.get(*at) {
        if !line.trim().is_empty()
            && width(line.get(..line.len() - line.trim_start().len()).unwrap_or_default()) < indent + STEP
        {
            break;
        }
        taken.push(cut(line, indent + STEP));
        *at += 1;
    }
    let end = taken.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    let inner: Vec<&str> = taken.iter().take(end).map(String::as_str).collect();
    blocks(&inner, notes, depth + 1).join("\n")
}

/// The tab that goes on with those before it.
fn next_tab(lines: &[&str], from: usize, indent: usize) -> Option<(usize, String)> {
    let line = lines.get(from)?;
    let blanks = line.get(..line.len() - line.trim_start().len())?;
    match opening(line.trim_start()).filter(|_| width(blanks) == indent)? {
        Opening::Tab { title, begins: false } => Some((from + 1, title)),
        _ => None,
    }
}

fn opening(line: &str) -> Option<Opening> {
    if let Some(rest) = line.strip_prefix("===") {
        let begins = rest.starts_with('!');
        let title = quoted(rest.trim_start_matches(['!', '+']).trim())?;
        return Some(Opening::Tab { title, begins });
    }
    let (rest, details) = match line.strip_prefix("!!!") {
        Some(rest) => (rest, None),
        None => {
            let rest = line.strip_prefix("???")?;
            let inner = rest.strip_prefix('+');
            (inner.unwrap_or(rest), Some(inner.is_some()))
        }
    };
    let rest = rest.trim();
    let (words, title) = match rest.find('"') {
        Some(at) => (rest.get(..at)?, quoted(rest.get(at..)?)),
        None => (rest, None),
    };
    let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
    if !words.split_whitespace().all(is_word) {
        return None;
    }
    let mut words = words.split_whitespace().filter(|word| !["inline", "end", "start"].contains(word));
    let word = words.next();
    // Several words are a sentence, unless the first one is a kind of note.
    let is_sentence = words.next().is_some() && title.is_none() && word.and_then(block::note).is_none();
    if word.is_none() && title.is_none() || is_sentence {
        return None;
    }
    let word = word.unwrap_or("note");
    let kind = block::note(word);
    // Without a title a block is called by its kind.
    let named = || {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    let is_told = kind == Some(word.to_lowercase().as_str());
    let title = title.unwrap_or_else(|| if is_told { String::new() } else { named() });
    Some(match details {
        Some(is_open) => Opening::Details { title: if title.is_empty() { named() } else { title }, is_open },
        None => Opening::Note { kind: kind.unwrap_or("note"), title },
    })
}

fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text.strip_prefix(quote)?;
    let end = inner.rfind(quote)?;
    Some(inner.get(..end)?.replace("\\\"", "\""))
}

/// How far in blanks lead: a tab goes to the next step.
fn width(blanks: &str) -> usize {
    blanks.chars().fold(0, |width, c| if c == '\t' { (width / STEP + 1) * STEP } else { width + 1 })
}

/// A line without so much of its indentation.
fn cut(line: &str, by: usize) -> String {
    let mut seen = 0;
    for (at, c) in line.char_indices() {
        if seen >= by || !matches!(c, ' ' | '\t') {
            return line.get(at..).unwrap_or_default().to_owned();
        }
        seen = width(line.get(..at + 1).unwrap_or_default());
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> String {
        translate(text, &mut Notes::default())
    }

    #[test]
    fn notes_and_details() {
        assert_eq!(
            made("a\n\n!!! warning \"Be *careful*\"\n\n    One.\n\n    ```\n    !!! no\n    ```\nb\n"),
            "a\n\n:::warning Be *careful*\nOne.\n\n```\n!!! no\n```\n:::\nb\n"
        );
        assert_eq!(made("!!! abstract\n    x\n\ny"), ":::note Abstract\nx\n:::\n\ny");
        assert_eq!(made("!!! note \"\"\n    x"), ":::note\nx\n:::");
        assert_eq!(
            made("??? question\n    x\n\n    !!! tip inline end\n        y\n"),
            "::::details Question\nx\n\n:::tip\ny\n:::\n::::"
        );
        assert_eq!(made("???+ note \"T\"\n\tx"), ":::details T {open}\nx\n:::");
        assert_eq!(made("- !!! tip\n\n      x\n- b"), "- :::tip\n  x\n  :::\n- b");
        assert_eq!(made("1.  ??? note\n        x"), "1.  :::details Note\n    x\n    :::");
        assert_eq!(made("Term\n\n:   !!! note\n\n        x\n\nEnd"), "Term\n\n:::note\nx\n:::\n\nEnd");
        assert_eq!(made("Wow!!!\n!!! \n??? what is it?"), "Wow!!!\n!!! \n??? what is it?");
        let unclosed = "1. Run:\n    ```\n    x\n    ```    and so on\n\n!!! note\n    y\n";
        assert_eq!(made(unclosed), "1. Run:\n    ```\n    x\n    ```    and so on\n\n:::note\ny\n:::");
    }

    #[test]
    fn tabs_that_follow_each_other() {
        assert_eq!(
            made("1. Do\n\n    === \"A\"\n\n        x\n\n    === \"B\"\n\n        y\n\n    ===! \"C\"\n        z\nend"),
            "1. Do\n\n    ::::tabs\n    :::tab A\n    x\n    :::\n    :::tab B\n    y\n    :::\n    ::::\n\n    ::::tabs\n    :::tab C\n    z\n    :::\n    ::::\nend"
        );
        assert_eq!(made("Title\n===\n"), "Title\n===\n");
    }
}
