//! What a file name says: `refunds.ru.md` is the Russian version of `refunds`.

use crate::config::{Config, LanguageId, is_language_code};

/// A Markdown file's name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileName<'n> {
    /// A stem and its language.
    Known {
        /// The name without language and extension.
        stem: &'n str,
        /// Its language.
        language: LanguageId,
    },
    /// It ends in the code of a language that the site does not speak.
    UnknownLanguage {
        /// The name without language and extension.
        stem: &'n str,
        /// What looks like a language.
        code: &'n str,
    },
}

/// Takes apart the name of a Markdown file; nothing for other files.
pub fn split_name<'n>(config: &Config, name: &'n str) -> Option<FileName<'n>> {
    let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".markdown"))?;
    let Some((before, code)) = stem.rsplit_once('.').filter(|(before, _)| !before.is_empty()) else {
        return Some(FileName::Known { stem, language: LanguageId::DEFAULT });
    };
    if let Some(language) = config.language_id(code) {
        return Some(FileName::Known { stem: before, language });
    }
    if is_language_code(code) {
        return Some(FileName::UnknownLanguage { stem: before, code });
    }
    Some(FileName::Known { stem, language: LanguageId::DEFAULT })
}
