//! Values of foreign front matter, and how they are written as YAML.

use serde_json::{Map, Value};

use crate::scaffold::scalar;
use helpdex_content::yaml::{Node, NodeKind, quoted};

/// Keys and values in the order in which they stand in the file.
pub(crate) type Entries = Vec<(String, Value)>;

/// The entries of a YAML map; nothing when it is something else.
pub(crate) fn from_yaml(node: &Node, source: &str) -> Option<Entries> {
    let entries = node.as_map()?.iter();
    Some(
        entries.filter_map(|(key, value)| Some((key.as_text(source)?.to_owned(), yaml_value(value, source)))).collect(),
    )
}

fn yaml_value(node: &Node, source: &str) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Bool(value) => (*value).into(),
        NodeKind::String(text) => text.as_str().into(),
        // What is only nearly a number, such as `007` or `1.10`, stays what the author wrote.
        NodeKind::Int(number) => as_written(node, source, (*number).into()),
        NodeKind::Float(number) => as_written(node, source, (*number).into()),
        NodeKind::List(items) => items.iter().map(|item| yaml_value(item, source)).collect(),
        NodeKind::Map(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                if let Some(key) = key.as_text(source) {
                    map.entry(key).or_insert_with(|| yaml_value(value, source));
                }
            }
            map.into()
        }
    }
}

fn as_written(node: &Node, source: &str, number: Value) -> Value {
    match node.as_text(source) {
        // The number as YAML writes it: comparing the values themselves would compare a number with a text.
        Some(text) if to_yaml(&number).as_str() != text => text.into(),
        _ => number,
    }
}

/// The entries of a TOML document.
pub(crate) fn from_toml(table: toml::Table) -> Entries {
    table.into_iter().map(|(key, value)| (key, toml_value(value))).collect()
}

fn toml_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(value) => value.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(toml_value).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, toml_value(value))).collect(),
    }
}

/// A value as YAML on one line.
pub(crate) fn to_yaml(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => scalar(text),
        Value::Array(items) => format!("[{}]", items.iter().map(to_yaml).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| format!("{}: {}", quoted(key), to_yaml(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A list of texts as YAML on one line.
pub(crate) fn texts_to_yaml(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| scalar(text)).collect::<Vec<_>>().join(", "))
}

/// The text of a value that is one, or a number.
pub(crate) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// The texts of a list, or of one text with commas; nothing when anything else is among them.
pub(crate) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::String(line) => {
            Some(line.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_content::yaml;

    #[test]
    fn values_come_back() {
        let text = "a: 007\nb: 1.10\nc: [x, 'y, z', {k: v, 2: no}]\nd: 2021-05-06\ne: ~\nf: 12345678901234567890\n";
        let entries = from_yaml(&yaml::parse(text).expect("valid"), text).expect("a map");
        let written: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {}\n", to_yaml(value))).collect();
        assert_eq!(
            written.concat(),
            "a: \"007\"\nb: \"1.10\"\nc: [x, \"y, z\", {\"2\": \"no\", \"k\": v}]\nd: \"2021-05-06\"\ne: null\n\
             f: \"12345678901234567890\"\n"
        );
        let again = yaml::parse(&written.concat()).expect("valid");
        assert_eq!(from_yaml(&again, &written.concat()).expect("a map"), entries);
    }
}
