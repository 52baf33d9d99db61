//! Giving a key of the front matter any value, with every other byte left as it is.

use std::ops::Range;

use super::front_matter::{
    NEIGHBOURS, edit, find, line_end, new_front_matter, new_line, scalar, shifted, texts, verified,
};
use crate::diagnostic::{Edit, SourceText};
use crate::source::front_matter_range;
use crate::yaml::{self, Node, NodeKind};

/// What a key is to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text; it is quoted where YAML wants that.
    Text(String),
    /// A word that is written as it is: a date, a number, a choice.
    Word(String),
    /// A list of texts.
    List(Vec<String>),
}

/// A list of texts longer than this is written with a line for each.
const FLOW_LENGTH: usize = 60;

/// Keys after which a new one is put, by its name, the nearest first; people read them in this order.
const ORDER: [&str; 6] = ["title", "summary", "asks", "keywords", "tags", "related"];

/// What a key holds now: a text for a single value, the items of a list; nothing where it is absent, empty, or holds
/// something else.
pub fn value_of(file: &SourceText, key: &str) -> Option<Value> {
    let yaml = &*file.slice(front_matter_range(file)?)?;
    let root = yaml::parse(yaml).ok()?;
    let (_, node) = find(&root, yaml, key)?;
    match &node.kind {
        NodeKind::List(items) => {
            let read: Option<Vec<String>> = items.iter().map(|item| item.as_text(yaml).map(str::to_owned)).collect();
            read.map(Value::List)
        }
        NodeKind::String(text) => Some(Value::Text(text.clone())),
        _ => node.as_text(yaml).map(|text| Value::Word(text.to_owned())),
    }
}

/// Gives a key a value. Quotes, comments and items that stay are left as they are.
///
/// Nothing comes back where the key has that value already, or its place can't be edited like that; [`value_of`] tells
/// which.
pub fn set_value(file: &SourceText, key: &str, value: &Value) -> Option<Edit> {
    if holds(value_of(file, key).as_ref(), value) {
        return None;
    }
    let Some(range) = front_matter_range(file) else {
        return new_front_matter(file, &line(file, key, value));
    };
    let yaml = &*file.slice(range.clone())?;
    let root = yaml::parse(yaml).ok()?;
    let wanted = |node: &Node, yaml: &str| match value {
        Value::Text(text) => matches!(&node.kind, NodeKind::String(read) if read == text),
        Value::Word(word) => node.as_text(yaml) == Some(word),
        Value::List(items) => texts(node, yaml) == *items,
    };
    let Some((name, node)) = find(&root, yaml, key) else {
        let line = line(file, key, value);
        // After a text of several lines the place may be wrong; the end always is right.
        return neighbours(key).iter().find_map(|near| {
            let edit = match near {
                Near::Start => edit(file, range.start..range.start, format!("{line}{}", line_end(file))),
                Near::After(keys) => new_line(file, &root, &range, keys, &line)?,
            };
            verified(file, edit, key, &wanted)
        });
    };
    let place = Place { file, yaml, start: range.start, name, node };
    let tries: [&dyn Fn() -> Option<Edit>; 3] =
        [&|| place.within(value), &|| place.after_name(value, true), &|| place.after_name(value, false)];
    tries.iter().find_map(|make| verified(file, make()?, key, &wanted))
}

/// Takes a key out, with its value. Nothing comes back where it is not there, or can't be taken out like that.
pub fn remove_key(file: &SourceText, key: &str) -> Option<Edit> {
    let range = front_matter_range(file)?;
    let yaml = &*file.slice(range.clone())?;
    let root = yaml::parse(yaml).ok()?;
    let (name, _) = find(&root, yaml, key)?;
    let start = line_start(yaml, name.range.start);
    if start != name.range.start {
        return None;
    }
    let removal = edit(file, shifted(&(start..value_end(yaml, name.range.end)), range.start), String::new());
    let mut text = file.text().into_owned();
    text.replace_range(removal.range.clone(), "");
    let rest = |file: &SourceText| {
        let yaml = file.slice(front_matter_range(file)?)?.into_owned();
        let root = yaml::parse(&yaml).ok()?;
        let others = root.as_map()?.iter().filter(|(name, _)| name.as_text(&yaml) != Some(key));
        let there = find(&root, &yaml, key).is_some();
        Some((there, others.map(|(name, value)| (name.to_json(), value.to_json())).collect::<Vec<_>>()))
    };
    let ((there, after), (_, before)) = (rest(&SourceText::new(file.path(), text))?, rest(file)?);
    (!there && after == before).then_some(removal)
}

/// Whether a key has the value already: a word is the same with quotes and without.
fn holds(now: Option<&Value>, wanted: &Value) -> bool {
    match (now, wanted) {
        (Some(Value::Text(now) | Value::Word(now)), Value::Word(wanted)) => now == wanted,
        (Some(Value::Text(now) | Value::Word(now)), Value::List(wanted)) => wanted.len() == 1 && wanted.contains(now),
        (now, wanted) => now == Some(wanted),
    }
}

/// Where a new key may stand.
enum Near {
    /// Before all others.
    Start,
    /// After the first of these that is there, else at the end.
    After(Vec<&'static str>),
}

fn neighbours(key: &str) -> Vec<Near> {
    let end = || Near::After(Vec::new());
    match ORDER.iter().position(|known| *known == key) {
        Some(0) => vec![Near::Start, end()],
        Some(at) => {
            let before = ORDER.get(..at).unwrap_or_default().iter().rev().copied().collect();
            vec![Near::After(before), end()]
        }
        None => vec![Near::After(NEIGHBOURS.to_vec()), end()],
    }
}

/// A whole new line, or lines, without the last line's end.
fn line(file: &SourceText, key: &str, value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{key}: {}", scalar(text)),
        Value::Word(word) => format!("{key}: {word}"),
        Value::List(items) if items.is_empty() => format!("{key}: []"),
        Value::List(items) => {
            let lines = items.iter().map(|item| format!("  - {}", scalar(item)));
            std::iter::once(format!("{key}:")).chain(lines).collect::<Vec<_>>().join(line_end(file))
        }
    }
}

fn line_start(yaml: &str, at: usize) -> usize {
    yaml.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

/// Where what belongs to a key ends: before the next line that begins with something. Empty lines and comments before
/// that one are not part of it.
fn value_end(yaml: &str, name_end: usize) -> usize {
    let mut end = yaml.get(name_end..).and_then(|rest| rest.find('\n')).map_or(yaml.len(), |at| name_end + at + 1);
    let mut at = end;
    for line in yaml.get(end..).unwrap_or_default().split_inclusive('\n') {
        let is_item = line == "-" || line.starts_with("- ") || line.starts_with("-\n") || line.starts_with("-\r");
        let belongs = line.starts_with([' ', '\t', ']', '}']) || is_item;
        let blank = line.trim().is_empty();
        if !belongs && !blank && !line.starts_with('#') {
            break;
        }
        at += line.len();
        if belongs && !blank {
            end = at;
        }
    }
    end
}

/// A key that is there, and its value.
struct Place<'f> {
    file: &'f SourceText,
    yaml: &'f str,
    /// Where the YAML begins in the file.
    start: usize,
    name: &'f Node,
    node: &'f Node,
}

impl Place<'_> {
    fn edit(&self, range: Range<usize>, text: String) -> Edit {
        edit(self.file, shifted(&range, self.start), text)
    }

    /// Changes no more than the value itself.
    fn within(&self, value: &Value) -> Option<Edit> {
        match (value, &self.node.kind) {
            (Value::List(items), NodeKind::List(nodes)) if !nodes.is_empty() => self.list(items, nodes),
            (Value::List(items), NodeKind::String(_) | NodeKind::Int(_) | NodeKind::Float(_)) => {
                Some(self.edit(self.node.range.clone(), flow(items)))
            }
            (Value::Text(_) | Value::Word(_), NodeKind::List(_) | NodeKind::Map(_) | NodeKind::Null) => None,
            (Value::Text(text) | Value::Word(text), _) => {
                let old = self.yaml.get(self.node.range.clone())?;
                if old.contains('\n') {
                    return None;
                }
                let new = match (old.chars().next(), value) {
                    (Some('"'), _) => yaml::quoted(text),
                    (Some('\''), _) if !text.chars().any(char::is_control) => format!("'{}'", text.replace('\'', "''")),
                    (_, Value::Word(word)) => word.clone(),
                    _ => scalar(text),
                };
                Some(self.edit(self.node.range.clone(), new))
            }
            _ => None,
        }
    }

    /// Writes all that follows the name anew; a comment on its line stays where it is asked for.
    fn after_name(&self, value: &Value, with_comment: bool) -> Option<Edit> {
        let from = self.name.range.end;
        let colon = from + self.yaml.get(from..)?.find(':')? + 1;
        let end = value_end(self.yaml, from);
        let line = self.yaml.get(colon..)?.split('\n').next()?;
        let is_crlf = line.ends_with('\r');
        let comment = match self.node.kind {
            _ if !with_comment => "",
            NodeKind::Null => line.find('#').and_then(|at| line.get(at..)).unwrap_or_default(),
            _ => line.rfind(" #").and_then(|at| line.get(at + 1..)).unwrap_or_default(),
        };
        let comment = comment.trim_end();
        let comment = if comment.is_empty() { String::new() } else { format!(" {comment}") };
        let end_of_line = if is_crlf { "\r\n" } else { "\n" };
        let text = match value {
            Value::Text(text) => format!(" {}{comment}{end_of_line}", scalar(text)),
            Value::Word(word) => format!(" {word}{comment}{end_of_line}"),
            Value::List(items) if items.is_empty() || flow(items).len() <= FLOW_LENGTH => {
                format!(" {}{comment}{end_of_line}", flow(items))
            }
            Value::List(items) => {
                let lines = items.iter().map(|item| format!("  - {}{end_of_line}", scalar(item)));
                format!("{comment}{end_of_line}{}", lines.collect::<String>())
            }
        };
        Some(self.edit(colon..end, text))
    }

    /// A list with other items; those that stay are written as they were.
    fn list(&self, items: &[String], nodes: &[Node]) -> Option<Edit> {
        let (first, last) = (nodes.first()?, nodes.last()?);
        let begins = line_start(self.yaml, first.range.start);
        let before = self.yaml.get(begins..first.range.start)?;
        if before.trim() != "-" {
            return self.flow_list(items, nodes);
        }
        if items.is_empty() {
            return self.after_name(&Value::List(Vec::new()), true);
        }
        let ends = last.range.end + self.yaml.get(last.range.end..)?.find('\n')? + 1;
        let starts: Vec<usize> =
            nodes.iter().map(|node| line_start(self.yaml, node.range.start)).chain([ends]).collect();
        let mut chunks: Vec<Option<&str>> = Vec::new();
        for pair in starts.windows(2) {
            let (from, to) = (*pair.first()?, *pair.last()?);
            chunks.push(Some(self.yaml.get(from..to).filter(|chunk| !chunk.is_empty())?));
        }
        let mut text = String::new();
        for item in items {
            let known = nodes
                .iter()
                .zip(&mut chunks)
                .find(|(node, chunk)| chunk.is_some() && node.as_text(self.yaml) == Some(item));
            match known.and_then(|(_, chunk)| chunk.take()) {
                Some(chunk) => text.push_str(chunk),
                None => text.push_str(&format!("{before}{}{}", scalar(item), line_end(self.file))),
            }
        }
        Some(self.edit(begins..ends, text))
    }

    fn flow_list(&self, items: &[String], nodes: &[Node]) -> Option<Edit> {
        let (first, last) = (nodes.first()?, nodes.last()?);
        let open = self.name.range.end + self.yaml.get(self.name.range.end..first.range.start)?.find('[')?;
        let close = last.range.end + self.yaml.get(last.range.end..)?.find(']')?;
        let written = |item: &String| {
            let known = nodes.iter().find(|node| node.as_text(self.yaml) == Some(item));
            known.and_then(|node| self.yaml.get(node.range.clone())).map_or_else(|| scalar(item), str::to_owned)
        };
        let old: Vec<&str> = nodes.iter().filter_map(|node| node.as_text(self.yaml)).collect();
        let goes_on =
            items.get(..old.len()).is_some_and(|same| same.iter().map(String::as_str).eq(old.iter().copied()));
        if goes_on {
            let more: String = items.iter().skip(old.len()).map(|item| format!(", {}", scalar(item))).collect();
            return Some(self.edit(last.range.end..last.range.end, more));
        }
        let all = items.iter().map(written).collect::<Vec<_>>().join(", ");
        Some(self.edit(open..close + 1, format!("[{all}]")))
    }
}

fn flow(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|item| scalar(item)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests;
