//! The part of a context that every page has: site, language, head, language switch.

use std::borrow::Cow;

use super::cards::{self, TOPICS};
use super::contact;
use super::context::{Alternate, Card, Crumb, PageContext, Switch};
use super::incidents;
use super::json::script_safe;
use super::page::{Page, has_markdown, has_sitemaps, has_topics};
use super::paging;
use super::rendering::Rendering;
use super::share;
use super::share_image::ShareImage;
use helpdex_content::config::{LanguageId, PerLanguage};
use helpdex_content::markdown::Rendered;
use helpdex_content::routes::Twins;

/// What a page says about itself before the frame is put around it.
#[derive(Debug, Default)]
pub(super) struct About<'p> {
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) noindex: bool,
    pub(super) breadcrumbs: Vec<Crumb>,
    pub(super) json_ld: Vec<serde_json::Value>,
    /// Its text, when it has one.
    pub(super) body: Option<&'p Rendered>,
    pub(super) og_type: Option<&'static str>,
    /// Its versions by language, for pages that have a text of their own.
    pub(super) twins: Option<&'p Twins>,
}

impl PageContext {
    /// Adds what is made of an article's text: what it tells search engines of its questions, which comes first, and an image that
    /// it shows, for want of another.
    pub(super) fn add_text(&mut self, questions: Option<&serde_json::Value>, shown: Option<ShareImage>) {
        self.json_ld.splice(0..0, questions.map(script_safe));
        if let Some(ShareImage { url, alt, size }) = shown.filter(|_| self.og_image.is_none()) {
            (self.og_image, self.og_image_alt) = (Some(url), alt);
            (self.og_image_width, self.og_image_height) = size.unzip();
        }
    }
}

/// What a page's head, breadcrumbs and language switch show.
pub(super) fn frame(rendering: &Rendering<'_>, page: &Page, language: LanguageId, about: About<'_>) -> PageContext {
    let site = rendering.site;
    let config = &site.config;
    let url = page.url(site);
    let code = cards::code(site, language);
    let site_title = config.title.get(&code);
    let home = matches!(page, Page::Home(_));
    let head_title = if home || about.title.is_empty() {
        site_title.to_owned()
    } else {
        format!("{} – {site_title}", about.title)
    };
    let description = if about.description.is_empty() { config.description.get(&code) } else { &about.description };
    let versions = versions(rendering, page, about.twins);
    let mut json_ld = about.json_ld;
    if about.breadcrumbs.len() > 1 {
        json_ld.push(breadcrumb_list(rendering, &about.breadcrumbs));
    }
    // What is for agents is nothing for search engines.
    let noindex = about.noindex || site.is_for_agents();
    let incidents = incidents::on_page(site, page, language);
    let image = share::image(rendering, page, language);
    PageContext {
        kind: about.kind,
        title: about.title,
        head_title,
        description: description.to_owned(),
        canonical: config.base_url.absolute(&url),
        noindex,
        alternates: if noindex || has_sitemaps(site) { Vec::new() } else { alternates(rendering, &versions) },
        versions: config.languages.are_many().then(|| bits(&versions)).flatten(),
        markdown: has_markdown(site, page).then(|| format!("{url}index.md")),
        switch: if config.languages.are_many() { Vec::new() } else { switch(rendering, page, language, &versions) },
        breadcrumbs: about.breadcrumbs,
        topic: topic(rendering, page, language),
        pager: paging::pager(site, page),
        json_ld: json_ld.iter().map(script_safe).collect(),
        parts: about.body.map(|body| body.parts.clone()).unwrap_or_default(),
        contact: contact::panel(rendering, page, language),
        incidents: incidents.banners,
        incidents_of_hits: incidents.of_hits,
        og_type: about.og_type.unwrap_or("website"),
        og_image_alt: image.as_ref().map(|image| image.alt.clone()).unwrap_or_default(),
        og_image_width: image.as_ref().and_then(|image| Some(image.size?.0)),
        og_image_height: image.as_ref().and_then(|image| Some(image.size?.1)),
        og_image: image.map(|image| image.url),
        url,
    }
}

/// The URLs of a page by language; nothing where it has none.
type Versions<'r> = PerLanguage<Option<Cow<'r, str>>>;

/// The same page in each language.
fn versions<'r>(rendering: &Rendering<'r>, page: &Page, twins: Option<&Twins>) -> Versions<'r> {
    let site = rendering.site;
    let of_list = |page: Page| Some(Cow::Owned(page.url(site)));
    PerLanguage::new(&site.config.languages, |language| match page {
        Page::Home(_) => of_list(Page::Home(language)),
        Page::Search(_) => of_list(Page::Search(language)),
        Page::ContactSent(_) => of_list(Page::ContactSent(language)),
        Page::Contact(_) => of_list(Page::Contact(language)),
        Page::Survey(_, kind) => of_list(Page::Survey(language, *kind)),
        Page::Offline(_) => of_list(Page::Offline(language)),
        Page::Widget(_) => of_list(Page::Widget(language)),
        Page::Tags(_) => of_list(Page::Tags(language)),
        Page::Status(_) => of_list(Page::Status(language)),
        Page::Standards(_) => of_list(Page::Standards(language)),
        Page::Standard(_, number) => of_list(Page::Standard(language, *number)),
        Page::Languages(_) => of_list(Page::Languages(language)),
        Page::Topics(_) => has_topics(site, language).then_some(Page::Topics(language)).and_then(of_list),
        Page::Category(key, _) => Some(Cow::Owned(site.routes.category_url(key, language))),
        Page::Article(_) => {
            let twin = twins?.get(language).copied().flatten()?;
            site.routes.url(twin).map(Cow::Borrowed)
        }
        _ => None,
    })
}

fn alternates(rendering: &Rendering<'_>, versions: &Versions<'_>) -> Vec<Alternate> {
    let config = &rendering.site.config;
    if versions.iter().flatten().count() < 2 {
        return Vec::new();
    }
    let named = config.languages.iter().zip(versions);
    let mut alternates: Vec<Alternate> = named
        .filter_map(|(language, url)| {
            Some(Alternate { lang: language.code.clone(), url: config.base_url.absolute(url.as_ref()?) })
        })
        .collect();
    if let Some(Some(url)) = versions.get(LanguageId::DEFAULT) {
        alternates.push(Alternate { lang: "x-default".to_owned(), url: config.base_url.absolute(url) });
    }
    alternates
}

/// The languages that a page exists in, four to a digit; nothing where it is all of them.
fn bits(versions: &Versions<'_>) -> Option<String> {
    let there: Vec<bool> = versions.iter().map(Option::is_some).collect();
    if there.iter().all(|there| *there) {
        return None;
    }
    let digit = |four: &[bool]| four.iter().rev().fold(0, |digit, there| 2 * digit + u32::from(*there));
    let digits: String = there.chunks(4).rev().filter_map(|four| char::from_digit(digit(four), 16)).collect();
    let short = digits.trim_start_matches('0');
    Some(if short.is_empty() { "0".to_owned() } else { short.to_owned() })
}

/// The language switch leads to the same page where there is one, else to its category, else home.
fn switch(rendering: &Rendering<'_>, page: &Page, language: LanguageId, versions: &Versions<'_>) -> Vec<Switch> {
    let site = rendering.site;
    let named = site.config.languages.pairs();
    named
        .map(|(id, config)| {
            let own = versions.get(id).cloned().flatten().map(Cow::into_owned);
            let exact = own.is_some();
            let folder = folder(rendering, page);
            let url = own.unwrap_or_else(|| site.routes.category_url(folder, id));
            Switch { code: config.code.clone(), name: config.name.clone(), url, current: id == language, exact }
        })
        .collect()
}

/// The category that a page stands in, or is.
fn folder<'r>(rendering: &Rendering<'r>, page: &'r Page) -> &'r str {
    match page.list().0 {
        Page::Article(entry) => rendering.site.entry(*entry).map_or("", |entry| entry.folder()),
        Page::Category(key, _) => key,
        _ => "",
    }
}

/// The page's topic, where the list of topics is cut before it.
fn topic(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> Option<Card> {
    let site = rendering.site;
    let top = folder(rendering, page).split('/').next().filter(|top| !top.is_empty())?;
    let shown = cards::topics(site, language).take(TOPICS).any(|shown| shown == top);
    (!shown).then(|| cards::card(site, top, language))
}

/// Schema.org's BreadcrumbList.
fn breadcrumb_list(rendering: &Rendering<'_>, crumbs: &[Crumb]) -> serde_json::Value {
    let base_url = &rendering.site.config.base_url;
    let items = crumbs.iter().zip(1..).map(|(crumb, position)| {
        serde_json::json!({
            "@type": "ListItem", "position": position, "name": crumb.title, "item": base_url.absolute(&crumb.url),
        })
    });
    serde_json::json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items.collect::<Vec<_>>(),
    })
}
