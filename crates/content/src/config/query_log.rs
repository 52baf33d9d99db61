//! The list of what customers typed.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Place;
use crate::typed_yaml::MapReader;

/// A list of what customers typed; the preview shows what of it has no answer.
#[derive(Clone, Debug)]
pub struct QueryLogFile {
    /// The file, relative to the root.
    pub path: PathBuf,
    /// Where that is written.
    pub place: Place,
}

/// A file below the root.
pub(super) fn read(fields: &mut MapReader<'_>) -> Option<QueryLogFile> {
    let text = fields.text("asked")?;
    let path = Path::new(&text.value);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if text.value.is_empty() || !inside {
        let message = format!("`{}` has to be a file inside the site", text.value);
        fields.at("bad-value", text.range.clone(), message, "write it relative to helpdex.yaml, such as `asked.csv`");
        return None;
    }
    let place = fields.source().place(text.range.clone());
    Some(QueryLogFile { path: path.components().filter(|part| *part != Component::CurDir).collect(), place })
}
