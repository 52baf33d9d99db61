//! What sitemaps name, with its versions in the languages of a site.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use helpdex_content::config::{LanguageId, PerLanguage};
use tera::Value;

use super::cards;
use super::page::Page;
use helpdex_content::routes::Twins;
use helpdex_content::site::Site;
use helpdex_content::source::{EntryId, Status};

/// Something that search engines should know, with its versions in the languages of the site.
#[derive(Clone, Copy)]
pub(super) enum Subject<'s> {
    Home,
    Contact,
    Status,
    Category(&'s str),
    Article(&'s str, &'s Twins),
}

impl Subject<'_> {
    /// What tells it from others.
    fn name(self) -> (u8, String) {
        match self {
            Self::Home => (0, String::new()),
            Self::Contact => (1, String::new()),
            Self::Status => (2, String::new()),
            Self::Category(key) => (3, key.to_owned()),
            Self::Article(key, _) => (4, key.to_owned()),
        }
    }

    fn url(self, site: &Site, language: LanguageId) -> Option<String> {
        match self {
            Self::Home => Some(Page::Home(language).url(site)),
            Self::Contact => Some(Page::Contact(language).url(site)),
            Self::Status => Some(Page::Status(language).url(site)),
            Self::Category(key) => Some(site.routes.category_url(key, language)),
            Self::Article(_, twins) => site.routes.url(published(site, twins, language)?).map(str::to_owned),
        }
    }

    /// The day it last changed.
    pub(super) fn date(self, site: &Site, language: LanguageId) -> Option<String> {
        let Self::Article(key, _) = self else { return None };
        let shown = site.shown(key, language).filter(|shown| !shown.foreign)?;
        cards::updated(site, &shown)
    }
}

/// An article that search engines should know, in a language.
pub(super) fn published(site: &Site, twins: &Twins, language: LanguageId) -> Option<EntryId> {
    let id = twins.get(language).copied().flatten()?;
    (site.entry(id)?.front.status == Status::Published && site.routes.url(id).is_some()).then_some(id)
}

/// Versions of this many URLs are kept for the sitemaps of other languages.
const MOST_KEPT: usize = 50_000;

/// A subject in all languages.
#[derive(Debug)]
pub(super) struct Versions {
    pub(super) urls: PerLanguage<Option<String>>,
    /// Each version with its language, as the template reads it.
    pub(super) alternates: Value,
}

/// What several sitemaps say of the same subjects: each language's names all versions of all of them.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<HashMap<(u8, String), Arc<Versions>>>);

impl Known {
    pub(super) fn get(&self, site: &Site, subject: Subject<'_>) -> Arc<Versions> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = subject.name();
        if let Some(found) = known().get(&name) {
            return Arc::clone(found);
        }
        let made = Arc::new(Versions::of(site, subject, true));
        let mut known = known();
        if known.len() * site.config.languages.len() < MOST_KEPT {
            known.insert(name, Arc::clone(&made));
        }
        made
    }
}

impl Versions {
    /// The versions of a subject. `with_default` says whether the one for everybody else is told of.
    pub(super) fn of(site: &Site, subject: Subject<'_>, with_default: bool) -> Self {
        let urls = PerLanguage::new(&site.config.languages, |language| subject.url(site, language));
        let alternate = |lang: &str, url: &str| {
            let url = Value::from(site.config.base_url.absolute(url));
            Value::from(BTreeMap::from([("lang", Value::from(lang)), ("url", url)]))
        };
        let named = site.config.languages.iter().zip(&urls);
        let mut alternates: Vec<Value> =
            named.filter_map(|(language, url)| Some(alternate(&language.code, url.as_ref()?))).collect();
        if let Some(Some(url)) = urls.get(LanguageId::DEFAULT).filter(|_| with_default) {
            alternates.push(alternate("x-default", url));
        }
        let alternates = if alternates.len() > 1 { alternates } else { Vec::new() };
        Self { urls, alternates: Value::from(alternates) }
    }
}
