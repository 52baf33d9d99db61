//! The words of all languages: as CLDR has them, and complete.

use std::collections::{BTreeMap, BTreeSet};

use icu_plurals::{PluralRuleType, PluralRules};

use super::load::load;
use super::read::read_file;
use super::text::Text;
use super::words::{Strings, name_of};
use crate::theme::date;
use crate::theme::files::{Files, source_text};
use helpdex_content::config::Language;
use helpdex_content::diagnostic::SourceText;

/// Keys that only some languages have.
const EXTRA: [&str; 1] = ["calendar"];

fn strings(language: &str, yaml: &str) -> Strings {
    let mut diagnostics = Vec::new();
    let entries = read_file(&SourceText::new("strings/x.yaml", yaml), &mut diagnostics);
    assert_eq!(diagnostics, []);
    Strings::new(language, entries.into_iter().collect(), BTreeSet::new())
}

fn embedded() -> Files {
    Files::read(None, &mut Vec::new()).expect("embedded")
}

/// Every embedded language with its entries.
fn languages() -> Vec<(String, BTreeMap<String, Text>)> {
    let files = embedded();
    let read = files.under("strings/").map(|(name, file)| {
        let mut diagnostics = Vec::new();
        let entries = read_file(&source_text(file).expect("UTF-8"), &mut diagnostics);
        assert_eq!(diagnostics, [], "{name}");
        (name.trim_end_matches(".yaml").to_owned(), entries.into_iter().collect())
    });
    read.collect()
}

#[test]
fn plural_forms_follow_the_language() {
    let ru = strings("ru", "a: {one: '{count} статья', few: '{count} статьи', many: '{count} статей'}");
    let said: Vec<_> = [1, 2, 5, 11, 21, 104, 112].iter().filter_map(|n| ru.plural("a", *n)).collect();
    assert_eq!(said, ["1 статья", "2 статьи", "5 статей", "11 статей", "21 статья", "104 статьи", "112 статей"]);
    let en = strings("en", "a: {one: '{count} article', other: '{count} articles'}");
    assert_eq!(en.plural("a", 1).as_deref(), Some("1 article"));
    assert_eq!(en.plural("a", 1234).as_deref(), Some("1,234 articles"));
}

#[test]
fn every_language_is_complete() {
    let all = languages();
    assert!(all.len() >= 3);
    let (_, english) = all.iter().find(|(code, _)| code == "en").expect("English");
    for (code, entries) in &all {
        let keys: BTreeSet<&String> = entries.keys().filter(|key| !EXTRA.contains(&key.as_str())).collect();
        let wanted: BTreeSet<&String> = english.keys().collect();
        let odd: Vec<_> = keys.symmetric_difference(&wanted).collect();
        assert!(odd.is_empty(), "{code}.yaml lacks these keys, or has them alone: {odd:?}");
        assert_ne!(Language::from_code(code).name, *code, "{code} has a name");
        for (key, text) in english {
            assert_eq!(names(text), names(&entries[key]), "{code}.yaml: the names in `{key}`");
        }
    }
}

/// The names in a text. A form for one alone may say it without its number.
fn names(text: &Text) -> BTreeSet<&str> {
    let all: Vec<&String> = match text {
        Text::One(text) => vec![text],
        Text::Forms(forms) => forms.get("other").into_iter().collect(),
        Text::List(items) => items.iter().collect(),
    };
    all.into_iter().flat_map(|text| text.split('{').skip(1).filter_map(|rest| rest.split('}').next())).collect()
}

#[test]
fn plurals_are_those_of_cldr() {
    for (code, entries) in languages() {
        let mut locale: icu_locale_core::Locale = code.parse().expect("a language");
        locale.id.script = None;
        let rules = PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).expect("rules");
        let wanted: BTreeSet<&str> = rules.categories().map(name_of).collect();
        for (key, text) in &entries {
            if let Text::Forms(forms) = text {
                let found: BTreeSet<&str> = forms.keys().copied().collect();
                // CLDR has told one from many in Vietnamese since 48; browsers that know an older one do not.
                if code == "vi" && found == BTreeSet::from(["other"]) {
                    continue;
                }
                assert_eq!(found, wanted, "{code}.yaml: the plurals of `{key}`");
            }
        }
    }
}

#[test]
fn every_language_has_twelve_months_and_a_whole_date() {
    for (code, entries) in languages() {
        assert!(matches!(&entries["months"], Text::List(months) if months.len() == 12), "{code}");
        let said = date::format("2026-11-05", &loaded(&code)).unwrap_or_default();
        assert!(!said.is_empty() && !said.contains(['{', '}']), "{code}: {said}");
    }
}

/// What `Intl.DateTimeFormat` says in Chromium, for the languages that are embedded.
#[test]
fn dates_agree_with_cldr() {
    let table = [
        ("ar", "5 نوفمبر 2026"),
        ("cs", "5. listopadu 2026"),
        ("de", "5. November 2026"),
        ("en", "November 5, 2026"),
        ("fi", "5. marraskuuta 2026"),
        ("fr", "5 novembre 2026"),
        ("hu", "2026. november 5."),
        ("ja", "2026年11月5日"),
        ("ru", "5 ноября 2026 г."),
        ("be", "5 лістапада 2026 г."),
        ("uk", "5 листопада 2026\u{202f}р."),
    ];
    for (code, wanted) in table {
        if embedded().get(&format!("strings/{code}.yaml")).is_some() {
            assert_eq!(date::format("2026-11-05T10:00:00Z", &loaded(code)).as_deref(), Some(wanted), "{code}");
        }
    }
}

#[test]
fn other_calendars_count_their_own_years() {
    let months = "months: [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12]\ndate: '{day} {month} {year}'\n";
    let said = |language: &str, calendar: &str, day: &str| {
        date::format(day, &strings(language, &format!("{months}calendar: {calendar}"))).expect("a date")
    };
    assert_eq!(said("fa", "persian", "2026-03-20"), "۲۹ m12 ۱۴۰۴");
    assert_eq!(said("fa", "persian", "2026-03-21"), "۱ m1 ۱۴۰۵");
    assert_eq!(said("th", "buddhist", "2026-11-05"), "5 m11 2569");
    assert_eq!(said("fa", "gregory", "2026-11-05"), "۵ m11 ۲۰۲۶");
}

fn loaded(code: &str) -> Strings {
    load(&embedded(), &[code.to_owned()], "NAME", &mut Vec::new()).remove(0)
}

#[test]
fn a_language_without_words_speaks_english_and_is_told_once() {
    let mut diagnostics = Vec::new();
    let codes = ["en-GB", "tlh", "qaa", "ckb-IQ"].map(str::to_owned);
    let all = load(&embedded(), &codes, "acme", &mut diagnostics);
    let said: Vec<_> = diagnostics.iter().map(|d| format!("{} {} {}", d.path, d.code, d.message)).collect();
    assert_eq!(
        said,
        [
            "helpdex.yaml missing-words Helpdex has no interface in `tlh`, `qaa`, `ckb-IQ`: around those articles it speaks English"
        ]
    );
    assert!(diagnostics[0].help.as_deref().is_some_and(|help| help.ends_with("into `themes/acme/strings/tlh.yaml`")));
    assert_eq!((all[0].foreign("home"), all[1].foreign("home")), (None, Some(("en", "ltr"))));
    // English in a page from the right keeps its question mark at its end; so does a name from the right in English.
    let kurdish = &all[3];
    let asked = kurdish.get("contact_title").expect("English").to_owned();
    assert_eq!(kurdish.in_its_direction("contact_title", asked), "\u{2066}Didn't find the answer?\u{2069}");
    let more = kurdish.get_with("more_in", &[("category", "پارە")]).expect("English");
    assert_eq!(more, "More on “\u{2068}پارە\u{2069}”");
    assert!(kurdish.for_scripts().contains(r#""borrowed":{"dir":"ltr","keys":["#));
    assert!(!all[0].for_scripts().contains("borrowed"));
}
