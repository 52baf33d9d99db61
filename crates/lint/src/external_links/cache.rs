//! What servers answered before, and when.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use helpdex_content::error::{Error, Result};

/// What became of a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "answer", content = "why")]
pub(crate) enum Answer {
    /// It is there.
    Good,
    /// The server wants a person or a password; there is something, and more can't be told.
    Refused(String),
    /// There is nothing.
    Gone(String),
    /// Nobody answered, or the server has troubles of its own.
    Silent(String),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    answer: Answer,
    /// When it was given, in seconds since 1970.
    at: i64,
}

/// The answers of earlier runs.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    answers: BTreeMap<String, Kept>,
}

const DAY: i64 = 24 * 60 * 60;

impl Cache {
    /// Reads the file; one that is missing or spoilt is an empty one: everything is asked anew.
    pub(crate) fn read(path: &Path) -> Self {
        let answers = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { answers: answers.unwrap_or_default() }
    }

    /// Whether the answer to a URL still holds. Only good news does: who mended a link wants to see it at once.
    pub(super) fn holds(&self, url: &str, days: i64, now: Timestamp) -> bool {
        self.answers.get(url).is_some_and(|kept| {
            let age = now.as_second().saturating_sub(kept.at);
            matches!(kept.answer, Answer::Good | Answer::Refused(_)) && (0..days.saturating_mul(DAY)).contains(&age)
        })
    }

    pub(super) fn get(&self, url: &str) -> Option<&Answer> {
        self.answers.get(url).map(|kept| &kept.answer)
    }

    pub(super) fn note(&mut self, url: &str, answer: Answer, now: Timestamp) {
        self.answers.insert(url.to_owned(), Kept { answer, at: now.as_second() });
    }

    /// Writes the answers to URLs that are still linked to.
    pub(super) fn write(mut self, path: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
        self.answers.retain(|url, _| wanted(url));
        let json = serde_json::to_vec_pretty(&self.answers).map_err(|fault| Error::Environment(fault.to_string()))?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        }
        std::fs::write(path, json).map_err(Error::io("write", path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_good_news_holds_and_not_for_ever() {
        let now = Timestamp::from_second(1_000_000).expect("a time");
        let mut cache = Cache::default();
        cache.note("good", Answer::Good, now);
        cache.note("gone", Answer::Gone("404".to_owned()), now);
        let later = |seconds| Timestamp::from_second(1_000_000 + seconds).expect("a time");
        assert!(cache.holds("good", 7, later(6 * DAY)) && !cache.holds("good", 7, later(8 * DAY)));
        assert!(!cache.holds("gone", 7, later(1)) && !cache.holds("other", 7, later(1)));
        assert!(!cache.holds("good", 7, later(-10)), "a clock that was set back proves nothing");
    }

    #[test]
    fn answers_are_kept_and_what_is_no_longer_linked_is_dropped() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("new/links.json");
        let now = Timestamp::from_second(1_000_000).expect("a time");
        let mut cache = Cache::default();
        cache.note("a", Answer::Silent("timeout".to_owned()), now);
        cache.note("b", Answer::Good, now);
        cache.write(&path, |url| url == "a").expect("written");
        let read = Cache::read(&path);
        assert_eq!((read.get("a"), read.get("b")), (Some(&Answer::Silent("timeout".to_owned())), None));
        std::fs::write(&path, "{ spoilt").expect("written");
        assert!(Cache::read(&path).answers.is_empty());
    }
}
