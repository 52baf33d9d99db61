//! Which pages a site has.

use std::collections::{BTreeMap, BTreeSet};

use helpdex_content::config::{LanguageId, Offline};
use helpdex_content::site::Site;
use helpdex_content::source::{EntryId, EntryKind};

use super::page::{Page, has_markdown, has_status, has_topics};
use super::{icons, llms, paging, pictures, sitemap};

/// Pages that each language has whatever is written in it.
pub fn of_language(site: &Site, language: LanguageId) -> Vec<Page> {
    let mut pages = vec![
        Page::Home(language),
        Page::Search(language),
        Page::Tags(language),
        Page::NotFound(language),
        Page::Feed(language),
    ];
    pages.extend(site.config.languages.are_many().then_some(Page::Languages(language)));
    pages.extend(has_topics(site, language).then_some(Page::Topics(language)));
    if has_status(site) {
        pages.extend([Page::Status(language), Page::StatusFeed(language)]);
    }
    if !site.standards.is_empty() {
        pages.push(Page::Standards(language));
        pages.extend((0..site.standards.iter().len()).map(|number| Page::Standard(language, number)));
    }
    pages.extend(site.config.contact.has_page().then_some(Page::Contact(language)));
    pages.extend(site.config.contact.form.as_ref().map(|_| Page::ContactSent(language)));
    pages.extend((site.config.offline == Offline::On).then_some(Page::Offline(language)));
    pages.extend(site.config.feedback.surveys.iter().map(|survey| Page::Survey(language, survey.kind)));
    pages.extend(site.config.widget.is_on.then_some(Page::Widget(language)));
    let programs = site.config.programs;
    if programs.llms {
        pages.push(Page::Llms(language));
        pages.extend(llms::full_files(site, language));
    }
    pages.extend(programs.answers.then_some(Page::Answers(language)));
    pages.extend(programs.opensearch.then_some(Page::OpenSearch(language)));
    pages
}

/// A page, and the further pages of its list.
pub fn parts(site: &Site, first: Page) -> impl Iterator<Item = Page> {
    let count = paging::count(site, &first);
    (1..=count).map(move |number| first.part(number))
}

/// The sitemaps that the first one names; none where it names the pages itself.
pub fn sitemaps(site: &Site) -> Vec<Page> {
    sitemap::files(site)
}

/// Whether a page tells search engines which pages there are.
pub fn lists_pages(site: &Site, page: &Page) -> bool {
    match page {
        Page::Sitemap => sitemap::files(site).is_empty(),
        Page::SitemapOf(..) => true,
        _ => false,
    }
}

/// Files that there is one of for all languages.
pub fn of_site(site: &Site) -> Vec<Page> {
    let mut pages = vec![Page::Robots];
    if !site.is_for_agents() {
        pages.push(Page::Sitemap);
        pages.extend(sitemaps(site));
    }
    pages.extend(site.config.contact.has_page().then_some(Page::ContactData));
    pages.extend(has_status(site).then_some(Page::StatusData));
    pages.extend((site.config.offline != Offline::Off).then_some(Page::ServiceWorker));
    pages.extend((site.config.offline == Offline::On).then_some(Page::AppManifest));
    pages.extend(icons::app_icons(site));
    pages.extend(site.config.widget.is_on.then_some(Page::WidgetScript));
    pages.extend((site.routes.open_aliases().len() > 0).then_some(Page::OldUrls));
    pages
}

/// The pages that somebody wrote: home, categories, articles.
pub fn written(site: &Site) -> Vec<Page> {
    let mut pages = Vec::new();
    for language in site.config.languages.ids() {
        pages.push(Page::Home(language));
        pages.extend(site.tree.all().map(|category| Page::Category(category.key.clone(), language)));
    }
    pages.extend(articles(site));
    pages
}

fn articles(site: &Site) -> impl Iterator<Item = Page> {
    let articles = site.sources.with_ids().filter(|(_, entry)| entry.kind == EntryKind::Article);
    articles.filter(|(id, _)| site.routes.url(*id).is_some()).map(|(id, _)| Page::Article(id))
}

/// The pages that show running text of some entries, or something that was made of nothing else; nothing where one is no
/// article, whose text may stand anywhere.
pub fn with_texts(site: &Site, entries: &BTreeSet<EntryId>) -> Option<Vec<Page>> {
    let mut pages = Vec::new();
    let mut of_language: BTreeMap<LanguageId, Vec<EntryId>> = BTreeMap::new();
    for id in entries {
        let entry = site.entry(*id)?;
        if entry.kind != EntryKind::Article {
            return None;
        }
        if site.routes.url(*id).is_some() {
            pages.push(Page::Article(*id));
            of_language.entry(entry.language).or_default().push(*id);
        }
    }
    let markdown =
        pages.iter().filter(|page| has_markdown(site, page)).map(|page| Page::Markdown(Box::new(page.clone())));
    let markdown: Vec<Page> = markdown.collect();
    pages.extend(markdown);
    if site.config.programs.llms {
        pages.extend(of_language.into_iter().flat_map(|(language, ids)| llms::full_files_with(site, language, &ids)));
    }
    Some(pages)
}

/// Every page of a site, in the order of their paths.
pub fn list(site: &Site) -> Vec<Page> {
    let mut pages = of_site(site);
    pages.extend([Page::Redirects, Page::Headers]);
    for language in site.config.languages.ids() {
        let categories = site.tree.all().map(|category| Page::Category(category.key.clone(), language));
        let tags = site.tags(language).iter().map(|tag| Page::Tag(language, tag.slug.clone()));
        let lists = of_language(site, language).into_iter().chain(categories).chain(tags);
        pages.extend(lists.flat_map(|page| parts(site, page)));
    }
    pages.extend(articles(site));
    let markdown =
        pages.iter().filter(|page| has_markdown(site, page)).map(|page| Page::Markdown(Box::new(page.clone())));
    let markdown: Vec<Page> = markdown.collect();
    let drawn = pages.iter().filter(|page| pictures::has_share_picture(site, page));
    let drawn: Vec<Page> = drawn.map(|page| Page::SharePicture(Box::new(page.clone()))).collect();
    pages.extend(markdown);
    pages.extend(drawn);
    pages.extend((0..site.routes.aliases().len()).map(Page::Redirect));
    pages
}
