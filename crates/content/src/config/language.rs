//! The languages a site speaks.

use std::ops::Deref;

use serde::Serialize;

use super::language_names::{self, is_known, is_right_to_left};

/// The direction a language is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the left, as English.
    Ltr,
    /// From the right, as Arabic.
    Rtl,
}

impl Direction {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// One language of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Language {
    /// Its code, such as `ru` or `pt-BR`: in file names, URLs and the `lang` attribute.
    pub code: String,
    /// Its name in itself: Русский.
    pub name: String,
    /// The direction it is written in.
    pub dir: Direction,
}

/// One of the languages of a site, by its place in the settings. Only a site's [`Languages`] give one out, so what it
/// stands for is always there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct LanguageId(u16);

impl LanguageId {
    /// The language of pages without a prefix: every site has it.
    pub const DEFAULT: Self = Self(0);

    /// Whether it is the site's first language.
    pub fn is_default(self) -> bool {
        self == Self::DEFAULT
    }

    /// For tests, whose sites have as many languages.
    #[cfg(test)]
    pub(crate) const fn nth(place: u16) -> Self {
        Self(place)
    }

    /// Its place in lists that have an item per language of the site.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The languages of a site, the default one first; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages(Vec<Language>);

impl Languages {
    /// Takes languages over: English where there is none, and no more than an id can tell apart.
    pub(crate) fn new(mut languages: Vec<Language>) -> Self {
        if languages.is_empty() {
            languages.push(Language::from_code("en"));
        }
        languages.truncate(usize::from(u16::MAX));
        Self(languages)
    }

    /// A language of this site.
    pub fn get(&self, id: LanguageId) -> &Language {
        // An id of another site falls back to the default language, which is always there.
        self.0.get(id.index()).unwrap_or(&self.0[0])
    }

    /// Every language by its id, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = LanguageId> + ExactSizeIterator + Clone + use<> {
        // There are no more than fit: `new` has counted them.
        (0..self.0.len() as u16).map(LanguageId)
    }

    /// Ids and languages, in order.
    pub fn pairs(&self) -> impl DoubleEndedIterator<Item = (LanguageId, &Language)> {
        self.ids().zip(&self.0)
    }

    /// Whether they are more than the menu on each page holds: they have a page of their own then, `languages/`.
    pub fn are_many(&self) -> bool {
        self.0.len() > IN_A_MENU
    }

    /// The id of a language by its code.
    pub fn by_code(&self, code: &str) -> Option<LanguageId> {
        self.pairs().find(|(_, language)| language.code == code).map(|(id, _)| id)
    }
}

/// So many languages stand in the menu of each page; more would be its largest part.
const IN_A_MENU: usize = 6;

impl Deref for Languages {
    type Target = [Language];

    fn deref(&self) -> &[Language] {
        &self.0
    }
}

impl Language {
    /// A language by its code, with the name and direction that are known for it.
    pub fn from_code(code: &str) -> Self {
        let dir = if is_right_to_left(code) { Direction::Rtl } else { Direction::Ltr };
        Self { code: code.to_owned(), name: language_names::own_name(code), dir }
    }

    /// The languages whose words its readers understand, nearest first, itself included: `pt-AO` and then `pt`. A
    /// script of its own is another way to write: readers of `sr-Latn` get no Cyrillic.
    pub fn chain(code: &str) -> Vec<String> {
        let mut chain = vec![code.to_owned()];
        let mut parts: Vec<&str> = code.split('-').collect();
        let primary = parts.first().copied().unwrap_or_default();
        if primary == "zh" {
            let traditional = parts.iter().any(|part| ["Hant", "TW", "HK", "MO"].contains(part));
            let others: &[&str] =
                if traditional && !parts.contains(&"Hans") { &["zh-Hant"] } else { &["zh-Hans", "zh"] };
            chain.extend(others.iter().filter(|other| **other != code).map(|other| (*other).to_owned()));
            return chain;
        }
        while parts.len() > 1 {
            let last = parts.pop().unwrap_or_default();
            if last.len() == 4 && last != USUAL_SCRIPT.iter().find(|(code, _)| *code == primary).map_or("", |(_, s)| s)
            {
                return chain;
            }
            chain.push(parts.join("-"));
        }
        chain.extend(NEAR.iter().filter(|(code, _)| *code == primary).map(|(_, near)| (*near).to_owned()));
        chain
    }
}

/// Scripts that need not be named, of languages that are written in more than one.
const USUAL_SCRIPT: [(&str, &str); 5] =
    [("az", "Latn"), ("bs", "Latn"), ("kk", "Cyrl"), ("sr", "Cyrl"), ("uz", "Latn")];

/// Other codes of a language, and languages that readers understand as well as their own.
const NEAR: [(&str, &str); 6] = [("nb", "no"), ("nn", "no"), ("iw", "he"), ("in", "id"), ("mo", "ro"), ("bs", "hr")];

/// Whether a text has the shape of a language code: two or three letters, then parts of two to eight.
pub fn is_well_formed(code: &str) -> bool {
    let mut parts = code.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Whether the last part of a file name (`refunds.de.md` → `de`) is meant as a language: `app.js.md` is not.
pub fn is_language_code(code: &str) -> bool {
    let primary = code.split('-').next().unwrap_or(code);
    is_well_formed(code) && (is_known(primary) || code.contains('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        assert!(is_language_code("ru") && is_language_code("pt-BR"));
        assert!(!is_language_code("js") && !is_language_code("0") && !is_language_code("RU"));
        assert_eq!(Language::from_code("be").name, "Беларуская");
        assert_eq!(Language::from_code("ar-EG").dir, Direction::Rtl);
        assert_eq!(Language::from_code("xx").name, "xx");
    }

    #[test]
    fn names_and_directions_of_variants() {
        let name = |code| Language::from_code(code).name;
        assert_eq!((name("zh-TW").as_str(), name("zh-CN").as_str()), ("繁體中文", "简体中文"));
        assert_eq!((name("es-MX").as_str(), name("pt-BR").as_str()), ("Español (MX)", "Português (Brasil)"));
        let dir = |code| Language::from_code(code).dir;
        assert_eq!((dir("az-Arab"), dir("ar-Latn"), dir("pa-PK")), (Direction::Rtl, Direction::Ltr, Direction::Ltr));
    }

    #[test]
    fn words_come_from_the_nearest_language() {
        let chain = |code| Language::chain(code).join(" ");
        assert_eq!(chain("pt-AO"), "pt-AO pt");
        assert_eq!(chain("zh"), "zh zh-Hans");
        assert_eq!(chain("zh-SG"), "zh-SG zh-Hans zh");
        assert_eq!(chain("zh-Hans"), "zh-Hans zh");
        assert_eq!((chain("zh-HK").as_str(), chain("zh-Hant").as_str()), ("zh-HK zh-Hant", "zh-Hant"));
        assert_eq!(chain("zh-Hant-HK"), "zh-Hant-HK zh-Hant");
        assert_eq!((chain("nb").as_str(), chain("nn-NO").as_str()), ("nb no", "nn-NO nn no"));
        assert_eq!((chain("sr-Latn").as_str(), chain("sr-Latn-RS").as_str()), ("sr-Latn", "sr-Latn-RS sr-Latn"));
        assert_eq!((chain("sr-Cyrl").as_str(), chain("bs").as_str()), ("sr-Cyrl sr", "bs hr"));
        assert_eq!(chain("en"), "en");
    }
}
