//! PostgreSQL: tables with `tsvector`, a function that asks them, and a statement a document.
//!
//! All of it goes through one transaction, so that whoever asks meanwhile sees the old answers or the new ones.

use helpdex_search::Words;

use super::analysis::postgres;
use super::section::{Pinned, Section};
use super::setting::Setting;
use super::synonyms;

pub(super) fn shared(anew: bool) -> Vec<Setting> {
    let mut settings = vec![Setting { name: "1-schema.sql", text: include_str!("schema.sql").to_owned() }];
    if anew {
        // Not `truncate`, which would make readers wait.
        let text = "delete from helpdex.section;\ndelete from helpdex.language;\n".to_owned();
        settings.push(Setting { name: "2-clear.sql", text });
    }
    settings
}

pub(super) fn settings(language: &str, words: &Words, pins: &[Pinned]) -> Vec<Setting> {
    let tag = literal(language);
    let mut text = format!("call helpdex.begin_language({tag}, '{}');\n", postgres(language));
    for (word, means) in synonyms::map(words) {
        let means = means.iter().map(|word| literal(word)).collect::<Vec<_>>().join(", ");
        text.push_str(&format!("call helpdex.put_synonym({tag}, {}, array[{means}]);\n", literal(&word)));
    }
    for pin in pins {
        for (place, id) in pin.ids.iter().enumerate() {
            let query = literal(&pin.query);
            text.push_str(&format!("call helpdex.put_pin({tag}, {query}, {}, {place});\n", literal(id)));
        }
    }
    vec![Setting { name: "begin.sql", text }]
}

pub(super) fn document(section: &Section, part: &mut String) {
    let json = serde_json::to_string(section).unwrap_or_default();
    part.push_str(&format!("call helpdex.put_section({});\n", literal(&json)));
}

pub(super) fn deletions(ids: &[String]) -> String {
    let ids = ids.iter().map(|id| literal(id)).collect::<Vec<_>>().join(", ");
    format!("delete from helpdex.section where id in ({ids});\n")
}

/// A text in quotes. PostgreSQL has no text with a zero in it, as a sign or as an escape of JSON.
fn literal(text: &str) -> String {
    let text = text.replace('\0', "").replace("\\u0000", "");
    format!("'{}'", text.replace('\'', "''"))
}
