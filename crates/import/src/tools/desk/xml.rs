//! XML as Rails writes records: `<name type="integer">1</name>`, with lists that say so. It becomes the JSON that an API
//! would answer with.

use helpdex_content::markdown::decode_entities;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

/// Records are nested no deeper than this.
const MAX_DEPTH: usize = 40;

/// The root element of a file, by its name; or why it can't be read.
pub(crate) fn value(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|fault| fault.to_string())? {
            Event::Start(start) => {
                let name = name(&start);
                let value = element(&mut reader, &start, 0)?;
                return Ok(Value::Object(Map::from_iter([(name, value)])));
            }
            Event::Empty(start) => {
                let is_list = attribute(&start, "type") == "array";
                let value = if is_list { Value::Array(Vec::new()) } else { Value::Null };
                return Ok(Value::Object(Map::from_iter([(name(&start), value)])));
            }
            Event::Eof => return Err("it holds nothing".to_owned()),
            _ => {}
        }
    }
}

/// An element that has begun, up to its end.
fn element(reader: &mut Reader<&[u8]>, start: &BytesStart<'_>, depth: usize) -> Result<Value, String> {
    if depth > MAX_DEPTH {
        return Err("it is nested too deep".to_owned());
    }
    let kind = attribute(start, "type");
    let mut text = String::new();
    let mut fields: Vec<(String, Value)> = Vec::new();
    loop {
        match reader.read_event().map_err(|fault| fault.to_string())? {
            Event::Start(inner) => {
                let field = name(&inner);
                let value = element(reader, &inner, depth + 1)?;
                fields.push((field, value));
            }
            Event::Empty(inner) => {
                let is_list = attribute(&inner, "type") == "array";
                fields.push((name(&inner), if is_list { Value::Array(Vec::new()) } else { Value::Null }));
            }
            Event::Text(words) => text.push_str(&words.xml10_content()),
            Event::CData(words) => text.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => text.push(c),
                _ => text.push_str(&decode_entities(&format!("&{};", reference.xml10_content()))),
            },
            Event::End(_) => break,
            Event::Eof => return Err("it ends in the middle".to_owned()),
            _ => {}
        }
    }
    Ok(match kind.as_str() {
        "array" => Value::Array(fields.into_iter().map(|(_, value)| value).collect()),
        _ if !fields.is_empty() => Value::Object(fields.into_iter().collect()),
        "integer" => text.trim().parse::<i64>().map_or(Value::Null, Value::from),
        "boolean" => (text.trim() == "true").into(),
        _ => text.into(),
    })
}

fn name(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().replace('-', "_")
}

fn attribute(start: &BytesStart<'_>, wanted: &str) -> String {
    let found = start.attributes().flatten().find(|one| one.key.as_ref() == wanted);
    found.map(|one| one.value.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn records_of_rails() {
        let text = "<?xml version=\"1.0\"?>\n<solution-categories type=\"array\"><solution-category>\n\
                    <id type=\"integer\">7</id><name>A &amp; B&#33;</name><is-default type=\"boolean\">true</is-default>\n\
                    <description nil=\"true\"/><folders type=\"array\"/><text><![CDATA[<p>x</p>]]></text></solution-category>\
                    </solution-categories>";
        assert_eq!(
            value(text),
            Ok(json!({"solution_categories": [
                {"id": 7, "name": "A & B!", "is_default": true, "description": null, "folders": [], "text": "<p>x</p>"}
            ]}))
        );
        assert!(value("<a><b>").is_err() && value("").is_err() && value("<a></b>").is_err());
        assert_eq!(value("<?xml version=\"1.0\"?>\n<companies type=\"array\"/>"), Ok(json!({"companies": []})));
        let deep = "<a>".repeat(100);
        assert_eq!(value(&deep), Err("it is nested too deep".to_owned()));
    }
}
