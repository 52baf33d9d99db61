//! A message of the contact form.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fields::{Field, Fields, File};

/// A message as it is kept and delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Message {
    /// The key by which it counts once, and by which whoever it is delivered to knows it again.
    pub(crate) id: String,
    /// When it came.
    pub(crate) at: String,
    /// The language of the form's page.
    #[serde(default)]
    pub(crate) language: String,
    /// What was written, in the order of the form.
    pub(crate) fields: Vec<Field>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) files: Vec<File>,
}

/// What became of a form.
#[derive(Debug, PartialEq)]
pub(crate) enum Form {
    /// Somebody wrote. The mark is what is the same when the form is sent twice; whether it is the form's own key, which
    /// nothing else has, is told too.
    Message { message: Message, mark: String, is_key: bool },
    /// The field that people don't see is filled in: a robot wrote.
    Trap,
    /// There is nothing in it.
    Empty,
}

/// Fields that steer the form and say nothing.
const OURS: [&str; 5] = ["next", "form-name", "elapsed", "website", "id"];
/// The field that people don't see.
const TRAP: &str = "website";

impl Message {
    /// The message in a form that was sent, and what it is known by when it is sent again: the key that the form's script
    /// made, or else all its words. Without a key it gets `otherwise` for one.
    pub(crate) fn of(mut form: Fields, at: i64, otherwise: String) -> Form {
        if form.get(TRAP).is_some() {
            return Form::Trap;
        }
        let given = form.take("id").filter(|id| is_key(id));
        let language = form.take("language").unwrap_or_default();
        let is_said = |field: &Field| !OURS.contains(&field.name.as_str()) && !field.value.trim().is_empty();
        let fields: Vec<Field> = form.fields.into_iter().filter(is_said).collect();
        if fields.is_empty() && form.files.is_empty() {
            return Form::Empty;
        }
        let mark = given.clone().unwrap_or_else(|| digest(&language, &fields, &form.files));
        let (id, is_key) = (given.clone().unwrap_or(otherwise), given.is_some());
        let message = Self { id, at: crate::clock::rfc3339(at), language, fields, files: form.files };
        Form::Message { message, mark, is_key }
    }

    /// What stands in a field.
    #[cfg(any(test, feature = "smtp"))]
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
    }
}

fn is_key(text: &str) -> bool {
    (8..=64).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
}

fn digest(language: &str, fields: &[Field], files: &[File]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    add(language);
    // What the page counts while somebody writes may differ from one try to the next.
    for field in fields.iter().filter(|field| field.name != "trail") {
        add(&field.name);
        add(&field.value);
    }
    for file in files {
        add(&file.name);
        add(&file.data);
    }
    base16ct::lower::encode_string(hash.finalize().get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        let field = |(name, value): &(&str, &str)| Field { name: (*name).into(), value: (*value).into() };
        Message::of(Fields { fields: pairs.iter().map(field).collect(), files: Vec::new() }, 0, "chance".into())
    }

    fn message(pairs: &[(&str, &str)]) -> (Message, String) {
        match form(pairs) {
            Form::Message { message, mark, .. } => (message, mark),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_steers_the_form_is_not_said() {
        let written = [
            ("language", "en"),
            ("next", "/"),
            ("elapsed", "9"),
            ("subject", "Help"),
            ("text", "<b>hi</b>"),
            ("empty", " "),
        ];
        let (message, _) = message(&written);
        assert_eq!(message.language, "en");
        assert_eq!(message.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["subject", "text"]);
        assert_eq!(message.get("text"), Some("<b>hi</b>"), "a text stays what it is");
        assert_eq!(form(&[("website", "http://spam.example"), ("subject", "x")]), Form::Trap);
        assert_eq!(form(&[("language", "en"), ("next", "/"), ("subject", "")]), Form::Empty);
    }

    #[test]
    fn the_same_words_are_the_same_message() {
        let mark = |pairs: &[(&str, &str)]| message(pairs).1;
        let once = mark(&[("subject", "Help"), ("elapsed", "5")]);
        assert_eq!(once, mark(&[("subject", "Help"), ("elapsed", "9"), ("trail", "x")]));
        assert_ne!(once, mark(&[("subject", "Help!")]));
        assert_ne!(mark(&[("a", "bc")]), mark(&[("ab", "c")]));
        assert_eq!(once, mark(&[("id", "../x"), ("subject", "Help")]), "an odd key is none");
        assert_eq!(message(&[("subject", "Help")]).0.id, "chance");
        let (keyed, mark) = message(&[("id", "0123456789abcdef"), ("subject", "Help")]);
        assert_eq!((keyed.id.as_str(), mark.as_str()), ("0123456789abcdef", "0123456789abcdef"));
    }
}
