//! Front matter as the fields of a form.

use serde::{Deserialize, Serialize};

use helpdex_content::diagnostic::SourceText;
use helpdex_content::edit::{Value, remove_key, set_value, value_of};
use helpdex_content::source::front_matter_range;
use helpdex_content::yaml::{self, Node, NodeKind};

use crate::document::Document;
use crate::place;

/// What a field holds, and how a form shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A text of a line.
    Text,
    /// A text of some sentences.
    Long,
    /// Texts, each on its own.
    List,
    /// One of the options.
    Choice,
    /// A day, such as `2026-11-30`.
    Date,
    /// A span of time, such as `180d`.
    Duration,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// Names that articles share.
    Tags,
    /// Articles of the site.
    Articles,
    /// Old addresses.
    Paths,
    /// An icon of the theme.
    Icon,
    /// An image of the site, by its path below the content folder.
    Image,
}

/// A key of the front matter, in a form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its value as JSON; null where it is not given.
    pub value: serde_json::Value,
    /// Whether a form can change it; otherwise it is written in a way that only its author understands.
    pub editable: bool,
    /// Whether it is given, here or in another file of the site.
    pub used: bool,
    /// What there is to choose from.
    pub options: Option<&'static [&'static str]>,
    /// Where key and value begin in the front matter, in UTF-16 units; nothing where the key is not there.
    pub from: Option<usize>,
    /// Where they end.
    pub to: Option<usize>,
}

const STATUS: &[&str] = &["draft", "published", "archived"];
const AUDIENCE: &[&str] = &["agents"];

/// The fields of an article, in the order of the form.
const ARTICLE: [(&str, Kind); 15] = [
    ("title", Kind::Text),
    ("summary", Kind::Long),
    ("asks", Kind::List),
    ("status", Kind::Choice),
    ("audience", Kind::Choice),
    ("owner", Kind::Text),
    ("reviewed", Kind::Date),
    ("review_every", Kind::Duration),
    ("tags", Kind::Tags),
    ("keywords", Kind::List),
    ("related", Kind::Articles),
    ("featured", Kind::Flag),
    ("order", Kind::Number),
    ("image", Kind::Image),
    ("aliases", Kind::Paths),
];

/// The same of a category; the last one has no meaning for the home page, which everyone sees.
const CATEGORY: [(&str, Kind); 10] = [
    ("title", Kind::Text),
    ("summary", Kind::Long),
    ("icon", Kind::Icon),
    ("order", Kind::Number),
    ("owner", Kind::Text),
    ("reviewed", Kind::Date),
    ("review_every", Kind::Duration),
    ("keywords", Kind::List),
    ("image", Kind::Image),
    ("audience", Kind::Choice),
];

/// Fields that every form shows.
const ALWAYS: [&str; 4] = ["title", "summary", "asks", "status"];

fn of_kind(kind: place::Kind) -> &'static [(&'static str, Kind)] {
    match kind {
        place::Kind::Article => &ARTICLE,
        place::Kind::Category => &CATEGORY,
        place::Kind::Home => CATEGORY.split_last().map_or(&[], |(_, others)| others),
        place::Kind::Snippet | place::Kind::Incident | place::Kind::Data => &[],
    }
}

/// The fields of a file. `used` tells whether another file of its kind gives a key.
pub fn fields(kind: place::Kind, document: &Document, used: &dyn Fn(&str) -> bool) -> Vec<Field> {
    let file = SourceText::new("", document.front.clone());
    let front = file.text();
    let yaml = front_matter_range(&file).and_then(|range| Some((range.start, front.get(range)?)));
    let root = yaml.and_then(|(start, yaml)| Some((start, yaml, yaml::parse(yaml).ok()?)));
    let field = |&(key, kind): &(&'static str, Kind)| {
        let found = root.as_ref().and_then(|(start, yaml, root)| {
            let (name, node) = root.as_map()?.iter().find(|(name, _)| name.as_text(yaml) == Some(key))?;
            Some((start + name.range.start, start + name.range.end.max(node.range.end), as_json(kind, node, yaml)))
        });
        let (place, value) = match found {
            Some((from, to, value)) => (Some((from, to)), value),
            None => (None, Some(serde_json::Value::Null)),
        };
        let broken = yaml.is_some() && root.is_none() || document.front.starts_with("---") && yaml.is_none();
        let editable = !broken && value.is_some() && can_change(&file, key, kind, place.is_some());
        Field {
            key,
            kind,
            value: value.unwrap_or_default(),
            editable,
            used: place.is_some() || ALWAYS.contains(&key) || used(key),
            options: (kind == Kind::Choice).then_some(if key == "audience" { AUDIENCE } else { STATUS }),
            from: place.map(|(from, _)| units(&document.front, from)),
            to: place.map(|(_, to)| units(&document.front, to)),
        }
    };
    of_kind(kind).iter().map(field).collect()
}

/// The UTF-16 units before a byte of a text.
pub(crate) fn units(text: &str, byte: usize) -> usize {
    text.get(..text.floor_char_boundary(byte)).map_or(0, |before| before.encode_utf16().count())
}

/// A value for a form; nothing where it is of another kind.
fn as_json(kind: Kind, node: &Node, yaml: &str) -> Option<serde_json::Value> {
    let text = |node: &Node| node.as_text(yaml).map(serde_json::Value::from);
    match (&node.kind, kind) {
        (NodeKind::Null, _) => Some(serde_json::Value::Null),
        (NodeKind::Bool(value), Kind::Flag) => Some((*value).into()),
        (NodeKind::List(items), Kind::List | Kind::Tags | Kind::Articles | Kind::Paths) => {
            items.iter().map(text).collect()
        }
        (_, Kind::List | Kind::Tags | Kind::Articles | Kind::Paths) => text(node).map(|text| vec![text].into()),
        (_, Kind::Flag) => None,
        _ => text(node),
    }
}

/// Whether a value could be put there: one is tried that no author has.
fn can_change(file: &SourceText, key: &str, kind: Kind, there: bool) -> bool {
    let probe = match kind {
        Kind::List | Kind::Tags | Kind::Articles | Kind::Paths => Value::List(vec!["/probe/".to_owned()]),
        Kind::Flag => Value::Word(
            if value_of(file, key) == Some(Value::Word("true".to_owned())) { "false" } else { "true" }.to_owned(),
        ),
        Kind::Number => Value::Word("1234567".to_owned()),
        _ => Value::Text("probe probe".to_owned()),
    };
    !there && file.text().is_empty() || set_value(file, key, &probe).is_some()
}

/// What a form gives for a key.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text, whatever it stands for.
    Text(String),
    /// Texts.
    List(Vec<String>),
    /// Nothing: the key goes.
    Nothing(()),
}

/// All that a form gives.
pub type Texts = std::collections::BTreeMap<String, Given>;

/// A document with what a form gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The document.
    pub document: Document,
    /// Keys that a form can't change here.
    pub unapplied: Vec<String>,
}

/// Puts into the front matter what a form gives. All other bytes stay.
pub fn apply(kind: place::Kind, document: &Document, given: &Texts) -> Applied {
    let mut unapplied: Vec<String> =
        given.keys().filter(|key| !of_kind(kind).iter().any(|(known, _)| known == key)).cloned().collect();
    let mut file = SourceText::new("", document.text());
    for (key, kind) in of_kind(kind) {
        let Some(given) = given.get(*key) else { continue };
        match one(&file, key, *kind, given) {
            Done::Same => {}
            Done::Changed(text) => file = SourceText::new("", text),
            Done::Refused => unapplied.push((*key).to_owned()),
        }
    }
    let text = file.text();
    let front = text.strip_suffix(document.body.as_str()).unwrap_or(&document.front);
    Applied { document: Document { front: front.to_owned(), body: document.body.clone() }, unapplied }
}

/// What became of one key.
enum Done {
    Same,
    Changed(String),
    Refused,
}

fn one(file: &SourceText, key: &str, kind: Kind, given: &Given) -> Done {
    let there = has(file, key);
    let now = value_of(file, key);
    let edit = match wanted(key, kind, given) {
        // Nothing is written where nothing stands.
        None | Some(Value::List(_)) if !there && is_empty(given) => return Done::Same,
        None => remove_key(file, key),
        Some(Value::List(items)) if items.is_empty() && now == Some(Value::List(Vec::new())) => return Done::Same,
        Some(value) if is_same(now.as_ref(), &value) => return Done::Same,
        Some(value) => set_value(file, key, &value),
    };
    let Some(edit) = edit else { return Done::Refused };
    let mut text = file.text().into_owned();
    if text.get(edit.range.clone()).is_none() {
        return Done::Refused;
    }
    text.replace_range(edit.range, &edit.text);
    Done::Changed(text)
}

fn is_empty(given: &Given) -> bool {
    match given {
        Given::Nothing(()) => true,
        Given::Text(text) => text.is_empty(),
        Given::List(items) => items.is_empty(),
        Given::Flag(_) | Given::Number(_) => false,
    }
}

/// Whether a key says that already: `180d` is the same in quotes.
fn is_same(now: Option<&Value>, wanted: &Value) -> bool {
    match (now, wanted) {
        (Some(Value::Text(now) | Value::Word(now)), Value::Text(wanted) | Value::Word(wanted)) => now == wanted,
        (Some(Value::Text(now) | Value::Word(now)), Value::List(wanted)) => wanted.len() == 1 && wanted.contains(now),
        (now, wanted) => now == Some(wanted),
    }
}

fn has(file: &SourceText, key: &str) -> bool {
    let there = || {
        let yaml = &*file.slice(front_matter_range(file)?)?;
        let root = yaml::parse(yaml).ok()?;
        Some(root.as_map()?.iter().any(|(name, _)| name.as_text(yaml) == Some(key)))
    };
    there().unwrap_or(false)
}

/// What is to stand there; nothing where the key is to go.
fn wanted(key: &str, kind: Kind, given: &Given) -> Option<Value> {
    let is_word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    match given {
        Given::Nothing(()) => None,
        Given::Flag(flag) => Some(Value::Word(flag.to_string())),
        Given::Number(number) => Some(Value::Word(number.to_string())),
        Given::List(items) => {
            Some(Value::List(items.iter().map(|item| one_line(item)).filter(|item| !item.is_empty()).collect()))
        }
        Given::Text(text) => {
            let text = one_line(text);
            match kind {
                // A person sees that these are empty; all others are not there then.
                Kind::Text | Kind::Long if !text.is_empty() || ALWAYS.contains(&key) => Some(Value::Text(text)),
                _ if text.is_empty() => None,
                Kind::List | Kind::Tags | Kind::Articles | Kind::Paths => Some(Value::List(vec![text])),
                Kind::Choice | Kind::Date | Kind::Duration | Kind::Number | Kind::Flag if is_word(&text) => {
                    Some(Value::Word(text))
                }
                _ => Some(Value::Text(text)),
            }
        }
    }
}

/// A text of a form as a single line: what was pasted may have more.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
