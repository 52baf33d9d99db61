//! The pages of a site: which there are, and the bytes of any one of them.
//!
//! Build maps [`render`] over [`list`]; the preview calls it for the page that the browser asks for. Both show the same
//! bytes.

mod address;
mod agents;
mod answers;
mod article;
mod cards;
mod channel_label;
mod common;
mod contact;
mod contact_data;
mod contact_page;
mod context;
mod feedback;
mod feeds;
mod form;
mod head;
mod hosting;
mod incident_context;
mod incidents;
mod json;
mod listing;
mod lists;
mod llms;
mod markdown;
mod offline;
mod offline_page;
mod opensearch;
mod page;
mod paging;
#[cfg_attr(not(feature = "pictures"), path = "no_pictures.rs")]
mod pictures;
mod rendering;
mod reply;
mod share;
mod sitemap;
mod standards;
mod status;
mod survey;
mod widget;

pub use agents::for_customers;
pub use common::{SearchSource, Shared};
pub use hosting::content_security_policy;
pub use listing::{list, lists_pages, of_language, of_site, parts, sitemaps, written};
pub use page::{Page, has_markdown};
pub use pictures::{advice, has_share_picture, picture_key, without_fonts};
pub use rendering::Rendering;

/// Whether this program draws pictures.
pub const DRAWS_PICTURES: bool = cfg!(feature = "pictures");

use helpdex_content::config::LanguageId;
use helpdex_content::diagnostic::Diagnostic;

/// The bytes of a page.
///
/// # Errors
/// A fault in a template, with its place.
pub fn render(rendering: &Rendering<'_>, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
    let theme = rendering.theme;
    let (first, number) = page.list();
    let text = match first {
        Page::Home(language) => rendering.fill("home.html", *language, &lists::home(rendering, page, *language)),
        Page::Category(key, language) => {
            rendering.fill("category.html", *language, &lists::category(rendering, page, (key, number), *language))
        }
        Page::Article(id) => {
            let language = rendering.site.entry(*id).map_or(LanguageId::DEFAULT, |entry| entry.language);
            rendering.fill("article.html", language, &article::context(rendering, page, *id))
        }
        Page::Search(language) => rendering.fill("search.html", *language, &lists::browse(rendering, page, *language)),
        Page::NotFound(language) => rendering.fill("404.html", *language, &lists::browse(rendering, page, *language)),
        Page::Tags(language) => {
            rendering.fill("tags.html", *language, &lists::all_tags(rendering, page, number, *language))
        }
        Page::Topics(language) => {
            rendering.fill("topics.html", *language, &lists::topics(rendering, page, number, *language))
        }
        Page::Tag(language, slug) => {
            rendering.fill("tag.html", *language, &lists::one_tag(rendering, page, (slug, number), *language))
        }
        Page::Feed(language) => rendering.fill("feed.xml", *language, &feeds::feed(rendering, page, *language)),
        Page::Status(language) => rendering.fill("status.html", *language, &status::status(rendering, page, *language)),
        Page::StatusFeed(language) => rendering.fill("feed.xml", *language, &status::feed(rendering, page, *language)),
        Page::StatusData => Ok(status::data(rendering.site)),
        Page::Standards(language) => {
            rendering.fill("standards.html", *language, &standards::list(rendering, page, *language))
        }
        Page::Standard(language, number) => {
            rendering.fill("standard.html", *language, &standards::one(rendering, page, *language, *number))
        }
        Page::OldUrls => Ok(hosting::old_urls(rendering.site)),
        Page::Redirect(index) => theme.render("redirect.html", &hosting::redirect(rendering, *index)),
        Page::Languages(language) => {
            rendering.fill("languages.html", *language, &lists::languages(rendering, page, *language))
        }
        // A page of a list is no first page of one.
        Page::Part(..) => Ok(String::new()),
        Page::Contact(language) => {
            rendering.fill("contact.html", *language, &contact_page::page(rendering, page, *language))
        }
        Page::ContactSent(language) => {
            rendering.fill("contact-sent.html", *language, &contact_page::sent(rendering, page, *language))
        }
        Page::Survey(language, kind) => {
            rendering.fill("survey.html", *language, &survey::page(rendering, page, (*language, *kind)))
        }
        Page::Offline(language) => {
            rendering.fill("offline.html", *language, &offline_page::page(rendering, page, *language))
        }
        Page::Widget(language) => rendering.fill("widget.html", *language, &widget::page(rendering, page, *language)),
        Page::WidgetScript => {
            let script = theme.render("widget.js", &widget::script(rendering));
            return Ok(crate::theme::without_comments(&script?, true).into_bytes());
        }
        Page::ServiceWorker => theme.render("sw.js", &offline::worker(rendering.site)),
        Page::AppManifest => Ok(offline_page::manifest(rendering)),
        Page::AppIcon(name) => return Ok(pictures::app_icon(rendering, name)),
        Page::SharePicture(of) => return Ok(pictures::share_picture(rendering, of)),
        Page::ContactData => Ok(contact_data::for_programs(rendering)),
        Page::Sitemap if lists_pages(rendering.site, page) => {
            theme.render("sitemap.xml", &sitemap::sitemap(rendering.site, None, None))
        }
        Page::Sitemap => theme.render("sitemaps.xml", &sitemap::index(rendering.site)),
        Page::SitemapOf(language, number) => {
            theme.render("sitemap.xml", &sitemap::sitemap(rendering.site, *language, *number))
        }
        Page::Markdown(page) => Ok(markdown::page(rendering, page)),
        Page::Llms(language) => Ok(llms::list(rendering, *language)),
        Page::LlmsFull(language, number) => Ok(llms::full(rendering, *language, *number)),
        Page::Answers(language) => Ok(answers::answers(rendering.site, *language)),
        Page::OpenSearch(language) => {
            rendering.fill("opensearch.xml", *language, &opensearch::description(rendering, page, *language))
        }
        Page::Robots => theme.render("robots.txt", &feeds::robots(rendering.site)),
        Page::Redirects => Ok(hosting::redirects(rendering.site)),
        Page::Headers => Ok(hosting::headers(rendering.site)),
    };
    Ok(text?.into_bytes())
}
