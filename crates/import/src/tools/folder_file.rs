//! Small files of data beside articles: `_category_.json`, `_meta.yml`, `mkdocs.yml`.

use helpdex_content::yaml;
use serde_json::Value;

use crate::dialect::js;
use crate::source::tree::has_extension;
use crate::source::{Notes, what};

/// What is in a file of JSON, YAML, TOML or JavaScript; one that can't be read is told.
pub(crate) fn data(path: &str, text: &str, notes: &mut Notes) -> Option<Value> {
    let read = if has_extension(path, &["yml", "yaml"]) {
        yaml::parse(text).map(|node| node.to_json()).map_err(|fault| fault.message)
    } else if has_extension(path, &["toml"]) {
        toml::from_str::<Value>(text).map_err(|fault| fault.message().to_owned())
    } else {
        Ok(js::exported(text))
    };
    match read {
        Ok(value) => Some(value),
        Err(message) => {
            notes.problem(what::SETTINGS, path, None, format!("can't be read ({message})"));
            None
        }
    }
}
