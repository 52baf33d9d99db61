//! How much of the site each language has to have.

use super::language::{LanguageId, Languages};
use crate::diagnostic::Place;
use crate::typed_yaml::MapReader;

/// The least that a language has to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The language.
    pub language: LanguageId,
    /// The share of articles that are translated and up to date, in per cent.
    pub percent: u8,
    /// Where the settings say so.
    pub place: Place,
}

/// Reads `translations: { minimum: { ru: 90% } }`.
pub(super) fn read(fields: &mut MapReader<'_>, languages: &Languages) -> Vec<Coverage> {
    let Some(entries) = fields.map("translations") else { return Vec::new() };
    let mut inner = fields.inside(entries);
    let mut coverage = Vec::new();
    for (code, share) in inner.map("minimum").unwrap_or_default() {
        let Some(name) = code.as_text(inner.yaml()) else { continue };
        let Some(language) = languages.by_code(name) else {
            let message = format!("the site does not speak `{name}`");
            inner.fault("unknown-language", code, message, "name one of the codes under `languages`");
            continue;
        };
        let percent = share.as_text(inner.yaml()).and_then(percent);
        let Some(percent) = percent else {
            inner.fault("bad-value", share, "the share has to be 0 to 100 per cent".to_owned(), "write it as `90%`");
            continue;
        };
        let place = inner.source().place(inner.range(share));
        coverage.push(Coverage { language, percent, place });
    }
    inner.finish();
    coverage
}

fn percent(text: &str) -> Option<u8> {
    let text = text.trim();
    let number = text.strip_suffix('%').unwrap_or(text).trim();
    number.parse().ok().filter(|percent| *percent <= 100)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares() {
        assert_eq!(
            (percent("90%"), percent("90 %"), percent("100"), percent("0%")),
            (Some(90), Some(90), Some(100), Some(0))
        );
        for wrong in ["101%", "-1%", "0.9", "most", "%"] {
            assert_eq!(percent(wrong), None, "{wrong}");
        }
    }
}
