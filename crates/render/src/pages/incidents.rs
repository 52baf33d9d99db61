//! Incidents as pages show them: which a page has to tell of, and what it says of each.

use std::collections::BTreeSet;

use helpdex_content::config::LanguageId;
use helpdex_content::incidents::{Affected, Incident, Kind, Severity, State, Update, Version, moment};
use helpdex_content::routes::Routes;
use helpdex_content::site::Site;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::cards;
use super::incident_context::{Banner, IncidentContext, Instead, Said, When};
use super::page::Page;

/// What a page has to tell of.
#[derive(Debug, Default)]
pub(super) struct OnPage {
    /// Above its text.
    pub(super) banners: Vec<Banner>,
    /// Above results, when these lead to what is affected.
    pub(super) of_hits: Vec<Banner>,
}

/// What a page has to tell of. Nothing on a site that has no incident, and nothing on the page of all of them.
pub(super) fn on_page(site: &Site, page: &Page, language: LanguageId) -> OnPage {
    let mut told = OnPage::default();
    if matches!(page, Page::Status(_)) {
        return told;
    }
    for incident in site.incidents.perhaps_current() {
        let affected = site.affected_by(incident);
        if concerns(site, page, incident, &affected) {
            told.banners.extend(banner(site, incident, language));
        } else if matches!(page, Page::Search(_)) {
            let hits = places(site, &affected).join(" ");
            let banner = banner(site, incident, language).filter(|_| !hits.is_empty());
            told.of_hits.extend(banner.map(|banner| Banner { hits, ..banner }));
        }
    }
    told
}

fn concerns(site: &Site, page: &Page, incident: &Incident, affected: &BTreeSet<Affected>) -> bool {
    affected.contains(&Affected::Everything)
        || match page.list().0 {
            Page::Home(_) | Page::Widget(_) => incident.severity == Severity::Major,
            Page::Contact(_) => incident.severity == Severity::Major || incident.kind == Kind::Peak,
            Page::Category(key, _) => site.affects_category(affected, key),
            Page::Article(id) => site.entry(*id).is_some_and(|entry| site.affects_article(affected, &entry.key)),
            Page::Tag(_, slug) => affected.contains(&Affected::Tag(slug.clone())),
            _ => false,
        }
}

/// Paths of what is affected, in every language: results may lead into another one.
fn places(site: &Site, affected: &BTreeSet<Affected>) -> Vec<String> {
    let languages = || site.config.languages.ids();
    let article = |key: &str| -> Vec<String> {
        let twins = site.routes.articles().get(key);
        let ids = twins.into_iter().flatten().flatten();
        ids.filter_map(|id| site.routes.url(*id)).map(str::to_owned).collect()
    };
    let mut found = Vec::new();
    for affected in affected {
        match affected {
            Affected::Everything => {}
            Affected::Category(key) => {
                found.extend(languages().map(|language| site.routes.category_url(key, language)));
            }
            Affected::Article(key) => found.extend(article(key)),
            Affected::Tag(slug) => {
                let tags = languages().flat_map(|language| site.tags(language));
                let keys: BTreeSet<&String> =
                    tags.filter(|tag| tag.slug == *slug).flat_map(|tag| &tag.articles).collect();
                found.extend(keys.into_iter().flat_map(|key| article(key)));
            }
        }
    }
    found
}

fn banner(site: &Site, incident: &Incident, language: LanguageId) -> Option<Banner> {
    let about = about(site, incident, language)?;
    let newest = incident.told(language).into_iter().find(|(_, update)| !update.body.start().is_empty());
    Some(Banner {
        url: format!("{}#{}", Page::Status(language).url(site), about.id),
        about,
        text: newest.map(|(own, update)| said(site, update.body.start().to_owned(), own, language)),
        hits: String::new(),
    })
}

/// What is true of an incident wherever it is shown.
pub(super) fn about(site: &Site, incident: &Incident, language: LanguageId) -> Option<IncidentContext> {
    let version = incident.version(language)?;
    let zone = site.incidents.zone();
    let when = |at: Timestamp| when(at, &zone);
    let updated = incident.last_word().filter(|last| *last > incident.started && Some(*last) != incident.resolved);
    let Said { text: title, lang, dir, foreign } = said(site, version.title.clone(), version.language, language);
    Some(IncidentContext {
        id: incident.id.clone(),
        title,
        lang,
        dir,
        foreign,
        kind: incident.kind.name(),
        severity: incident.severity.name(),
        state: incident.state.name(),
        from: incident.shown_from().to_string(),
        until: incident.shown_until().to_string(),
        started: when(incident.started),
        resolved: incident.resolved.map(when),
        ends: incident.expires.filter(|_| incident.kind.is_planned()).map(when),
        updated: updated.map(when),
        instead: instead(site, incident, version, language).filter(|_| incident.state != State::Resolved),
    })
}

/// A moment in the site's time zone.
pub(super) fn when(at: Timestamp, zone: &TimeZone) -> When {
    let (date, time, zone) = moment::parts(at, zone);
    When { iso: at.to_string(), date, time, zone }
}

/// A text with its language, for readers of another or the same.
pub(super) fn said(site: &Site, text: String, own: LanguageId, reader: LanguageId) -> Said {
    Said { text, lang: cards::code(site, own), dir: site.config.languages.get(own).dir, foreign: own != reader }
}

/// The way around: that of the reader's version, else that of the original.
fn instead(site: &Site, incident: &Incident, version: &Version, reader: LanguageId) -> Option<Instead> {
    let original = || incident.original().filter(|original| original.instead.is_some());
    let version = Some(version).filter(|version| version.instead.is_some()).or_else(original)?;
    let text = &version.instead.as_ref()?.value;
    let Some(key) = site.article_named(text) else {
        return Some(Instead { said: said(site, text.clone(), version.language, reader), url: None });
    };
    let id = Routes::best(site.routes.articles().get(key)?, reader)?;
    let own = site.entry(id)?.language;
    Some(Instead { said: said(site, site.title(id), own, reader), url: site.routes.url(id).map(str::to_owned) })
}

/// The text of an update on one line.
pub(super) fn plain(update: &Update) -> String {
    let texts = update.body.texts();
    let texts = texts.sections.iter().map(|section| section.text.trim()).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" ").replace('\n', " ")
}
