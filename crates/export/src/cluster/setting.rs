//! The files of an export beside its documents, and how JSON is written.

use serde_json::Value;

/// A file that tells an engine how to index or to ask.
pub(super) struct Setting {
    /// Its name, below the folder of the language or, where it holds for all, of the export.
    pub(super) name: &'static str,
    pub(super) text: String,
}

impl Setting {
    /// A file of JSON, as people read it.
    pub(super) fn json(name: &'static str, value: &Value) -> Self {
        Self { name, text: format!("{value:#}\n") }
    }
}

/// A document as a line of JSON.
pub(super) fn line(value: &impl serde::Serialize, part: &mut String) {
    // Texts, numbers and lists alone: nothing that JSON has no form for.
    if let Ok(text) = serde_json::to_string(value) {
        part.push_str(&text);
        part.push('\n');
    }
}
