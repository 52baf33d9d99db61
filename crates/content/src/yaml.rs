//! YAML as a tree with places, the only module that knows the YAML library.
//!
//! Front matter and `helpdex.yaml` are read into [`Node`]s instead of structs, so that every fault of a file is reported
//! with its own line and column in one run; a typed deserialiser stops at the first.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};

/// A YAML value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Bytes of the parsed text it takes up.
    pub range: Range<usize>,
}

/// The kinds of YAML value.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file; a key written twice stands here twice.
    Map(Vec<(Node, Node)>),
}

/// Text that is not YAML, or more than a file of ours may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlFault {
    /// What the parser found, without place.
    pub message: String,
    /// Byte of the parsed text where it found it.
    pub offset: usize,
}

/// Deeper nesting than this is refused: front matter is flat, and a tree this deep is an attack.
const MAX_DEPTH: usize = 32;
/// More nodes than this, aliases expanded, are refused: no front matter comes near it, an alias bomb passes it at once.
const MAX_NODES: usize = 100_000;

/// Reads a YAML document.
///
/// # Errors
/// When the text is not YAML, is nested too deeply, or grows too much by its aliases.
pub fn parse(text: &str) -> Result<Node, YamlFault> {
    if text.trim().is_empty() {
        return Ok(Node { kind: NodeKind::Map(Vec::new()), range: 0..0 });
    }
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES, max_documents: 1 },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: MAX_NODES },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        strict_booleans: true,
        with_snippet: false,
        emit_comments: false,
    };
    let read: Spanned<Value> = serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let offset = error
            .location()
            .map_or(0, |at| at.span().byte_offset().map_or_else(|| line_start(text, at.line()), to_usize));
        YamlFault { message: plain_message(&error), offset: offset.min(text.len()) }
    })?;
    Ok(node(read, text))
}

/// Quotes any text so that YAML reads it back as the same text.
pub fn quoted(text: &str) -> String {
    // A JSON string is a YAML string, with one exception: YAML wants DEL and C1 controls escaped, and JSON leaves them.
    let json = serde_json::Value::from(text).to_string();
    json.chars().fold(String::with_capacity(json.len()), |mut out, c| {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
        out
    })
}

impl Node {
    /// The text of a string, and the text as written of a number or boolean: `title: 2024` is a title too.
    pub fn as_text<'a>(&'a self, source: &'a str) -> Option<&'a str> {
        match &self.kind {
            NodeKind::String(text) => Some(text),
            NodeKind::Int(_) | NodeKind::Float(_) | NodeKind::Bool(_) => source.get(self.range.clone()).map(str::trim),
            _ => None,
        }
    }

    /// Its entries when it is a map.
    pub fn as_map(&self) -> Option<&[(Node, Node)]> {
        match &self.kind {
            NodeKind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// What a person calls its kind.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Bool(_) => "yes or no",
            NodeKind::Int(_) | NodeKind::Float(_) => "a number",
            NodeKind::String(_) => "text",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a map of keys",
        }
    }

    /// The same value as JSON, for themes.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.kind {
            NodeKind::Null => serde_json::Value::Null,
            NodeKind::Bool(value) => (*value).into(),
            NodeKind::Int(value) => (*value).into(),
            NodeKind::Float(value) => (*value).into(),
            NodeKind::String(value) => value.as_str().into(),
            NodeKind::List(items) => items.iter().map(Node::to_json).collect(),
            NodeKind::Map(entries) => entries
                .iter()
                .filter_map(|(key, value)| match &key.kind {
                    NodeKind::String(name) => Some((name.clone(), value.to_json())),
                    _ => None,
                })
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

fn to_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn line_start(text: &str, line: u64) -> usize {
    text.split_inclusive('\n').take(to_usize(line).saturating_sub(1)).map(str::len).sum()
}

/// The library's message without its place, on one line: Helpdex shows the place itself.
fn plain_message(error: &serde_yaml::Error) -> String {
    let text = error.without_snippet().to_string();
    let text = text.split_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let text = text.split_once(": line ").map_or(text, |(message, _)| message);
    let text = text.lines().next().unwrap_or("not YAML").trim().trim_start_matches("error: ");
    match text {
        _ if text.starts_with("alias ") && text.contains("limit") => "aliases (`*name`) repeat too much".to_owned(),
        _ if text.contains("recursion limit") || text.contains("max_depth") => "nested too deeply".to_owned(),
        _ => text.to_owned(),
    }
}

/// What serde hands over, before ranges are made out of locations.
enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    String(String),
    List(Vec<Spanned<Value>>),
    Map(Vec<(Spanned<Value>, Spanned<Value>)>),
}

fn node(read: Spanned<Value>, text: &str) -> Node {
    let span = read.referenced.span();
    let start = span.byte_offset().map_or_else(|| line_start(text, read.referenced.line()), to_usize).min(text.len());
    let end = start.saturating_add(span.byte_len().map_or(0, to_usize)).min(text.len());
    let mut range = start..end;
    let kind = match read.value {
        Value::Null => NodeKind::Null,
        Value::Bool(value) => NodeKind::Bool(value),
        Value::Int(value) => NodeKind::Int(value),
        Value::Float(value) => NodeKind::Float(value),
        Value::String(value) => NodeKind::String(value),
        Value::List(items) => NodeKind::List(items.into_iter().map(|item| node(item, text)).collect()),
        Value::Map(entries) => {
            NodeKind::Map(entries.into_iter().map(|(key, value)| (node(key, text), node(value, text))).collect())
        }
    };
    // The parser gives a list or map the place of its first token only.
    match &kind {
        NodeKind::List(items) => range.end = items.last().map_or(range.end, |last| last.range.end.max(range.end)),
        NodeKind::Map(entries) => range.end = entries.last().map_or(range.end, |last| last.1.range.end.max(range.end)),
        _ => {}
    }
    Node { kind, range }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Deserialize::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        // Too large for us: keep it as the number it is close to; the text as written is still in the source.
        Ok(i64::try_from(value).map_or(Value::Float(value as f64), Value::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<(String, String, NodeKind)> {
        let node = parse(text).expect("valid YAML");
        let slice = |n: &Node| text[n.range.clone()].to_owned();
        node.as_map().expect("a map").iter().map(|(k, v)| (slice(k), slice(v), v.kind.clone())).collect()
    }

    #[test]
    fn every_value_knows_its_place() {
        let text = "title: Как вывести 🙂\norder: 3\nlist: [a, \"b c\"]\nquoted: 'x'\n";
        let read = entries(text);
        assert_eq!(read[0].0, "title");
        assert_eq!(read[0].1, "Как вывести 🙂");
        assert_eq!(read[1], ("order".into(), "3".into(), NodeKind::Int(3)));
        assert_eq!(read[3].1, "'x'");
        let NodeKind::List(items) = &read[2].2 else { panic!("a list") };
        assert_eq!(&text[items[1].range.clone()], "\"b c\"");
    }

    #[test]
    fn a_number_is_text_as_written() {
        let text = "title: 007\n";
        let node = parse(text).expect("valid YAML");
        let (_, value) = &node.as_map().expect("a map")[0];
        assert_eq!(value.as_text(text), Some("007"));
    }

    #[test]
    fn faults_have_a_place_and_a_plain_message() {
        let fault = parse("title: a\nsummary: [unclosed\norder: 1\n").expect_err("not YAML");
        assert!(fault.offset > 8, "{fault:?}");
        assert!(!fault.message.contains('\n') && !fault.message.contains("line"), "{fault:?}");
        let tab = parse("title: a\nasks:\n\t- b\n").expect_err("a tab");
        assert!(tab.offset >= 9, "{tab:?}");
    }

    #[test]
    fn alias_bombs_and_deep_nesting_are_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for i in 1..12 {
            let refs = vec![format!("*a{}", i - 1); 9].join(", ");
            bomb.push_str(&format!("a{i}: &a{i} [{refs}]\n"));
        }
        parse(&bomb).expect_err("a bomb");
        parse(&format!("a: {}{}", "[".repeat(5_000), "]".repeat(5_000))).expect_err("too deep");
    }

    #[test]
    fn duplicate_keys_stay_for_the_reader_to_report() {
        assert_eq!(entries("a: 1\na: 2\n").len(), 2);
    }

    #[test]
    fn quoted_text_comes_back() {
        for text in ["plain", "a: b # c", "\"q\" 'x' \\", "таб\tи\nстрока", "\u{85}\u{2028}\u{feff}", "- x", "no", ""]
        {
            let yaml = format!("k: {}\n", quoted(text));
            let node = parse(&yaml).expect("valid YAML");
            assert_eq!(node.as_map().expect("a map")[0].1.kind, NodeKind::String(text.to_owned()), "{yaml}");
        }
    }
}
