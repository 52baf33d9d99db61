//! The pages of a site: which there are, and the bytes of any one of them.
//!
//! Build maps [`render`] over [`list`]; the preview calls it for the page that the browser asks for. Both show the same
//! bytes.

mod article;
mod cards;
mod context;
mod feeds;
mod head;
mod hosting;
mod lists;

pub use hosting::content_security_policy;

use std::sync::Arc;

use serde::Serialize;

use crate::theme::{Prepared, Theme};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::routes::output_path;
use helpdex_content::site::Site;
use helpdex_content::source::EntryKind;

/// One file of the output that a template or Helpdex itself writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Page {
    /// The home page of a language.
    Home(usize),
    /// A category in a language.
    Category(String, usize),
    /// An article, by the index of its entry.
    Article(usize),
    /// The search page of a language.
    Search(usize),
    /// All tags of a language.
    Tags(usize),
    /// The articles with one tag: the language, and the tag's slug.
    Tag(usize, String),
    /// What is shown where there is nothing; hosts look for the one of the default language.
    NotFound(usize),
    /// An old URL, by its place in the list of aliases.
    Redirect(usize),
    /// Recently changed articles of a language, as Atom.
    Feed(usize),
    /// All pages, for search engines.
    Sitemap,
    /// What search engines may visit.
    Robots,
    /// Redirects for hosts that read `_redirects`.
    Redirects,
    /// Headers for hosts that read `_headers`.
    Headers,
}

/// What the bytes of all pages are made from.
#[derive(Clone, Debug)]
pub struct Rendering<'a> {
    site: &'a Site,
    theme: &'a Theme,
    common: Shared,
}

/// The part of the context that all pages of a language share, per language: made once for many pages.
#[derive(Clone, Debug)]
pub struct Shared(Arc<[Prepared]>);

impl Shared {
    /// What the pages of a site share. It depends on the settings and the categories, not on any one article's text.
    pub fn of(site: &Site, search: &SearchSource) -> Self {
        let languages = 0..site.config.languages.len();
        Self(languages.map(|language| Prepared::new(&head::common(site, search, language))).collect())
    }
}

impl<'a> Rendering<'a> {
    /// Gets ready to render pages of a site.
    pub fn new(site: &'a Site, theme: &'a Theme, search: &SearchSource) -> Self {
        Self { site, theme, common: Shared::of(site, search) }
    }

    /// The same with the shared part at hand.
    pub fn with(site: &'a Site, theme: &'a Theme, shared: &Shared) -> Self {
        Self { site, theme, common: shared.clone() }
    }

    fn fill(&self, template: &str, language: usize, context: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        let common = self.common.0.get(language).or_else(|| self.common.0.first());
        self.theme.render_over(template, common, context)
    }
}

/// Where the pages' search asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SearchSource {
    /// The preview's URL for questions; nothing on a published site.
    pub api: Option<String>,
    /// URL of each language's manifest of engine and index.
    pub manifests: Vec<(String, String)>,
    /// URL of the engine that the manifests name.
    pub engine: Option<String>,
}

/// Every page of a site, in the order of their paths.
pub fn list(site: &Site) -> Vec<Page> {
    let mut pages = vec![Page::Sitemap, Page::Robots, Page::Redirects, Page::Headers];
    for language in 0..site.config.languages.len() {
        pages.extend([
            Page::Home(language),
            Page::Search(language),
            Page::Tags(language),
            Page::NotFound(language),
            Page::Feed(language),
        ]);
        pages.extend(site.tree.all().map(|category| Page::Category(category.key.clone(), language)));
        pages.extend(site.tags(language).iter().map(|tag| Page::Tag(language, tag.slug.clone())));
    }
    let is_article = |index: &usize| site.entry(*index).is_some_and(|entry| entry.kind == EntryKind::Article);
    pages.extend(
        (0..site.sources.entries.len())
            .filter(is_article)
            .filter(|index| site.routes.url(*index).is_some())
            .map(Page::Article),
    );
    pages.extend((0..site.routes.aliases().len()).map(Page::Redirect));
    pages
}

impl Page {
    /// The page's URL path, base path included.
    pub fn url(&self, site: &Site) -> String {
        let routes = &site.routes;
        match self {
            Self::Home(language) => routes.page_url(*language, ""),
            Self::Category(key, language) => routes.category_url(key, *language),
            Self::Article(index) => routes.url(*index).unwrap_or_default().to_owned(),
            Self::Search(language) => routes.page_url(*language, "search"),
            Self::Tags(language) => routes.page_url(*language, "tags"),
            Self::Tag(language, slug) => routes.page_url(*language, &format!("tags/{slug}")),
            Self::NotFound(language) => format!("{}404.html", routes.page_url(*language, "")),
            Self::Redirect(index) => routes.aliases().get(*index).map(|alias| alias.from.clone()).unwrap_or_default(),
            Self::Feed(language) => format!("{}feed.xml", routes.page_url(*language, "")),
            Self::Sitemap => format!("{}/sitemap.xml", routes.base()),
            Self::Robots => format!("{}/robots.txt", routes.base()),
            Self::Redirects => format!("{}/_redirects", routes.base()),
            Self::Headers => format!("{}/_headers", routes.base()),
        }
    }

    /// The file of the output, relative to the output folder.
    pub fn output(&self, site: &Site) -> Option<String> {
        match self {
            Self::Redirects => Some("_redirects".to_owned()),
            Self::Headers => Some("_headers".to_owned()),
            _ => output_path(site.routes.base(), &self.url(site)),
        }
    }
}

/// The bytes of a page.
///
/// # Errors
/// A fault in a template, with its place.
pub fn render(rendering: &Rendering<'_>, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
    let theme = rendering.theme;
    let text = match page {
        Page::Home(language) => rendering.fill("home.html", *language, &lists::home(rendering, page, *language)),
        Page::Category(key, language) => {
            rendering.fill("category.html", *language, &lists::category(rendering, page, key, *language))
        }
        Page::Article(index) => {
            let language = rendering.site.entry(*index).map_or(0, |entry| entry.language);
            rendering.fill("article.html", language, &article::context(rendering, page, *index))
        }
        Page::Search(language) => rendering.fill("search.html", *language, &lists::browse(rendering, page, *language)),
        Page::NotFound(language) => rendering.fill("404.html", *language, &lists::browse(rendering, page, *language)),
        Page::Tags(language) => rendering.fill("tags.html", *language, &lists::all_tags(rendering, page, *language)),
        Page::Tag(language, slug) => {
            rendering.fill("tag.html", *language, &lists::one_tag(rendering, page, slug, *language))
        }
        Page::Feed(language) => rendering.fill("feed.xml", *language, &feeds::feed(rendering, page, *language)),
        Page::Redirect(index) => theme.render("redirect.html", &hosting::redirect(rendering, *index)),
        Page::Sitemap => theme.render("sitemap.xml", &feeds::sitemap(rendering.site)),
        Page::Robots => theme.render("robots.txt", &feeds::robots(rendering.site)),
        Page::Redirects => Ok(hosting::redirects(rendering.site)),
        Page::Headers => Ok(hosting::headers(rendering.site)),
    };
    Ok(text?.into_bytes())
}
