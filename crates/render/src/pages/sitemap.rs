//! Sitemaps: which pages search engines should know.

use std::collections::BTreeMap;
use std::sync::Arc;

use helpdex_content::config::LanguageId;
use serde::Serialize;
use tera::{Context, Value};

use super::page::{Page, has_sitemaps, has_status};
use super::paging;
use super::rendering::Rendering;
use super::versions::{Subject, Versions, published};
use helpdex_content::site::Site;

/// Search engines read no more URLs of one file, says the protocol of sitemaps.org …
const MOST_URLS: usize = 50_000;
/// … and no more than 50 MB. A link takes about 120 bytes, and 200 where titles are long.
const MOST_LINKS: usize = 250_000;

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
pub(super) fn sitemap(rendering: &Rendering<'_>, only: Option<LanguageId>, number: Option<usize>) -> Context {
    let site = rendering.site;
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
    let urls: Vec<Value> = places.chunk_by(same).flat_map(|places| urls(rendering, only, places)).collect();
    let mut context = Context::new();
    context.insert_value("urls", Value::from(urls));
    context
}

/// The URLs of one subject.
fn urls(rendering: &Rendering<'_>, only: Option<LanguageId>, places: &[Place<'_>]) -> Vec<Value> {
    let site = rendering.site;
    let Some(&(subject, of, number)) = places.first() else { return Vec::new() };
    let absolute = |url: &str| site.config.base_url.absolute(url);
    if number > 1 {
        let Subject::Category(key) = subject else { return Vec::new() };
        let url = Page::Category(key.into(), of).part(number).url(site);
        return vec![url_of(absolute(&url), None, Value::from(Vec::<Value>::new()))];
    }
    // Pages themselves name no versions where each language has a sitemap of its own, so this is the place that tells of the
    // one for everybody else.
    let versions = match only {
        Some(_) => rendering.versions.get(site, subject),
        None => Arc::new(Versions::of(site, subject, false)),
    };
    let one = |&(_, language, _): &Place<'_>| {
        let url = versions.urls.get(language)?.as_ref()?;
        Some(url_of(absolute(url), subject.date(site, language), versions.alternates.clone()))
    };
    places.iter().filter_map(one).collect()
}

/// A URL as the template reads it. Values are shared between sitemaps, which a structure that is turned into one is not.
fn url_of(loc: String, lastmod: Option<String>, alternates: Value) -> Value {
    let fields = [("loc", Value::from(loc)), ("lastmod", Value::from(lastmod)), ("alternates", alternates)];
    Value::from(BTreeMap::from(fields))
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
