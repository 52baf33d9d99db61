//! Language codes.

/// The language part of a BCP 47 code: `be` of `be-BY`. Codes are lower-case in a site's configuration.
pub(crate) fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}

/// Whether a word has the script of a language: Cyrillic or not.
pub(crate) fn is_written(lang: &str, word: &str) -> bool {
    let cyrillic = matches!(primary(lang), "ru" | "be" | "uk");
    word.chars().next().is_some_and(|first| ('\u{400}'..='\u{52f}').contains(&first) == cyrillic)
}
