//! Versions of documents, and where their translations lie.

use helpdex_content::path::join;

use super::settings::{Instance, Settings};
use crate::source::tree::Tree;
use crate::source::{Source, what};

/// The folder of an instance's translations.
pub(super) fn plugin(instance: &Instance) -> String {
    match instance.id.as_str() {
        "default" => "docusaurus-plugin-content-docs".to_owned(),
        id => format!("docusaurus-plugin-content-docs-{id}"),
    }
}

/// The version of the documents that readers get first.
pub(super) struct Version {
    /// `current`, or `version-1.2`.
    pub(super) name: String,
    pub(super) folder: String,
    pub(super) sidebars: Option<String>,
    /// Other versions: what their addresses have in front, and the folder.
    pub(super) others: Vec<(String, String)>,
}

impl Version {
    pub(super) fn of(tree: &Tree, settings: &Settings, instance: &Instance, source: &mut Source) -> Self {
        let prefix = if instance.id == "default" { String::new() } else { format!("{}_", instance.id) };
        let list = join(&settings.root, &format!("{prefix}versions.json"));
        let versions: Vec<String> =
            tree.text(&list).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let folder = |version: &str| match version {
            "current" => instance.folder.clone(),
            version => join(&settings.root, &format!("{prefix}versioned_docs/version-{version}")),
        };
        let wanted = instance.last_version.clone().or_else(|| versions.first().cloned());
        let last = wanted.unwrap_or_else(|| "current".to_owned());
        let mut others = Vec::new();
        for version in versions.iter().map(String::as_str).chain(["current"]).filter(|version| *version != last) {
            if versions.is_empty() {
                continue;
            }
            let path = if version == "current" { "next" } else { version };
            others.push((path.to_owned(), folder(version)));
            let message = format!("the version `{version}` is not imported; its addresses lead to `{last}`");
            source.notes.problem(what::SETTINGS, &list, None, message);
        }
        let sidebars = match last.as_str() {
            "current" => instance.sidebars.clone(),
            version => {
                Some(join(&settings.root, &format!("{prefix}versioned_sidebars/version-{version}-sidebars.json")))
            }
        };
        let name = if last == "current" { last.clone() } else { format!("version-{last}") };
        Self { name, folder: folder(&last), sidebars: sidebars.filter(|path| tree.has(path)), others }
    }
}
