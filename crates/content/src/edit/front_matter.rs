//! Edits of front matter that leave all else as it is: other keys, comments, quotes, line ends.

use std::ops::Range;

use crate::diagnostic::{Edit, SourceText};
use crate::source::front_matter_range;
use crate::yaml::{self, Node, NodeKind};

/// Keys after which a new one is put, the nearest first: those that tools write stand together at the end.
pub(super) const NEIGHBOURS: [&str; 5] = ["source_revision", "reviewed", "review_every", "owner", "status"];

/// Sets a key to a text without spaces or signs of YAML, such as a date. Quotes that are there stay.
///
/// Nothing comes back where the front matter can't be edited like that (it is no block of lines, or no YAML).
pub fn set_key(file: &SourceText, key: &str, value: &str) -> Option<Edit> {
    let Some(range) = front_matter_range(file) else { return new_front_matter(file, &format!("{key}: {value}")) };
    let yaml = &*file.slice(range.clone())?;
    let root = yaml::parse(yaml).ok()?;
    let edit = match find(&root, yaml, key) {
        None => new_line(file, &root, &range, &NEIGHBOURS, &format!("{key}: {value}"))?,
        Some((name, node)) if node.kind == NodeKind::Null => after_colon(file, &range, name, value)?,
        Some((_, node)) => {
            let old = yaml.get(node.range.clone())?;
            let quote = old.chars().next().filter(|first| matches!(first, '"' | '\''));
            let new = quote.map_or_else(|| value.to_owned(), |quote| format!("{quote}{value}{quote}"));
            edit(file, shifted(&node.range, range.start), new)
        }
    };
    let wanted = |node: &Node, yaml: &str| node.as_text(yaml) == Some(value);
    verified(file, edit, key, &wanted)
}

/// A text as an item of any list: as it is where YAML, old or new, reads nothing else into it, otherwise in quotes.
pub(crate) fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " /-_.'?!()+".contains(c);
    let begins = |c: char| c.is_alphanumeric() || c == '/';
    let word =
        matches!(text.to_lowercase().as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null");
    let alone = format!("[{text}]");
    let same = yaml::parse(&alone).is_ok_and(|node| match node.kind {
        NodeKind::List(items) => {
            matches!(items.as_slice(), [Node { kind: NodeKind::String(read), .. }] if read == text)
        }
        _ => false,
    });
    // A date is a text to Helpdex and none to other programs.
    let number = !text.chars().any(char::is_alphabetic);
    if same && !word && !number && text.chars().all(plain) && text.starts_with(begins) {
        text.to_owned()
    } else {
        yaml::quoted(text)
    }
}

pub(super) fn edit(file: &SourceText, range: Range<usize>, text: String) -> Edit {
    Edit { path: file.path().to_owned(), range, text }
}

pub(super) fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

pub(super) fn find<'n>(root: &'n Node, yaml: &str, key: &str) -> Option<(&'n Node, &'n Node)> {
    let (name, value) = root.as_map()?.iter().find(|(name, _)| name.as_text(yaml) == Some(key))?;
    Some((name, value))
}

pub(super) fn texts(node: &Node, yaml: &str) -> Vec<String> {
    let items = match &node.kind {
        NodeKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    items.iter().filter_map(|item| item.as_text(yaml)).map(str::to_owned).collect()
}

/// How the file ends its lines.
pub(super) fn line_end(file: &SourceText) -> &'static str {
    let text = file.text();
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") { "\r\n" } else { "\n" }
}

pub(super) fn new_front_matter(file: &SourceText, lines: &str) -> Option<Edit> {
    let end = line_end(file);
    // One that is never closed is for the author to close.
    let unclosed = file.text().starts_with("---");
    (!unclosed).then(|| edit(file, 0..0, format!("---{end}{lines}{end}---{end}{end}")))
}

/// Puts a line of its own after the first of these keys that is there, else at the end.
pub(super) fn new_line(
    file: &SourceText,
    root: &Node,
    range: &Range<usize>,
    neighbours: &[&str],
    line: &str,
) -> Option<Edit> {
    let yaml = &*file.slice(range.clone())?;
    let neighbour = neighbours.iter().find_map(|key| find(root, yaml, key));
    let at = match neighbour {
        Some((name, value)) => {
            let last = if value.kind == NodeKind::Null { name.range.end } else { value.range.end };
            last + yaml.get(last..)?.find('\n')? + 1
        }
        None => yaml.len(),
    };
    Some(edit(file, range.start + at..range.start + at, format!("{line}{}", line_end(file))))
}

/// Gives a value to a key that has none.
pub(super) fn after_colon(file: &SourceText, range: &Range<usize>, name: &Node, value: &str) -> Option<Edit> {
    let after = &*file.slice(range.start + name.range.end..range.end)?;
    let line = after.lines().next().unwrap_or_default();
    let (before, rest) = line.split_once(':')?;
    let at = range.start + name.range.end + before.len() + 1;
    // `~` and `null` are no value either, and go.
    let word = rest.split_whitespace().next().filter(|word| matches!(*word, "~" | "null" | "Null" | "NULL"));
    let end = word.map_or(at, |word| at + (rest.len() - rest.trim_start().len()) + word.len());
    Some(edit(file, at..end, format!(" {value}")))
}

/// The edit, if it changes this key and nothing else.
pub(super) fn verified(file: &SourceText, edit: Edit, key: &str, wanted: &dyn Fn(&Node, &str) -> bool) -> Option<Edit> {
    let mut text = file.text().into_owned();
    text.get(edit.range.clone())?;
    text.replace_range(edit.range.clone(), &edit.text);
    let new = SourceText::new(file.path(), text);
    let rest = |file: &SourceText| {
        let range = front_matter_range(file)?;
        let yaml = &*file.slice(range)?;
        let root = yaml::parse(yaml).ok()?;
        let others = root.as_map()?.iter().filter(|(name, _)| name.as_text(yaml) != Some(key));
        Some(others.map(|(name, value)| (name.to_json(), value.to_json())).collect::<Vec<_>>())
    };
    let yaml = &*new.slice(front_matter_range(&new)?)?;
    let root = yaml::parse(yaml).ok()?;
    let (_, node) = find(&root, yaml, key)?;
    (wanted(node, yaml) && rest(&new) == rest(file)).then_some(edit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(text: &str, edit: Option<Edit>) -> Option<String> {
        let edit = edit?;
        let mut text = text.to_owned();
        text.replace_range(edit.range, &edit.text);
        Some(text)
    }

    fn set(text: &str) -> Option<String> {
        apply(text, set_key(&SourceText::new("a.md", text), "reviewed", "2026-11-21"))
    }

    #[test]
    fn a_value_is_replaced_and_nothing_else() {
        let cases = [
            ("---\nreviewed: 2025-01-01\n---\nx", "---\nreviewed: 2026-11-21\n---\nx"),
            (
                "---\r\ntitle: 'Как?'   # т\r\nreviewed:   \"2025-01-01\"  # by Ann\r\n---\r\nx\r\n",
                "---\r\ntitle: 'Как?'   # т\r\nreviewed:   \"2026-11-21\"  # by Ann\r\n---\r\nx\r\n",
            ),
            ("---\nreviewed: 'x'\ntags: [a ,b]\n...\n", "---\nreviewed: '2026-11-21'\ntags: [a ,b]\n...\n"),
            ("---\nreviewed:\nowner: x\n---\n", "---\nreviewed: 2026-11-21\nowner: x\n---\n"),
            ("---\nreviewed: # soon\n---\n", "---\nreviewed: 2026-11-21 # soon\n---\n"),
            ("---\nreviewed: ~\n---\n", "---\nreviewed: 2026-11-21\n---\n"),
            ("---\n\"reviewed\": 1\n---\n", "---\n\"reviewed\": 2026-11-21\n---\n"),
        ];
        for (before, after) in cases {
            assert_eq!(set(before).as_deref(), Some(after), "{before:?}");
        }
    }

    #[test]
    fn a_key_that_is_not_there_gets_a_line() {
        let cases = [
            (
                "---\r\ntitle: a\r\nowner: x # y\r\ntags: [b]\r\n---\r\n",
                "---\r\ntitle: a\r\nowner: x # y\r\nreviewed: 2026-11-21\r\ntags: [b]\r\n---\r\n",
            ),
            ("---\ntitle: a\n---\nx", "---\ntitle: a\nreviewed: 2026-11-21\n---\nx"),
            ("---\ntitle: a\nasks:\n  - b\n---\n", "---\ntitle: a\nasks:\n  - b\nreviewed: 2026-11-21\n---\n"),
            ("---\n---\nx", "---\nreviewed: 2026-11-21\n---\nx"),
            ("x\r\n", "---\r\nreviewed: 2026-11-21\r\n---\r\n\r\nx\r\n"),
            ("", "---\nreviewed: 2026-11-21\n---\n\n"),
        ];
        for (before, after) in cases {
            assert_eq!(set(before).as_deref(), Some(after), "{before:?}");
        }
    }

    #[test]
    fn what_can_not_be_edited_safely_is_left_alone() {
        let cases = [
            "---\n{title: a}\n---\n",
            "---\n- a\n---\n",
            "---\ntitle: [\n---\n",
            "---\ntitle: never closed\n",
            "---\ntitle: |\n  text\nreviewed: &d 2025-01-01\nother: *d\n---\n",
        ];
        for text in cases {
            assert_eq!(set(text), None, "{text:?}");
        }
    }
}
