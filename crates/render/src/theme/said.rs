//! What the theme says in a language beside its templates: promises, days, texts with names in them.

use helpdex_content::config::LanguageId;
use helpdex_content::contact::{Basis, Kind, PromiseWords, Reply, Unit};

use super::{Strings, Theme, date};

impl Theme {
    /// How long a promise is: `3 minutes`.
    pub(crate) fn promise(&self, language: LanguageId, reply: Reply) -> String {
        let key = match (reply.unit, reply.basis) {
            (Unit::Minute, _) => "reply_minutes",
            (Unit::Hour, _) => "reply_hours",
            (Unit::Day, Basis::Clock) => "reply_days",
            (Unit::Day, Basis::Hours) => "reply_workdays",
        };
        let said = self.words(language).and_then(|words| words.plural_with(key, u64::from(reply.amount), &[]));
        said.unwrap_or_else(|| key.to_owned())
    }

    /// How a language speaks of promised replies.
    pub(super) fn promise_words(&self, language: LanguageId, promises: &[Reply]) -> PromiseWords {
        let Some(words) = self.words(language).filter(|_| !promises.is_empty()) else { return PromiseWords::default() };
        let keys = [
            (Unit::Minute, "reply_minutes"),
            (Unit::Hour, "reply_hours"),
            (Unit::Day, "reply_days"),
            (Unit::Day, "reply_workdays"),
        ];
        let bare = |form: &str| form.replace("{count}", "").trim().to_lowercase();
        let units =
            keys.into_iter().flat_map(|(unit, key)| words.forms(key).into_iter().map(move |form| (unit, bare(form))));
        let kind = |(name, kind): (&str, Kind)| (kind, self.text(language, &format!("channel_{name}")));
        PromiseWords {
            texts: promises.iter().map(|reply| (*reply, self.promise(language, *reply))).collect(),
            units: units.collect(),
            answering: words.forms("reply_words").into_iter().map(str::to_lowercase).collect(),
            kinds: Kind::ALL.into_iter().map(kind).collect(),
        }
    }

    /// A text with names in it.
    pub(crate) fn text_with(&self, language: LanguageId, key: &str, names: &[(&str, &str)]) -> String {
        self.words(language).and_then(|words| words.get_with(key, names)).unwrap_or_else(|| key.to_owned())
    }

    /// An item of a list of texts.
    pub(crate) fn item(&self, language: LanguageId, key: &str, index: usize) -> String {
        self.words(language).and_then(|words| words.item(key, index)).unwrap_or_default().to_owned()
    }

    /// A date, `2026-12-25`, as people write it.
    pub(crate) fn date(&self, language: LanguageId, day: &str) -> String {
        self.words(language).and_then(|words| date::format(day, words)).unwrap_or_else(|| day.to_owned())
    }

    /// A day of every year as people write it.
    pub(crate) fn day_of_year(&self, language: LanguageId, month: i8, day: i8) -> String {
        let said = self.words(language).and_then(|words| date::without_year(month, day, words));
        said.unwrap_or_else(|| format!("{month:02}-{day:02}"))
    }

    fn words(&self, language: LanguageId) -> Option<&Strings> {
        self.languages.get(language.index()).or_else(|| self.languages.first()).map(|found| found.strings.as_ref())
    }
}
