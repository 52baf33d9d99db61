//! What a file name says: `refunds.ru.md` is the Russian version of `refunds`.

use crate::config::{Config, is_language_code};

/// A Markdown file's name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileName<'n> {
    /// A stem and the index of its language.
    Known {
        /// The name without language and extension.
        stem: &'n str,
        /// The index of its language.
        language: usize,
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
        return Some(FileName::Known { stem, language: 0 });
    };
    if let Some(language) = config.language_index(code) {
        return Some(FileName::Known { stem: before, language });
    }
    if is_language_code(code) {
        return Some(FileName::UnknownLanguage { stem: before, code });
    }
    Some(FileName::Known { stem, language: 0 })
}
