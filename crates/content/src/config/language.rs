//! The languages a site speaks.

use std::ops::Deref;

use serde::Serialize;

/// The direction a language is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the left, as English.
    Ltr,
    /// From the right, as Arabic.
    Rtl,
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

    /// The id of a language by its code.
    pub fn by_code(&self, code: &str) -> Option<LanguageId> {
        self.pairs().find(|(_, language)| language.code == code).map(|(id, _)| id)
    }
}

impl Deref for Languages {
    type Target = [Language];

    fn deref(&self) -> &[Language] {
        &self.0
    }
}

impl Language {
    /// A language by its code, with the name and direction that are known for it.
    pub fn from_code(code: &str) -> Self {
        let primary = code.split('-').next().unwrap_or(code);
        let name = NAMES
            .iter()
            .find(|(known, _)| *known == code)
            .or_else(|| NAMES.iter().find(|(known, _)| *known == primary))
            .map_or(code, |(_, name)| name);
        let dir = if RIGHT_TO_LEFT.contains(&primary) { Direction::Rtl } else { Direction::Ltr };
        Self { code: code.to_owned(), name: name.to_owned(), dir }
    }
}

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
    is_well_formed(code) && (NAMES.iter().any(|(known, _)| *known == primary) || code.contains('-'))
}

const RIGHT_TO_LEFT: [&str; 8] = ["ar", "fa", "he", "ps", "ur", "yi", "ckb", "dv"];

/// Languages by their own names, from the Unicode CLDR's facts. A code that is not here shows as itself.
const NAMES: [(&str, &str); 62] = [
    ("af", "Afrikaans"),
    ("ar", "العربية"),
    ("az", "Azərbaycan"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ckb", "کوردیی ناوەندی"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("ko", "한국어"),
    ("ky", "Кыргызча"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("mn", "Монгол"),
    ("ms", "Melayu"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("pt-BR", "Português (Brasil)"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "O‘zbek"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

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
}
