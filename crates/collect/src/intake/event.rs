//! Events from what was sent: lines of JSON, or the fields of a plain form.

use helpdex_insights::event::{Event, Kind, read};
use serde_json::{Map, Value};

use super::fields::Fields;

/// Events of one request. More come from no page.
pub(crate) const MOST: usize = 500;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(crate) struct BadLine {
    pub(crate) line: usize,
    pub(crate) message: String,
}

/// What one request holds.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) events: Vec<Event>,
    pub(crate) bad: Vec<BadLine>,
}

/// Reads events that need no more proof than where they come from: all but surveys, which go to an address of their own.
///
/// # Errors
/// When there are too many.
pub(crate) fn lines(text: &str) -> Result<Lines, &'static str> {
    let mut found = Lines::default();
    for line in read(text) {
        match line {
            Ok(Event { kind: Kind::Survey { .. }, .. }) => {
                let message = "answers to surveys go to `/v1/survey`".to_owned();
                found.bad.push(BadLine { line: found.events.len() + found.bad.len() + 1, message });
            }
            // The collector's clock counts, not that of a reader.
            Ok(event) => found.events.push(Event { at: None, ..event }),
            Err(fault) => found.bad.push(BadLine { line: fault.line, message: fault.message }),
        }
        if found.events.len() + found.bad.len() > MOST {
            return Err("too many events for one request");
        }
    }
    Ok(found)
}

/// An event of a kind from fields, whose texts become what the vocabulary wants of them.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn of_fields(kind: &str, fields: &Fields) -> Result<Event, String> {
    let mut object = Map::new();
    object.insert("kind".into(), kind.into());
    for field in &fields.fields {
        // A field that is left empty says nothing.
        if field.value.is_empty() || field.name == "kind" || field.name == "at" {
            continue;
        }
        let value = match field.name.as_str() {
            "helped" => match field.value.as_str() {
                "true" | "yes" | "1" => Value::Bool(true),
                "false" | "no" | "0" => Value::Bool(false),
                _ => return Err("`helped` is neither `true` nor `false`".to_owned()),
            },
            "score" => match field.value.parse::<u8>() {
                Ok(score) => score.into(),
                Err(_) => return Err("`score` is no number".to_owned()),
            },
            _ => Value::String(field.value.clone()),
        };
        object.insert(field.name.clone(), value);
    }
    let mut events = read_one(&Value::Object(object));
    events.pop().unwrap_or_else(|| Err("there is nothing in it".to_owned()))
}

fn read_one(value: &Value) -> Vec<Result<Event, String>> {
    read(&value.to_string()).map(|event| event.map_err(|fault| fault.message)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fields::Field;
    use super::*;

    #[test]
    fn good_lines_are_taken_and_bad_ones_told() {
        let text = "{\"kind\":\"missing\",\"path\":\"/a/\",\"at\":\"1999-01-01T00:00:00Z\"}\n{\"kind\":\"missing\"}\n{\"kind\":\"survey\",\"survey\":\"csat\",\"score\":5}\n";
        let lines = lines(text).unwrap();
        assert_eq!(lines.events.len(), 1);
        assert_eq!(lines.events[0].at, None, "a reader's clock is not asked");
        assert_eq!(lines.bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [2, 3]);
        assert!(super::lines(&"{\"kind\":\"missing\",\"path\":\"/a/\"}\n".repeat(MOST + 1)).is_err());
    }

    #[test]
    fn a_plain_form_is_an_event() {
        let form = |pairs: &[(&str, &str)]| {
            let field = |(name, value): &(&str, &str)| Field { name: (*name).into(), value: (*value).into() };
            of_fields("feedback", &Fields { fields: pairs.iter().map(field).collect(), files: Vec::new() })
        };
        let good = [
            ("path", "/a/"),
            ("lang", "en"),
            ("revision", "0123456789ab"),
            ("helped", "false"),
            ("reason", "outdated"),
            ("text", ""),
        ];
        let event = form(&good).unwrap();
        assert!(matches!(event.kind, Kind::Feedback { helped: false, text: None, .. }));
        assert!(form(&[("path", "/a/"), ("revision", "0123456789ab"), ("helped", "perhaps")]).is_err());
        assert!(form(&[("path", "//evil.example")]).is_err());
        // A field can't make another kind of it.
        assert!(matches!(form(&[&good[..], &[("kind", "missing")]].concat()).unwrap().kind, Kind::Feedback { .. }));
    }
}
