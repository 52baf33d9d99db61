//! A text in the languages that it is written in.

use crate::config::{Config, LanguageId};
use crate::diagnostic::Diagnostic;
use crate::suggestion::{did_you_mean, list};
use crate::typed_yaml::{At, MapReader};
use crate::yaml::{Node, NodeKind};

/// A text in the languages that it is written in. One without a language is in the site's first one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// In the order of languages.
    texts: Vec<(LanguageId, At<String>)>,
}

impl Wording {
    /// The place among its texts of the one for readers of a language: in theirs, else in the first that there is.
    pub(super) fn place(&self, language: LanguageId) -> usize {
        self.texts.iter().position(|(own, _)| *own == language).unwrap_or_default()
    }

    /// What it says to readers of a language, and in which language it says so.
    pub fn get(&self, language: LanguageId) -> Option<(LanguageId, &str)> {
        let (own, text) = self.texts.get(self.place(language))?;
        Some((*own, &text.value))
    }

    /// Its texts with their places.
    pub fn texts(&self) -> impl Iterator<Item = (LanguageId, &At<String>)> {
        self.texts.iter().map(|(language, text)| (*language, text))
    }

    /// Whether it is written in a language.
    pub fn is_in(&self, language: LanguageId) -> bool {
        self.texts.iter().any(|(own, _)| *own == language)
    }
}

/// Reads a text, or a map from language code to text; nothing where it says nothing. `what` names it in messages.
pub(super) fn read(fields: &mut MapReader<'_>, config: &Config, what: &str, node: &Node) -> Option<Wording> {
    let mut texts = Vec::new();
    let mut told = false;
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Map(entries) => {
            // Reports languages that are written twice.
            drop(fields.inside(entries));
            for (code, text) in entries {
                let before = texts.len();
                texts.extend(translation(fields, config, what, (code, text)));
                told |= texts.len() == before;
            }
        }
        NodeKind::List(_) => {
            fields.wrong_type(what, node, "a text, or a map with one text per language");
            return None;
        }
        _ => texts.extend(said(fields, node).map(|text| (LanguageId::DEFAULT, text))),
    }
    texts.sort_by_key(|(language, _)| *language);
    texts.dedup_by_key(|(language, _)| *language);
    if texts.is_empty() && !told {
        fields.fault("empty-standard", node, format!("this {what} says nothing"), "write it, or take it out");
    }
    (!texts.is_empty()).then_some(Wording { texts })
}

/// One language of a map, with what is wrong with it.
fn translation(
    fields: &mut MapReader<'_>,
    config: &Config,
    what: &str,
    (code, node): (&Node, &Node),
) -> Option<(LanguageId, At<String>)> {
    let name = code.as_text(fields.yaml())?;
    let Some(language) = config.language_id(name) else {
        let codes: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
        let help = did_you_mean(name, codes.iter().copied()).map_or_else(
            || format!("the languages of the site are {}", list(&codes)),
            |near| format!("did you mean `{near}`?"),
        );
        let found =
            fields.source().error("unknown-language", fields.range(code), format!("the site does not speak `{name}`"));
        fields.add(found.help(help));
        return None;
    };
    if node.as_text(fields.yaml()).is_none() && node.kind != NodeKind::Null {
        fields.wrong_type(&format!("{what} in `{name}`"), node, "text");
        return None;
    }
    let text = said(fields, node);
    if text.is_none() {
        let help = "write it, or take the language out";
        fields.fault("empty-standard", code, format!("this {what} says nothing in `{name}`"), help);
    }
    Some((language, text?))
}

/// The text of a node, where it says something.
fn said(fields: &MapReader<'_>, node: &Node) -> Option<At<String>> {
    let text = node.as_text(fields.yaml())?.trim();
    (!text.is_empty()).then(|| At { value: text.to_owned(), range: fields.range(node) })
}

/// The same under a key of a map. A key that has to be there and isn't is told of.
pub(super) fn key(
    fields: &mut MapReader<'_>,
    config: &Config,
    key: &'static str,
    missing: Option<(&str, &str)>,
) -> Option<Wording> {
    match fields.node(key) {
        Some(node) => read(fields, config, key, node),
        None => {
            if let Some((message, help)) = missing {
                fields.at_start("missing-key", message.to_owned(), help);
            }
            None
        }
    }
}

/// A diagnostic of a text of a file.
pub(super) fn fault(source: &crate::diagnostic::SourceText, text: &At<String>, message: &str) -> Diagnostic {
    source.error("standard-step", text.range.clone(), message)
}
