//! One document: a section of an article.

use std::collections::BTreeMap;

use helpdex_content::config::LanguageId;
use helpdex_content::site::{Shown, Site};
use helpdex_render::search::documents;
use helpdex_search::{Document, DocumentSection};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A section of an article, as every engine gets it.
///
/// What belongs to the article as a whole (summary, other wordings, keywords) stands at its first section only: else a
/// word in them would find each section of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Section {
    /// The same for the same place in the same article, 20 hexadecimal digits: signs that every engine takes as an id.
    pub(super) id: String,
    /// The same for all sections of an article, in all its languages.
    pub(super) article: String,
    /// Tag of its language.
    pub(super) language: String,
    /// The whole address, with the place in the page.
    pub(super) url: String,
    /// Heading of the article.
    pub(super) title: String,
    /// Heading of the section; empty for what stands before the first one.
    pub(super) heading: String,
    /// One or two sentences that answer it.
    pub(super) summary: String,
    /// Other ways to put the question; no reader sees them.
    pub(super) asks: Vec<String>,
    /// Words for search; no reader sees them.
    pub(super) keywords: Vec<String>,
    /// The text.
    pub(super) body: String,
    /// Title of the category.
    pub(super) category: String,
    /// The article's tags.
    pub(super) tags: Vec<String>,
    /// The day of its last change, `2026-11-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) updated: Option<String>,
    /// Whether the home page shows the article.
    pub(super) featured: bool,
    /// The place of the section in its article, from 0.
    pub(super) position: usize,
    /// Queries that this article is the answer to, whatever else is found.
    pub(super) pinned: Vec<String>,
    /// The article's file.
    pub(super) source: String,
}

/// The sections of a language, in the order of the articles.
pub(super) fn of(site: &Site, language: LanguageId) -> impl Iterator<Item = Section> {
    let pins = pins(site, language);
    let code = site.config.code(language).to_owned();
    documents::each(site, language).flat_map(move |(shown, document)| sections(site, &code, &pins, &shown, document))
}

/// Queries by the file of the article that is pinned for them.
fn pins(site: &Site, language: LanguageId) -> BTreeMap<String, Vec<String>> {
    let mut by_source: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pin in site.vocabulary.words(language).pins {
        for source in &pin.sources {
            by_source.entry(source.clone()).or_default().push(pin.query.clone());
        }
    }
    by_source
}

fn sections(
    site: &Site,
    language: &str,
    pins: &BTreeMap<String, Vec<String>>,
    shown: &Shown<'_>,
    document: Document,
) -> Vec<Section> {
    let article = digits(&[&shown.entry.key]);
    let url = site.config.base_url.absolute(&document.url);
    let tags: Vec<String> = shown.entry.front.tags.iter().map(|tag| tag.value.clone()).collect();
    let updated = site.updated(shown.entry).map(|day| day.to_string());
    let whole = DocumentSection::default();
    // A text that begins with a heading has nothing before it; what belongs to the article needs a place all the same.
    let first = document.sections.first().filter(|section| section.anchor.is_none()).unwrap_or(&whole);
    let rest = document.sections.iter().skip(usize::from(!std::ptr::eq(first, &whole)));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let parts = std::iter::once(first).chain(rest).enumerate().map(|(position, section)| {
        let anchor = section.anchor.as_deref().unwrap_or_default();
        let again = seen.entry(anchor).and_modify(|times| *times += 1).or_default().to_string();
        let is_first = position == 0;
        let only_first = |texts: &Vec<String>| if is_first { texts.clone() } else { Vec::new() };
        Section {
            id: digits(&[&shown.entry.key, language, anchor, &again]),
            article: article.clone(),
            language: language.to_owned(),
            url: if anchor.is_empty() { url.clone() } else { format!("{url}#{anchor}") },
            title: document.title.clone(),
            heading: section.title.clone().unwrap_or_default(),
            summary: if is_first { document.summary.clone() } else { String::new() },
            asks: only_first(&document.asks),
            keywords: only_first(&document.keywords),
            body: section.text.clone(),
            category: document.category.clone(),
            tags: tags.clone(),
            updated: updated.clone(),
            featured: document.featured,
            position,
            pinned: if is_first { pins.get(&document.source).cloned().unwrap_or_default() } else { Vec::new() },
            source: document.source.clone(),
        }
    });
    parts.collect()
}

/// A query whose answer is known, and the first sections of its articles, best first.
pub(super) struct Pinned {
    pub(super) query: String,
    pub(super) ids: Vec<String>,
}

/// The queries of a language with pinned articles.
pub(super) fn pinned(site: &Site, language: LanguageId) -> Vec<Pinned> {
    let code = site.config.code(language);
    let first: BTreeMap<&str, String> = documents::searched(site, language)
        .map(|shown| (shown.entry.file.path().as_str(), digits(&[&shown.entry.key, code, "", "0"])))
        .collect();
    let pins = site.vocabulary.words(language).pins.into_iter();
    pins.map(|pin| {
        let ids = pin.sources.iter().filter_map(|source| first.get(source.as_str()).cloned()).collect();
        Pinned { query: pin.query, ids }
    })
    .collect()
}

/// 20 hexadecimal digits of a hash over texts: enough to tell the sections of any help center apart.
pub(super) fn digits(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    hash.finalize().iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

/// What an index of a language is called in every engine: small letters, digits and hyphens.
pub(crate) fn index_name(language: &str) -> String {
    format!("helpdex-{}", language.to_lowercase())
}
