//! The page of the service's status, its feed, and the same for programs.

use std::collections::BTreeMap;

use helpdex_content::config::{Direction, LanguageId};
use helpdex_content::incidents::{Affected, Incident, State, Update};
use helpdex_content::site::Site;
use jiff::Timestamp;
use serde::Serialize;

use super::cards;
use super::context::PageContext;
use super::feeds::{FeedEntry, FeedPage};
use super::head::{About, frame};
use super::incident_context::{IncidentContext, When};
use super::incidents::{about, plain, said, when};
use super::named_link::NamedLink;
use super::page::Page;
use super::rendering::Rendering;

/// How many updates a feed holds.
const FEED_ENTRIES: usize = 50;
/// The form of `status.json`; a change that readers of the old one can't bear makes it another.
const FORMAT: u32 = 1;

#[derive(Debug, Serialize)]
pub(super) struct StatusPage {
    page: PageContext,
    status: Status,
}

#[derive(Debug, Serialize)]
struct Status {
    /// What is open or planned, as far as the files tell.
    open: Vec<Entry>,
    /// What is over.
    history: Vec<Entry>,
    feed: String,
    data: String,
}

/// An incident with all that was said of it.
#[derive(Debug, Serialize)]
struct Entry {
    #[serde(flatten)]
    about: IncidentContext,
    affects: Vec<NamedLink>,
    everything: bool,
    updates: Vec<Word>,
}

/// An update.
#[derive(Debug, Serialize)]
struct Word {
    when: When,
    state: Option<&'static str>,
    /// HTML, sanitised.
    html: String,
    lang: String,
    dir: Direction,
    foreign: bool,
}

/// The page of the service's status.
pub(super) fn status(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> StatusPage {
    let site = rendering.site;
    let title = rendering.theme.text(language, "status_title");
    let breadcrumbs =
        vec![cards::home_crumb(site, language), cards::crumb(site, language, title.clone(), page.url(site))];
    let description = rendering.theme.text(language, "status_text");
    let about = About { kind: "status", title, description, breadcrumbs, ..About::default() };
    let mut page = frame(rendering, page, language, about);
    let entry = |incident: &Incident| entry(rendering, incident, language);
    let shown: Vec<&Incident> = site.incidents.open().chain(site.incidents.history()).collect();
    let updates = shown.iter().flat_map(|incident| incident.told(language));
    page.parts = updates.flat_map(|(_, update)| update.body.parts.iter().copied()).collect();
    page.parts.sort_unstable();
    page.parts.dedup();
    let status = Status {
        open: site.incidents.open().filter_map(entry).collect(),
        history: site.incidents.history().filter_map(entry).collect(),
        feed: Page::StatusFeed(language).url(site),
        data: Page::StatusData.url(site),
    };
    StatusPage { page, status }
}

fn entry(rendering: &Rendering<'_>, incident: &Incident, language: LanguageId) -> Option<Entry> {
    let site = rendering.site;
    let zone = site.incidents.zone();
    let affected = site.affected_by(incident);
    let word = |(own, update): (LanguageId, &Update)| {
        let html = rendering.theme.complete(&update.body.texts().html, language);
        let text = said(site, html, own, language);
        Word {
            when: when(update.at, &zone),
            state: update.state.map(State::name),
            html: text.text,
            lang: text.lang,
            dir: text.dir,
            foreign: text.foreign,
        }
    };
    // Of what is planned the first text tells what will be; it has no time of its own.
    let updates =
        incident.told(language).into_iter().filter(|(_, update)| update.state.is_some() || !plain(update).is_empty());
    Some(Entry {
        about: about(site, incident, language)?,
        everything: affected.contains(&Affected::Everything),
        affects: affected.iter().filter_map(|affected| link(site, affected, language)).collect(),
        updates: updates.map(word).collect(),
    })
}

fn link(site: &Site, affected: &Affected, language: LanguageId) -> Option<NamedLink> {
    match affected {
        Affected::Everything => None,
        Affected::Category(key) => Some(NamedLink::category(site, key, language)),
        Affected::Article(key) => NamedLink::article(site, key, language),
        Affected::Tag(slug) => NamedLink::tag(site, slug, language),
    }
}

/// What was said of all incidents, newest first, as Atom: an entry an update, so that feed readers tell of each.
pub(super) fn feed(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> FeedPage {
    let site = rendering.site;
    let base_url = &site.config.base_url;
    let home = base_url.absolute(&Page::Status(language).url(site));
    let past = site.incidents.known_past();
    let entry = |incident: &Incident, update: &Update| -> Option<(Timestamp, FeedEntry)> {
        let title = &incident.version(language)?.title;
        let state = update.state.map(|state| rendering.theme.text(language, &format!("incident_{}", state.name())));
        // What is planned may be told of before it begins, and nothing in a feed is from tomorrow.
        let at = if past > Timestamp::MIN { update.at.min(past) } else { update.at };
        let entry = FeedEntry {
            id: format!("{home}#{}/{}", incident.id, update.at),
            title: state.map_or_else(|| title.clone(), |state| format!("{title}: {state}")),
            url: format!("{home}#{}", incident.id),
            updated: at.to_string(),
            summary: plain(update),
        };
        Some((at, entry))
    };
    let shown = site.incidents.open().chain(site.incidents.history());
    let mut entries: Vec<(Timestamp, FeedEntry)> = shown
        .flat_map(|incident| incident.told(language).into_iter().filter_map(move |(_, update)| entry(incident, update)))
        .collect();
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    entries.truncate(FEED_ENTRIES);
    let code = cards::code(site, language);
    let title = format!("{}: {}", site.config.title.get(&code), rendering.theme.text(language, "status_title"));
    let context = frame(rendering, page, language, About { kind: "feed", ..About::default() });
    FeedPage::new(context, title, home, entries.into_iter().map(|(_, entry)| entry).collect())
}

/// `status.json`.
#[derive(Debug, Serialize)]
pub(super) struct Data {
    format: u32,
    title: String,
    url: String,
    incidents: Vec<DataIncident>,
}

#[derive(Debug, Serialize)]
struct DataIncident {
    id: String,
    kind: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    started: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<String>,
    /// When pages show it.
    shown: Shown,
    affects: DataAffects,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    replies: BTreeMap<String, String>,
    languages: BTreeMap<String, DataVersion>,
}

#[derive(Debug, Serialize)]
struct Shown {
    from: String,
    until: String,
}

#[derive(Debug, Default, Serialize)]
struct DataAffects {
    everything: bool,
    categories: Vec<String>,
    articles: Vec<String>,
    tags: Vec<String>,
}

#[derive(Debug, Serialize)]
struct DataVersion {
    title: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<DataInstead>,
    updates: Vec<DataUpdate>,
}

#[derive(Debug, Serialize)]
struct DataInstead {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct DataUpdate {
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    text: String,
}

/// The same as the page for programs, as JSON.
pub(super) fn data(site: &Site) -> String {
    let config = &site.config;
    let default = LanguageId::DEFAULT;
    let shown = site.incidents.open().chain(site.incidents.history());
    let data = Data {
        format: FORMAT,
        title: config.title.get(config.code(default)).to_owned(),
        url: config.base_url.absolute(&Page::Status(default).url(site)),
        incidents: shown.map(|incident| of_incident(site, incident)).collect(),
    };
    // Nothing in it can fail to be written.
    let text = serde_json::to_string_pretty(&data).unwrap_or_default();
    format!("{text}\n")
}

fn of_incident(site: &Site, incident: &Incident) -> DataIncident {
    let mut affects = DataAffects::default();
    for affected in site.affected_by(incident) {
        match affected {
            Affected::Everything => affects.everything = true,
            Affected::Category(key) => affects.categories.push(key),
            Affected::Article(key) => affects.articles.push(key),
            Affected::Tag(slug) => affects.tags.push(slug),
        }
    }
    let planned = incident.kind.is_planned();
    let versions = incident.versions.iter().filter_map(|version| {
        let about = about(site, incident, version.language)?;
        let absolute = |url: &str| site.config.base_url.absolute(url);
        let updates = version.updates.iter().map(|update| DataUpdate {
            at: update.at.to_string(),
            state: update.state.map(State::name),
            text: plain(update),
        });
        let data = DataVersion {
            title: about.title,
            url: format!("{}#{}", absolute(&Page::Status(version.language).url(site)), incident.id),
            instead: about
                .instead
                .map(|instead| DataInstead { text: instead.said.text, url: instead.url.as_deref().map(absolute) }),
            updates: updates.collect(),
        };
        Some((cards::code(site, version.language), data))
    });
    DataIncident {
        id: incident.id.clone(),
        kind: incident.kind.name(),
        severity: incident.severity.name(),
        state: (!planned).then(|| incident.state.name()),
        started: incident.started.to_string(),
        resolved: incident.resolved.map(|at| at.to_string()),
        ends: incident.expires.filter(|_| planned).map(|at| at.to_string()),
        shown: Shown { from: incident.shown_from().to_string(), until: incident.shown_until().to_string() },
        affects,
        replies: incident.replies.iter().map(|reply| (reply.channel.value.clone(), reply.written.clone())).collect(),
        languages: versions.collect(),
    }
}
