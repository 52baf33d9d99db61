//! Articles and categories as lists show them.

use super::context::{Card, Crumb, Item, Section};
use helpdex_content::config::LanguageId;
use helpdex_content::path::ArticleKey;
use helpdex_content::routes::Routes;
use helpdex_content::site::{Shown, Site, Tree, humanised};
use helpdex_content::source::{EntryId, Status};

/// So many topics stand beside an article.
pub(super) const TOPICS: usize = 12;

/// An article as readers of a language see it in a list; nothing for archived ones and hidden drafts.
pub(super) fn item(site: &Site, key: &str, language: LanguageId) -> Option<Item> {
    site.listed(key, language).map(|shown| of_shown(site, &shown, language))
}

/// An article that is to be shown whatever its status.
pub(super) fn of_shown(site: &Site, shown: &Shown<'_>, language: LanguageId) -> Item {
    Item {
        title: site.title(shown.id),
        summary: site.summary(shown.id),
        url: site.routes.url(shown.id).unwrap_or_default().to_owned(),
        lang: code(site, shown.entry.language),
        dir: site.config.languages.get(shown.entry.language).dir,
        foreign: shown.foreign,
        category: category_title(site, shown.entry.folder(), language),
        updated: updated(site, shown),
        draft: shown.entry.front.status == Status::Draft,
        internal: site.is_internal(shown.entry),
    }
}

/// The day an article last changed: from git, else its review date.
pub(super) fn updated(site: &Site, shown: &Shown<'_>) -> Option<String> {
    site.updated(shown.entry).map(|date| date.to_string())
}

/// The address of the image that stands for the site.
pub(super) fn logo(site: &Site) -> Option<String> {
    let path = site.config.appearance.logo.as_ref()?;
    Some(site.routes.files().get(path.as_str())?.url.clone())
}

/// The code of a language.
pub(super) fn code(site: &Site, language: LanguageId) -> String {
    site.config.code(language).to_owned()
}

/// A category's title for readers of a language.
pub(super) fn category_title(site: &Site, key: &str, language: LanguageId) -> String {
    category_entry(site, key, language).map_or_else(|| humanised(key), |id| site.title(id))
}

fn category_entry(site: &Site, key: &str, language: LanguageId) -> Option<EntryId> {
    Routes::best(site.routes.categories().get(key)?, language)
}

/// A category as a card.
pub(super) fn card(site: &Site, key: &str, language: LanguageId) -> Card {
    let entry = category_entry(site, key, language).and_then(|id| site.entry(id));
    let written = entry.map_or(language, |entry| entry.language);
    let twins = site.routes.categories().get(key);
    let icons =
        twins.into_iter().flatten().copied().flatten().filter_map(|twin| site.entry(twin)?.front.icon.given().cloned());
    Card {
        title: category_title(site, key, language),
        summary: entry.and_then(|entry| entry.front.summary.given()).map(|s| s.value.clone()).unwrap_or_default(),
        url: site.routes.category_url(key, language),
        icon: icons.into_iter().next().map(|icon| icon.value).unwrap_or_default(),
        count: site.tree.count(key, language),
        lang: code(site, written),
        dir: site.config.languages.get(written).dir,
        foreign: written != language,
        internal: site.sources.internal.holds_folder(key),
    }
}

/// A category with its articles and sections; empty ones inside are left out.
pub(super) fn section(site: &Site, key: &str, language: LanguageId) -> Section {
    let category = site.tree.get(key);
    let articles = category.map_or(&[][..], |category| &category.articles);
    let children = category.map_or(&[][..], |category| &category.children);
    Section {
        card: card(site, key, language),
        items: articles.iter().filter_map(|key| item(site, key, language)).collect(),
        sections: sections(site, children, language),
        more: false,
    }
}

/// Several categories with their articles; empty ones are left out.
pub(super) fn sections(site: &Site, keys: &[ArticleKey], language: LanguageId) -> Vec<Section> {
    let sections = keys.iter().map(|key| section(site, key, language));
    sections.filter(|section| section.card.count > 0).collect()
}

/// The site's categories; those without an article are left out.
pub(super) fn topics(site: &Site, language: LanguageId) -> impl Iterator<Item = &str> {
    let keys = site.tree.get("").map_or(&[][..], |top| &top.children);
    keys.iter().map(AsRef::as_ref).filter(move |key| site.tree.count(key, language) > 0)
}

/// The first of the site's categories as cards.
pub(super) fn top(site: &Site, language: LanguageId, most: usize) -> Vec<Card> {
    topics(site, language).take(most).map(|key| card(site, key, language)).collect()
}

/// A step of the way from the home page, in the page's language.
pub(super) fn crumb(site: &Site, language: LanguageId, title: String, url: String) -> Crumb {
    Crumb { title, url, lang: code(site, language), dir: site.config.languages.get(language).dir, foreign: false }
}

/// The first step: the home page.
pub(super) fn home_crumb(site: &Site, language: LanguageId) -> Crumb {
    let title = site.config.title.get(&code(site, language)).to_owned();
    crumb(site, language, title, site.routes.page_url(language, ""))
}

/// The way from the home page to something in a folder: each category.
pub(super) fn trail(site: &Site, key: &str, language: LanguageId) -> Vec<Crumb> {
    Tree::ancestors(key).into_iter().map(|key| category_crumb(site, key, language)).collect()
}

/// A category as a step.
pub(super) fn category_crumb(site: &Site, key: &str, language: LanguageId) -> Crumb {
    let entry = category_entry(site, key, language).and_then(|id| site.entry(id));
    let written = entry.map_or(language, |entry| entry.language);
    let url = site.routes.category_url(key, language);
    Crumb { foreign: written != language, ..crumb(site, written, category_title(site, key, language), url) }
}
