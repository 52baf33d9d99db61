//! Edits of the lists in front matter, each in the way that it is written.

use std::ops::Range;

use super::front_matter::{
    NEIGHBOURS, after_colon, edit, find, line_end, new_front_matter, new_line, scalar, shifted, texts, verified,
};
use crate::diagnostic::{Edit, SourceText};
use crate::source::front_matter_range;
use crate::yaml::{self, Node, NodeKind};

/// Where a new list of `asks` is put: people read it with the title.
const NEIGHBOURS_OF_ASKS: [&str; 2] = ["summary", "title"];

/// Adds texts to the list under a key; those that are in it already are not added again. They are quoted where YAML
/// wants it.
pub fn add_to_list(file: &SourceText, key: &str, items: &[String]) -> Option<Edit> {
    let Some(range) = front_matter_range(file) else { return new_front_matter(file, &block(file, key, items)) };
    let yaml = &*file.slice(range.clone())?;
    let root = yaml::parse(yaml).ok()?;
    let found = find(&root, yaml, key);
    let old: Vec<String> = found.map(|(_, node)| texts(node, yaml)).unwrap_or_default();
    let new: Vec<String> = items.iter().filter(|item| !old.contains(item)).cloned().collect();
    if new.is_empty() {
        return None;
    }
    let flow = |items: &[String]| format!("[{}]", items.iter().map(|item| scalar(item)).collect::<Vec<_>>().join(", "));
    let all: Vec<String> = old.iter().chain(&new).cloned().collect();
    let wanted = |node: &Node, yaml: &str| texts(node, yaml) == all;
    let edit = match found {
        None => {
            let neighbours: &[&str] = if key == "asks" { &NEIGHBOURS_OF_ASKS } else { &NEIGHBOURS };
            // After a text of several lines the place may be wrong; the end always is right.
            let mut places = [neighbours, &[]].into_iter();
            let line = block(file, key, &new);
            return places.find_map(|near| verified(file, new_line(file, &root, &range, near, &line)?, key, &wanted));
        }
        Some((name, node)) => match &node.kind {
            NodeKind::Null => after_colon(file, &range, name, &flow(&new))?,
            NodeKind::List(nodes) => match nodes.last() {
                None => edit(file, brackets(file, &range, name)?, flow(&new)),
                Some(last) => after_item(file, shifted(&last.range, range.start), &new)?,
            },
            _ => edit(file, shifted(&node.range, range.start), flow(&all)),
        },
    };
    verified(file, edit, key, &wanted)
}

/// Takes a text out of the list under a key; with the last one goes the key. Nothing comes back where it is not in it, or
/// the list can't be edited like that.
pub fn remove_from_list(file: &SourceText, key: &str, item: &str) -> Option<Edit> {
    let range = front_matter_range(file)?;
    let yaml = &*file.slice(range.clone())?;
    let root = yaml::parse(yaml).ok()?;
    let (name, node) = find(&root, yaml, key)?;
    let left: Vec<String> = texts(node, yaml).into_iter().filter(|text| text != item).collect();
    let nodes = match &node.kind {
        NodeKind::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let index = nodes.iter().position(|node| node.as_text(yaml) == Some(item))?;
    let lines = |first: usize, last: usize| {
        let start = yaml.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
        Some(start..last + yaml.get(last..)?.find('\n')? + 1)
    };
    let own = nodes.get(index)?.range.clone();
    let out = if nodes.len() == 1 {
        lines(name.range.start, node.range.end.max(own.end))?
    } else {
        let line = lines(own.start, own.end)?;
        let alone = yaml.get(line.start..own.start).is_some_and(|before| before.trim() == "-");
        match nodes.get(index + 1) {
            _ if alone => line,
            Some(next) => own.start..next.range.start,
            None => nodes.get(index.checked_sub(1)?)?.range.end..own.end,
        }
    };
    let edit = edit(file, shifted(&out, range.start), String::new());
    let mut text = file.text().into_owned();
    text.get(edit.range.clone())?;
    text.replace_range(edit.range.clone(), "");
    let new = SourceText::new(file.path(), text);
    let read = |file: &SourceText| {
        let yaml = file.slice(front_matter_range(file)?)?.into_owned();
        let root = yaml::parse(&yaml).ok()?;
        let items = find(&root, &yaml, key).map(|(_, node)| texts(node, &yaml)).unwrap_or_default();
        let entries = root.as_map()?.iter().filter(|(name, _)| name.as_text(&yaml) != Some(key));
        Some((items, entries.map(|(name, value)| (name.to_json(), value.to_json())).collect::<Vec<_>>()))
    };
    let ((items, rest), (_, before)) = (read(&new)?, read(file)?);
    (items == left && rest == before).then_some(edit)
}

fn block(file: &SourceText, key: &str, items: &[String]) -> String {
    let end = line_end(file);
    std::iter::once(format!("{key}:"))
        .chain(items.iter().map(|item| format!("  - {}", scalar(item))))
        .collect::<Vec<_>>()
        .join(end)
}

/// The place of `[]` after a key.
fn brackets(file: &SourceText, range: &Range<usize>, name: &Node) -> Option<Range<usize>> {
    let start = range.start + name.range.end;
    let after = &*file.slice(start..range.end)?;
    let (open, close) = (after.find('[')?, after.find(']')?);
    (open < close).then_some(start + open..start + close + 1)
}

/// Puts items after the last one of a list, in the way that list is written.
fn after_item(file: &SourceText, last: Range<usize>, items: &[String]) -> Option<Edit> {
    let text = file.text();
    let line_start = text.get(..last.start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line_start..last.start)?;
    // `  - ` begins the item: a list of lines. Everything else is `[a, b]`.
    if before.trim() == "-" {
        let rest = text.get(last.end..)?;
        let at = last.end + rest.find('\n')? + 1;
        let lines = items.iter().map(|item| format!("{before}{}{}", scalar(item), line_end(file)));
        return Some(edit(file, at..at, lines.collect()));
    }
    Some(edit(file, last.end..last.end, items.iter().map(|item| format!(", {}", scalar(item))).collect()))
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

    fn add(text: &str) -> Option<String> {
        apply(text, add_to_list(&SourceText::new("a.md", text), "aliases", &["/old/".to_owned()]))
    }

    #[test]
    fn aliases_join_the_list_that_is_there() {
        let cases = [
            ("---\ntitle: a\n---\n", "---\ntitle: a\naliases:\n  - /old/\n---\n"),
            ("---\naliases: [/a/, '/b/'] # old\n---\n", "---\naliases: [/a/, '/b/', /old/] # old\n---\n"),
            (
                "---\naliases:\n- /a/\n-   /b/ # x\ntitle: a\n---\n",
                "---\naliases:\n- /a/\n-   /b/ # x\n-   /old/\ntitle: a\n---\n",
            ),
            ("---\r\naliases:\r\n    - /a/\r\n---\r\n", "---\r\naliases:\r\n    - /a/\r\n    - /old/\r\n---\r\n"),
            ("---\naliases: /a/\n---\n", "---\naliases: [/a/, /old/]\n---\n"),
            ("---\naliases: [ ]\n---\n", "---\naliases: [/old/]\n---\n"),
            ("---\naliases:\n---\n", "---\naliases: [/old/]\n---\n"),
            ("Text", "---\naliases:\n  - /old/\n---\n\nText"),
        ];
        for (before, after) in cases {
            assert_eq!(add(before).as_deref(), Some(after), "{before:?}");
        }
        assert_eq!(add("---\naliases: [/old/]\n---\n"), None, "it is there already");
    }

    #[test]
    fn an_alias_leaves_its_list() {
        let cases = [
            ("---\naliases: [/a/, /old/, /b/] # x\n---\n", "---\naliases: [/a/, /b/] # x\n---\n"),
            ("---\naliases: [/a/, \"/old/\"]\n---\n", "---\naliases: [/a/]\n---\n"),
            ("---\naliases:\n  - /old/ # x\n  - /b/\ntitle: a\n---\n", "---\naliases:\n  - /b/\ntitle: a\n---\n"),
            ("---\ntitle: a\naliases:\n  - /old/\n---\nx", "---\ntitle: a\n---\nx"),
            ("---\naliases: [/old/]\ntitle: a\n---\n", "---\ntitle: a\n---\n"),
            ("---\r\naliases: /old/\r\ntitle: a\r\n---\r\n", "---\r\ntitle: a\r\n---\r\n"),
        ];
        for (before, after) in cases {
            let edit = remove_from_list(&SourceText::new("a.md", before), "aliases", "/old/");
            assert_eq!(apply(before, edit).as_deref(), Some(after), "{before:?}");
        }
        assert_eq!(remove_from_list(&SourceText::new("a.md", "---\naliases: [/a/]\n---\n"), "aliases", "/old/"), None);
    }

    fn ask(text: &str, items: &[&str]) -> Option<String> {
        let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
        apply(text, add_to_list(&SourceText::new("a.md", text), "asks", &items))
    }

    #[test]
    fn texts_are_quoted_where_yaml_wants_it() {
        let items =
            ["where is my money?", "a: b", "c # d", "say \"hi\"", "don't", "no", "50", "- x", "[y", "как, быть"];
        let plain = ask("---\ntitle: a\n---\n", &items).expect("edited");
        assert_eq!(
            plain,
            "---\ntitle: a\nasks:\n  - where is my money?\n  - \"a: b\"\n  - \"c # d\"\n  - \"say \\\"hi\\\"\"\n  - don't\n  \
             - \"no\"\n  - \"50\"\n  - \"- x\"\n  - \"[y\"\n  - \"как, быть\"\n---\n"
        );
        for list in ["asks: [q] # c", "asks:\n- q # c", "asks:", "asks: q"] {
            let text = format!("---\r\ntitle: a\r\n{}\r\n---\r\n", list.replace('\n', "\r\n"));
            assert!(ask(&text, &items).is_some(), "{list}");
        }
    }

    #[test]
    fn new_asks_stand_by_the_title() {
        let cases = [
            ("---\ntitle: a\nowner: b\n---\n", "---\ntitle: a\nasks:\n  - q\nowner: b\n---\n"),
            (
                "---\r\ntitle: a\r\nsummary: s # c\r\norder: 1\r\n---\r\n",
                "---\r\ntitle: a\r\nsummary: s # c\r\nasks:\r\n  - q\r\norder: 1\r\n---\r\n",
            ),
        ];
        for (before, after) in cases {
            assert_eq!(ask(before, &["q"]).as_deref(), Some(after), "{before:?}");
        }
        let folded = "---\ntitle: a\nsummary: >\n  one\n  two\norder: 1\nextra:\n  x: 1\n---\n";
        assert!(ask(folded, &["q"]).is_some(), "a text of several lines");
    }
}
