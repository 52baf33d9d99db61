//! What the program knows of each language: `data/languages/`, compiled in.
//!
//! `LL.json` is written by hand, in the language's own spelling; `LL.rules`, for languages whose words have forms, is made by
//! `make_rules.py` there.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use serde::Deserialize;

use super::belarusian;
use super::fold::Folding;
use super::language::{Language, primary};
use super::stem::Stemmer;
use super::suffix_rules::SuffixRules;
use super::translit::PARAGRAPH;
use super::words::Apostrophe;

/// A file written by hand.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Source {
    folding: Folding,
    apostrophe: Apostrophe,
    stemmer: Option<String>,
    /// Small words written together with the word before them.
    particles: String,
    /// Whether the language is written in other than Latin letters.
    own_script: bool,
    stop_words: String,
    interrogatives: String,
    articles: String,
    prefixes: String,
    compounds: bool,
    links: String,
    respellings: Vec<String>,
    keyboards: Vec<String>,
    vowels: String,
    spellings: Vec<String>,
    readings: Vec<Vec<String>>,
}

/// A language by its code, its file, and its rules.
type Embedded = (&'static str, &'static str, &'static [u8]);

macro_rules! embedded {
    ($($code:literal $($rules:literal)?),* $(,)?) => {
        [$((
            $code,
            include_str!(concat!("../../data/languages/", $code, ".json")),
            embedded!(@ $($rules)?),
        )),*]
    };
    (@) => { &[] };
    (@ $rules:literal) => { include_bytes!(concat!("../../data/languages/", $rules, ".rules")) };
}

#[rustfmt::skip]
static EMBEDDED: &[Embedded] = &embedded![
    "ar" "ar", "az", "be" "be", "bg" "bg", "bs" "hbs", "ca" "ca", "cs" "cs", "da" "da", "de" "de", "el" "el", "en",
    "es" "es", "et" "et", "eu" "eu", "fa" "fa", "fi" "fi", "fr" "fr", "ga" "ga", "gl" "gl", "he", "hi" "hi", "hr" "hbs",
    "hu" "hu", "hy" "hy", "id" "id", "is" "is", "it" "it", "ja", "ka" "ka", "kk", "ko", "lt" "lt", "lv" "lv", "mk" "mk", "ms",
    "nl" "nl", "no" "no", "pl" "pl", "pt" "pt", "ro" "ro", "ru" "ru", "sk" "sk", "sl" "sl", "sq" "sq", "sr" "hbs",
    "sv" "sv", "th", "tr" "tr", "uk" "uk", "ur", "vi", "zh",
];

/// Codes that mean another language's data.
#[rustfmt::skip]
const SAME: [(&str, &str); 8] = [
    ("cnr", "sr"), ("iw", "he"), ("in", "id"), ("mo", "ro"), ("nb", "no"), ("nn", "no"), ("prs", "fa"), ("sh", "sr"),
];

struct Known {
    language: Arc<Language>,
    packed: Vec<u8>,
}

/// Each is read when it is first asked for: a site has a few languages, and their tables cost more than all its words.
static KNOWN: LazyLock<BTreeMap<&'static str, OnceLock<Option<Known>>>> =
    LazyLock::new(|| EMBEDDED.iter().map(|source| (source.0, OnceLock::new())).collect());

/// What is known of a language, by its BCP 47 code; an unknown one is folded only.
pub(crate) fn language(lang: &str) -> Arc<Language> {
    known(lang).map_or_else(Arc::default, |known| Arc::clone(&known.language))
}

/// The same as the bytes of a file for browsers; nothing for an unknown language.
pub(crate) fn packed(lang: &str) -> Option<&'static [u8]> {
    known(lang).map(|known| known.packed.as_slice())
}

fn known(lang: &str) -> Option<&'static Known> {
    let of = |code: &str| {
        let code = SAME.iter().find(|(other, _)| *other == code).map_or(code, |(_, same)| same);
        let source = EMBEDDED.iter().find(|source| source.0 == code)?;
        KNOWN.get(code)?.get_or_init(|| read(source)).as_ref()
    };
    of(lang).or_else(|| of(primary(lang)))
}

fn read(&(code, text, rules): &Embedded) -> Option<Known> {
    let source: Source = serde_json::from_str(text).ok()?;
    debug_assert!(!code.is_empty());
    let fold = |list: &str| -> String {
        let words = list.split_whitespace().map(|word| source.folding.fold(word));
        words.collect::<Vec<_>>().join(" ")
    };
    let stemmer = match source.stemmer.as_deref() {
        Some("english") => Stemmer::English,
        _ if !source.particles.is_empty() => Stemmer::Particles(fold(&source.particles)),
        _ if rules.is_empty() => Stemmer::None,
        _ => Stemmer::Rules { rules: SuffixRules::read(rules)?, latin: !source.own_script },
    };
    let language = Language {
        folding: source.folding,
        apostrophe: source.apostrophe,
        stemmer,
        teacher: (code == "be").then_some(belarusian::stem_of_written as fn(&str) -> String),
        // Serbian is written in both.
        own_script: source.own_script || source.folding == Folding::Serbian,
        stop_words: fold(&source.stop_words),
        interrogatives: fold(&source.interrogatives),
        articles: fold(&source.articles),
        prefixes: fold(&source.prefixes),
        compounds: source.compounds,
        links: fold(&source.links),
        respellings: source.respellings.join("\n"),
        keyboards: source.keyboards.join("\n"),
        spellings: spellings(&source),
    };
    let packed = language.pack(rules);
    Some(Known { language: Arc::new(language), packed })
}

fn spellings(source: &Source) -> String {
    if source.spellings.is_empty() {
        return String::new();
    }
    let mut paragraphs = vec![source.spellings.join("\n")];
    paragraphs.extend(source.readings.iter().map(|lines| lines.join("\n")));
    format!("={}\n{}", source.vowels, paragraphs.join(&PARAGRAPH.to_string()))
}

/// The codes of all of them.
#[cfg(test)]
pub(crate) static CODES: LazyLock<Vec<&str>> = LazyLock::new(|| KNOWN.keys().copied().collect());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_read_and_comes_back_from_its_bytes() {
        assert_eq!(KNOWN.len(), EMBEDDED.len());
        for &code in CODES.iter() {
            let known = known(code).unwrap_or_else(|| panic!("{code}"));
            let read = Language::unpack(&known.packed).unwrap_or_else(|| panic!("{code}"));
            assert_eq!(read.pack(b""), known.language.pack(b""), "{code}");
            for length in 0..known.packed.len() {
                assert!(Language::unpack(&known.packed[..length]).is_none(), "{code} {length}");
            }
        }
    }

    #[test]
    fn codes() {
        let is_known = |code| packed(code).is_some();
        assert!(is_known("ru") && is_known("ru-RU") && is_known("en-GB") && !is_known("xx"));
        assert!(["nb-NO", "pt-BR", "sr-Latn", "zh-Hans"].into_iter().all(is_known));
    }
}
