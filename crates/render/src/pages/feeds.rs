//! What machines read: feed and robots.txt.

use helpdex_content::config::LanguageId;
use serde::Serialize;

use super::context::PageContext;
use super::head::{About, frame};
use super::page::Page;
use super::rendering::Rendering;
use super::{cards, lists};
use helpdex_content::path::ArticleKey;
use helpdex_content::site::Site;

/// How many articles a feed holds.
const FEED_ENTRIES: usize = 30;
/// A feed without dated articles still has to name a time; this is the protocol's own first day.
const NO_DATE: &str = "2005-12-01";

#[derive(Debug, Serialize)]
pub(super) struct FeedPage {
    page: PageContext,
    feed: Feed,
}

#[derive(Debug, Serialize)]
struct Feed {
    title: String,
    url: String,
    self_url: String,
    /// RFC 3339.
    updated: String,
    entries: Vec<FeedEntry>,
}

/// An entry of a feed.
#[derive(Debug, Serialize)]
pub(super) struct FeedEntry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) url: String,
    /// RFC 3339.
    pub(super) updated: String,
    pub(super) summary: String,
}

impl FeedPage {
    /// A feed of entries, newest first, about a page that is given by its full URL.
    pub(super) fn new(page: PageContext, title: String, url: String, entries: Vec<FeedEntry>) -> Self {
        let updated = entries.first().map_or_else(|| midnight(NO_DATE), |entry| entry.updated.clone());
        let feed = Feed { title, url, self_url: page.canonical.clone(), updated, entries };
        Self { page, feed }
    }
}

/// Recently changed articles of a language.
pub(super) fn feed(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> FeedPage {
    let site = rendering.site;
    let base_url = &site.config.base_url;
    let items = lists::recent(site, language, FEED_ENTRIES);
    let mut entries: Vec<FeedEntry> = items
        .into_iter()
        .map(|item| {
            let url = base_url.absolute(&item.url);
            let updated = midnight(item.updated.as_deref().unwrap_or(NO_DATE));
            FeedEntry { id: url.clone(), title: item.title, url, updated, summary: item.summary }
        })
        .collect();
    let changes = changes(site, language);
    if !changes.is_empty() {
        entries.extend(changes);
        entries.sort_by(|a, b| b.updated.cmp(&a.updated));
        entries.truncate(FEED_ENTRIES);
    }
    let title = site.config.title.get(&cards::code(site, language)).to_owned();
    let home = base_url.absolute(&site.routes.page_url(language, ""));
    let context = frame(rendering, page, language, About { kind: "feed", ..About::default() });
    FeedPage::new(context, title, home, entries)
}

/// The notes of changes (`:::updated`) in the articles of a language, each of which is an entry of its own.
fn changes(site: &Site, language: LanguageId) -> Vec<FeedEntry> {
    let listed = |key: &ArticleKey| site.listed(key, language).filter(|shown| !shown.foreign);
    let mut entries = Vec::new();
    for shown in site.routes.articles().keys().filter_map(listed) {
        let (Some(body), Some(url)) = (site.body(shown.id), site.routes.url(shown.id)) else { continue };
        if body.changes.is_empty() {
            continue;
        }
        let texts = body.texts();
        entries.extend(body.changes.iter().map(|change| {
            let url = format!("{}#{}", site.config.base_url.absolute(url), change.id);
            let title = match change.title.as_str() {
                "" => site.title(shown.id),
                title => format!("{}: {title}", site.title(shown.id)),
            };
            let text = texts.sections.iter().find(|section| section.landing == Some(change.landing));
            let summary = text.map(|section| section.text.replace('\n', " ")).unwrap_or_default();
            FeedEntry { id: url.clone(), title, url, updated: midnight(&change.date), summary }
        }));
    }
    entries
}

fn midnight(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

#[derive(Debug, Serialize)]
pub(super) struct Robots {
    sitemap: String,
    base: String,
    noindex: bool,
}

/// What search engines may visit.
pub(super) fn robots(site: &Site) -> Robots {
    let base = site.routes.base().to_owned();
    Robots { sitemap: site.config.base_url.absolute(&Page::Sitemap.url(site)), base, noindex: site.is_for_agents() }
}
