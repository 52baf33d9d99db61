//! What a built site says of its articles: `answers.json`.

use std::path::Path;

use helpdex_content::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// An article, or a question that is answered in one, as `answers.json` has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The title, or the question.
    pub question: String,
    /// The short answer.
    pub answer: String,
    /// The full address, with the place in the page.
    pub url: String,
    /// The address of the article in Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
    /// The language's code.
    pub language: String,
    /// The day of its last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// The title of its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

/// What is read of the file.
#[derive(Deserialize)]
struct File {
    format: u32,
    answers: Vec<Entry>,
}

/// The form that is understood here.
const FORMAT: u32 = 1;

/// Reads the file of a language; nothing where the site has none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<Entry>>> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(Error::io("read", path)(fault)),
    };
    match serde_json::from_slice::<File>(&text) {
        Ok(file) if file.format == FORMAT => Ok(Some(file.answers)),
        Ok(_) => Err(damaged(path, "another version wrote it")),
        Err(fault) => Err(damaged(path, &fault.to_string())),
    }
}

fn damaged(path: &Path, what: &str) -> Error {
    Error::Environment(format!("`{}` can't be read ({what}); build the site again", path.display()))
}
