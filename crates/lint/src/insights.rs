//! What the figures of readers' events need to know of a site, and who answers its queries.

use helpdex_content::config::LanguageId;
use helpdex_content::contact::{Channel, DAY};
use helpdex_content::routes::Routes;
use helpdex_content::site::Site;
use helpdex_content::source::EntryKind;
use helpdex_content::translations;
use helpdex_insights::catalog::{Article, Catalog, Opening};
use helpdex_insights::todo::{Answer, Answers};
use jiff::tz::TimeZone;

use crate::gaps::{Found, Language, best_answer};

/// A site as figures see it: addresses without the folder that the site stands in.
pub fn catalog(site: &Site) -> Catalog {
    let routes = &site.routes;
    let plain = |url: &str| url.strip_prefix(routes.base()).unwrap_or(url).to_owned();
    let mut catalog = Catalog {
        title: Some(site.config.title.get(&site.config.default_language().code).to_owned()),
        default_lang: site.config.default_language().code.clone(),
        languages: site.config.languages.iter().map(|language| language.code.clone()).collect(),
        opening: opening(&site.config.contact.channels),
        ..Catalog::default()
    };
    for (id, entry) in site.sources.with_ids() {
        let Some(url) = routes.url(id).map(plain) else { continue };
        if entry.kind != EntryKind::Article {
            catalog.answered.insert(url);
            continue;
        }
        let article = Article {
            title: site.title(id),
            file: entry.file.path().into(),
            category: category(site, entry.folder()),
            folder: entry.folder().to_owned(),
            lang: site.config.languages.get(entry.language).code.clone(),
            revision: translations::revision(entry),
        };
        catalog.articles.insert(url, article);
    }
    for language in site.config.languages.ids() {
        let categories = site.tree.all().map(|category| routes.category_url(&category.key, language));
        catalog.answered.extend(categories.map(|url| plain(&url)));
    }
    catalog.answered.extend(routes.aliases().iter().map(|alias| plain(&alias.from)));
    catalog.answered.extend(routes.files().values().map(|file| plain(&file.url)));
    catalog
}

/// The title of a category in the site's first language, in which a team reads its figures.
fn category(site: &Site, folder: &str) -> String {
    let twins = site.routes.categories().get(folder);
    let id = twins.and_then(|twins| Routes::best(twins, LanguageId::DEFAULT));
    id.map_or_else(|| folder.to_owned(), |id| site.title(id))
}

/// The hours of an ordinary week in which any channel with hours is open, by the clock of the first one that has hours. Channels by
/// another clock are left out: a grid has one.
fn opening(channels: &[Channel]) -> Option<Opening> {
    // What never closes, such as a forum, would say that somebody is always there.
    let has_hours = |channel: &&Channel| channel.schedule.week.as_ref().is_some_and(|week| !week.is_always());
    let with_hours = || channels.iter().filter(has_hours);
    let zone = &with_hours().next()?.schedule.zone;
    let mut week = [[false; 24]; 7];
    for channel in with_hours().filter(|channel| channel.schedule.zone == *zone) {
        let Some(hours) = &channel.schedule.week else { continue };
        for (day, spans) in hours.0.iter().enumerate() {
            for span in spans {
                for minute in (span.from..span.to).step_by(30) {
                    let day = if minute >= DAY { day + 1 } else { day } % 7;
                    let hour = usize::from(minute % DAY / 60);
                    if let Some(open) = week.get_mut(day).and_then(|day| day.get_mut(hour)) {
                        *open = true;
                    }
                }
            }
        }
    }
    let clock = TimeZone::get(&zone.name).ok()?;
    Some(Opening { zone: clock, zone_name: zone.name.clone(), week })
}

/// The indexes of the last build, asked what they find today.
pub struct Indexes<'s> {
    site: &'s Site,
    languages: Vec<Language>,
}

impl<'s> Indexes<'s> {
    /// Asks these indexes of a site.
    pub fn new(site: &'s Site, languages: Vec<Language>) -> Self {
        Self { site, languages }
    }
}

impl Answers for Indexes<'_> {
    fn answer(&self, lang: &str, query: &str) -> Option<Answer> {
        // An index that can't be read answers nothing: the list is shorter then, and `helpdex gaps` tells why.
        let (found, nearest) = best_answer(lang, query, &self.languages).ok()?;
        let file = nearest?.source;
        let entry = self.site.id_of(&file).and_then(|id| self.site.entry(id));
        let folder = entry.map(|entry| entry.folder().to_owned()).unwrap_or_default();
        Some(Answer { file, folder, well: found == Found::Well })
    }
}
