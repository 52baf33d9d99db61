//! Events counted one after the other.

use std::collections::{BTreeMap, HashMap, VecDeque};

use jiff::Timestamp;
use jiff::civil::Date;

use super::bounds::Bounds;
use super::cells::{ArticleCell, ArticleKey, Count, QueryCell};
use super::heavy::Heavy;
use super::names::{Name, Names};
use super::period::{Period, day, hour};
use super::rows::{CommentRow, FormCounts, HourCounts, LanguageRow, Others};
use super::seen::Seen;
use crate::event::{Event, Kind, Survey, Then};
use crate::queries::NormalForms;

/// Counts of events, in memory that does not grow with their number.
pub struct Tally {
    pub(super) bounds: Bounds,
    pub(super) period: Option<Period>,
    pub(super) names: Names,
    pub(super) hours: BTreeMap<Timestamp, HourCounts>,
    pub(super) out_of_time: u64,
    pub(super) articles: HashMap<ArticleKey, ArticleCell>,
    pub(super) other_articles: Others<u64>,
    pub(super) votes: HashMap<(Date, Name), (u32, u32)>,
    pub(super) languages: HashMap<String, LanguageRow>,
    pub(super) queries: Heavy<QueryCell>,
    pub(super) missing: Heavy<Count>,
    pub(super) forms: HashMap<(Name, Name), FormCounts>,
    pub(super) surveys: BTreeMap<(Date, Survey, String, u8), u64>,
    pub(super) comments: VecDeque<CommentRow>,
    seen: Seen,
    forms_of_queries: Normal,
}

/// Normal forms of the queries asked last: most are asked again and again, and stemming takes longer than all the rest.
#[derive(Default)]
struct Normal {
    forms: NormalForms,
    known: HashMap<Box<str>, Box<str>>,
    key: String,
}

/// So many normal forms are remembered.
const REMEMBERED: usize = 30_000;

/// Between the language and the rest of a key; it stands in neither.
pub(super) const BETWEEN: char = '\n';

impl Normal {
    /// The key of a query: its language and its normal form.
    fn key(&mut self, lang: &str, query: &str) -> &str {
        self.key.clear();
        self.key.extend([lang, "\n", query]);
        if !self.known.contains_key(self.key.as_str()) {
            if self.known.len() >= REMEMBERED {
                self.known.clear();
            }
            let normal = format!("{lang}{BETWEEN}{}", self.forms.of(lang, query));
            self.known.insert(self.key.as_str().into(), normal.into());
        }
        self.known.get(self.key.as_str()).map_or("", |normal| normal)
    }
}

impl Tally {
    /// Counts what happened in a period, or at any time.
    #[must_use]
    pub fn new(period: Option<Period>, bounds: Bounds) -> Self {
        let mut names = Names::default();
        // Always there for what has no place of its own.
        names.number("", 1);
        Self {
            period,
            names,
            hours: BTreeMap::new(),
            out_of_time: 0,
            articles: HashMap::new(),
            other_articles: Others::default(),
            votes: HashMap::new(),
            languages: HashMap::new(),
            queries: Heavy::new(bounds.queries),
            missing: Heavy::new(bounds.missing),
            forms: HashMap::new(),
            surveys: BTreeMap::new(),
            comments: VecDeque::new(),
            seen: Seen::new(bounds.marks),
            forms_of_queries: Normal::default(),
            bounds,
        }
    }

    /// Counts an event. It happened at the time that it names, or else at the one that is given. What was counted before,
    /// or lies outside the period, is passed over; then the answer is no.
    pub fn add(&mut self, event: &Event, otherwise: Timestamp) -> bool {
        let at = event.at.unwrap_or(otherwise);
        if self.period.is_some_and(|period| !period.has(at)) {
            return false;
        }
        if event.id.as_ref().is_some_and(|id| self.seen.again(id)) {
            return self.add_reason(event, at);
        }
        if let (Some(id), true) = (&event.id, event.has_reason()) {
            self.seen.again(&reason_of(id));
        }
        let lang = event.lang.as_str();
        match &event.kind {
            Kind::Search { query, hits, then, opened } => {
                self.search(at, lang, query, *hits, *then, opened.as_deref());
            }
            Kind::Read { path, revision } => {
                self.hour(at, |hour| hour.reads += 1);
                self.language(lang, |row| row.reads += 1);
                self.article(at, lang, path, revision, |cell| cell.reads += 1);
            }
            Kind::Missing { path } => {
                self.hour(at, |hour| hour.missing += 1);
                self.missing.change(path, |count| count.0 += 1);
            }
            Kind::Feedback { path, revision, helped, .. } => {
                self.vote(at, lang, path, *helped);
                self.article(at, lang, path, revision, |cell| {
                    *(if *helped { &mut cell.yes } else { &mut cell.no }) += 1;
                });
                self.reason(at, event);
            }
            Kind::Form { from, offered, outcome, .. } => {
                let (offered, outcome) = (!offered.is_empty(), *outcome);
                self.hour(at, |hour| hour.forms.count(outcome, offered));
                self.language(lang, |row| row.sent += u64::from(outcome == crate::event::Outcome::Sent));
                if let Some(key) = self.form_key(lang, from.as_deref().unwrap_or_default()) {
                    self.forms.entry(key).or_default().count(outcome, offered);
                }
            }
            Kind::Survey { survey, score, text, .. } => {
                let (survey, score) = (*survey, *score);
                let key = (day(at), survey, lang.to_owned(), score);
                if self.surveys.len() < self.bounds.surveys || self.surveys.contains_key(&key) {
                    *self.surveys.entry(key).or_default() += 1;
                }
                self.comment(text.as_deref(), |text| CommentRow {
                    at,
                    lang: lang.to_owned(),
                    path: None,
                    reason: None,
                    survey: Some((survey, score)),
                    text,
                });
            }
        }
        true
    }

    /// A reader says no, and a moment later why: both carry one mark, and the vote was counted.
    fn add_reason(&mut self, event: &Event, at: Timestamp) -> bool {
        let first = event.id.as_ref().is_some_and(|id| event.has_reason() && !self.seen.again(&reason_of(id)));
        if first {
            self.reason(at, event);
        }
        first
    }

    fn reason(&mut self, at: Timestamp, event: &Event) {
        let Kind::Feedback { path, revision, reason, text, .. } = &event.kind else { return };
        let lang = event.lang.as_str();
        // The vote itself was counted, among the others if need be.
        if let (Some(reason), Some(cell)) = (reason, self.cell(at, lang, path, revision)) {
            *cell.reasons.of(*reason) += 1;
        }
        let (path, reason, survey) = (Some(path.clone()), *reason, None);
        self.comment(text.as_deref(), |text| CommentRow { at, lang: lang.to_owned(), path, reason, survey, text });
    }

    fn search(&mut self, at: Timestamp, lang: &str, query: &str, hits: u32, then: Then, opened: Option<&str>) {
        let without_hits = u64::from(hits == 0);
        let not_opened = u64::from(hits > 0 && then != Then::Open);
        self.hour(at, |hour| {
            hour.searches += 1;
            hour.without_hits += without_hits;
            hour.not_opened += not_opened;
        });
        self.language(lang, |row| {
            row.searches += 1;
            row.without_hits += without_hits;
        });
        let key = self.forms_of_queries.key(lang, query);
        self.queries.change(key, |cell| {
            cell.counts.asked += 1;
            cell.counts.without_hits += without_hits;
            cell.counts.not_opened += not_opened;
            cell.counts.again += u64::from(then == Then::Again);
            cell.counts.contact += u64::from(then == Then::Contact);
            cell.spellings.add(|known| **known == *query, || query.into());
            if let Some(opened) = opened {
                cell.opened.add(|known| **known == *opened, || opened.into());
            }
        });
    }

    fn hour(&mut self, at: Timestamp, count: impl FnOnce(&mut HourCounts)) {
        let at = hour(at);
        if self.hours.len() >= self.bounds.hours && !self.hours.contains_key(&at) {
            self.out_of_time += 1;
            return;
        }
        count(self.hours.entry(at).or_default());
    }

    fn language(&mut self, lang: &str, count: impl FnOnce(&mut LanguageRow)) {
        if let Some(row) = self.languages.get_mut(lang) {
            return count(row);
        }
        // A site has so many languages; what else calls itself one is counted with pages that name none.
        let lang = if self.languages.len() < self.bounds.languages { lang } else { "" };
        let row = LanguageRow { lang: lang.to_owned(), ..LanguageRow::default() };
        count(self.languages.entry(lang.to_owned()).or_insert(row));
    }

    /// The numbers of a path and a language, as long as there is room for more of them.
    fn named(&mut self, path: &str, lang: &str) -> Option<(Name, Name)> {
        let most = self.bounds.articles.saturating_mul(2);
        Some((self.names.number(path, most)?, self.names.number(lang, most)?))
    }

    fn article(&mut self, at: Timestamp, lang: &str, path: &str, revision: &str, count: impl FnOnce(&mut ArticleCell)) {
        match self.cell(at, lang, path, revision) {
            Some(cell) => count(cell),
            None => self.other_articles.counts += 1,
        }
    }

    /// What is counted for an article; nothing when there is no room for one more.
    fn cell(&mut self, at: Timestamp, lang: &str, path: &str, revision: &str) -> Option<&mut ArticleCell> {
        let most = self.bounds.articles.saturating_mul(2);
        let (path, lang) = self.named(path, lang)?;
        let key = ArticleKey { path, lang, revision: self.names.number(revision, most)? };
        if self.articles.len() >= self.bounds.articles && !self.articles.contains_key(&key) {
            return None;
        }
        let day = day(at);
        let cell = self.articles.entry(key).or_insert_with(|| ArticleCell::new(day));
        cell.first = cell.first.min(day);
        cell.last = cell.last.max(day);
        Some(cell)
    }

    fn vote(&mut self, at: Timestamp, lang: &str, path: &str, helped: bool) {
        self.hour(at, |hour| *(if helped { &mut hour.yes } else { &mut hour.no }) += 1);
        self.language(lang, |row| *(if helped { &mut row.yes } else { &mut row.no }) += 1);
        let most = self.bounds.articles.saturating_mul(2);
        let key = self.names.number(path, most).map(|path| (day(at), path));
        let full = self.votes.len() >= self.bounds.votes;
        if let Some(key) = key.filter(|key| !full || self.votes.contains_key(key)) {
            let (yes, no) = self.votes.entry(key).or_default();
            *(if helped { yes } else { no }) += 1;
        }
    }

    fn form_key(&mut self, lang: &str, from: &str) -> Option<(Name, Name)> {
        let key = self.named(from, lang);
        let full = self.forms.len() >= self.bounds.forms;
        let known = key.filter(|key| !full || self.forms.contains_key(key));
        known.or_else(|| self.named("", ""))
    }

    /// Keeps the newest. Files are in order of time as a rule; where they are not, the order is made in the end.
    fn comment(&mut self, text: Option<&str>, row: impl FnOnce(String) -> CommentRow) {
        let Some(text) = text else { return };
        self.comments.push_back(row(text.to_owned()));
        if self.comments.len() > self.bounds.comments.saturating_mul(2) {
            self.keep_newest();
        }
    }

    pub(super) fn keep_newest(&mut self) {
        // The sort is stable: of two at the same time the one that came later stands first.
        self.comments.make_contiguous().reverse();
        self.comments.make_contiguous().sort_by_key(|row| std::cmp::Reverse(row.at));
        self.comments.truncate(self.bounds.comments);
        self.comments.make_contiguous().reverse();
    }
}

/// The mark of what a vote was given for; it is none of an event.
fn reason_of(id: &str) -> String {
    format!("{id} reason")
}
