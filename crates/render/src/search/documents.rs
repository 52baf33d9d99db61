//! Articles as the index takes them: plain text, cut at headings.

use helpdex_content::config::LanguageId;
use std::collections::BTreeSet;

use helpdex_search::{Document, DocumentSection, Key, Whole, Words};
use rayon::prelude::*;

use super::identity;

use helpdex_content::routes::{Routes, STANDARDS_PAGE};
use helpdex_content::site::{Shown, Site, humanised};
use helpdex_content::source::{Entry, EntryId, Status};
use helpdex_content::standards::{Case, Wording};

/// The articles of one language, made one by one: a large site's would not all fit into memory. Archived ones are left out: they
/// keep their page, but nobody should find them.
pub fn of(site: &Site, language: LanguageId) -> impl Iterator<Item = Document> {
    each(site, language).map(|(_, document)| document).chain(standards(site, language))
}

/// An article that need not be made to know whether its part of an index is as it was.
pub(super) struct Keyed<'s> {
    pub(super) key: Key,
    /// What an index tells of it besides its text: its file, its category and whether it is featured.
    pub(super) head: Document,
    /// Makes all of it.
    pub(super) whole: Whole<'s>,
}

/// The same articles as [`of`], each with a number of what it is made from; nothing where that is not known of all.
pub(super) fn keyed(site: &Site, language: LanguageId) -> Option<Vec<Keyed<'_>>> {
    let articles: Vec<Shown<'_>> = searched(site, language).collect();
    let articles = articles.into_par_iter().map(|shown| {
        let (entry, body) = (shown.entry, site.identity(shown.id)?);
        let head = head(site, entry);
        let url = site.routes.url(shown.id).unwrap_or_default();
        let typed = site.typed_queries.of(entry.file.path()).iter().map(|typed| typed.query.as_str());
        let texts = [head.source.as_str(), url, &head.category, &head.category_url].into_iter().chain(typed);
        let key = identity::key(texts, &body);
        Some(Keyed { key, head, whole: Box::new(move || document(site, &shown)) })
    });
    let mut articles: Vec<Keyed<'_>> = articles.collect::<Option<_>>()?;
    articles.extend(standards(site, language).map(|document| {
        let (key, head) = (identity::key([], &identity::content(&document)), document.clone());
        Keyed { key, head, whole: Box::new(move || document.clone()) as Whole<'_> }
    }));
    Some(articles)
}

/// The checklists of reviews, on the site for agents.
fn standards(site: &Site, language: LanguageId) -> impl Iterator<Item = Document> {
    site.standards.iter().map(move |standard| {
        let words = |wording: &Option<Wording>| {
            let text = wording.as_ref().and_then(|wording| wording.get(language));
            text.map(|(_, text)| text.to_owned())
        };
        let sections = standard.cases.iter().zip(1..).map(|(case, number)| DocumentSection {
            title: words(&case.title),
            anchor: Some(Case::anchor(number)),
            text: case.steps.iter().map(|step| step.plain(language)).collect::<Vec<_>>().join("\n"),
        });
        let page = |name: &str| site.routes.page_url(language, &format!("{STANDARDS_PAGE}{name}"));
        Document {
            source: standard.file.path().into(),
            url: page(&format!("/{}", standard.slug)),
            title: standard.title(language).1.to_owned(),
            summary: words(&standard.summary).unwrap_or_default(),
            asks: Vec::new(),
            keywords: Vec::new(),
            typed: Vec::new(),
            category: format!("{} – {}", site.internal_label(language), site.standards_label(language)),
            category_url: page(""),
            featured: false,
            sections: sections.collect(),
        }
    })
}

/// The same of articles alone and one by one, each with its article: for whoever writes more of them than memory should hold.
pub fn each(site: &Site, language: LanguageId) -> impl Iterator<Item = (Shown<'_>, Document)> {
    searched(site, language).map(|shown| {
        let document = document(site, &shown);
        (shown, document)
    })
}

/// Those of them that are of these entries.
pub(super) fn some(site: &Site, language: LanguageId, wanted: &BTreeSet<EntryId>) -> impl Iterator<Item = Document> {
    let wanted = searched(site, language).filter(|shown| wanted.contains(&shown.id));
    wanted.map(|shown| document(site, &shown))
}

/// The articles of one language that search can find.
pub fn searched(site: &Site, language: LanguageId) -> impl Iterator<Item = Shown<'_>> {
    let keys = site.routes.articles().keys();
    let own = keys.filter_map(move |key| site.listed(key, language)).filter(|shown| !shown.foreign);
    own.filter(|shown| shown.entry.front.status != Status::Archived)
}

/// The words that an author gave for search in a language.
pub(super) fn words(site: &Site, language: LanguageId) -> Words {
    Words { literal: !site.config.search.related_words, ..site.vocabulary.words(language) }
}

fn document(site: &Site, shown: &Shown<'_>) -> Document {
    let front = &shown.entry.front;
    let values = |texts: &[helpdex_content::typed_yaml::At<String>]| {
        texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>()
    };
    let mut asks = values(front.asks.items());
    // An opening H1 that says it in other words than the title is one more way to put the question.
    let h1 = site.body(shown.id).and_then(|body| body.h1.clone()).filter(|h1| !h1.is_empty());
    asks.extend(h1.filter(|h1| front.title.given().is_some_and(|title| title.value != *h1)));
    let mut keywords = values(&front.keywords);
    keywords.extend(values(&front.tags));
    Document {
        url: site.routes.url(shown.id).unwrap_or_default().to_owned(),
        title: site.title(shown.id),
        summary: front.summary.given().map(|summary| summary.value.clone()).unwrap_or_default(),
        asks,
        keywords,
        typed: site.typed_queries.of(shown.entry.file.path()).iter().map(|typed| typed.query.clone()).collect(),
        sections: sections(site, shown.id),
        ..head(site, shown.entry)
    }
}

/// What an index tells of an article besides what it says: its file, its category and whether it is featured.
fn head(site: &Site, entry: &Entry) -> Document {
    let folder = entry.folder();
    let category = site.routes.categories().get(folder).and_then(|twins| Routes::best(twins, entry.language));
    let category = match category {
        Some(id) => site.title(id),
        None if folder.is_empty() => String::new(),
        None => humanised(folder),
    };
    Document {
        source: entry.file.path().into(),
        category: marked(site, entry, category),
        category_url: if folder.is_empty() { String::new() } else { site.routes.category_url(folder, entry.language) },
        featured: entry.front.featured,
        ..Document::default()
    }
}

/// The name of an article's category. For what only agents may read it says so: results tell them apart, and can be narrowed
/// to either.
fn marked(site: &Site, entry: &Entry, category: String) -> String {
    let label = if site.is_internal(entry) { site.internal_label(entry.language) } else { "" };
    match (label.is_empty(), category.is_empty()) {
        (true, _) => category,
        (false, true) => label.to_owned(),
        (false, false) => format!("{label} – {category}"),
    }
}

fn sections(site: &Site, id: EntryId) -> Vec<DocumentSection> {
    let Some(body) = site.body(id) else { return Vec::new() };
    let sections = body.texts().into_owned().sections.into_iter().map(|section| {
        let heading = section.heading.and_then(|heading| body.headings.get(heading));
        let landing = section.landing.and_then(|landing| body.landings.get(landing));
        let (title, anchor) = match (landing, heading) {
            (Some(landing), _) => (Some(&landing.text), Some(&landing.id)),
            (None, Some(heading)) => (Some(&heading.text), Some(&heading.id)),
            (None, None) => (None, None),
        };
        DocumentSection { title: title.cloned(), anchor: anchor.cloned(), text: section.text }
    });
    sections.collect()
}
