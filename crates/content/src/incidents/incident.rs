//! Incidents, and when each of them is shown.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::kind::{Kind, Severity, State};
use crate::config::LanguageId;
use crate::contact;
use crate::diagnostic::SourceText;
use crate::markdown::Rendered;
use crate::typed_yaml::At;

/// So long an incident is shown once it is resolved: whoever waits for the end hears of it.
pub const GRACE: SignedDuration = SignedDuration::from_hours(1);

/// So long an incident is shown after its last word when nobody said when it expires.
pub const FORGOTTEN: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The status page goes back so far.
const HISTORY: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Something that customers should know of the service: a disturbance, planned work, or a time of longer replies.
#[derive(Debug)]
pub struct Incident {
    /// Its place in the status page, and its name in data.
    pub id: String,
    /// Its file's name without language and extension.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How bad it is.
    pub severity: Severity,
    /// How far the work on it is.
    pub state: State,
    /// When it began, or is planned to begin.
    pub started: Timestamp,
    /// From when on something planned is shown, if that is before it begins.
    pub announced: Option<Timestamp>,
    /// When it was over.
    pub resolved: Option<Timestamp>,
    /// When it is over at the latest, or is planned to be over.
    pub expires: Option<Timestamp>,
    /// What it affects, as written: categories, articles, tags, or `everything`.
    pub affects: Vec<At<String>>,
    /// The longer replies of a peak, by the channels' ids.
    pub replies: Vec<Reply>,
    /// The file that says all this.
    pub facts: Arc<SourceText>,
    /// What it says in each language that it is written in, in the order of languages.
    pub versions: Vec<Version>,
}

/// How long a channel takes to reply for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The channel's id.
    pub channel: At<String>,
    /// As written: `2 h`.
    pub written: String,
    /// How long it takes. Whether business hours or the clock count is the channel's affair.
    pub promise: contact::Reply,
}

/// An incident in one language.
#[derive(Debug)]
pub struct Version {
    /// The language.
    pub language: LanguageId,
    /// What has happened, in a few words.
    pub title: String,
    /// What to do meanwhile.
    pub instead: Option<At<String>>,
    /// What was told, oldest first.
    pub updates: Vec<Update>,
    /// Its file.
    pub file: Arc<SourceText>,
}

/// A word about an incident at some moment.
#[derive(Debug)]
pub struct Update {
    /// When it was said.
    pub at: Timestamp,
    /// How far the work was then, if it says so.
    pub state: Option<State>,
    /// Where its heading stands; nothing for the text before all headings, which belongs to the beginning.
    pub heading: Option<Range<usize>>,
    /// The text.
    pub body: Rendered,
}

impl Incident {
    /// From when on pages show it.
    pub fn shown_from(&self) -> Timestamp {
        self.announced.map_or(self.started, |announced| announced.min(self.started))
    }

    /// From when on pages show it no more.
    pub fn shown_until(&self) -> Timestamp {
        let later = |moment: Timestamp, span| moment.checked_add(span).unwrap_or(Timestamp::MAX);
        let after = self.resolved.map(|resolved| later(resolved, GRACE));
        // What is resolved late was not forgotten: the end was told, and stays for its while.
        let last = match (self.resolved, self.kind) {
            (Some(_), Kind::Incident) => None,
            _ => self.expires,
        };
        match (after, last) {
            (Some(after), Some(last)) => after.min(last),
            (Some(end), None) | (None, Some(end)) => end,
            (None, None) => later(self.last_word().unwrap_or(self.started), FORGOTTEN),
        }
    }

    /// When it ended or is to end: what the history says.
    pub fn ended(&self) -> Option<Timestamp> {
        match (self.resolved, self.expires.filter(|_| self.kind.is_planned())) {
            (Some(resolved), Some(planned)) => Some(resolved.min(planned)),
            (resolved, planned) => resolved.or(planned),
        }
    }

    /// The newest moment at which somebody wrote of it; nothing where all that is known lies ahead.
    pub fn last_word(&self) -> Option<Timestamp> {
        let all = self.versions.iter().flat_map(|version| &version.updates);
        let said = all.filter(|update| update.heading.is_some()).map(|update| update.at);
        // What is planned says nothing about the time at which it was planned.
        let began = (!self.kind.is_planned()).then_some(self.started);
        said.chain(began).chain(self.resolved).max()
    }

    /// What it says to readers of a language: in theirs, else in the site's first language, else in any.
    pub fn version(&self, language: LanguageId) -> Option<&Version> {
        self.versions.iter().find(|version| version.language == language).or_else(|| self.original())
    }

    /// The version that all others translate: that in the first language that there is.
    pub fn original(&self) -> Option<&Version> {
        self.versions.first()
    }

    /// What was told of it to readers of a language, newest first; what nobody translated is in the original's language.
    pub fn told(&self, language: LanguageId) -> Vec<(LanguageId, &Update)> {
        let Some(version) = self.version(language) else { return Vec::new() };
        let mut told: Vec<(LanguageId, &Update)> =
            version.updates.iter().map(|update| (version.language, update)).collect();
        if let Some(original) = self.original().filter(|original| original.language != version.language) {
            told.extend(original.not_in(version).map(|update| (original.language, update)));
        }
        told.sort_by_key(|(_, update)| Reverse(update.at));
        told
    }
}

impl Version {
    /// What this version tells and another does not.
    pub fn not_in<'v>(&'v self, other: &'v Self) -> impl Iterator<Item = &'v Update> {
        let is_known = |update: &Update| {
            other
                .updates
                .iter()
                .any(|known| (known.at, known.heading.is_some()) == (update.at, update.heading.is_some()))
        };
        self.updates.iter().filter(move |update| !is_known(update))
    }
}

/// All incidents of a site, newest first.
#[derive(Debug, Default)]
pub struct Incidents {
    list: Vec<Incident>,
    zone: Option<TimeZone>,
}

impl Incidents {
    /// Puts them in order.
    pub(super) fn new(mut list: Vec<Incident>, zone: TimeZone) -> Self {
        list.sort_by(|a, b| b.started.cmp(&a.started).then_with(|| a.id.cmp(&b.id)));
        Self { list, zone: Some(zone) }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Every one, newest first.
    pub fn iter(&self) -> impl Iterator<Item = &Incident> {
        self.list.iter()
    }

    /// The zone that moments are told in.
    pub fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or(TimeZone::UTC)
    }

    /// The newest moment that any of them speaks of as past. No build asks what time it is, so that the same input gives
    /// the same bytes; but it can't be earlier than this.
    pub fn known_past(&self) -> Timestamp {
        self.list.iter().filter_map(Incident::last_word).max().unwrap_or(Timestamp::MIN)
    }

    /// Those that a reader may have to see: all but those that were over when the newest word was written.
    pub fn perhaps_current(&self) -> impl Iterator<Item = &Incident> {
        let past = self.known_past();
        self.list.iter().filter(move |incident| incident.shown_until() > past)
    }

    /// Those of the past year that are over.
    pub fn history(&self) -> impl Iterator<Item = &Incident> {
        let past = self.known_past();
        let oldest = past.checked_sub(HISTORY).unwrap_or(Timestamp::MIN);
        let is_over = move |incident: &&Incident| incident.resolved.is_some() || incident.shown_until() <= past;
        let since = |incident: &Incident| incident.ended().map_or(incident.started, |end| end.max(incident.started));
        self.list.iter().filter(is_over).filter(move |incident| since(incident) >= oldest)
    }

    /// Those that are not over, as far as the files tell: not resolved, and none that expired before the newest word.
    pub fn open(&self) -> impl Iterator<Item = &Incident> {
        self.perhaps_current().filter(|incident| incident.resolved.is_none())
    }

    /// Times of longer replies that may be now or are to come.
    pub fn peaks(&self) -> impl Iterator<Item = &Incident> {
        self.perhaps_current().filter(|incident| incident.kind == Kind::Peak && !incident.replies.is_empty())
    }
}
