//! Front matter that was read before: to take its YAML apart costs more than all else about reading a file.

use super::front_matter::FrontMatter;
use super::kind::EntryKind;
use crate::kept::{MadeOf, Many, Memory, made_of};

/// What front matters of before were read to, and those of now.
pub(super) struct Heads(Many);

impl Heads {
    /// Those that are remembered.
    pub(super) fn of(memory: &dyn Memory) -> Self {
        Self(Many::of(memory, "heads"))
    }

    /// A number of all that a front matter is read from.
    pub(super) fn number(kind: EntryKind, code: &str, text: &str) -> MadeOf {
        made_of([&[kind as u8][..], code.as_bytes(), text.as_bytes()])
    }

    /// The front matter of a number, if it was read before and nothing was wrong with it.
    pub(super) fn recall(&self, number: &MadeOf) -> Option<FrontMatter> {
        postcard::from_bytes(self.0.recall(number)?).ok()
    }

    /// Takes one in which nothing is wrong.
    pub(super) fn add(&self, number: MadeOf, front: &FrontMatter) {
        if let Ok(bytes) = postcard::to_allocvec(front) {
            self.0.add(number, bytes);
        }
    }

    /// Keeps those of now.
    pub(super) fn keep(self, memory: &dyn Memory) {
        self.0.keep(memory);
    }
}

/// A value of JSON as its text: the form of the rest can't say what comes next.
pub(super) mod json {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use serde_json::Value;

    pub(in crate::source) fn serialize<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        let text = if value.is_null() { String::new() } else { value.to_string() };
        serializer.serialize_str(&text)
    }

    pub(in crate::source) fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Value, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        if text.is_empty() { Ok(Value::Null) } else { serde_json::from_str(text).map_err(D::Error::custom) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceText;
    use crate::source::front_matter;

    #[test]
    fn front_matter_is_the_same_again() {
        let text = "---\ntitle: Как?\nsummary: S\nasks: [a, б]\nkeywords: [k]\ntags: [t]\norder: -3\nfeatured: true\nowner: o\n\
            reviewed: 2026-11-29\nreview_every: 6m\nstatus: archived\naliases: [/x/]\nrelated: [a/b.md]\nimage: a.png\n\
            source_revision: 0123456789ab\ncontact: [chat]\nchecks: { missing-alt: off }\nextra: { a: [1, null, x] }\n---\n";
        let source = SourceText::new("content/a.md", text);
        let mut found = Vec::new();
        let parts = front_matter::split(&source, &mut found);
        for kind in [EntryKind::Article, EntryKind::Category] {
            let front = front_matter::read(&source, &parts, kind, &mut found);
            let bytes = postcard::to_allocvec(&front).expect("written");
            let again: FrontMatter = postcard::from_bytes(&bytes).expect("read");
            assert_eq!(format!("{again:?}"), format!("{front:?}"));
        }
    }
}
