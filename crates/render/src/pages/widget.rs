//! Help inside of a product: the script that it loads, and the page that stands behind it.

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use helpdex_content::incidents::Affected;
use helpdex_content::site::Site;
use serde::Serialize;
use serde_json::json;

use super::cards;
use super::context::{Item, PageContext};
use super::head::{About, frame};
use super::json::script_safe;
use super::page::Page;
use super::rendering::Rendering;
use crate::theme::accents;

/// So many articles are suggested at the most where nothing is known of the product's page.
const FEATURED: usize = 5;
/// So many where the settings say what belongs to it.
const SUGGESTED: usize = 6;

/// What `widget.js` is filled with.
#[derive(Debug, Serialize)]
pub(super) struct Script {
    /// What the script has to know of the site, as JSON.
    site: String,
    /// The accent on light and on dark ground, and what is written on each.
    accent: String,
    on_accent: String,
    accent_dark: String,
    on_accent_dark: String,
}

/// What `widget.html` is filled with.
#[derive(Debug, Serialize)]
pub(super) struct WidgetPage {
    page: PageContext,
    widget: WidgetContext,
}

#[derive(Debug, Serialize)]
struct WidgetContext {
    /// The site's address path, with a slash at its end.
    base: String,
    /// Articles for certain pages of the product.
    suggestions: Vec<Suggested>,
    /// Articles for all others.
    featured: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Suggested {
    /// Patterns of addresses, as JSON.
    urls: String,
    items: Vec<Item>,
}

/// What a page of a product loads before anybody touches it.
pub(super) fn script(rendering: &Rendering<'_>) -> Script {
    let site = rendering.site;
    let language = |id: LanguageId| (cards::code(site, id), rendering.theme.text(id, "widget_open"));
    let languages: BTreeMap<String, String> = site.config.languages.ids().map(language).collect();
    let first = cards::code(site, LanguageId::DEFAULT);
    let known = json!({ "base": format!("{}/", site.routes.base()), "first": first, "languages": languages });
    let [(accent, on_accent), (accent_dark, on_accent_dark)] = accents(&site.config.appearance);
    Script { site: script_safe(&known), accent, on_accent, accent_dark, on_accent_dark }
}

/// What the panel shows, with all its words: for the panel in a product's page, for a frame, and as a page of its own.
pub(super) fn page(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> WidgetPage {
    let site = rendering.site;
    let about = About {
        kind: "widget",
        title: rendering.theme.text(language, "widget_open"),
        noindex: true,
        ..About::default()
    };
    let suggested = site.config.widget.suggestions.iter().map(|suggestion| Suggested {
        urls: json!(suggestion.urls).to_string(),
        items: articles(site, suggestion.topics.iter().map(|(topic, _)| topic.as_str()), language),
    });
    WidgetPage {
        page: frame(rendering, page, language, about),
        widget: WidgetContext {
            base: format!("{}/", site.routes.base()),
            suggestions: suggested.filter(|suggested| !suggested.items.is_empty()).collect(),
            featured: featured(site, language),
        },
    }
}

/// The articles that authors chose for the home page, else those that changed last.
fn featured(site: &Site, language: LanguageId) -> Vec<Item> {
    let keys = site.tree.articles_below("").into_iter();
    let chosen = keys.filter(|key| site.listed(key, language).is_some_and(|shown| shown.entry.front.featured));
    let items: Vec<Item> = chosen.take(FEATURED).filter_map(|key| cards::item(site, key, language)).collect();
    if items.is_empty() { super::lists::recent(site, language, FEATURED) } else { items }
}

/// The articles of some topics, each once: one after the other from each topic, so that all of them have their share.
fn articles<'s>(site: &'s Site, topics: impl Iterator<Item = &'s str>, language: LanguageId) -> Vec<Item> {
    let mut topics: Vec<_> = topics.map(|topic| keys(site, topic, language).into_iter()).collect();
    let mut chosen: Vec<&str> = Vec::new();
    while chosen.len() < SUGGESTED && !topics.is_empty() {
        topics.retain_mut(|keys| {
            let Some(key) = keys.find(|key| !chosen.contains(key)) else { return false };
            chosen.push(key);
            true
        });
    }
    chosen.into_iter().take(SUGGESTED).filter_map(|key| cards::item(site, key, language)).collect()
}

/// The articles that are listed under a name of the settings, those chosen for the home page first.
fn keys<'s>(site: &'s Site, name: &str, language: LanguageId) -> Vec<&'s str> {
    let mut keys: Vec<&str> = match site.affected(name) {
        Some(Affected::Article(key)) => {
            site.routes.articles().get_key_value(key.as_str()).map(|(key, _)| key.as_str()).into_iter().collect()
        }
        Some(Affected::Category(key)) => site.tree.articles_below(&key),
        Some(Affected::Tag(slug)) => {
            let tag = site.tags(language).iter().find(|tag| tag.slug == slug);
            tag.into_iter().flat_map(|tag| &tag.articles).map(String::as_str).collect()
        }
        Some(Affected::Everything) | None => Vec::new(),
    };
    keys.retain(|key| site.listed(key, language).is_some());
    keys.sort_by_key(|key| !site.listed(key, language).is_some_and(|shown| shown.entry.front.featured));
    keys
}
