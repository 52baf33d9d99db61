//! The JSON that desks export, or answer with: one file or many, whole lists or their pages.

use std::fs::File;
use std::io::Read;

use serde_json::Value;

use crate::source::{Notes, what};

use crate::source::tree::{Tree, has_extension};

/// So much of a file tells whose it is.
const SNIFFED: u64 = 64 * 1024;
/// So many files are looked into for that.
const MAX_SNIFFED: usize = 40;

/// All JSON of a folder.
#[derive(Debug, Default)]
pub(crate) struct Dump {
    /// Files and the values in them, one a line of those that end in `.jsonl`.
    files: Vec<(String, Vec<Value>)>,
}

/// A record, and the file that it is from.
pub(crate) type Record<'d> = (&'d str, &'d Value);

impl Dump {
    /// Reads every JSON file; what is none is told.
    pub(crate) fn read(tree: &Tree, notes: &mut Notes) -> Self {
        let mut dump = Self::default();
        for path in files(tree) {
            let bytes = match std::fs::read(tree.location(&path)) {
                Ok(bytes) => bytes,
                Err(fault) => {
                    notes.problem(what::LOST, &path, None, format!("not imported: it can't be read ({fault})"));
                    continue;
                }
            };
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_start_matches('\u{feff}');
            match values(text) {
                Ok(values) => dump.files.push((path, values)),
                Err((line, message)) => {
                    notes.problem(what::LOST, &path, Some(line), format!("not imported: it is no JSON ({message})"));
                }
            }
        }
        dump
    }

    /// Adds what was made of a file of another kind.
    pub(crate) fn add(&mut self, file: &str, value: Value) {
        self.files.push((file.to_owned(), vec![value]));
    }

    /// The records in lists of one of these names, and those in files of that name that are nothing but a list.
    pub(crate) fn records(&self, names: &[&str]) -> Vec<Record<'_>> {
        let mut found = Vec::new();
        for (file, values) in &self.files {
            let stem = file.rsplit('/').next().unwrap_or(file).split('.').next().unwrap_or_default().to_lowercase();
            let is_named = names.iter().any(|name| stem == *name || stem.strip_prefix(name).is_some_and(is_page));
            for value in values {
                collect(value, names, is_named, file, &mut found);
            }
        }
        found
    }

    /// Every file's values.
    pub(crate) fn values(&self) -> impl Iterator<Item = Record<'_>> {
        self.files.iter().flat_map(|(file, values)| values.iter().map(move |value| (file.as_str(), value)))
    }
}

/// Whether what follows a list's name in a file's name is the number of a page: `articles-2.json`.
fn is_page(rest: &str) -> bool {
    rest.starts_with(['-', '_', '.']) || rest.bytes().all(|byte| byte.is_ascii_digit())
}

fn collect<'d>(value: &'d Value, names: &[&str], is_named: bool, file: &'d str, found: &mut Vec<Record<'d>>) {
    match value {
        Value::Array(items) => {
            for item in items {
                let is_list = item.as_object().is_some_and(|map| names.iter().any(|name| holds_list(map.get(*name))));
                if is_list {
                    collect(item, names, false, file, found);
                } else if is_named && item.is_object() {
                    found.push((file, item));
                }
            }
        }
        Value::Object(map) => {
            let mut is_known = false;
            for name in names {
                match map.get(*name) {
                    Some(Value::Array(items)) => {
                        is_known = true;
                        found.extend(items.iter().filter(|item| item.is_object()).map(|item| (file, item)));
                    }
                    // `{"articles": {"page": 1, "items": […]}}`, and `{"article": {…}}`.
                    Some(inner @ Value::Object(of)) => {
                        is_known = true;
                        match of.get("items") {
                            Some(Value::Array(items)) => found.extend(items.iter().map(|item| (file, item))),
                            _ => found.push((file, inner)),
                        }
                    }
                    _ => {}
                }
            }
            if is_known || !is_named {
                return;
            }
            // `{"data": […]}` says nothing of what it holds; the file's name does.
            match map.get("data") {
                Some(Value::Array(items)) => {
                    found.extend(items.iter().filter(|item| item.is_object()).map(|item| (file, item)));
                }
                Some(inner @ Value::Object(_)) => found.push((file, inner)),
                _ if map.contains_key("id") => found.push((file, value)),
                _ => {}
            }
        }
        _ => {}
    }
}

fn holds_list(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Array(_) | Value::Object(_)))
}

/// The values of a file: one, or one a line.
fn values(text: &str) -> Result<Vec<Value>, (usize, String)> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    serde_json::Deserializer::from_str(text)
        .into_iter::<Value>()
        .collect::<Result<_, _>>()
        .map_err(|fault| (fault.line(), fault.to_string()))
}

/// The paths of all JSON files; the empty one is that of a single file.
fn files(tree: &Tree) -> Vec<String> {
    let is_json = |path: &str| has_extension(path, &["json", "jsonl", "ndjson"]);
    if tree.is_file {
        return if is_json(&tree.name) { vec![String::new()] } else { Vec::new() };
    }
    let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    tree.files.iter().filter(|path| is_json(path) && !is_hidden(path)).cloned().collect()
}

/// Whether the beginning of any JSON file has all the words of one of these groups.
pub(crate) fn sniff(tree: &Tree, groups: &[&[&str]]) -> bool {
    files(tree).iter().take(MAX_SNIFFED).any(|path| {
        let mut start = Vec::new();
        let read = File::open(tree.location(path)).and_then(|file| file.take(SNIFFED).read_to_end(&mut start));
        let text = String::from_utf8_lossy(&start);
        read.is_ok() && groups.iter().any(|words| words.iter().all(|word| text.contains(&format!("\"{word}\""))))
    })
}

/// A text that is not empty.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The name of a record, whether it is a number or a text.
pub(crate) fn id(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(id) => Some(id.trim().to_owned()).filter(|id| !id.is_empty()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

pub(crate) fn integer(value: &Value, key: &str) -> Option<i64> {
    let value = value.get(key)?;
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

pub(crate) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

/// The texts and numbers of a list.
pub(crate) fn list(value: &Value, key: &str) -> Vec<String> {
    let items = value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let texts = items.iter().filter_map(|item| match item {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(of) => of.get("name").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    });
    texts.filter(|text| !text.is_empty()).collect()
}

/// The day of a time: `2026-01-31T…`, or seconds or milliseconds since 1970.
pub(crate) fn day(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| match value.get(*key)? {
        Value::String(text) => {
            let day = text.trim().get(..10)?;
            day.parse::<jiff::civil::Date>().ok().map(|day| day.to_string())
        }
        Value::Number(number) => {
            let number = number.as_i64()?;
            let seconds = if number > 100_000_000_000 { number / 1_000 } else { number };
            let time = jiff::Timestamp::from_second(seconds).ok().filter(|_| seconds > 0)?;
            Some(time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_in_all_their_wrappings() {
        let dump = Dump {
            files: vec![
                ("articles.json".into(), vec![json!({"articles": [{"id": 1}], "count": 1}), json!([{"id": 2}])]),
                ("x/articles-2.json".into(), vec![json!([{"articles": [{"id": 3}]}]), json!({"data": [{"id": 4}]})]),
                ("all.json".into(), vec![json!({"articles": {"page": 1, "items": [{"id": 5}]}, "article": {"id": 6}})]),
                ("articlesque.json".into(), vec![json!([{"id": 7}])]),
                ("sections.json".into(), vec![json!([{"id": 8}])]),
            ],
        };
        let found = dump.records(&["articles", "article"]);
        let ids: Vec<String> = found.into_iter().filter_map(|(_, value)| id(value, "id")).collect();
        assert_eq!(ids, ["1", "2", "3", "4", "5", "6"]);
    }

    #[test]
    fn values_of_records() {
        let value = json!({"a": " x ", "b": "", "n": 5, "s": "7", "l": [1, " b ", {"name": "c"}, null], "t": 1_600_000_000,
            "m": 1_600_000_000_000_i64, "d": "2020-02-30T00:00:00Z", "e": "2020-02-28 10:00"});
        assert_eq!((text(&value, "a"), text(&value, "b")), (Some("x"), None));
        assert_eq!((integer(&value, "n"), integer(&value, "s"), id(&value, "n")), (Some(5), Some(7), Some("5".into())));
        assert_eq!(list(&value, "l"), ["1", "b", "c"]);
        assert_eq!(
            (day(&value, &["d", "t"]), day(&value, &["m"])),
            (Some("2020-09-13".into()), Some("2020-09-13".into()))
        );
        assert_eq!(day(&value, &["e"]), Some("2020-02-28".into()));
    }

    #[test]
    fn broken_files_name_their_line() {
        assert_eq!(values("{}\n{\"a\": }").map_err(|(line, _)| line), Err(2));
        assert_eq!(values(" \n").map(|values| values.len()), Ok(0));
    }
}
