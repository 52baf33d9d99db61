//! The chapters of a book: categories and what lies in them, in the order of the site's lists.

use helpdex_content::config::LanguageId;
use helpdex_content::routes::Routes;
use helpdex_content::site::{Site, humanised};
use helpdex_content::source::{Entry, EntryId};
use jiff::civil::Date;

use super::names::{self, Names};
use super::request::Request;

/// An article, or a category with what follows in it.
#[derive(Debug)]
pub(super) struct Chapter {
    pub(super) kind: Kind,
    /// Its file or folder below the content.
    pub(super) key: String,
    /// None of a category without a text in the language.
    pub(super) id: Option<EntryId>,
    /// What links in the file lead to.
    pub(super) name: String,
    /// What it is called in an EPUB, where each chapter is a file.
    pub(super) file: String,
    pub(super) title: String,
    /// Of a category.
    pub(super) summary: String,
    /// Zero at the top of the table of contents.
    pub(super) depth: usize,
    pub(super) language: LanguageId,
    /// Whether it is for agents alone.
    pub(super) internal: bool,
    pub(super) updated: Option<Date>,
    /// Where it is on the site.
    pub(super) address: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Category,
    Article,
}

/// Collects chapters.
pub(super) struct Collector<'s, 'r> {
    site: &'s Site,
    request: &'r Request<'r>,
    chapters: Vec<Chapter>,
    names: Names,
    untranslated: usize,
}

impl<'s, 'r> Collector<'s, 'r> {
    /// Takes what a request asks for; nothing is in it yet.
    pub(super) fn new(site: &'s Site, request: &'r Request<'r>) -> Self {
        Self { site, request, chapters: Vec::new(), names: Names::default(), untranslated: 0 }
    }

    /// The chapters, and how many articles were left out because they aren't written in the language.
    pub(super) fn finish(self) -> (Vec<Chapter>, usize) {
        (self.chapters, self.untranslated)
    }

    /// A category with all in it; nothing where no article is.
    pub(super) fn category(&mut self, key: &str, depth: usize) {
        let (site, language) = (self.site, self.request.language);
        let entry = category_entry(site, key, language);
        let written = entry.and_then(|id| site.entry(id)).map_or(language, |entry| entry.language);
        let own = entry.filter(|_| written == language || self.request.untranslated);
        let chapter = Chapter {
            kind: Kind::Category,
            key: key.to_owned(),
            id: own,
            name: self.names.take(&names::of_key(key)),
            file: self.file(),
            title: category_title(site, key, language),
            summary: own.map(|id| given_summary(site, id)).unwrap_or_default(),
            depth,
            language: written,
            internal: site.sources.internal.holds_folder(key),
            updated: None,
            address: site.config.base_url.absolute(&site.routes.category_url(key, language)),
        };
        let before = self.chapters.len();
        self.chapters.push(chapter);
        self.inside(key, depth + 1);
        if self.chapters.len() == before + 1 {
            self.chapters.pop();
        }
    }

    /// What lies in a category: its own articles, then the categories in it.
    pub(super) fn inside(&mut self, key: &str, depth: usize) {
        let site = self.site;
        let Some(category) = site.tree.get(key) else { return };
        for article in &category.articles {
            self.article(article, depth);
        }
        for child in &category.children {
            self.category(child, depth);
        }
    }

    fn file(&self) -> String {
        format!("{:04}.xhtml", self.chapters.len() + 1)
    }

    fn article(&mut self, key: &str, depth: usize) {
        let site = self.site;
        let Some(shown) = site.listed(key, self.request.language) else { return };
        if !site.has_body(shown.id) {
            return;
        }
        if shown.foreign && !self.request.untranslated {
            self.untranslated += 1;
            return;
        }
        self.chapters.push(Chapter {
            kind: Kind::Article,
            key: key.to_owned(),
            id: Some(shown.id),
            name: self.names.take(&names::of_key(key)),
            file: self.file(),
            title: site.title(shown.id),
            summary: String::new(),
            depth,
            language: shown.entry.language,
            internal: site.is_internal(shown.entry),
            updated: site.updated(shown.entry),
            address: site.config.base_url.absolute(site.routes.url(shown.id).unwrap_or_default()),
        });
    }
}

/// The text of a category.
pub(super) fn category_entry(site: &Site, key: &str, language: LanguageId) -> Option<EntryId> {
    Routes::best(site.routes.categories().get(key)?, language)
}

/// What a category is called.
pub(super) fn category_title(site: &Site, key: &str, language: LanguageId) -> String {
    category_entry(site, key, language).map_or_else(|| humanised(key), |id| site.title(id))
}

/// The summary that an author gave.
pub(super) fn given_summary(site: &Site, id: EntryId) -> String {
    let summary = |entry: &std::sync::Arc<Entry>| entry.front.summary.given().map(|summary| summary.value.clone());
    site.entry(id).and_then(summary).unwrap_or_default()
}
