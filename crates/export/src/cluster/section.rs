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
    pub(super) id: Digits,
    /// The same for all sections of an article, in all its languages.
    pub(super) article: Digits,
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
    let article = Digits::of(&[&shown.entry.key]);
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
            id: Digits::of(&[&shown.entry.key, language, anchor, &again]),
            article,
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
    let pins = site.vocabulary.words(language).pins;
    if pins.is_empty() {
        return Vec::new();
    }
    let first: BTreeMap<&str, String> = documents::searched(site, language)
        .map(|shown| (shown.entry.file.path().as_str(), Digits::of(&[&shown.entry.key, code, "", "0"]).to_string()))
        .collect();
    let pins = pins.into_iter();
    pins.map(|pin| {
        let ids = pin.sources.iter().filter_map(|source| first.get(source.as_str()).cloned()).collect();
        Pinned { query: pin.query, ids }
    })
    .collect()
}

/// A hash over texts: enough to tell the sections of any help center apart. Written as 20 hexadecimal digits; a list of a
/// million of them is in memory as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Digits([u8; 10]);

impl Digits {
    pub(super) fn of(texts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for text in texts {
            hash.update(text.len().to_le_bytes());
            hash.update(text);
        }
        let mut digits = Self::default();
        digits.0.iter_mut().zip(hash.finalize()).for_each(|(digit, byte)| *digit = byte);
        digits
    }

    /// Reads what is written of one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut digits = Self::default();
        if text.len() != 2 * digits.0.len() || !text.is_ascii() {
            return None;
        }
        for (at, digit) in digits.0.iter_mut().enumerate() {
            *digit = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(digits)
    }
}

impl std::fmt::Display for Digits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Digits {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What an index of a language is called in every engine: small letters, digits and hyphens.
pub(crate) fn index_name(language: &str) -> String {
    format!("helpdex-{}", language.to_lowercase())
}
