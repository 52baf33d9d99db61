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
mod icons;
mod incident_context;
mod incidents;
mod json;
mod key;
mod listing;
mod lists;
mod llms;
mod markdown;
mod markdown_checklist;
mod named_link;
mod offline;
mod offline_page;
mod opensearch;
mod page;
mod paging;
#[cfg(feature = "pictures")]
mod picture_style;
#[cfg_attr(not(feature = "pictures"), path = "no_pictures.rs")]
mod pictures;
mod rendering;
mod reply;
mod share;
mod share_image;
mod sitemap;
mod standards;
mod status;
mod survey;
mod versions;
mod widget;

pub use agents::for_customers;
pub use common::{SearchSource, Shared};
pub use hosting::content_security_policy;
pub use key::{Basis, Key, Made, Question};
pub use listing::{list, lists_pages, of_language, of_site, parts, sitemaps, with_texts, written};
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
    Ok(match make(rendering, page, None)? {
        Made::Anew(bytes, _) => bytes,
        // Without a question nothing is known.
        Made::Known => Vec::new(),
    })
}

/// The same for whoever may have the page already.
///
/// # Errors
/// A fault in a template, with its place.
pub fn make(rendering: &Rendering<'_>, page: &Page, asked: Option<Question<'_>>) -> Result<Made, Box<Diagnostic>> {
    let theme = rendering.theme;
    let (first, number) = page.list();
    match first {
        Page::Home(language) => rendering.fill(asked, "home.html", *language, &lists::home(rendering, page, *language)),
        Page::Category(key, language) => rendering.fill(
            asked,
            "category.html",
            *language,
            &lists::category(rendering, page, (key, number), *language),
        ),
        Page::Article(id) => {
            let language = rendering.site.entry(*id).map_or(LanguageId::DEFAULT, |entry| entry.language);
            let outline = asked.and_then(|_| article::outline(rendering, page, *id));
            let key = asked.zip(outline.as_ref());
            let key = key.and_then(|(asked, outline)| rendering.key(asked, "article.html", language, outline));
            rendering.fill_keyed(asked, key, "article.html", language, || match outline {
                Some((outline, _)) => article::filled(rendering, *id, outline),
                None => article::context(rendering, page, *id),
            })
        }
        Page::Search(language) => {
            rendering.fill(asked, "search.html", *language, &lists::browse(rendering, page, *language))
        }
        Page::NotFound(language) => {
            rendering.fill(asked, "404.html", *language, &lists::browse(rendering, page, *language))
        }
        Page::Tags(language) => {
            rendering.fill(asked, "tags.html", *language, &lists::all_tags(rendering, page, number, *language))
        }
        Page::Topics(language) => {
            rendering.fill(asked, "topics.html", *language, &lists::topics(rendering, page, number, *language))
        }
        Page::Tag(language, slug) => {
            rendering.fill(asked, "tag.html", *language, &lists::one_tag(rendering, page, (slug, number), *language))
        }
        Page::Feed(language) => rendering.fill(asked, "feed.xml", *language, &feeds::feed(rendering, page, *language)),
        Page::Status(language) => {
            rendering.fill(asked, "status.html", *language, &status::status(rendering, page, *language))
        }
        Page::StatusFeed(language) => {
            rendering.fill(asked, "feed.xml", *language, &status::feed(rendering, page, *language))
        }
        Page::StatusData => Ok(Made::plain(status::data(rendering.site))),
        Page::Standards(language) => {
            rendering.fill(asked, "standards.html", *language, &standards::list(rendering, page, *language))
        }
        Page::Standard(language, number) => {
            rendering.fill(asked, "standard.html", *language, &standards::one(rendering, page, *language, *number))
        }
        Page::OldUrls => Ok(Made::plain(hosting::old_urls(rendering.site))),
        Page::Redirect(index) => theme.render("redirect.html", &hosting::redirect(rendering, *index)).map(Made::plain),
        Page::Languages(language) => {
            rendering.fill(asked, "languages.html", *language, &lists::languages(rendering, page, *language))
        }
        // A page of a list is no first page of one.
        Page::Part(..) => Ok(Made::plain(String::new())),
        Page::Contact(language) => {
            rendering.fill(asked, "contact.html", *language, &contact_page::page(rendering, page, *language))
        }
        Page::ContactSent(language) => {
            rendering.fill(asked, "contact-sent.html", *language, &contact_page::sent(rendering, page, *language))
        }
        Page::Survey(language, kind) => {
            rendering.fill(asked, "survey.html", *language, &survey::page(rendering, page, (*language, *kind)))
        }
        Page::Offline(language) => {
            rendering.fill(asked, "offline.html", *language, &offline_page::page(rendering, page, *language))
        }
        Page::Widget(language) => {
            rendering.fill(asked, "widget.html", *language, &widget::page(rendering, page, *language))
        }
        Page::WidgetScript => {
            let script = theme.render("widget.js", &widget::script(rendering));
            Ok(Made::plain(crate::theme::without_comments(&script?, true)))
        }
        Page::ServiceWorker => theme.render("sw.js", &offline::worker(rendering.site)).map(Made::plain),
        Page::AppManifest => Ok(Made::plain(offline_page::manifest(rendering))),
        Page::AppIcon(name) => Ok(Made::Anew(pictures::app_icon(rendering, name), None)),
        Page::SharePicture(of) => Ok(Made::Anew(pictures::share_picture(rendering, of), None)),
        Page::ContactData => Ok(Made::plain(contact_data::for_programs(rendering))),
        Page::Sitemap if lists_pages(rendering.site, page) => {
            theme.render_context("sitemap.xml", &sitemap::sitemap(rendering, None, None)).map(Made::plain)
        }
        Page::Sitemap => theme.render("sitemaps.xml", &sitemap::index(rendering.site)).map(Made::plain),
        Page::SitemapOf(language, number) => {
            theme.render_context("sitemap.xml", &sitemap::sitemap(rendering, *language, *number)).map(Made::plain)
        }
        Page::Markdown(page) => {
            let key = asked.and_then(|asked| markdown::key(rendering, asked.basis, page));
            Ok(known_or(asked, key, || match page.list().0 {
                Page::Standards(_) | Page::Standard(..) => markdown_checklist::page(rendering, page),
                _ => markdown::page(rendering, page),
            }))
        }
        Page::Llms(language) => Ok(Made::plain(llms::list(rendering, *language))),
        Page::LlmsFull(language, number) => {
            let key = asked.and_then(|asked| llms::key_of_full(rendering, asked.basis, *language, *number));
            Ok(known_or(asked, key, || llms::full(rendering, *language, *number)))
        }
        Page::Answers(language) => Ok(Made::plain(answers::answers(rendering.site, *language))),
        Page::OpenSearch(language) => {
            rendering.fill(asked, "opensearch.xml", *language, &opensearch::description(rendering, page, *language))
        }
        Page::Robots => theme.render("robots.txt", &feeds::robots(rendering.site)).map(Made::plain),
        Page::Redirects => Ok(Made::plain(hosting::redirects(rendering.site))),
        Page::Headers => Ok(Made::plain(hosting::headers(rendering.site))),
    }
}

/// A text that is no template's, unless one of its number is at hand.
fn known_or(asked: Option<Question<'_>>, key: Option<Key>, text: impl FnOnce() -> String) -> Made {
    match (asked, key) {
        (Some(asked), Some(key)) if (asked.is_known)(key) => Made::Known,
        _ => Made::Anew(text().into_bytes(), key),
    }
}
