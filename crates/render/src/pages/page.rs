//! The pages of a site: which there are, and where they stand.

use helpdex_content::config::LanguageId;
use helpdex_content::routes::output_path;
use helpdex_content::site::Site;
use helpdex_content::source::{EntryId, EntryKind};

/// One file of the output that a template or Helpdex itself writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Page {
    /// The home page of a language.
    Home(LanguageId),
    /// A category in a language.
    Category(String, LanguageId),
    /// An article.
    Article(EntryId),
    /// The search page of a language.
    Search(LanguageId),
    /// All tags of a language.
    Tags(LanguageId),
    /// The articles with one tag: the language, and the tag's slug.
    Tag(LanguageId, String),
    /// What is shown where there is nothing; hosts look for the one of the default language.
    NotFound(LanguageId),
    /// An old URL, by its place in the list of aliases.
    Redirect(usize),
    /// Recently changed articles of a language, as Atom.
    Feed(LanguageId),
    /// All languages, each with its home page: on sites with more than a menu holds.
    Languages(LanguageId),
    /// What goes wrong with the service, for readers of a language: on sites with incidents.
    Status(LanguageId),
    /// The same as Atom.
    StatusFeed(LanguageId),
    /// The same for programs, in all languages.
    StatusData,
    /// All pages, for search engines; on sites of very many languages the list of sitemaps.
    Sitemap,
    /// The pages of one language, for search engines.
    SitemapOf(LanguageId),
    /// What search engines may visit.
    Robots,
    /// Redirects for hosts that read `_redirects`.
    Redirects,
    /// Headers for hosts that read `_headers`.
    Headers,
}

impl Page {
    /// The page's URL path, base path included.
    pub fn url(&self, site: &Site) -> String {
        let routes = &site.routes;
        match self {
            Self::Home(language) => routes.page_url(*language, ""),
            Self::Category(key, language) => routes.category_url(key, *language),
            Self::Article(id) => routes.url(*id).unwrap_or_default().to_owned(),
            Self::Search(language) => routes.page_url(*language, "search"),
            Self::Tags(language) => routes.page_url(*language, "tags"),
            Self::Tag(language, slug) => routes.page_url(*language, &format!("tags/{slug}")),
            Self::NotFound(language) => format!("{}404.html", routes.page_url(*language, "")),
            Self::Redirect(index) => routes.aliases().get(*index).map(|alias| alias.from.clone()).unwrap_or_default(),
            Self::Feed(language) => format!("{}feed.xml", routes.page_url(*language, "")),
            Self::Languages(language) => routes.page_url(*language, "languages"),
            Self::Status(language) => routes.page_url(*language, "status"),
            Self::StatusFeed(language) => format!("{}feed.xml", routes.page_url(*language, "status")),
            Self::StatusData => format!("{}/status.json", routes.base()),
            Self::SitemapOf(language) => format!("{}/sitemap-{}.xml", routes.base(), site.config.code(*language)),
            Self::Sitemap => format!("{}/sitemap.xml", routes.base()),
            Self::Robots => format!("{}/robots.txt", routes.base()),
            Self::Redirects => format!("{}/_redirects", routes.base()),
            Self::Headers => format!("{}/_headers", routes.base()),
        }
    }

    /// Whether it tells search engines which pages there are.
    pub fn lists_pages(&self, site: &Site) -> bool {
        match self {
            Self::Sitemap => !has_sitemaps(site),
            Self::SitemapOf(_) => true,
            _ => false,
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

/// More languages than this are named to search engines in sitemaps alone: as links in the head of each page they would be
/// most of it.
const IN_THE_HEAD: usize = 10;

/// Whether pages of each language have a sitemap of their own, which names their versions in the others.
pub(super) fn has_sitemaps(site: &Site) -> bool {
    site.config.languages.len() > IN_THE_HEAD
}

/// Whether the site tells how the service is: where it has incidents, even if all of them are over.
pub(super) fn has_status(site: &Site) -> bool {
    !site.sources.incidents.is_empty()
}

/// Files that there is one of for all languages.
pub fn of_site(site: &Site) -> Vec<Page> {
    let mut pages = vec![Page::Sitemap, Page::Robots];
    pages.extend(has_status(site).then_some(Page::StatusData));
    pages
}

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
    pages.extend(has_sitemaps(site).then_some(Page::SitemapOf(language)));
    if has_status(site) {
        pages.extend([Page::Status(language), Page::StatusFeed(language)]);
    }
    pages
}

/// Every page of a site, in the order of their paths.
pub fn list(site: &Site) -> Vec<Page> {
    let mut pages = of_site(site);
    pages.extend([Page::Redirects, Page::Headers]);
    for language in site.config.languages.ids() {
        pages.extend(of_language(site, language));
        pages.extend(site.tree.all().map(|category| Page::Category(category.key.clone(), language)));
        pages.extend(site.tags(language).iter().map(|tag| Page::Tag(language, tag.slug.clone())));
    }
    let articles = site.sources.with_ids().filter(|(_, entry)| entry.kind == EntryKind::Article);
    pages.extend(articles.filter(|(id, _)| site.routes.url(*id).is_some()).map(|(id, _)| Page::Article(id)));
    pages.extend((0..site.routes.aliases().len()).map(Page::Redirect));
    pages
}
