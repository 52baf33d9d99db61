//! Lists of what customers typed and did.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Place;
use crate::typed_yaml::MapReader;

/// A list of what customers typed or did; the preview shows what is to be done about it.
#[derive(Clone, Debug)]
pub struct QueryLogFile {
    /// The file, relative to the root.
    pub path: PathBuf,
    /// Where that is written.
    pub place: Place,
}

/// A file below the root that a key names, such as another one.
pub(super) fn read(fields: &mut MapReader<'_>, key: &'static str, such_as: &str) -> Option<QueryLogFile> {
    let text = fields.text(key)?;
    let path = Path::new(&text.value);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if text.value.is_empty() || !inside {
        let message = format!("`{}` has to be a file inside the site", text.value);
        let help = format!("write it relative to helpdex.yaml, such as `{such_as}`");
        fields.at("bad-value", text.range.clone(), message, &help);
        return None;
    }
    let place = fields.source().place(text.range.clone());
    Some(QueryLogFile { path: path.components().filter(|part| *part != Component::CurDir).collect(), place })
}
