//! What the settings of a site of Hugo say.

use std::collections::{BTreeMap, HashMap};

use helpdex_content::config::LanguageId;
use helpdex_content::path::{join, resolve, split};
use serde_json::Value;

use super::permalinks;
use crate::dialect::js::{at, text_at};
use crate::source::Source;
use crate::tools::ask::Ask;
use crate::tools::folder_file;

/// Files that only Hugo has.
pub(super) const OWN: [&str; 6] =
    ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml", "config/_default/hugo.yaml"];
/// Files that others have too.
pub(super) const SHARED: [&str; 6] = [
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/config.toml",
    "config/_default/config.yaml",
];

/// A site as its settings tell.
pub(super) struct Site<'a> {
    pub(super) ask: &'a Ask<'a>,
    pub(super) root: String,
    pub(super) content: String,
    pub(super) host: Option<String>,
    pub(super) base: String,
    /// Codes of languages, and what they are here.
    pub(super) languages: BTreeMap<String, Option<LanguageId>>,
    /// Folders of languages, and their codes.
    pub(super) folders: BTreeMap<String, String>,
    pub(super) default_code: String,
    pub(super) is_in_subfolder: bool,
    pub(super) is_ugly: bool,
    /// Patterns of addresses by section.
    pub(super) permalinks: BTreeMap<String, String>,
    pub(super) params: Value,
    /// Files by the names that `ref` may use alone.
    pub(super) names: HashMap<String, String>,
}

impl<'a> Site<'a> {
    pub(super) fn new(ask: &'a Ask<'a>, root: String, source: &mut Source) -> Self {
        let tree = ask.tree;
        let mut config = Value::Null;
        let files = OWN.iter().chain(&SHARED).map(|name| join(&root, name));
        let parts = ["languages", "params", "markup", "permalinks"].iter().flat_map(|part| {
            ["toml", "yaml", "yml"].map(|end| (Some(*part), join(&root, &format!("config/_default/{part}.{end}"))))
        });
        for (key, file) in files.map(|file| (None, file)).chain(parts) {
            let Some(value) = tree.text(&file).and_then(|text| folder_file::data(&file, &text, &mut source.notes))
            else {
                continue;
            };
            match key {
                None if config.is_null() => config = value,
                Some(key) if config.is_object() => config[key] = value,
                _ => {}
            }
        }
        let text = |names: &[&str]| names.iter().find_map(|name| text_at(&config, name)).map(str::to_owned);
        let url = text(&["baseURL", "baseurl", "baseUrl"]).unwrap_or_default();
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let default_code =
            text(&["defaultContentLanguage", "defaultcontentlanguage"]).unwrap_or_else(|| "en".to_owned());
        let listed = at(&config, "languages").as_object().cloned().unwrap_or_default();
        let mut folders = BTreeMap::new();
        let mut languages = BTreeMap::new();
        for (code, value) in &listed {
            let language = if *code == default_code { Some(ask.language) } else { ask.language_of(code) };
            languages.insert(code.clone(), language);
            let folder = ["contentDir", "contentdir"].iter().find_map(|key| value[key].as_str());
            if let Some(folder) = folder.and_then(|folder| resolve(&root, folder)) {
                folders.insert(folder, code.clone());
            }
        }
        let mut mounted = None;
        for mount in at(&config, "module.mounts").as_array().into_iter().flatten() {
            let (Some(from), Some("content")) = (mount["source"].as_str(), mount["target"].as_str()) else { continue };
            let Some(folder) = resolve(&root, from).filter(|folder| tree.folders.contains(folder)) else { continue };
            match mount["lang"].as_str().filter(|code| languages.contains_key(*code)) {
                Some(code) => drop(folders.insert(folder, code.to_owned())),
                None => mounted = Some(folder),
            }
        }
        let content = mounted
            .or_else(|| resolve(&root, &text(&["contentDir", "contentdir"]).unwrap_or_else(|| "content".to_owned())))
            .unwrap_or_default();
        let names = tree.below(&content).filter(|path| path.ends_with(".md")).map(|path| {
            let stem = split(path).1.trim_end_matches(".md");
            let name = if matches!(stem, "index" | "_index") { split(split(path).0).1 } else { stem };
            (name.to_lowercase(), path.clone())
        });
        let names = names.collect();
        Self {
            ask,
            content,
            host: Some(host.to_owned()).filter(|host| !host.is_empty()),
            base: path.trim_end_matches('/').to_owned(),
            languages,
            folders,
            default_code,
            is_in_subfolder: at(&config, "defaultContentLanguageInSubdir").as_bool() == Some(true),
            is_ugly: ["uglyURLs", "uglyurls"].iter().any(|key| at(&config, key).as_bool() == Some(true)),
            permalinks: permalinks::patterns(&config),
            params: config["params"].clone(),
            names,
            root,
        }
    }

    /// A path without the language in its name, and the code.
    pub(super) fn plain(&self, below: &str) -> (String, Option<String>) {
        let (folder, name) = split(below);
        let parts: Vec<&str> = name.split('.').collect();
        let code = parts.len().checked_sub(2).filter(|at| *at > 0).and_then(|at| parts.get(at)).copied();
        match code.filter(|code| self.languages.contains_key(*code)) {
            Some(code) => (join(folder, &name.replacen(&format!(".{code}."), ".", 1)), Some(code.to_owned())),
            None => (below.to_owned(), None),
        }
    }
}
