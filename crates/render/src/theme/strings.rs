//! The words of the interface, in every language of the site.
//!
//! A file such as `strings/ru.yaml` is a map: a text, or plural forms, or a list (of months). What a language's file
//! leaves out comes from English.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};
use serde::Serialize;

use helpdex_content::diagnostic::{Diagnostic, SourceText};
use helpdex_content::yaml::{self, Node, NodeKind};

use super::files::{Files, not_utf8, source_text};

/// The language whose words stand in for those that are missing.
const FALLBACK: &str = "en";
/// Numbers of this size and above get a separator between thousands.
const GROUP_FROM: u64 = 10_000;

/// One entry of a strings file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Text {
    One(String),
    Forms(BTreeMap<&'static str, String>),
    List(Vec<String>),
}

/// The words of one language.
#[derive(Clone, Debug)]
pub(crate) struct Strings {
    language: String,
    entries: BTreeMap<String, Text>,
    /// The language whose plural rules hold for each entry that came from English.
    borrowed: Vec<String>,
}

/// The plural categories of Unicode by their names in strings files.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Strings {
    /// A language without words.
    pub(super) fn empty(language: &str) -> Self {
        Self { language: language.to_owned(), entries: BTreeMap::new(), borrowed: Vec::new() }
    }

    /// The language's code.
    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    /// The text under a key.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        match self.entries.get(key)? {
            Text::One(text) => Some(text),
            Text::Forms(forms) => forms.get("other").map(String::as_str),
            Text::List(_) => None,
        }
    }

    /// The text under a key, with `{name}` replaced.
    pub(crate) fn get_with(&self, key: &str, names: &[(&str, &str)]) -> Option<String> {
        self.get(key).map(|text| fill(text, names))
    }

    /// The form of the text under a key that goes with a number, with `{count}` replaced.
    #[cfg(test)]
    pub(crate) fn plural(&self, key: &str, count: u64) -> Option<String> {
        self.plural_with(key, count, &[])
    }

    /// As [`plural`](Self::plural), with other names replaced too.
    pub(crate) fn plural_with(&self, key: &str, count: u64, names: &[(&str, &str)]) -> Option<String> {
        let text = match self.entries.get(key)? {
            Text::Forms(forms) => {
                let form = forms.get(self.category(key, count)).or_else(|| forms.get("other"));
                form.or_else(|| forms.values().next())?
            }
            Text::One(text) => text,
            Text::List(_) => return None,
        };
        let number = self.number(count);
        let mut names = names.to_vec();
        names.push(("count", &number));
        Some(fill(text, &names))
    }

    /// An item of the list under a key.
    pub(super) fn item(&self, key: &str, index: usize) -> Option<&str> {
        match self.entries.get(key)? {
            Text::List(items) => items.get(index).map(String::as_str),
            _ => None,
        }
    }

    /// The entries for scripts: those whose key begins with `js_`, as JSON.
    pub(super) fn for_scripts(&self) -> String {
        let entries: BTreeMap<&str, &Text> =
            self.entries.iter().filter_map(|(key, text)| Some((key.strip_prefix("js_")?, text))).collect();
        serde_json::to_string(&entries).unwrap_or_else(|_| "{}".to_owned())
    }

    #[cfg(test)]
    pub(super) fn keys(&self) -> Vec<&str> {
        self.entries.keys().map(String::as_str).collect()
    }

    #[cfg(test)]
    pub(super) fn borrowed(&self) -> &[String] {
        &self.borrowed
    }

    fn category(&self, key: &str, count: u64) -> &'static str {
        let language = if self.borrowed.iter().any(|k| k == key) { FALLBACK } else { &self.language };
        // The rules are compiled in; to look them up costs less than to share them between threads.
        let rules = language
            .parse::<Locale>()
            .ok()
            .and_then(|locale| PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).ok());
        match rules.map_or(PluralCategory::Other, |rules| rules.category_for(count)) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    fn number(&self, count: u64) -> String {
        let digits = count.to_string();
        if count < GROUP_FROM {
            return digits;
        }
        let separator = self.get("thousands").unwrap_or("\u{a0}");
        let mut out = String::with_capacity(digits.len() + 8);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(separator);
            }
            out.push(digit);
        }
        out
    }
}

/// Replaces `{name}`; what is not in `names` stays as it is.
fn fill(text: &str, names: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, tail)| {
            let (_, value) = names.iter().find(|(known, _)| *known == name)?;
            Some((*value, tail))
        });
        match value {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                let _ = out.write_char('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The words of each language: the embedded file and the site's own over it, over English.
pub(super) fn load(files: &Files, languages: &[String], diagnostics: &mut Vec<Diagnostic>) -> Vec<Strings> {
    let mut read = BTreeMap::new();
    let mut names: Vec<&str> = languages.iter().map(String::as_str).chain([FALLBACK]).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let mut entries = BTreeMap::new();
        // `pt-BR` takes what it doesn't have from `pt`.
        let primary = name.split('-').next().filter(|primary| *primary != name);
        for code in primary.into_iter().chain([name]) {
            for file in files.layers(&format!("strings/{code}.yaml")) {
                match source_text(file) {
                    Some(source) => entries.extend(read_file(&source, diagnostics)),
                    None => diagnostics.push(not_utf8(file)),
                }
            }
        }
        read.insert(name, entries);
    }
    let fallback = read.get(FALLBACK).cloned().unwrap_or_default();
    let one = |language: &String| {
        let mut entries = read.get(language.as_str()).cloned().unwrap_or_default();
        let mut borrowed = Vec::new();
        for (key, text) in &fallback {
            if !entries.contains_key(key) {
                borrowed.push(key.clone());
                entries.insert(key.clone(), text.clone());
            }
        }
        Strings { language: language.clone(), entries, borrowed }
    };
    languages.iter().map(one).collect()
}

fn read_file(source: &SourceText, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Text)> {
    let node = match yaml::parse(source.text()) {
        Ok(node) => node,
        Err(fault) => {
            diagnostics.push(source.error("theme-strings", fault.offset..fault.offset + 1, fault.message));
            return Vec::new();
        }
    };
    let Some(entries) = node.as_map() else {
        let message = format!("a strings file has to be a map of keys, not {}", node.kind_name());
        diagnostics.push(source.error("theme-strings", node.range, message));
        return Vec::new();
    };
    let mut found = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let name = key.as_text(source.text()).unwrap_or_default();
        match read_text(value, source) {
            Ok(text) => found.push((name.to_owned(), text)),
            Err((at, message)) => {
                diagnostics.push(source.error("theme-strings", at.range.clone(), format!("`{name}` {message}")));
            }
        }
    }
    found
}

/// One entry, or the node at fault and what is wrong with it.
fn read_text<'n>(value: &'n Node, source: &SourceText) -> Result<Text, (&'n Node, String)> {
    let text = |node: &'n Node| match node.as_text(source.text()) {
        Some(text) => Ok(text.to_owned()),
        None => Err((node, format!("has to be text, not {}", node.kind_name()))),
    };
    match &value.kind {
        NodeKind::List(items) => Ok(Text::List(items.iter().map(text).collect::<Result<_, _>>()?)),
        NodeKind::Map(forms) => {
            let mut found = BTreeMap::new();
            for (key, form) in forms {
                let name = key.as_text(source.text()).unwrap_or_default();
                let Some(known) = FORMS.iter().find(|known| **known == name) else {
                    return Err((key, format!("has a plural form `{name}`; the forms are {}", FORMS.join(", "))));
                };
                found.insert(*known, text(form)?);
            }
            Ok(Text::Forms(found))
        }
        _ => Ok(Text::One(text(value)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(language: &str, yaml: &str) -> Strings {
        let mut diagnostics = Vec::new();
        let entries = read_file(&SourceText::new("strings/x.yaml", yaml), &mut diagnostics);
        assert_eq!(diagnostics, []);
        Strings { language: language.to_owned(), entries: entries.into_iter().collect(), borrowed: Vec::new() }
    }

    #[test]
    fn plural_forms_follow_the_language() {
        let ru = strings("ru", "a: {one: '{count} статья', few: '{count} статьи', many: '{count} статей'}");
        let said: Vec<_> = [1, 2, 5, 11, 21, 104, 112].iter().filter_map(|n| ru.plural("a", *n)).collect();
        assert_eq!(said, ["1 статья", "2 статьи", "5 статей", "11 статей", "21 статья", "104 статьи", "112 статей"]);
        let en = strings("en", "a: {one: '{count} article', other: '{count} articles'}");
        assert_eq!(en.plural("a", 1).as_deref(), Some("1 article"));
        assert_eq!(en.plural("a", 0).as_deref(), Some("0 articles"));
    }

    #[test]
    fn long_numbers_are_grouped() {
        let en = strings("en", "thousands: ','\na: '{count}'");
        assert_eq!(en.plural("a", 9999).as_deref(), Some("9999"));
        assert_eq!(en.plural("a", 10_000).as_deref(), Some("10,000"));
        assert_eq!(en.plural("a", 1_234_567).as_deref(), Some("1,234,567"));
    }

    #[test]
    fn names_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(fill("{a} {b} {", &[("a", "{b}"), ("b", "x")]), "{b} x {");
        assert_eq!(fill("{c}", &[]), "{c}");
    }

    #[test]
    fn faults_have_their_place() {
        let source = SourceText::new("strings/x.yaml", "good: fine\nbad: {lots: x}\nworse: {one: [x]}\n");
        let mut diagnostics = Vec::new();
        let entries = read_file(&source, &mut diagnostics);
        assert_eq!(entries.len(), 1);
        let said: Vec<_> = diagnostics.iter().map(|d| format!("{} {}", d.location(), d.message)).collect();
        assert_eq!(
            said,
            [
                "strings/x.yaml:2:7 `bad` has a plural form `lots`; the forms are zero, one, two, few, many, other",
                "strings/x.yaml:3:14 `worse` has to be text, not a list",
            ]
        );
    }
}
