//! Words that a site settles once: variables, the glossary, and words that are not to be used.

use std::collections::BTreeMap;

use super::localized::{Localized, localized_node};
use crate::diagnostic::Place;
use crate::suggestion::did_you_mean;
use crate::typed_yaml::MapReader;
use crate::variables::placeholder;
use crate::yaml::NodeKind;

/// A text that articles insert by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// What stands between the braces.
    pub name: String,
    /// What takes their place.
    pub value: Localized,
    /// Where `helpdex.yaml` sets it.
    pub place: Place,
}

impl Variable {
    /// The variable of a name.
    pub(super) fn find<'v>(variables: &'v [Self], name: &str) -> Option<&'v Self> {
        variables.iter().find(|variable| variable.name == name)
    }
}

/// A word that is not to be used in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BannedWord {
    /// The word or phrase. With `*` at its end all words that begin so.
    pub word: String,
    /// What to write instead, where there is such a word.
    pub instead: Option<String>,
}

/// Reads `variables`.
pub(super) fn variables(fields: &mut MapReader<'_>) -> Vec<Variable> {
    let mut variables = Vec::new();
    let Some(entries) = fields.map("variables") else { return variables };
    // Reports names that are written twice.
    drop(fields.inside(entries));
    for (key, value) in entries {
        let Some(name) = key.as_text(fields.yaml()).map(str::to_owned) else { continue };
        if !placeholder::is_name(&name) {
            let message = format!("`{name}` is not a name for a variable");
            fields.fault("bad-value", key, message, "use letters, digits, `_`, `-` and `.`");
            continue;
        }
        let place = fields.source().place(fields.range(key));
        match localized_node(fields, &name, value) {
            Some(value) => variables.push(Variable { name, value, place }),
            None => fields.fault("wrong-type", value, format!("`{name}` has to be a text, or one per language"), ""),
        }
    }
    variables
}

/// Reads `glossary`: short forms, each with what it stands for.
pub(super) fn glossary(fields: &mut MapReader<'_>) -> BTreeMap<String, Localized> {
    let mut glossary = BTreeMap::new();
    for (key, value) in fields.map("glossary").unwrap_or_default() {
        let Some(name) = key.as_text(fields.yaml()).map(str::to_owned) else { continue };
        match localized_node(fields, &name, value) {
            Some(meaning) => drop(glossary.insert(name, meaning)),
            None => fields.fault("wrong-type", value, format!("say what `{name}` stands for"), ""),
        }
    }
    glossary
}

/// Reads `banned_words`: per language, each with what to write instead.
pub(super) fn banned(fields: &mut MapReader<'_>, languages: &[&str]) -> BTreeMap<String, Vec<BannedWord>> {
    let mut banned: BTreeMap<String, Vec<BannedWord>> = BTreeMap::new();
    for (code, words) in fields.map("banned_words").unwrap_or_default() {
        let Some(language) = code.as_text(fields.yaml()) else { continue };
        if !languages.contains(&language) {
            let help = did_you_mean(language, languages.iter().copied())
                .map_or_else(String::new, |near| format!("did you mean `{near}`?"));
            fields.fault("unknown-language", code, format!("the site does not speak `{language}`"), &help);
            continue;
        }
        let list = match &words.kind {
            NodeKind::Map(entries) => entries
                .iter()
                .filter_map(|(word, instead)| {
                    let instead = instead.as_text(fields.yaml()).map(str::trim).filter(|text| !text.is_empty());
                    Some((word.as_text(fields.yaml())?, instead.map(str::to_owned)))
                })
                .collect(),
            NodeKind::List(items) => {
                items.iter().filter_map(|item| Some((item.as_text(fields.yaml())?, None))).collect()
            }
            _ => {
                let help = "write a list, or `old word: new word` line by line";
                fields.fault("wrong-type", words, format!("`{language}` wants words"), help);
                Vec::new()
            }
        };
        let words = list.into_iter().map(|(word, instead)| BannedWord { word: word.trim().to_owned(), instead });
        banned.entry(language.to_owned()).or_default().extend(words.filter(|banned| !banned.word.is_empty()));
    }
    banned
}
