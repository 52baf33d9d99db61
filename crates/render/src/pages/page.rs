//! The kinds of page of a site, and where they stand.

use helpdex_content::config::{LanguageId, SHARE_PICTURE};
use helpdex_content::feedback::SurveyKind;
use helpdex_content::path::ArticleKey;
use helpdex_content::routes::{OLD_URLS, STANDARDS_PAGE, WIDGET_SCRIPT, output_path};
use helpdex_content::site::Site;
use helpdex_content::source::{EntryId, EntryKind, Status};

use super::cards::{self, TOPICS};

/// One file of the output that a template or Helpdex itself writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Page {
    /// The home page of a language.
    Home(LanguageId),
    /// A category in a language.
    Category(ArticleKey, LanguageId),
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
    /// The ways to reach a person, in a language: on sites with channels.
    Contact(LanguageId),
    /// Where a browser without scripts comes to after it sent the form.
    ContactSent(LanguageId),
    /// The ways to reach a person for other programs.
    ContactData,
    /// A question to customers whose ticket is closed, in a language: on sites with surveys.
    Survey(LanguageId, SurveyKind),
    /// What help inside of a product shows, in a language: on sites that have that.
    Widget(LanguageId),
    /// The script by which a product shows it.
    WidgetScript,
    /// All languages, each with its home page: on sites with more than a menu holds.
    Languages(LanguageId),
    /// What goes wrong with the service, for readers of a language: on sites with incidents.
    Status(LanguageId),
    /// The same as Atom.
    StatusFeed(LanguageId),
    /// The same for programs, in all languages.
    StatusData,
    /// The checklists of reviews, in a language: on sites for agents that have any.
    Standards(LanguageId),
    /// One of them, by its place among them.
    Standard(LanguageId, usize),
    /// What a reader sees without a network where nothing was kept: on sites that keep something.
    Offline(LanguageId),
    /// The service worker that keeps it, or removes what was kept.
    ServiceWorker,
    /// What a home screen shows of the site.
    AppManifest,
    /// What a home screen shows of the site, as pixels; by its name, such as `site-icon-192.png`.
    AppIcon(&'static str),
    /// The picture of a page, which networks show of a link to it.
    SharePicture(Box<Page>),
    /// All topics, on sites with more than stand beside an article.
    Topics(LanguageId),
    /// A further page of a list, which is named by its first page; the second one has the number 2.
    Part(Box<Page>, usize),
    /// A home page, a category, an article or a checklist once more, as Markdown for programs.
    Markdown(Box<Page>),
    /// What there is in a language, for language models.
    Llms(LanguageId),
    /// The texts of a language, for language models; with a number from 1, where they are too many for one file.
    LlmsFull(LanguageId, usize),
    /// The questions of a language with their short answers, for programs.
    Answers(LanguageId),
    /// How browsers search in a language from their address bar.
    OpenSearch(LanguageId),
    /// All pages, for search engines; on large sites, or those of very many languages, the list of sitemaps.
    Sitemap,
    /// The pages of one language, for search engines, or of all where none is named; a number where they are too many for one
    /// file.
    SitemapOf(Option<LanguageId>, Option<usize>),
    /// What search engines may visit.
    Robots,
    /// Beginnings of old URLs and where they lead, for the script of the page for what is not there.
    OldUrls,
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
            Self::Widget(language) => routes.page_url(*language, "widget"),
            Self::WidgetScript => format!("{}/{WIDGET_SCRIPT}", routes.base()),
            Self::Languages(language) => routes.page_url(*language, "languages"),
            Self::Topics(language) => {
                // On sites that have a category of this name already, the page makes way.
                let taken = |url: &String| routes.owner(url).is_some();
                let names = std::iter::successors(Some("topics".to_owned()), |name| Some(format!("all-{name}")));
                let mut urls = names.map(|name| routes.page_url(*language, &name));
                urls.find(|url| !taken(url)).unwrap_or_default()
            }
            Self::Part(first, number) => part_url(site, first, *number),
            Self::Contact(language) => routes.page_url(*language, "contact"),
            Self::ContactSent(language) => routes.page_url(*language, "contact/sent"),
            Self::ContactData => format!("{}/contact.json", routes.base()),
            Self::Survey(language, kind) => routes.page_url(*language, &format!("survey/{}", kind.name())),
            Self::Status(language) => routes.page_url(*language, "status"),
            Self::StatusFeed(language) => format!("{}feed.xml", routes.page_url(*language, "status")),
            Self::StatusData => format!("{}/status.json", routes.base()),
            Self::Standards(language) => routes.page_url(*language, STANDARDS_PAGE),
            Self::Standard(language, number) => {
                let slug = site.standards.get(*number).map(|standard| standard.slug.as_str()).unwrap_or_default();
                routes.page_url(*language, &format!("{STANDARDS_PAGE}/{slug}"))
            }
            Self::AppIcon(name) => format!("{}/{name}", routes.base()),
            Self::SharePicture(page) => format!("{}{SHARE_PICTURE}", page.url(site)),
            Self::Markdown(page) => format!("{}index.md", page.url(site)),
            Self::Llms(language) => format!("{}llms.txt", routes.page_url(*language, "")),
            Self::LlmsFull(language, number) => {
                let number = if *number > 1 { format!("-{number}") } else { String::new() };
                format!("{}llms-full{number}.txt", routes.page_url(*language, ""))
            }
            Self::Answers(language) => format!("{}answers.json", routes.page_url(*language, "")),
            Self::OpenSearch(language) => format!("{}opensearch.xml", routes.page_url(*language, "")),
            Self::SitemapOf(language, number) => {
                let language = language.map(|language| format!("-{}", site.config.code(language)));
                let number = number.map(|number| format!("-{number}"));
                format!("{}/sitemap{}{}.xml", routes.base(), language.unwrap_or_default(), number.unwrap_or_default())
            }
            Self::Offline(language) => routes.page_url(*language, "offline"),
            Self::ServiceWorker => format!("{}/sw.js", routes.base()),
            Self::AppManifest => format!("{}/site.webmanifest", routes.base()),
            Self::Sitemap => format!("{}/sitemap.xml", routes.base()),
            Self::Robots => format!("{}/robots.txt", routes.base()),
            Self::OldUrls => format!("{}/{OLD_URLS}", routes.base()),
            Self::Redirects => format!("{}/_redirects", routes.base()),
            Self::Headers => format!("{}/_headers", routes.base()),
        }
    }

    /// Whether it is drawn, and not written.
    pub fn is_picture(&self) -> bool {
        matches!(self, Self::AppIcon(_) | Self::SharePicture(_))
    }

    /// The page of an entry.
    pub fn of_entry(site: &Site, id: EntryId) -> Option<Self> {
        let entry = site.entry(id)?;
        Some(match entry.kind {
            EntryKind::Article => Self::Article(id),
            EntryKind::Category => Self::Category(entry.key.clone(), entry.language),
            EntryKind::Home => Self::Home(entry.language),
        })
    }

    /// The first page of the list that this is a page of, itself for most, and its number in it.
    pub fn list(&self) -> (&Self, usize) {
        match self {
            Self::Part(first, number) => (first, *number),
            first => (first, 1),
        }
    }

    /// A page of the list that this is the first page of.
    pub(super) fn part(&self, number: usize) -> Self {
        if number > 1 { Self::Part(Box::new(self.clone()), number) } else { self.clone() }
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

/// Whether a page is there as Markdown too: what search engines may list of home, categories
/// and articles, and the checklists of agents.
pub fn has_markdown(site: &Site, page: &Page) -> bool {
    site.config.programs.markdown
        && match page.list().0 {
            Page::Home(_) | Page::Standards(_) | Page::Standard(..) => true,
            Page::Category(key, language) => site.tree.count(key, *language) > 0,
            Page::Article(id) => {
                let is_published = site.entry(*id).is_some_and(|entry| entry.front.status == Status::Published);
                is_published && site.routes.url(*id).is_some()
            }
            _ => false,
        }
}

/// Whether the site tells how the service is: where it has incidents, even if all of them are over.
pub(super) fn has_status(site: &Site) -> bool {
    !site.sources.incidents.is_empty()
}

/// Whether a language has more topics than stand beside an article.
pub(super) fn has_topics(site: &Site, language: LanguageId) -> bool {
    cards::topics(site, language).nth(TOPICS).is_some()
}

/// The URL of a further page of a list: `/payouts/2/`, or `/payouts/page-2/` where something else is there.
fn part_url(site: &Site, first: &Page, number: usize) -> String {
    let base = first.url(site);
    let is_tag = |name: &str| match first {
        Page::Tags(language) => site.tags(*language).iter().any(|tag| tag.slug == name),
        _ => false,
    };
    let mut name = number.to_string();
    while is_tag(&name) || site.routes.owner(&format!("{base}{name}/")).is_some() {
        name.insert_str(0, "page-");
    }
    format!("{base}{name}/")
}
