//! Which articles a book holds, in the order of the site's lists.

use std::collections::HashMap;

use helpdex_content::config::{Config, Language, LanguageId};
use helpdex_content::error::Result;
use helpdex_content::routes::Routes;
use helpdex_content::site::{Site, humanised};
use helpdex_content::source::{Entry, EntryId};
use helpdex_content::suggestion::{did_you_mean, list};
use helpdex_render::theme::Theme;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::names::{self, Names};
use super::request::{Request, refused};

/// The place of the cover, which links to the site's only category in the book lead to.
pub(super) const TOP: &str = "hd-top";

/// When a book was made of which nobody knows when it was: the first day that archives know.
const FIRST_DAY: Date = civil::date(1980, 1, 1);

/// All that stands in the file.
#[derive(Debug)]
pub(super) struct Book<'s> {
    pub(super) site: &'s Site,
    pub(super) theme: &'s Theme,
    pub(super) language: LanguageId,
    pub(super) title: String,
    /// One or two sentences about it.
    pub(super) description: String,
    /// The text of its only category, which the cover shows.
    pub(super) opening: Option<EntryId>,
    /// Where its pages are on the site.
    pub(super) address: String,
    /// In reading order.
    pub(super) chapters: Vec<Chapter>,
    /// Articles left out because they aren't written in the language.
    pub(super) untranslated: usize,
    /// When its newest text was written.
    pub(super) modified: Timestamp,
    /// The day of its newest text, where one is known.
    pub(super) updated: Option<Date>,
    /// Tells this book from others, whatever is in it.
    pub(super) identity: String,
    /// Its only category.
    root: Option<String>,
    by_entry: HashMap<EntryId, usize>,
    by_category: HashMap<String, usize>,
}

/// An article, or a category with what follows in it.
#[derive(Debug)]
pub(super) struct Chapter {
    pub(super) kind: Kind,
    /// Its file or folder below the content.
    key: String,
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

/// The language that a person names.
///
/// # Errors
/// When the site doesn't have it.
pub fn language(config: &Config, code: &str) -> Result<LanguageId> {
    config.language_id(code).ok_or_else(|| {
        let codes: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
        refused(format!("this site has no language `{code}`; its languages are {}", list(&codes)))
    })
}

impl<'s> Book<'s> {
    /// Takes the articles that are asked for.
    ///
    /// # Errors
    /// When there is no such category, or no article in any of them.
    pub(super) fn select(site: &'s Site, theme: &'s Theme, request: &Request<'_>) -> Result<Self> {
        let language = request.language;
        let keys = categories(site, request.categories)?;
        let root = if let [only] = keys.as_slice() { Some((*only).to_owned()) } else { None };
        let mut collector = Collector { site, request, chapters: Vec::new(), names: Names::default(), untranslated: 0 };
        match &root {
            Some(key) => collector.inside(key, 0),
            None if keys.is_empty() => collector.inside("", 0),
            None => keys.iter().for_each(|key| collector.category(key, 0)),
        }
        let Collector { chapters, untranslated, .. } = collector;
        if chapters.is_empty() {
            return Err(nothing(site, request, untranslated));
        }
        let code = site.config.code(language);
        let site_title = site.config.title.get(code).to_owned();
        let is_own = |id: &EntryId| site.entry(*id).is_some_and(|entry| entry.language == language);
        let opening = root.as_deref().and_then(|key| category_entry(site, key, language)).filter(is_own);
        let own = root.as_deref().map(|key| category_title(site, key, language));
        let description = match (&root, opening) {
            (None, _) => site.config.description.get(code).to_owned(),
            (Some(_), Some(id)) => given_summary(site, id),
            (Some(_), None) => String::new(),
        };
        let url = site.routes.category_url(root.as_deref().unwrap_or_default(), language);
        let updated = chapters.iter().filter_map(|chapter| chapter.updated).max();
        let midnight = |day: Date| day.to_zoned(TimeZone::UTC).map(|time| time.timestamp()).ok();
        let modified = request.made.or_else(|| updated.and_then(midnight)).or_else(|| midnight(FIRST_DAY));
        let audience = if site.is_for_agents() { "agents" } else { "" };
        Ok(Self {
            site,
            theme,
            language,
            title: request.title.map(str::to_owned).or(own).unwrap_or(site_title),
            description,
            opening: opening.filter(|id| site.body(*id).is_some_and(|body| !body.texts().html.trim().is_empty())),
            identity: [&site.config.base_url.absolute(&url), code, audience, &keys.join("\n")].join("\n"),
            address: site.config.base_url.absolute(&url),
            by_entry: chapters.iter().enumerate().filter_map(|(at, chapter)| Some((chapter.id?, at))).collect(),
            by_category: places_of_categories(&chapters),
            root,
            chapters,
            untranslated,
            modified: modified.unwrap_or(Timestamp::UNIX_EPOCH),
            updated,
        })
    }

    /// How many articles it holds.
    pub(super) fn articles(&self) -> usize {
        self.chapters.iter().filter(|chapter| chapter.kind == Kind::Article).count()
    }

    /// The name of the site, in the language of the book.
    pub(super) fn site_title(&self) -> &str {
        self.site.config.title.get(self.site.config.code(self.language))
    }

    /// Its language, and how that is written.
    pub(super) fn lang(&self) -> &Language {
        self.site.config.languages.get(self.language)
    }

    /// Where an article or a category's own text stands.
    pub(super) fn chapter_of(&self, id: EntryId) -> Option<&Chapter> {
        self.chapters.get(*self.by_entry.get(&id)?)
    }

    /// The number of a category's place; the cover's is none.
    pub(super) fn category(&self, key: &str) -> Option<&Chapter> {
        self.chapters.get(*self.by_category.get(key)?)
    }

    /// Whether this is the category that the book is about.
    pub(super) fn is_root(&self, key: &str) -> bool {
        self.root.as_deref() == Some(key)
    }
}

/// Collects chapters.
struct Collector<'s, 'r> {
    site: &'s Site,
    request: &'r Request<'r>,
    chapters: Vec<Chapter>,
    names: Names,
    untranslated: usize,
}

impl Collector<'_, '_> {
    /// A category with all in it; nothing where no article is.
    fn category(&mut self, key: &str, depth: usize) {
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
    fn inside(&mut self, key: &str, depth: usize) {
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
        if site.body(shown.id).is_none() {
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

/// The folders that people name, in the order of the site, without those that lie in another one.
fn categories<'s>(site: &'s Site, wanted: &[String]) -> Result<Vec<&'s str>> {
    let content = site.config.site_path("");
    let mut found: Vec<&str> = Vec::new();
    for name in wanted {
        let inside = name.trim_matches('/');
        let inside = inside.strip_prefix(content.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(inside);
        let known = site.tree.all().find(|category| &*category.key == inside);
        found.push(&known.ok_or_else(|| unknown(site, name, inside))?.key);
    }
    let holds = |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    let mut outermost: Vec<&str> =
        found.iter().copied().filter(|key| !found.iter().any(|other| holds(other, key))).collect();
    outermost.sort_unstable();
    outermost.dedup();
    site.tree.sort(&mut outermost);
    Ok(outermost)
}

fn unknown(site: &Site, name: &str, inside: &str) -> helpdex_content::error::Error {
    let keys = || site.tree.all().map(|category| category.key.as_str());
    let tops: Vec<&str> = keys().filter(|key| !key.contains('/')).collect();
    let help = match did_you_mean(inside, keys()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if tops.is_empty() => "this site has no categories; leave `--category` out".to_owned(),
        None => format!("its categories are {}", list(&tops)),
    };
    refused(format!("this site has no category `{name}`; {help}"))
}

fn nothing(site: &Site, request: &Request<'_>, untranslated: usize) -> helpdex_content::error::Error {
    let code = site.config.code(request.language);
    let place = match request.categories {
        [] => "this site".to_owned(),
        categories => list(&categories.iter().map(String::as_str).collect::<Vec<_>>()),
    };
    let help = match untranslated {
        0 => String::new(),
        _ => "; `--untranslated` takes those in other languages along".to_owned(),
    };
    refused(format!("{place} has no published articles in `{code}`{help}"))
}

/// Where each category stands, by its folder.
fn places_of_categories(chapters: &[Chapter]) -> HashMap<String, usize> {
    let categories = chapters.iter().enumerate().filter(|(_, chapter)| chapter.kind == Kind::Category);
    categories.map(|(at, chapter)| (chapter.key.clone(), at)).collect()
}

fn category_entry(site: &Site, key: &str, language: LanguageId) -> Option<EntryId> {
    Routes::best(site.routes.categories().get(key)?, language)
}

fn category_title(site: &Site, key: &str, language: LanguageId) -> String {
    category_entry(site, key, language).map_or_else(|| humanised(key), |id| site.title(id))
}

/// The summary that an author gave.
fn given_summary(site: &Site, id: EntryId) -> String {
    let summary = |entry: &std::sync::Arc<Entry>| entry.front.summary.given().map(|summary| summary.value.clone());
    site.entry(id).and_then(summary).unwrap_or_default()
}
