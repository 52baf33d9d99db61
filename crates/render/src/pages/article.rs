//! The context of an article's page.

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use serde::Serialize;

use super::agents;
use super::cards;
use super::context::{Card, Item, PageContext, TagLink, TocEntry};
use super::feedback::{self, HelpedContext};
use super::head::{About, frame};
use super::page::Page;
use super::rendering::Rendering;
use super::reply::{self, MacroContext};
use super::share::{self, QrContext};
use super::share_image::ShareImage;
use super::standards::{self, Listed};
use helpdex_content::html::{TokenKind, Tokens};
use helpdex_content::markdown::{Rendered, Texts, decode_entities};
use helpdex_content::path::ArticleKey;
use helpdex_content::site::{Shown, Site};
use helpdex_content::slug::slugify;
use helpdex_content::source::{Entry, EntryId, Status};
use helpdex_content::translations::{State, translation};

/// Fewer headings than this need no table of contents.
const TOC_FROM: usize = 4;
/// A page whose answer is longer than this gets no Question/Answer markup: search engines cut it anyway.
const ANSWER_CHARS: usize = 5_000;

#[derive(Debug, Serialize)]
pub(super) struct ArticlePage {
    page: PageContext,
    article: ArticleContext,
}

#[derive(Debug, Default, Serialize)]
struct ArticleContext {
    title: String,
    summary: String,
    /// HTML, sanitised.
    body: String,
    toc: Vec<TocEntry>,
    updated: Option<String>,
    reviewed: Option<String>,
    tags: Vec<TagLink>,
    edit_url: Option<String>,
    archived: bool,
    draft: bool,
    /// Whether it is for agents alone.
    internal: bool,
    /// The reply that it is, for agents to send.
    reply: Option<MacroContext>,
    /// The checklists by which it is reviewed: on the site for agents.
    standards: Vec<Listed>,
    /// What customers open to read it; nothing where they can't.
    customers_url: Option<String>,
    stale_translation: Option<StaleTranslation>,
    category: Option<Card>,
    related: Vec<Item>,
    previous: Option<Item>,
    next: Option<Item>,
    extra: serde_json::Value,
    lang: String,
    /// The name of its present text, where readers tell anything of it.
    revision: Option<String>,
    /// The question whether it helped.
    helped: Option<HelpedContext>,
    /// A code that leads a phone's camera here, on paper.
    qr_code: Option<QrContext>,
}

/// Where the newer original of a translation is.
#[derive(Debug, Serialize)]
struct StaleTranslation {
    url: String,
}

/// All that an article's page is made from.
pub(super) fn context(rendering: &Rendering<'_>, page: &Page, id: EntryId) -> Option<ArticlePage> {
    filled(rendering, id, around(rendering, page, id)?)
}

/// The same in short, to tell whether the page is as it was: in the place of its text stands what that is made from.
pub(super) fn outline(rendering: &Rendering<'_>, page: &Page, id: EntryId) -> Option<(ArticlePage, [u8; 16])> {
    Some((around(rendering, page, id)?, rendering.site.identity(id)?))
}

/// An article's page with its text, and with what is made of that.
pub(super) fn filled(rendering: &Rendering<'_>, id: EntryId, mut around: ArticlePage) -> Option<ArticlePage> {
    let body = rendering.site.body(id)?;
    let texts = body.texts();
    let language = rendering.site.entry(id)?.language;
    let questions = questions(body, &texts).or_else(|| question(&around.article.title, &texts));
    around.page.add_text(questions.as_ref(), first_image(rendering.site, &texts.html));
    around.article.body = rendering.theme.complete(&texts.html, language);
    Some(around)
}

/// What stands on an article's page around its text.
fn around(rendering: &Rendering<'_>, page: &Page, id: EntryId) -> Option<ArticlePage> {
    let site = rendering.site;
    let entry = site.entry(id)?;
    let body = site.body(id)?;
    let language = entry.language;
    let title = site.title(id);
    let summary = site.summary(id);
    let mut breadcrumbs = vec![cards::home_crumb(site, language)];
    breadcrumbs.extend(cards::trail(site, &entry.key, language));
    breadcrumbs.push(cards::crumb(site, language, title.clone(), page.url(site)));
    let archived = entry.front.status == Status::Archived;
    let about = About {
        kind: "article",
        title: title.clone(),
        description: summary.clone(),
        noindex: archived || entry.front.status == Status::Draft,
        breadcrumbs,
        body: Some(body),
        og_type: Some("article"),
        twins: site.twins(entry),
        ..About::default()
    };
    let shown = Shown { id, entry, foreign: false };
    let (previous, next) = neighbours(site, entry, language);
    let folder = entry.folder();
    let related = site.related.get(&entry.key).into_iter().flatten();
    let article = ArticleContext {
        title,
        summary: entry.front.summary.given().map(|summary| summary.value.clone()).unwrap_or_default(),
        body: String::new(),
        toc: toc(body),
        updated: cards::updated(site, &shown),
        reviewed: entry.front.reviewed.given().map(|reviewed| reviewed.value.to_string()),
        tags: tags(site, entry),
        edit_url: edit_url(site, entry),
        archived,
        draft: entry.front.status == Status::Draft,
        internal: site.is_internal(entry),
        reply: reply::context(rendering, entry, id),
        standards: standards::of_entry(site, entry, language),
        customers_url: customers_url(site, entry, &page.url(site)),
        stale_translation: newer_original(site, id),
        category: (!folder.is_empty()).then(|| cards::card(site, folder, language)),
        related: related.filter_map(|key| cards::item(site, key, language)).collect(),
        previous,
        next,
        extra: entry.front.extra.clone(),
        lang: cards::code(site, language),
        revision: feedback::revision_of(site, entry),
        helped: feedback::helped(site, &page.url(site)),
        qr_code: share::qr_code(site, page),
    };
    Some(ArticlePage { page: frame(rendering, page, language, about), article })
}

/// What customers open to read an article of the site for agents.
fn customers_url(site: &Site, entry: &Entry, url: &str) -> Option<String> {
    let is_theirs = site.is_for_agents() && !site.is_internal(entry) && entry.front.status == Status::Published;
    is_theirs.then(|| agents::for_customers(site, url))
}

/// The original of a translation, when it has changed since.
fn newer_original(site: &Site, id: EntryId) -> Option<StaleTranslation> {
    let found = translation(&site.sources, &site.routes, id).filter(|found| found.state == State::Stale)?;
    Some(StaleTranslation { url: site.routes.url(found.source?)?.to_owned() })
}

/// Schema.org's FAQPage for pages with lists of questions.
fn questions(body: &Rendered, texts: &Texts) -> Option<serde_json::Value> {
    let mut answers: BTreeMap<usize, String> = body.questions.iter().map(|heading| (*heading, String::new())).collect();
    for section in &texts.sections {
        let answer = section.heading.and_then(|heading| answers.get_mut(&heading));
        if let Some(answer) = answer.filter(|_| !section.text.trim().is_empty()) {
            answer.push_str(if answer.is_empty() { "" } else { "\n" });
            answer.push_str(section.text.trim());
        }
    }
    let entity = |(heading, answer): (usize, String)| {
        let answer: String = answer.chars().take(ANSWER_CHARS).collect();
        let name = &body.headings.get(heading).filter(|_| !answer.is_empty())?.text;
        Some(serde_json::json!({
            "@type": "Question",
            "name": name,
            "acceptedAnswer": { "@type": "Answer", "text": answer },
        }))
    };
    let entities: Vec<_> = answers.into_iter().filter_map(entity).collect();
    (!entities.is_empty())
        .then(|| serde_json::json!({ "@context": "https://schema.org", "@type": "FAQPage", "mainEntity": entities }))
}

/// Schema.org's QAPage for pages whose title is a question; the answer is the article's text.
fn question(title: &str, texts: &Texts) -> Option<serde_json::Value> {
    if !title.trim_end().ends_with(['?', '？', '؟', ';']) {
        return None;
    }
    let text = texts.sections.iter().map(|section| section.text.trim()).filter(|text| !text.is_empty());
    let answer = text.collect::<Vec<_>>().join("\n\n");
    if answer.is_empty() || answer.chars().count() > ANSWER_CHARS {
        return None;
    }
    Some(serde_json::json!({
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [{
            "@type": "Question",
            "name": title,
            "acceptedAnswer": { "@type": "Answer", "text": answer },
        }],
    }))
}

/// The first image of the site that social networks can show.
fn first_image(site: &Site, html: &str) -> Option<ShareImage> {
    let (url, alt) = first_raster(html)?;
    let file = share::file_at(site, &url);
    let absolute = || ShareImage { url: site.config.base_url.absolute(&url), ..ShareImage::default() };
    Some(ShareImage { alt, ..file.map_or_else(absolute, |file| share::of_file(site, file, String::new())) })
}

/// The address of the first picture of the site's own that is no drawing, and what is said of it: networks don't draw SVG.
/// What only looks like a tag, in code, is none.
fn first_raster(html: &str) -> Option<(String, String)> {
    let is_raster = |url: &str| [".png", ".jpg", ".jpeg", ".webp"].iter().any(|end| url.to_lowercase().ends_with(end));
    let is_own = |url: &str| url.starts_with('/') && !url.starts_with("//");
    Tokens::new(html).find_map(|token| {
        let TokenKind::Start(tag) = token.kind else { return None };
        let url = decode_entities(tag.attribute("src").filter(|_| tag.is("img"))?.value).into_owned();
        let alt = tag.attribute("alt").map(|alt| decode_entities(alt.value).into_owned()).unwrap_or_default();
        (is_own(&url) && is_raster(&url)).then_some((url, alt))
    })
}

fn edit_url(site: &Site, entry: &Entry) -> Option<String> {
    let pattern = site.config.edit_url.as_ref()?;
    Some(pattern.replace("{path}", entry.file.path()))
}

fn tags(site: &Site, entry: &Entry) -> Vec<TagLink> {
    let tags = entry.front.tags.iter().map(|tag| (slugify(&tag.value), &tag.value));
    let known = tags.filter_map(|(slug, title)| {
        let tag = site.tags(entry.language).iter().find(|tag| tag.slug == slug)?;
        let url = Page::Tag(entry.language, slug).url(site);
        Some(TagLink { title: title.clone(), url, count: tag.articles.len() })
    });
    known.collect()
}

/// The articles before and after in the same category.
fn neighbours(site: &Site, entry: &Entry, language: LanguageId) -> (Option<Item>, Option<Item>) {
    let (mut before, mut after) = site.tree.around(&entry.key);
    let item = |key: &ArticleKey| cards::item(site, key, language);
    (before.find_map(item), after.find_map(item))
}

/// Headings as a tree of two levels; short articles have none.
fn toc(body: &Rendered) -> Vec<TocEntry> {
    if body.headings.len() < TOC_FROM {
        return Vec::new();
    }
    let top = body.headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let mut toc: Vec<TocEntry> = Vec::new();
    for heading in body.headings.iter().filter(|heading| heading.level <= top + 1 && !heading.text.is_empty()) {
        let entry = TocEntry {
            id: heading.id.clone(),
            title: heading.text.clone(),
            level: heading.level,
            children: Vec::new(),
        };
        match toc.last_mut() {
            Some(parent) if heading.level > top => parent.children.push(entry),
            _ => toc.push(entry),
        }
    }
    toc
}

#[cfg(test)]
mod tests {
    use super::first_raster;

    #[test]
    fn pictures_in_code_are_none() {
        let html =
            "<p><code>&lt;img src=\"/x.jpg\"&gt;</code> <img src=\"/a.svg\"><img alt=\"\" src=\"/b&amp;c.PNG\"></p>";
        assert_eq!(first_raster(html), Some(("/b&c.PNG".to_owned(), String::new())));
        assert_eq!(first_raster("<code>&lt;img src=\"/x.jpg\"&gt;</code><img src=\"//h/y.png\">"), None);
    }
}
