//! The words of one language.

use std::collections::{BTreeMap, BTreeSet};

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};
use serde_json::{Value, json};

use helpdex_content::config::{Direction, Language};

use super::number;
use super::text::{Text, fill, isolated};

/// The language whose words stand in for those that are missing.
pub(in crate::theme) const FALLBACK: &str = "en";

/// What the menu of many languages says.
const LANGUAGE_MENU: [&str; 5] = ["language", "language_all", "language_find", "language_unknown", "language_yours"];

/// The words of one language.
#[derive(Clone, Debug)]
pub(crate) struct Strings {
    language: String,
    dir: Direction,
    entries: BTreeMap<String, Text>,
    /// The keys whose texts came from English.
    borrowed: BTreeSet<String>,
}

impl Strings {
    pub(super) fn new(language: &str, entries: BTreeMap<String, Text>, borrowed: BTreeSet<String>) -> Self {
        Self { language: language.to_owned(), dir: Language::from_code(language).dir, entries, borrowed }
    }

    /// A language without words.
    pub(in crate::theme) fn empty(language: &str) -> Self {
        Self::new(language, BTreeMap::new(), BTreeSet::new())
    }

    /// The language's code.
    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    /// The direction it is written in.
    pub(crate) fn dir(&self) -> Direction {
        self.dir
    }

    /// All keys.
    pub(in crate::theme) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
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
        self.get(key).map(|text| self.filled(key, text, names))
    }

    /// The form of the text under a key that goes with a number, with `{count}` replaced.
    #[cfg(test)]
    pub(crate) fn plural(&self, key: &str, count: u64) -> Option<String> {
        self.plural_with(key, count, &[])
    }

    /// As [`get_with`](Self::get_with), in the form that goes with a number; `{count}` is replaced, too.
    pub(crate) fn plural_with(&self, key: &str, count: u64, names: &[(&str, &str)]) -> Option<String> {
        let text = match self.entries.get(key)? {
            Text::Forms(forms) => {
                let form = forms.get(self.category(key, count)).or_else(|| forms.get("other"));
                form.or_else(|| forms.values().next())?
            }
            Text::One(text) => text,
            Text::List(_) => return None,
        };
        let number = number::count(count, self.spoken(key));
        Some(fill(&self.filled(key, text, names), &[("count", &number)]))
    }

    fn filled(&self, key: &str, text: &str, names: &[(&str, &str)]) -> String {
        let around = if self.borrowed.contains(key) { Direction::Ltr } else { self.dir };
        // A date and its parts are in the interface's own words.
        let own = |name: &str| key.starts_with("date") || name == "date";
        let value = |name: &str, value: &str| if own(name) { value.to_owned() } else { isolated(value, around) };
        let names: Vec<(&str, String)> = names.iter().map(|(name, text)| (*name, value(name, text))).collect();
        let names: Vec<(&str, &str)> = names.iter().map(|(name, text)| (*name, text.as_str())).collect();
        fill(text, &names)
    }

    /// An item of the list under a key.
    pub(in crate::theme) fn item(&self, key: &str, index: usize) -> Option<&str> {
        match self.entries.get(key)? {
            Text::List(items) => items.get(index).map(String::as_str),
            _ => None,
        }
    }

    /// All texts under a key: the forms of a plural, or the items of a list.
    pub(in crate::theme) fn forms(&self, key: &str) -> Vec<&str> {
        match self.entries.get(key) {
            Some(Text::One(text)) => vec![text],
            Some(Text::Forms(forms)) => forms.values().map(String::as_str).collect(),
            Some(Text::List(items)) => items.iter().map(String::as_str).collect(),
            None => Vec::new(),
        }
    }

    /// The language and direction of a text that came from another language than the page's.
    pub(in crate::theme) fn foreign(&self, key: &str) -> Option<(&'static str, &'static str)> {
        self.borrowed.contains(key).then_some((FALLBACK, "ltr"))
    }

    /// Keeps a text that came from English in its own direction on a page that is written from the right: without it the
    /// full stop, or the question mark, would stand in front.
    pub(in crate::theme) fn in_its_direction(&self, key: &str, text: String) -> String {
        match self.dir {
            Direction::Rtl if self.borrowed.contains(key) => format!("\u{2066}{text}\u{2069}"),
            _ => text,
        }
    }

    /// What offers a page to those who read this language, and the name of the button that puts the offer away.
    pub(in crate::theme) fn offer(&self) -> Option<(&str, &str)> {
        let own = |key| self.get(key).filter(|_| !self.borrowed.contains(key));
        own("language_offer").zip(own("language_offer_close"))
    }

    /// The entries for scripts: those whose key begins with `js_` and the menu of many languages, as JSON; `borrowed` tells which are in English.
    pub(in crate::theme) fn for_scripts(&self) -> String {
        let menu = |key: &str| LANGUAGE_MENU.contains(&key).then_some(key.to_owned());
        self.as_json(&|key| key.strip_prefix("js_").map(str::to_owned).or_else(|| menu(key)))
    }

    /// The entries whose key begins with a prefix, by the rest of their keys, in the same way.
    pub(in crate::theme) fn beginning(&self, prefix: &str) -> String {
        self.as_json(&|key| key.strip_prefix(prefix).map(str::to_owned))
    }

    /// Some entries as JSON: those that `own` gives a name.
    fn as_json(&self, own: &dyn Fn(&str) -> Option<String>) -> String {
        let mut entries = serde_json::Map::new();
        for (key, text) in &self.entries {
            if let (Some(key), Ok(text)) = (own(key), serde_json::to_value(text)) {
                entries.insert(key, text);
            }
        }
        let borrowed: Vec<String> = self.borrowed.iter().filter_map(|key| own(key)).collect();
        if !borrowed.is_empty() {
            entries.insert("borrowed".to_owned(), json!({ "lang": FALLBACK, "dir": "ltr", "keys": borrowed }));
        }
        Value::Object(entries).to_string()
    }

    /// The language that an entry is in, as far as plurals and numbers go.
    pub(in crate::theme) fn spoken(&self, key: &str) -> &str {
        if self.borrowed.contains(key) { FALLBACK } else { &self.language }
    }

    fn category(&self, key: &str, count: u64) -> &'static str {
        // The rules are compiled in; to look them up costs less than to share them between threads.
        let rules = plural_rules(self.spoken(key));
        name_of(rules.map_or(PluralCategory::Other, |rules| rules.category_for(count)))
    }
}

fn plural_rules(language: &str) -> Option<PluralRules> {
    let mut locale = language.parse::<Locale>().ok()?;
    // How a language counts doesn't depend on its letters.
    locale.id.script = None;
    PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).ok()
}

pub(super) fn name_of(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
