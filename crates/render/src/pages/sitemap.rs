//! Sitemaps: which pages search engines should know.

use helpdex_content::config::{LanguageId, PerLanguage};
use serde::Serialize;

use super::cards;
use super::context::Alternate;
use super::page::{Page, has_status};
use helpdex_content::site::Site;
use helpdex_content::source::{EntryId, Status};

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

/// Every page that search engines should know, with its versions in other languages.
/// Those of one language where each has a sitemap of its own: the links between all versions grow with the square of the
/// languages, and search engines read no more than 50 MB at once.
pub(super) fn sitemap(site: &Site, only: Option<LanguageId>) -> Sitemap {
    let languages = &site.config.languages;
    let all = |url: &dyn Fn(LanguageId) -> String| PerLanguage::new(languages, |language| Some(url(language)));
    let mut urls = Vec::new();
    let mut add = |versions: &Versions, dates: Option<&Versions>| add(site, &mut urls, only, versions, dates);
    add(&all(&|language| Page::Home(language).url(site)), None);
    if has_status(site) {
        add(&all(&|language| Page::Status(language).url(site)), None);
    }
    for category in site.tree.all() {
        if site.tree.count(&category.key, LanguageId::DEFAULT) > 0 {
            add(&all(&|language| site.routes.category_url(&category.key, language)), None);
        }
    }
    for (key, twins) in site.routes.articles() {
        let indexed = |id: EntryId| {
            let entry = site.entry(id)?;
            (entry.front.status == Status::Published).then(|| site.routes.url(id).map(str::to_owned))?
        };
        let versions = PerLanguage::new(languages, |language| indexed(twins.get(language).copied().flatten()?));
        let dates = PerLanguage::new(languages, |language| {
            let shown = site.shown(key, language).filter(|shown| !shown.foreign)?;
            cards::updated(site, &shown)
        });
        add(&versions, Some(&dates));
    }
    Sitemap { urls }
}

/// Something that a page has in each language, or has not.
type Versions = PerLanguage<Option<String>>;

fn add(
    site: &Site,
    urls: &mut Vec<SitemapUrl>,
    only: Option<LanguageId>,
    versions: &Versions,
    dates: Option<&Versions>,
) {
    if only.is_some_and(|only| versions.get(only).is_none_or(Option::is_none)) {
        return;
    }
    let named = site.config.languages.iter().zip(versions);
    let mut alternates: Vec<Alternate> = named
        .filter_map(|(language, url)| {
            Some(Alternate { lang: language.code.clone(), url: site.config.base_url.absolute(url.as_ref()?) })
        })
        .collect();
    // Pages themselves name no versions then, so this is the place that tells of the one for everybody else.
    if let (Some(_), Some(Some(url))) = (only, versions.get(LanguageId::DEFAULT)) {
        alternates.push(Alternate { lang: "x-default".to_owned(), url: site.config.base_url.absolute(url) });
    }
    for language in site.config.languages.ids().filter(|language| only.is_none_or(|only| only == *language)) {
        let Some(Some(url)) = versions.get(language) else { continue };
        urls.push(SitemapUrl {
            loc: site.config.base_url.absolute(url),
            lastmod: dates.and_then(|dates| dates.get(language)?.clone()),
            alternates: if alternates.len() > 1 { alternates.clone() } else { Vec::new() },
        });
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Index {
    sitemaps: Vec<String>,
}

/// The sitemaps of all languages.
pub(super) fn index(site: &Site) -> Index {
    let of = |language| site.config.base_url.absolute(&Page::SitemapOf(language).url(site));
    Index { sitemaps: site.config.languages.ids().map(of).collect() }
}
