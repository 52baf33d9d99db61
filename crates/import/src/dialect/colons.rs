//! Containers of colons (`:::tip`, `::: details`), as Docusaurus, Starlight and VitePress have them.
//!
//! Most of them are Helpdex's own already and stay as they are. What another word means gets ours.

use super::block;
use super::code::Protected;
use super::fences;
use crate::source::{Notes, what};

/// A container that is open.
struct Open {
    colons: usize,
    /// Where in the output it began, and what becomes of it.
    start: usize,
    fate: Fate,
    /// What stands before the colons.
    lead: String,
    /// The same for further lines: blanks for the mark of a list.
    indent: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// A block of ours.
    Ours,
    /// Only its content stays.
    Inner,
    /// Blocks of code in tabs.
    Codes,
}

/// Translates the containers of a file; `lines` has the line of the file for each of its lines.
pub(crate) fn translate(text: &str, lines: &[usize], path: &str, notes: &mut Notes) -> String {
    if !text.contains(":::") {
        return text.to_owned();
    }
    let protected = Protected::of(text);
    let mut out = String::with_capacity(text.len());
    let mut stack: Vec<Open> = Vec::new();
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let (lead, indent) = lead(line);
        let marks = lead.len();
        let rest = line.get(marks..).unwrap_or_default();
        let colons = rest.len() - rest.trim_start_matches(':').len();
        let words = rest.get(colons..).unwrap_or_default().trim();
        // Nothing ends behind the mark of a list.
        let is_item = lead != indent;
        if colons < 3 || is_item && words.is_empty() || protected.holds(start + marks) {
            out.push_str(line);
            continue;
        }
        if words.is_empty() {
            // A longer line ends a shorter block too: that is how these tools read it.
            match stack.iter().rposition(|open| open.colons <= colons) {
                Some(position) => {
                    while stack.len() > position {
                        let Some(open) = stack.pop() else { break };
                        close(&mut out, &open);
                    }
                }
                None => notes.problem(
                    what::SYNTAX,
                    path,
                    lines.get(index).copied(),
                    "this line of colons ends nothing; it is left out",
                ),
            }
            continue;
        }
        let line_number = lines.get(index).copied();
        let open = Open { colons, start: out.len(), fate: Fate::Ours, lead: lead.to_owned(), indent };
        let (fate, written) = opening(words, colons, path, line_number, notes);
        stack.push(Open { fate, ..open });
        match fate {
            Fate::Ours => {
                out.push_str(lead);
                out.push_str(&written);
                out.push('\n');
            }
            Fate::Inner | Fate::Codes => {}
        }
    }
    if !stack.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    while let Some(open) = stack.pop() {
        let message = "a block of colons is never ended; it goes on to the end";
        notes.problem(what::SYNTAX, path, None, message);
        close(&mut out, &open);
    }
    out
}

fn close(out: &mut String, open: &Open) {
    match open.fate {
        Fate::Ours => {
            if !out.ends_with('\n') {
                out.push('\n');
            }
            let indent = shared(out.get(open.start..).unwrap_or_default(), open);
            if indent.len() < open.indent.len() {
                // What it holds stands further out: a block can't, so the first line goes there, too.
                out.replace_range(open.start..open.start + open.lead.len(), &indent);
            }
            out.push_str(&format!("{indent}{}\n", ":".repeat(open.colons)));
        }
        Fate::Inner => {}
        Fate::Codes => {
            let inner = out.get(open.start..).unwrap_or_default().to_owned();
            let tabs = block::write("tabs", "", "", &fences::tabs_of_code(&block::dedent(&inner)));
            out.truncate(open.start);
            out.push_str(&format!("{}{}\n", open.lead, block::indent_rest(&tabs, &open.indent)));
        }
    }
}

/// What stands before the colons of a line, the mark of a list included, and what has to stand before the lines that
/// belong to it.
fn lead(line: &str) -> (&str, String) {
    let blanks = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let (before, rest) = line.split_at(blanks);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match rest.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return (before, before.to_owned()),
    };
    let after = rest.get(mark..).unwrap_or_default();
    let gap = after.len() - after.trim_start_matches(' ').len();
    if gap == 0 || !after.trim_start().starts_with(":::") {
        return (before, before.to_owned());
    }
    let end = blanks + mark + gap;
    (line.get(..end).unwrap_or_default(), format!("{before}{}", " ".repeat(mark + gap)))
}

/// How far in all lines of a block stand that it holds, if that is less than its first line.
fn shared(block: &str, open: &Open) -> String {
    let mut shared = open.indent.as_str();
    if !shared.trim_start_matches([' ', '\t']).is_empty() || open.lead != open.indent {
        return open.indent.clone();
    }
    for line in block.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        if blanks < shared.len() {
            shared = line.get(..blanks).unwrap_or_default();
        }
    }
    shared.to_owned()
}

/// What becomes of a container, and its first line without what stands before the colons.
fn opening(words: &str, colons: usize, path: &str, line: Option<usize>, notes: &mut Notes) -> (Fate, String) {
    let end = words.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(words.len());
    let (word, rest) = in_brackets(words).unwrap_or_else(|| words.split_at(end));
    let colons = ":".repeat(colons);
    match word.to_lowercase().as_str() {
        "code-group" => {
            notes.count("tabs", 1);
            return (Fate::Codes, String::new());
        }
        "v-pre" | "raw" | "no-v-pre" | "steps-raw" => return (Fate::Inner, String::new()),
        "details" | "spoiler" | "collapse" => {
            notes.count("details", 1);
            return (Fate::Ours, format!("{colons}details {}", title(rest)).trim_end().to_owned());
        }
        _ => {}
    }
    notes.count("callouts", 1);
    let kind = block::note(word).unwrap_or_else(|| {
        notes.problem(what::SYNTAX, path, line, format!("`:::{word}` has no counterpart here; it is a note"));
        "note"
    });
    let title = title(rest);
    let gap = if title.is_empty() { "" } else { " " };
    (Fate::Ours, format!("{colons}{kind}{gap}{title}"))
}

/// The word and the title of `(Warning) (Title)`, as Document360 writes them.
fn in_brackets(words: &str) -> Option<(&str, &str)> {
    let (word, rest) = words.strip_prefix('(')?.split_once(')')?;
    let rest = rest.trim();
    let title = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(rest).trim();
    // All of it in bold says no more.
    let bold = title.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")).filter(|inner| !inner.contains('*'));
    Some((word.trim(), bold.unwrap_or(title)))
}

/// The title in `[Title]{icon=x}` or ` Title`; attributes are of the tool's own.
fn title(rest: &str) -> String {
    let rest = rest.trim();
    let rest = match rest.strip_suffix('}').and_then(|inner| inner.rfind('{')) {
        Some(at) => rest.get(..at).unwrap_or_default().trim_end(),
        None => rest,
    };
    let inner = rest.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).filter(|inner| !inner.contains("]("));
    inner.unwrap_or(rest).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> (String, usize) {
        let mut notes = Notes::default();
        let lines: Vec<usize> = (1..100).collect();
        (translate(text, &lines, "x.md", &mut notes), notes.problems.len())
    }

    #[test]
    fn words_get_ours_and_ends_stay() {
        assert_eq!(
            made("::::caution[A *b*]{icon=x}\n\n:::note\n\nx\n\n:::\n::::\n").0,
            "::::warning A *b*\n\n:::note\n\nx\n\n:::\n::::\n"
        );
        assert_eq!(made("- a\n\n  ::: tip T\n  x\n  :::\n").0, "- a\n\n  :::tip T\n  x\n  :::\n");
        assert_eq!(made("`:::x`\n```\n:::tip\n```\n").0, "`:::x`\n```\n:::tip\n```\n");
        assert_eq!(made("::: v-pre\n{{ x }}\n:::\n"), ("{{ x }}\n".to_owned(), 0));
    }

    #[test]
    fn words_in_brackets() {
        assert_eq!(
            made(":::(Warning) (**Mind** it)\nx\n:::\n\n:::(info) ()\ny\n:::\n\n:::(Error) (**All**)\nz\n:::\n"),
            (":::warning **Mind** it\nx\n:::\n\n:::info\ny\n:::\n\n:::danger All\nz\n:::\n".to_owned(), 0)
        );
    }

    #[test]
    fn blocks_of_lists() {
        assert_eq!(
            made("- a\n  - :::info T\n    x\n    :::\n- b\n"),
            ("- a\n  - :::info T\n    x\n    :::\n- b\n".to_owned(), 0)
        );
        // It begins in the item, and what it holds does not.
        assert_eq!(made("- a\n\n  :::warning\nx\n:::\n\n- b\n").0, "- a\n\n:::warning\nx\n:::\n\n- b\n");
        assert_eq!(
            made("1. ::: code-group\n   ```sh\n   x\n   ```\n   :::\n").0,
            "1. ::::tabs\n   :::tab sh\n   ```sh\n   x\n   ```\n   :::\n   ::::\n"
        );
    }

    #[test]
    fn faults_are_told_and_mended() {
        assert_eq!(made(":::tip\nx"), (":::tip\nx\n:::\n".to_owned(), 1));
        assert_eq!(made("x\n:::\n:::odd\n:::"), ("x\n:::note\n:::\n".to_owned(), 2));
    }

    #[test]
    fn groups_of_code_are_tabs() {
        assert_eq!(
            made("::: code-group\n\n```sh [npm]\nx\n```\n\n:::\ny\n").0,
            "::::tabs\n:::tab npm\n```sh [npm]\nx\n```\n:::\n::::\ny\n"
        );
    }
}
