//! What a form holds, however a browser wrote it down.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// Fields and files of one form, in its order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Fields {
    pub(crate) fields: Vec<Field>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) files: Vec<File>,
}

/// A field with what was written into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// A file that was attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    /// The field.
    pub(crate) field: String,
    /// The file's own name.
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// What it holds, in base64.
    pub(crate) data: String,
}

impl File {
    /// What it holds.
    #[cfg(any(test, feature = "smtp"))]
    pub(crate) fn bytes(&self) -> Vec<u8> {
        STANDARD.decode(&self.data).unwrap_or_default()
    }
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// `application/x-www-form-urlencoded`, as plain forms are sent.
    Urlencoded,
    /// `multipart/form-data`, as plain forms with files are sent.
    Multipart,
    /// One JSON object. Scripts call it `text/plain`, so that browsers ask no leave first.
    Json,
}

impl Format {
    /// The format that a request names.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        let kind = kind.split(';').next()?.trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => Some(Self::Urlencoded),
            "multipart/form-data" => Some(Self::Multipart),
            "application/json" | "application/x-ndjson" | "application/jsonl" | "text/plain" => Some(Self::Json),
            _ => None,
        }
    }

    /// Whether browsers send it for a form without a script.
    pub(crate) fn is_form(self) -> bool {
        self != Self::Json
    }
}

/// Fields of a form. More are none that a help site has.
const MOST_FIELDS: usize = 100;
/// Bytes of a field's name.
const NAME_BYTES: usize = 100;

/// Reads a body.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) async fn read(format: Format, headers: &HeaderMap, body: Bytes) -> Result<Fields, &'static str> {
    let mut read = match format {
        Format::Urlencoded => Fields {
            fields: form_urlencoded::parse(&body)
                .map(|(name, value)| Field { name: name.into_owned(), value: value.into_owned() })
                .collect(),
            files: Vec::new(),
        },
        Format::Multipart => multipart(headers, body).await?,
        Format::Json => json(&body)?,
    };
    if read.fields.len() + read.files.len() > MOST_FIELDS {
        return Err("too many fields");
    }
    let mut names = read.fields.iter().map(|field| &field.name).chain(read.files.iter().map(|file| &file.field));
    if names.any(|name| name.is_empty() || name.len() > NAME_BYTES || name.chars().any(char::is_control)) {
        return Err("a field has no name, or an odd one");
    }
    for field in &mut read.fields {
        field.value = plain(&field.value);
    }
    Ok(read)
}

/// A text without signs that only steer terminals and printers; lines stay lines.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

/// Fields of an object: texts, numbers and truths. What is null is left out.
fn json(body: &[u8]) -> Result<Fields, &'static str> {
    let value: serde_json::Value = serde_json::from_slice(body).map_err(|_| "that is no JSON")?;
    let serde_json::Value::Object(object) = value else { return Err("that is no JSON object") };
    let mut fields = Vec::new();
    for (name, value) in object {
        let value = match value {
            serde_json::Value::String(text) => text,
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::Bool(truth) => truth.to_string(),
            serde_json::Value::Null => continue,
            _ => return Err("a field is a list or an object"),
        };
        fields.push(Field { name, value });
    }
    Ok(Fields { fields, files: Vec::new() })
}

async fn multipart(headers: &HeaderMap, body: Bytes) -> Result<Fields, &'static str> {
    const BROKEN: &str = "that is no multipart form";
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).ok_or(BROKEN)?;
    let boundary = multer::parse_boundary(kind).map_err(|_| BROKEN)?;
    let stream = tokio_stream::once(Ok::<_, std::convert::Infallible>(body));
    let mut form = multer::Multipart::new(stream, boundary);
    let mut read = Fields::default();
    while let Some(part) = form.next_field().await.map_err(|_| BROKEN)? {
        let field = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(plain);
        let kind = part.content_type().map_or_else(String::new, ToString::to_string);
        let bytes = part.bytes().await.map_err(|_| BROKEN)?;
        match file {
            // A field for files that was left empty.
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) => read.files.push(File { field, name, kind, data: STANDARD.encode(&bytes) }),
            None => read.fields.push(Field { name: field, value: String::from_utf8_lossy(&bytes).into_owned() }),
        }
    }
    Ok(read)
}

impl Fields {
    /// What stands in a field.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.name == name);
        field.map(|field| field.value.as_str()).filter(|value| !value.is_empty())
    }

    /// The same, taken out.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let place = self.fields.iter().position(|field| field.name == name)?;
        Some(self.fields.remove(place).value).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(kind: &str, body: &'static str) -> Result<Fields, &'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        let format = Format::of(&headers).ok_or("unknown")?;
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(read(format, &headers, Bytes::from_static(body.as_bytes())))
    }

    #[test]
    fn the_same_form_in_each_format() {
        let urlencoded = parsed("application/x-www-form-urlencoded", "subject=%C3%A9+1&text=a%0D%0Ab").unwrap();
        let json = parsed("text/plain;charset=UTF-8", r#"{"subject":"é 1","text":"a\nb","trail":null}"#).unwrap();
        let multipart = parsed(
            "multipart/form-data; boundary=X",
            "--X\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\né 1\r\n--X\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\r\nb\r\n--X--\r\n",
        );
        assert_eq!(urlencoded, json);
        assert_eq!(multipart.unwrap(), json);
        assert_eq!((json.get("subject"), json.get("trail")), (Some("é 1"), None));
    }

    #[test]
    fn files_come_with_what_they_hold() {
        let body = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--X\r\nContent-Disposition: form-data; name=\"more\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--X--\r\n";
        let read = parsed("multipart/form-data; boundary=X", body).unwrap();
        assert_eq!(read.files.len(), 1);
        assert_eq!(read.files[0].bytes(), b"hello");
        assert_eq!((read.files[0].name.as_str(), read.files[0].kind.as_str()), ("a.txt", "text/plain"));
    }

    #[test]
    fn what_is_no_form_is_told() {
        for (kind, body) in [
            ("text/html", "a=b"),
            ("text/plain", "no"),
            ("text/plain", "[]"),
            ("text/plain", r#"{"a":{}}"#),
            ("text/plain", r#"{"":"a"}"#),
            ("multipart/form-data", "a"),
            ("multipart/form-data; boundary=X", "nothing"),
        ] {
            assert!(parsed(kind, body).is_err(), "{kind} {body}");
        }
        assert_eq!(parsed("text/plain", "{\"a\":\"x\\u0000\\u001b[2Jy\"}").unwrap().get("a"), Some("x[2Jy"));
    }
}
