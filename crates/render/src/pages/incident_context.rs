//! What templates see of incidents. These names are theme makers' interface, too.

use helpdex_content::config::Direction;
use serde::Serialize;

/// An incident above a page's text.
#[derive(Debug, Serialize)]
pub(crate) struct Banner {
    /// Its place in the status page.
    pub(crate) url: String,
    #[serde(flatten)]
    pub(crate) about: IncidentContext,
    /// The beginning of what was said last.
    pub(crate) text: Option<Said>,
    /// Paths of pages: on the page of results it shows when one of them, or one below it, is found.
    pub(crate) hits: String,
}

/// What is true of an incident wherever it is shown.
#[derive(Debug, Serialize)]
pub(crate) struct IncidentContext {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) lang: String,
    pub(crate) dir: Direction,
    pub(crate) foreign: bool,
    /// `incident`, `maintenance` or `peak`.
    pub(crate) kind: &'static str,
    /// `notice`, `minor` or `major`.
    pub(crate) severity: &'static str,
    /// `investigating`, `identified`, `monitoring` or `resolved`.
    pub(crate) state: &'static str,
    /// From when on it is shown, and from when on no more; RFC 3339.
    pub(crate) from: String,
    pub(crate) until: String,
    pub(crate) started: When,
    /// When it was resolved.
    pub(crate) resolved: Option<When>,
    /// The planned end.
    pub(crate) ends: Option<When>,
    /// When something was said last, if that was after the beginning.
    pub(crate) updated: Option<When>,
    pub(crate) instead: Option<Instead>,
}

/// A moment.
#[derive(Debug, Serialize)]
pub(crate) struct When {
    /// RFC 3339, in UTC.
    pub(crate) iso: String,
    /// In the site's time zone: `2026-11-26`, `14:30`, `UTC+3`.
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) zone: String,
}

/// A text with its language.
#[derive(Debug, Serialize)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) dir: Direction,
    pub(crate) foreign: bool,
}

/// The way around an incident: a sentence, or an article.
#[derive(Debug, Serialize)]
pub(crate) struct Instead {
    #[serde(flatten)]
    pub(crate) said: Said,
    pub(crate) url: Option<String>,
}
