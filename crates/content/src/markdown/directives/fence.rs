//! The lines of colons that blocks begin and end with.

use std::ops::Range;

/// A name of a block is no longer than this.
const LONGEST_NAME: usize = 40;

/// A line of colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::markdown) struct Fence {
    /// From the first colon to the end of the line.
    pub(in crate::markdown) range: Range<usize>,
    pub(super) colons: usize,
    /// What it begins; nothing where it ends a block.
    pub(super) opens: Option<Opening>,
}

/// What stands behind the colons, by its places in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) name: Range<usize>,
    pub(super) title: Range<usize>,
    /// Between the braces.
    pub(super) attributes: Range<usize>,
}

/// All lines of a body that may begin or end a block: whether they stand in code is for Markdown's parser to say.
pub(in crate::markdown) fn find(body: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut done = 0;
    while let Some(at) = body.get(done..).and_then(|rest| rest.find(":::")).map(|at| done + at) {
        let line = body.get(done..at).and_then(|before| before.rfind('\n')).map_or(done, |end| done + end + 1);
        let rest = body.get(at..).unwrap_or_default();
        let end = at + rest.find('\n').unwrap_or(rest.len());
        let marks = body.get(line..at).unwrap_or_default();
        if marks.bytes().all(|byte| byte.is_ascii_digit() || b" \t>-*+.)".contains(&byte)) {
            found.extend(read(body, at, end));
        }
        done = end;
    }
    found
}

/// Reads a line from its colons on.
fn read(body: &str, start: usize, end: usize) -> Option<Fence> {
    let line = body.get(start..end)?.trim_end();
    let end = start + line.len();
    let colons = line.bytes().take_while(|byte| *byte == b':').count();
    let rest = line.get(colons..)?;
    if rest.is_empty() {
        return Some(Fence { range: start..end, colons, opens: None });
    }
    let name = start + colons + (rest.len() - rest.trim_start().len());
    let rest = rest.trim_start();
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let begins = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let after = rest.get(length..)?;
    if !begins || length > LONGEST_NAME || !(after.is_empty() || after.starts_with(['{', '[', ' ', '\t'])) {
        return None;
    }
    let (title, attributes) = parts(body, name + length..end);
    Some(Fence { range: start..end, colons, opens: Some(Opening { name: name..name + length, title, attributes }) })
}

/// The title and the attributes in what follows a name: `{a=b} Title`, `Title {a=b}`, `[Title]{a=b}`.
fn parts(body: &str, rest: Range<usize>) -> (Range<usize>, Range<usize>) {
    let mut title = trimmed(body, rest.clone());
    let mut attributes = rest.end..rest.end;
    let text = body.get(title.clone()).unwrap_or_default();
    if let Some(end) = text.strip_prefix('{').and_then(|inner| inner.find('}')) {
        attributes = title.start + 1..title.start + 1 + end;
        title = trimmed(body, attributes.end + 1..title.end);
    } else if let Some(inner) = text.strip_suffix('}')
        && let Some(open) = inner.rfind('{')
        && inner.get(..open).is_some_and(|before| before.ends_with([' ', '\t', ']']))
    {
        attributes = title.start + open + 1..title.end - 1;
        title = trimmed(body, title.start..attributes.start - 1);
    }
    let text = body.get(title.clone()).unwrap_or_default();
    if text.len() >= 2 && text.starts_with('[') && text.ends_with(']') {
        title = trimmed(body, title.start + 1..title.end - 1);
    }
    (title, attributes)
}

fn trimmed(body: &str, range: Range<usize>) -> Range<usize> {
    let text = body.get(range.clone()).unwrap_or_default();
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// The body with a rule in the place of each of these lines. All other places stay what they are.
pub(in crate::markdown) fn hide(body: &str, fences: &[Fence]) -> String {
    let mut text = String::with_capacity(body.len());
    for fence in fences {
        text.push_str(body.get(text.len()..fence.range.start).unwrap_or_default());
        text.extend(std::iter::repeat_n('_', fence.range.len()));
    }
    text.push_str(body.get(text.len()..).unwrap_or_default());
    text
}

/// A text of the hidden body with its lines of colons as they were written. `fences` are those that it may hold.
pub(super) fn show(text: &str, body: &str, fences: &[Fence]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    for fence in fences {
        let length = fence.range.len();
        let run = |at: &usize| rest.get(*at..*at + length).is_some_and(|run| run.bytes().all(|byte| byte == b'_'));
        let Some(at) = rest.match_indices("___").map(|(at, _)| at).find(run) else { break };
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push_str(body.get(fence.range.clone()).unwrap_or_default());
        rest = rest.get(at + length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> Option<(usize, &str, &str, &str)> {
        let found = find(line).pop()?;
        let part = |range: &Range<usize>| line.get(range.clone()).expect("a range of the line");
        Some(match found.opens {
            Some(opens) => (found.colons, part(&opens.name), part(&opens.title), part(&opens.attributes)),
            None => (found.colons, "", "", ""),
        })
    }

    #[test]
    fn names_titles_and_attributes() {
        assert_eq!(seen(":::note"), Some((3, "note", "", "")));
        assert_eq!(seen("::::: tip  A title \r"), Some((5, "tip", "A title", "")));
        assert_eq!(seen("1. > :::tab{#x} Окно"), Some((3, "tab", "Окно", "#x")));
        assert_eq!(seen(":::tabs Where? {group=os}"), Some((3, "tabs", "Where?", "group=os")));
        assert_eq!(seen(":::note[Title]{a=b}"), Some((3, "note", "Title", "a=b")));
        assert_eq!(seen(":::note[Title]"), Some((3, "note", "Title", "")));
        assert_eq!(seen(":::note Use f{x}"), Some((3, "note", "Use f{x}", "")));
        assert_eq!(seen("  ::::  "), Some((4, "", "", "")));
    }

    #[test]
    fn what_is_no_fence() {
        for line in ["a :::note", "::note", ":::1", "::: {.note}", ":::a.b", "std::::x y"] {
            assert_eq!(seen(line), None, "{line}");
        }
        assert_eq!(seen(&format!(":::{}", "a".repeat(60))), None);
    }

    #[test]
    fn hidden_and_shown_again() {
        let body = "a\n:::note Ж\n```\n:::x\n```\n:::\n";
        let fences = find(body);
        assert_eq!(fences.len(), 3);
        let hidden = hide(body, &fences);
        assert_eq!(hidden, "a\n__________\n```\n____\n```\n___\n");
        assert_eq!(show("____\n", body, &fences[1..2]), ":::x\n");
        assert_eq!(show("__\n", body, &fences), "__\n");
        assert_eq!(show(&hidden, body, &fences), body);
    }
}
