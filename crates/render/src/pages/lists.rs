//! The contexts of pages that list articles: home, categories, tags, search and 404.

use helpdex_content::config::{Direction, Language, LanguageId};
use serde::Serialize;

use super::cards;
use super::context::{Card, Item, LetterLink, PageContext, Section, TagLink};
use super::head::{About, frame};
use super::hosting::MOVED;
use super::page::Page;
use super::paging::{CARDS, Layout, ROWS, TAGS, rows};
use super::rendering::Rendering;
use helpdex_content::path::ArticleKey;
use helpdex_content::routes::Routes;
use helpdex_content::site::Site;
use helpdex_content::source::EntryKind;

/// How many recently changed articles the home page shows.
const RECENT: usize = 6;
/// How many articles it shows at most of those that authors chose for it.
const FEATURED: usize = 24;
/// The search and 404 pages name all articles up to so many, of so many topics.
const BROWSED: usize = 100;
const BROWSED_TOPICS: usize = 20;
/// Where they can't name all, so many in all, and of a topic at least and at most.
const BROWSED_OF_MORE: usize = 72;
const BROWSED_OF_TOPIC: (usize, usize) = (3, 12);

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
    /// Whether there are more topics than these.
    more: bool,
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
    /// Of the first page of its list.
    url: String,
    summary: String,
    icon: String,
    /// HTML, sanitised.
    body: String,
    count: usize,
    lang: String,
    dir: Direction,
    foreign: bool,
    /// Whether all in it is for agents alone.
    internal: bool,
    items: Vec<Item>,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
pub(super) struct BrowsePage {
    page: PageContext,
    browse: Vec<Section>,
    /// Whether these are not all topics and articles.
    more: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct TopicsPage {
    page: PageContext,
    topics: Vec<Card>,
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
    /// How many articles carry it.
    count: usize,
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
            body: body.map(|body| rendering.theme.complete(&body.texts().html, language)).unwrap_or_default(),
            categories: cards::top(site, language, CARDS),
            more: cards::topics(site, language).nth(CARDS).is_some(),
            items: loose.iter().filter_map(|key| cards::item(site, key, language)).collect(),
            featured: featured.take(FEATURED).filter_map(|key| cards::item(site, key, language)).collect(),
            recent: recent(site, language, RECENT),
        },
    }
}

/// The articles of a language that changed last, newest first.
pub(super) fn recent(site: &Site, language: LanguageId, most: usize) -> Vec<Item> {
    let dated = |key: &&ArticleKey| {
        let shown = site.listed(key, language).filter(|shown| !shown.foreign)?;
        Some((cards::updated(site, &shown)?, (*key).clone()))
    };
    let mut dated: Vec<(String, ArticleKey)> = site.routes.articles().keys().filter_map(|key| dated(&key)).collect();
    dated.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    dated.truncate(most);
    dated.iter().filter_map(|(_, key)| cards::item(site, key, language)).collect()
}

/// A page of the list of a category, which is named by its key and the page's number.
pub(super) fn category(
    rendering: &Rendering<'_>,
    page: &Page,
    (key, number): (&str, usize),
    language: LanguageId,
) -> CategoryPage {
    let site = rendering.site;
    let layout = Layout::of(site, key, language);
    let section = layout.section(site, language, number);
    let twins = site.routes.categories().get(key);
    let own = twins.and_then(|twins| Routes::best(twins, language)).filter(|index| {
        site.entry(*index).is_some_and(|entry| entry.language == language && entry.kind == EntryKind::Category)
    });
    let body = own.and_then(|index| site.body(index)).filter(|_| number == 1);
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
    let mut context = frame(rendering, page, language, about);
    if let Some(pager) = &mut context.pager {
        let (first, _) = page.list();
        let letters = layout.letters(site, language).into_iter();
        pager.letters = letters.map(|(letter, at)| LetterLink { letter, url: first.part(at).url(site) }).collect();
    }
    CategoryPage {
        page: context,
        category: Category {
            title: section.card.title,
            url: section.card.url,
            summary: section.card.summary,
            icon: section.card.icon,
            body: body.map(|body| rendering.theme.complete(&body.texts().html, language)).unwrap_or_default(),
            count: section.card.count,
            lang: section.card.lang,
            dir: section.card.dir,
            foreign: section.card.foreign,
            internal: section.card.internal,
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
    let browse = groups(site, language);
    let more = cards::topics(site, language).nth(BROWSED_TOPICS).is_some() || browse.iter().any(|group| group.more);
    let mut page = frame(rendering, page, language, about);
    if kind == "not_found" && site.routes.open_aliases().len() > 0 {
        page.parts.push(MOVED);
    }
    BrowsePage { page, browse, more }
}

/// Every category and question, or of a larger site the first topics and of each what is most important in it.
fn groups(site: &Site, language: LanguageId) -> Vec<Section> {
    let topics: Vec<&str> = cards::topics(site, language).take(BROWSED_TOPICS + 1).collect();
    if site.tree.count("", language) <= BROWSED && topics.len() <= BROWSED_TOPICS {
        return topics.into_iter().map(|key| cards::section(site, key, language)).collect();
    }
    let (least, most) = BROWSED_OF_TOPIC;
    let each = (BROWSED_OF_MORE / topics.len().clamp(1, BROWSED_TOPICS)).clamp(least, most);
    let important = |key: &str| {
        let below = site.tree.articles_below(key).into_iter();
        let listed = below.filter_map(|key| Some((site.listed(key, language)?.entry.front.featured, key)));
        let (chosen, others): (Vec<_>, Vec<_>) = listed.partition(|(featured, _)| *featured);
        let items = chosen.into_iter().chain(others).take(each);
        let items: Vec<Item> = items.filter_map(|(_, key)| cards::item(site, key, language)).collect();
        let card = cards::card(site, key, language);
        Section { more: card.count > items.len(), card, items, sections: Vec::new() }
    };
    topics.into_iter().take(BROWSED_TOPICS).map(important).collect()
}

/// A page of the list of all topics.
pub(super) fn topics(rendering: &Rendering<'_>, page: &Page, number: usize, language: LanguageId) -> TopicsPage {
    let site = rendering.site;
    let title = word(rendering, language, "topics_all");
    let breadcrumbs = vec![cards::home_crumb(site, language)];
    // Search engines are to lead to answers, not to one more list of lists.
    let about = About { kind: "topics", title, noindex: true, breadcrumbs, ..About::default() };
    let keys = rows(cards::topics(site, language), number, CARDS);
    let topics = keys.map(|key| cards::card(site, key, language)).collect();
    TopicsPage { page: frame(rendering, page, language, about), topics }
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

/// A page of the list of all tags.
pub(super) fn all_tags(rendering: &Rendering<'_>, page: &Page, number: usize, language: LanguageId) -> TagsPage {
    let site = rendering.site;
    let tags = rows(site.tags(language).iter(), number, TAGS).map(|tag| TagLink {
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

/// A page of the list of a tag's articles; the tag is named by its slug, beside the page's number.
pub(super) fn one_tag(
    rendering: &Rendering<'_>,
    page: &Page,
    (slug, number): (&str, usize),
    language: LanguageId,
) -> TagPage {
    let site = rendering.site;
    let tag = site.tags(language).iter().find(|tag| tag.slug == slug);
    let title = tag.map(|tag| tag.title.clone()).unwrap_or_default();
    let mut keys: Vec<&str> = tag.into_iter().flat_map(|tag| &tag.articles).map(String::as_str).collect();
    site.tree.sort(&mut keys);
    let all = cards::crumb(site, language, word(rendering, language, "tags_title"), Page::Tags(language).url(site));
    let here = cards::crumb(site, language, title.clone(), page.list().0.url(site));
    let about = About {
        kind: "tag",
        title: title.clone(),
        // Search engines are to lead to answers, not to one more list of them.
        noindex: true,
        breadcrumbs: vec![cards::home_crumb(site, language), all, here],
        ..About::default()
    };
    let count = keys.len();
    let items = rows(keys.into_iter(), number, ROWS).filter_map(|key| cards::item(site, key, language)).collect();
    TagPage { page: frame(rendering, page, language, about), tag: Tag { title, count, items } }
}
