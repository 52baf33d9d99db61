//! Sitemaps: which pages search engines should know.

use helpdex_content::config::{LanguageId, PerLanguage};
use serde::Serialize;

use super::context::Alternate;
use super::page::{Page, has_sitemaps, has_status};
use super::{cards, paging};
use helpdex_content::routes::Twins;
use helpdex_content::site::Site;
use helpdex_content::source::{EntryId, Status};

/// Search engines read no more URLs of one file, says the protocol of sitemaps.org …
const MOST_URLS: usize = 50_000;
/// … and no more than 50 MB. A link takes about 120 bytes, and 200 where titles are long.
const MOST_LINKS: usize = 250_000;

#[derive(Debug, Serialize)]
pub(super) struct Sitemap {
    urls: Vec<SitemapUrl>,
}

#[derive(Debug, Serialize)]
struct SitemapUrl {
    loc: String,
    lastmod: Option<String>,
    alternates: Vec<Alternate>,
}

/// Something that search engines should know, with its versions in the languages of the site.
#[derive(Clone, Copy)]
enum Subject<'s> {
    Home,
    Contact,
    Status,
    Category(&'s str),
    Article(&'s str, &'s Twins),
}

impl Subject<'_> {
    fn url(self, site: &Site, language: LanguageId) -> Option<String> {
        match self {
            Self::Home => Some(Page::Home(language).url(site)),
            Self::Contact => Some(Page::Contact(language).url(site)),
            Self::Status => Some(Page::Status(language).url(site)),
            Self::Category(key) => Some(site.routes.category_url(key, language)),
            Self::Article(_, twins) => site.routes.url(published(site, twins, language)?).map(str::to_owned),
        }
    }

    /// The day it last changed.
    fn date(self, site: &Site, language: LanguageId) -> Option<String> {
        let Self::Article(key, _) = self else { return None };
        let shown = site.shown(key, language).filter(|shown| !shown.foreign)?;
        cards::updated(site, &shown)
    }
}

/// An article that search engines should know, in a language.
fn published(site: &Site, twins: &Twins, language: LanguageId) -> Option<EntryId> {
    let id = twins.get(language).copied().flatten()?;
    (site.entry(id)?.front.status == Status::Published && site.routes.url(id).is_some()).then_some(id)
}

/// One URL of a sitemap: what is there, in which language, and on which page of its list.
type Place<'s> = (Subject<'s>, LanguageId, usize);

/// All that search engines should know, of one language or of all.
fn places(site: &Site, only: Option<LanguageId>) -> Vec<Place<'_>> {
    let languages: Vec<LanguageId> =
        site.config.languages.ids().filter(|language| only.is_none_or(|only| only == *language)).collect();
    let mut places: Vec<Place<'_>> = languages.iter().map(|language| (Subject::Home, *language, 1)).collect();
    if site.config.contact.has_page() {
        places.extend(languages.iter().map(|language| (Subject::Contact, *language, 1)));
    }
    if has_status(site) {
        places.extend(languages.iter().map(|language| (Subject::Status, *language, 1)));
    }
    for category in site.tree.all().filter(|category| site.tree.count(&category.key, LanguageId::DEFAULT) > 0) {
        let subject = Subject::Category(&category.key);
        places.extend(languages.iter().map(|language| (subject, *language, 1)));
        for language in &languages {
            let pages = paging::count(site, &Page::Category(category.key.clone(), *language));
            places.extend((2..=pages).map(|number| (subject, *language, number)));
        }
    }
    for (key, twins) in site.routes.articles() {
        let there = languages.iter().filter(|language| published(site, twins, **language).is_some());
        places.extend(there.map(|language| (Subject::Article(key, twins), *language, 1)));
    }
    places
}

/// The files beside the first sitemap, which then names them: one for each language where the links between all versions would
/// grow with the square of the languages, and several where one would be too long for search engines.
pub(super) fn files(site: &Site) -> Vec<Page> {
    let each = |only: Option<LanguageId>| {
        // Only large sites are worth the count.
        let most = site.sources.entries.len() + 2 * site.config.languages.len() * (site.tree.all().count() + 1);
        let count = if most > most_urls(site) { places(site, only).len().div_ceil(most_urls(site)) } else { 1 };
        let numbers = (1..=count).map(move |number| (count > 1).then_some(number));
        numbers.map(move |number| Page::SitemapOf(only, number))
    };
    if has_sitemaps(site) {
        return site.config.languages.ids().map(Some).flat_map(each).collect();
    }
    let all: Vec<Page> = each(None).collect();
    if all.len() > 1 { all } else { Vec::new() }
}

/// How many URLs a sitemap of this site may have.
fn most_urls(site: &Site) -> usize {
    let languages = site.config.languages.len();
    MOST_URLS.min(MOST_LINKS / if languages > 1 { languages + 2 } else { 1 })
}

/// Every page that search engines should know, with its versions in other languages: those of one language where each has a
/// sitemap of its own, and of these what stands in the file with a number, from 1.
pub(super) fn sitemap(site: &Site, only: Option<LanguageId>, number: Option<usize>) -> Sitemap {
    let places = places(site, only);
    let most = most_urls(site);
    let places = match number {
        Some(number) => places.chunks(most).nth(number.saturating_sub(1)).unwrap_or_default(),
        None => places.as_slice(),
    };
    let same = |one: &Place<'_>, other: &Place<'_>| match (one, other) {
        ((Subject::Home, ..), (Subject::Home, ..))
        | ((Subject::Contact, ..), (Subject::Contact, ..))
        | ((Subject::Status, ..), (Subject::Status, ..)) => true,
        ((Subject::Category(one), _, 1), (Subject::Category(other), _, 1))
        | ((Subject::Article(one, _), ..), (Subject::Article(other, _), ..)) => one == other,
        _ => false,
    };
    Sitemap { urls: places.chunk_by(same).flat_map(|places| urls(site, only, places)).collect() }
}

/// The URLs of one subject.
fn urls(site: &Site, only: Option<LanguageId>, places: &[Place<'_>]) -> Vec<SitemapUrl> {
    let Some(&(subject, of, number)) = places.first() else { return Vec::new() };
    let absolute = |url: &str| site.config.base_url.absolute(url);
    if number > 1 {
        let Subject::Category(key) = subject else { return Vec::new() };
        let url = Page::Category(key.into(), of).part(number).url(site);
        return vec![SitemapUrl { loc: absolute(&url), lastmod: None, alternates: Vec::new() }];
    }
    let versions = PerLanguage::new(&site.config.languages, |language| subject.url(site, language));
    let named = site.config.languages.iter().zip(&versions);
    let mut alternates: Vec<Alternate> = named
        .filter_map(|(language, url)| Some(Alternate { lang: language.code.clone(), url: absolute(url.as_ref()?) }))
        .collect();
    // Pages themselves name no versions then, so this is the place that tells of the one for everybody else.
    if let (Some(_), Some(Some(url))) = (only, versions.get(LanguageId::DEFAULT)) {
        alternates.push(Alternate { lang: "x-default".to_owned(), url: absolute(url) });
    }
    let alternates = if alternates.len() > 1 { alternates } else { Vec::new() };
    let one = |&(_, language, _): &Place<'_>| {
        let url = versions.get(language)?.as_ref()?;
        Some(SitemapUrl { loc: absolute(url), lastmod: subject.date(site, language), alternates: alternates.clone() })
    };
    places.iter().filter_map(one).collect()
}

#[derive(Debug, Serialize)]
pub(super) struct Index {
    sitemaps: Vec<String>,
}

/// The sitemaps that the first one names.
pub(super) fn index(site: &Site) -> Index {
    let url = |page: &Page| site.config.base_url.absolute(&page.url(site));
    Index { sitemaps: files(site).iter().map(url).collect() }
}
