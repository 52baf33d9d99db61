//! Texts of the settings that may differ from language to language.

use crate::typed_yaml::MapReader;
use crate::yaml::{Node, NodeKind};

/// A text, or one per language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    /// What counts for languages that have none of their own.
    pub(crate) default: String,
    /// Language code and text.
    pub(crate) by_language: Vec<(String, String)>,
}

impl Localized {
    /// The text for a language.
    pub fn get(&self, language: &str) -> &str {
        self.by_language.iter().find(|(code, _)| code == language).map_or(&self.default, |(_, text)| text)
    }
}

/// A link of the footer or of the ways to contact support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLink {
    /// What the reader sees.
    pub label: Localized,
    /// Where it leads: an `https:`, `mailto:` or `tel:` URL, or a path of the site.
    pub url: String,
}

/// A text, or a map from language code to text.
pub(crate) fn localized(fields: &mut MapReader<'_>, key: &'static str) -> Option<Localized> {
    let node = fields.node(key)?;
    if !matches!(node.kind, NodeKind::Map(_)) {
        return fields.text(key).map(|text| Localized { default: text.value, by_language: Vec::new() });
    }
    localized_node(fields, key, node)
}

/// The same for a node; nothing for a list.
pub(crate) fn localized_node(fields: &mut MapReader<'_>, key: &str, node: &Node) -> Option<Localized> {
    let NodeKind::Map(entries) = &node.kind else {
        let default = node.as_text(fields.yaml())?.trim().to_owned();
        return Some(Localized { default, by_language: Vec::new() });
    };
    let mut by_language = Vec::new();
    for (code, text) in entries {
        match (code.as_text(fields.yaml()), text.as_text(fields.yaml())) {
            (Some(code), Some(text)) => by_language.push((code.to_owned(), text.trim().to_owned())),
            _ => fields.fault("wrong-type", text, format!("`{key}` wants one text per language"), ""),
        }
    }
    let default = by_language.first().map(|(_, text)| text.clone()).unwrap_or_default();
    Some(Localized { default, by_language })
}
