//! The contexts of pages that list articles: home, categories, tags, search and 404.

use helpdex_content::config::{Direction, Language, LanguageId};
use serde::Serialize;

use super::cards;
use super::context::{Card, Item, PageContext, Section, TagLink};
use super::head::{About, frame};
use super::page::Page;
use super::rendering::Rendering;
use helpdex_content::routes::Routes;
use helpdex_content::site::Site;
use helpdex_content::source::EntryKind;

/// How many recently changed articles the home page shows.
const RECENT: usize = 6;

#[derive(Debug, Serialize)]
pub(super) struct HomePage {
    page: PageContext,
    home: Home,
}

#[derive(Debug, Serialize)]
struct Home {
    title: String,
    summary: String,
    /// Where the words above are those of another language.
    lang: Option<String>,
    dir: Option<Direction>,
    /// HTML, sanitised.
    body: String,
    categories: Vec<Card>,
    /// Articles that lie in no category.
    items: Vec<Item>,
    featured: Vec<Item>,
    recent: Vec<Item>,
}

#[derive(Debug, Serialize)]
pub(super) struct CategoryPage {
    page: PageContext,
    category: Category,
}

#[derive(Debug, Serialize)]
struct Category {
    title: String,
    summary: String,
    icon: String,
    /// HTML, sanitised.
    body: String,
    count: usize,
    lang: String,
    dir: Direction,
    foreign: bool,
    items: Vec<Item>,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
pub(super) struct BrowsePage {
    page: PageContext,
    browse: Vec<Section>,
}

#[derive(Debug, Serialize)]
pub(super) struct LanguagesPage {
    page: PageContext,
    languages: Vec<LanguageLink>,
}

#[derive(Debug, Serialize)]
struct LanguageLink {
    code: String,
    name: String,
    dir: Direction,
    url: String,
    current: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct TagPage {
    page: PageContext,
    tag: Tag,
}

#[derive(Debug, Serialize)]
struct Tag {
    title: String,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
pub(super) struct TagsPage {
    page: PageContext,
    tags: Vec<TagLink>,
}

pub(super) fn home(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> HomePage {
    let site = rendering.site;
    let own = site.home(language);
    let any = own.or_else(|| site.home(LanguageId::DEFAULT));
    let code = cards::code(site, language);
    // A site without a file for its home has a home all the same.
    let written = any.map(|index| site.title(index)).filter(|title| !title.trim().is_empty());
    let heading = written.clone().unwrap_or_else(|| word(rendering, language, "home_heading"));
    let title = written.unwrap_or_else(|| site.config.title.get(&code).to_owned());
    let summary = any.and_then(|index| site.entry(index)?.front.summary.given().cloned()).map(|summary| summary.value);
    let summary = summary.or_else(|| any.is_none().then(|| site.config.description.get(&code).to_owned()));
    let summary = summary.unwrap_or_default();
    let site_link = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.config.title.get(&code),
        "url": site.config.base_url.absolute(&page.url(site)),
    });
    let body = own.and_then(|index| site.body(index));
    let about =
        About { kind: "home", title, description: summary.clone(), json_ld: vec![site_link], body, ..About::default() };
    let other = any.filter(|_| own.is_none()).map(|_| site.config.default_language());
    let keys = site.tree.articles_below("");
    let featured = keys.iter().filter(|key| site.listed(key, language).is_some_and(|shown| shown.entry.front.featured));
    let loose = site.tree.get("").map_or(&[][..], |top| &top.articles);
    HomePage {
        page: frame(rendering, page, language, about),
        home: Home {
            title: heading,
            summary,
            lang: other.map(|language| language.code.clone()),
            dir: other.map(|language| language.dir),
            body: body.map(|body| rendering.theme.complete(&body.html, language)).unwrap_or_default(),
            categories: cards::top(site, language),
            items: loose.iter().filter_map(|key| cards::item(site, key, language)).collect(),
            featured: featured.filter_map(|key| cards::item(site, key, language)).collect(),
            recent: recent(site, language, RECENT),
        },
    }
}

/// The articles of a language that changed last, newest first.
pub(super) fn recent(site: &Site, language: LanguageId, most: usize) -> Vec<Item> {
    let dated = |key: &&String| {
        let shown = site.listed(key, language).filter(|shown| !shown.foreign)?;
        Some((cards::updated(site, &shown)?, (*key).clone()))
    };
    let mut dated: Vec<(String, String)> = site.routes.articles().keys().filter_map(|key| dated(&key)).collect();
    dated.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    dated.truncate(most);
    dated.iter().filter_map(|(_, key)| cards::item(site, key, language)).collect()
}

pub(super) fn category(rendering: &Rendering<'_>, page: &Page, key: &str, language: LanguageId) -> CategoryPage {
    let site = rendering.site;
    let section = cards::section(site, key, language);
    let twins = site.routes.categories().get(key);
    let own = twins.and_then(|twins| Routes::best(twins, language)).filter(|index| {
        site.entry(*index).is_some_and(|entry| entry.language == language && entry.kind == EntryKind::Category)
    });
    let body = own.and_then(|index| site.body(index));
    let mut breadcrumbs = vec![cards::home_crumb(site, language)];
    breadcrumbs.extend(cards::trail(site, key, language));
    breadcrumbs.push(cards::category_crumb(site, key, language));
    let about = About {
        kind: "category",
        title: section.card.title.clone(),
        description: section.card.summary.clone(),
        noindex: section.card.count == 0,
        breadcrumbs,
        body,
        ..About::default()
    };
    CategoryPage {
        page: frame(rendering, page, language, about),
        category: Category {
            title: section.card.title,
            summary: section.card.summary,
            icon: section.card.icon,
            body: body.map(|body| rendering.theme.complete(&body.html, language)).unwrap_or_default(),
            count: section.card.count,
            lang: section.card.lang,
            dir: section.card.dir,
            foreign: section.card.foreign,
            items: section.items,
            sections: section.sections,
        },
    }
}

fn word(rendering: &Rendering<'_>, language: LanguageId, key: &str) -> String {
    rendering.theme.text(language, key)
}

/// The search and 404 pages: every category and question, for readers without JavaScript.
pub(super) fn browse(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> BrowsePage {
    let site = rendering.site;
    let kind = if matches!(page, Page::Search(_)) { "search" } else { "not_found" };
    let title = word(rendering, language, if kind == "search" { "search_title" } else { "not_found_title" });
    let about = About { kind, title, noindex: true, ..About::default() };
    let keys = site.tree.get("").map_or(&[][..], |top| &top.children);
    BrowsePage { page: frame(rendering, page, language, about), browse: cards::sections(site, keys, language) }
}

/// All languages with their home pages.
pub(super) fn languages(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> LanguagesPage {
    let site = rendering.site;
    let one = |(id, config): (LanguageId, &Language)| LanguageLink {
        code: config.code.clone(),
        name: config.name.clone(),
        dir: config.dir,
        url: Page::Home(id).url(site),
        current: id == language,
    };
    let title = word(rendering, language, "language_all");
    let breadcrumbs = vec![cards::home_crumb(site, language)];
    let about = About { kind: "languages", title, noindex: true, breadcrumbs, ..About::default() };
    let languages = site.config.languages.pairs().map(one).collect();
    LanguagesPage { page: frame(rendering, page, language, about), languages }
}

pub(super) fn all_tags(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> TagsPage {
    let site = rendering.site;
    let tags = site.tags(language).iter().map(|tag| TagLink {
        title: tag.title.clone(),
        url: Page::Tag(language, tag.slug.clone()).url(site),
        count: tag.articles.len(),
    });
    let title = word(rendering, language, "tags_title");
    let tags: Vec<TagLink> = tags.collect();
    let about = About {
        kind: "tags",
        title,
        noindex: true,
        breadcrumbs: vec![cards::home_crumb(site, language)],
        ..About::default()
    };
    TagsPage { page: frame(rendering, page, language, about), tags }
}

pub(super) fn one_tag(rendering: &Rendering<'_>, page: &Page, slug: &str, language: LanguageId) -> TagPage {
    let site = rendering.site;
    let tag = site.tags(language).iter().find(|tag| tag.slug == slug);
    let title = tag.map(|tag| tag.title.clone()).unwrap_or_default();
    let mut keys: Vec<&str> = tag.into_iter().flat_map(|tag| &tag.articles).map(String::as_str).collect();
    site.tree.sort(&mut keys);
    let all = cards::crumb(site, language, word(rendering, language, "tags_title"), Page::Tags(language).url(site));
    let here = cards::crumb(site, language, title.clone(), page.url(site));
    let about = About {
        kind: "tag",
        title: title.clone(),
        // Search engines are to lead to answers, not to one more list of them.
        noindex: true,
        breadcrumbs: vec![cards::home_crumb(site, language), all, here],
        ..About::default()
    };
    let items = keys.iter().filter_map(|key| cards::item(site, key, language)).collect();
    TagPage { page: frame(rendering, page, language, about), tag: Tag { title, items } }
}
