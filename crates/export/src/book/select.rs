//! Which articles a book holds, in the order of the site's lists.

use std::collections::HashMap;

use helpdex_content::config::{Config, Language, LanguageId};
use helpdex_content::error::Result;
use helpdex_content::site::Site;
use helpdex_content::source::EntryId;
use helpdex_content::suggestion::{did_you_mean, list};
use helpdex_render::theme::Theme;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::chapters::{Chapter, Collector, Kind, category_entry, category_title, given_summary};
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
        let mut collector = Collector::new(site, request);
        match &root {
            Some(key) => collector.inside(key, 0),
            None if keys.is_empty() => collector.inside("", 0),
            None => keys.iter().for_each(|key| collector.category(key, 0)),
        }
        let (chapters, untranslated) = collector.finish();
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
    let mut outermost = Vec::with_capacity(found.len());
    in_order(site, "", &found, &mut outermost);
    Ok(outermost)
}

/// Those of the categories below one that are wanted, in the order of the lists; what lies in one of them comes with it.
fn in_order<'s>(site: &'s Site, key: &str, wanted: &[&str], out: &mut Vec<&'s str>) {
    let Some(category) = site.tree.get(key) else { return };
    for child in &category.children {
        if wanted.contains(&child.as_str()) {
            out.push(child);
        } else {
            in_order(site, child, wanted, out);
        }
    }
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
