//! The words of the theme that go into articles' texts.

use helpdex_content::config::{Direction, LanguageId, Languages, PerLanguage};
use helpdex_content::markdown::Labels;

use super::{Strings, Theme};

/// The texts in articles that readers see, and don't only hear.
const SEEN: [&str; 11] = [
    "alert_note",
    "alert_tip",
    "alert_important",
    "alert_warning",
    "alert_caution",
    "block_info",
    "block_success",
    "block_details",
    "block_transcript",
    "block_diagram",
    "internal",
];

impl Theme {
    /// The words that go into articles' texts, of each language of the site that the theme was loaded for.
    pub fn all_labels(&self, languages: &Languages) -> PerLanguage<Labels> {
        PerLanguage::new(languages, |language| self.labels(language))
    }

    /// The words that go into an article's text in a language.
    pub fn labels(&self, language: LanguageId) -> Labels {
        let text = |key| self.text(language, key);
        let strings = self.languages.get(language.index()).map(|found| found.strings.as_ref());
        Labels {
            promises: self.promise_words(language, &self.promises),
            dir: strings.map_or(Direction::Ltr, Strings::dir),
            in_english: SEEN
                .iter()
                .filter(|key| strings.is_some_and(|s| s.foreign(key).is_some()))
                .map(|key| text(key))
                .collect(),
            note: text("alert_note"),
            tip: text("alert_tip"),
            important: text("alert_important"),
            warning: text("alert_warning"),
            caution: text("alert_caution"),
            info: text("block_info"),
            success: text("block_success"),
            details: text("block_details"),
            play: text("block_play"),
            show: text("embed_show"),
            diagram: text("block_diagram"),
            internal: text("internal"),
            standards: text("standards"),
            transcript: text("block_transcript"),
            zoom: text("block_zoom"),
            close: text("block_close"),
            footnotes: text("footnotes"),
            back_to_text: text("back_to_text"),
            heading_link: text("heading_link"),
            quotes: [text("quote_open"), text("quote_close")],
        }
    }
}
