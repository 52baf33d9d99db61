//! Where what a page links to is, for who reads it elsewhere.

use helpdex_content::markdown::LinkTarget;
use helpdex_content::routes::Owner;
use helpdex_content::site::Site;
use helpdex_content::source::EntryId;

use super::page::{Page, has_markdown};

/// The full address of something whose URL is as pages say it: of a page in Markdown where there is that.
pub(super) fn address(site: &Site, url: &str) -> String {
    if !url.starts_with('/') || url.starts_with("//") {
        return url.to_owned();
    }
    let (path, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let markdown = at(site, path).filter(|page| has_markdown(site, page)).map(|_| "index.md");
    site.config.base_url.absolute(&format!("{path}{}{fragment}", markdown.unwrap_or_default()))
}

/// Of each link of an entry whether the page that it leads to is there as Markdown too: what its text as Markdown depends on
/// besides what it is made from.
pub(super) fn reached(site: &Site, id: EntryId) -> Vec<bool> {
    let links = site.body(id).into_iter().flat_map(|body| &body.links);
    let page = |target: &LinkTarget| match target {
        LinkTarget::Article(link) => site.id_of(&link.file).and_then(|id| Page::of_entry(site, id)),
        LinkTarget::File(url) => at(site, url.split('#').next().unwrap_or(url)),
        LinkTarget::Fragment(_) | LinkTarget::External(_) => None,
    };
    links.map(|link| page(&link.target).is_some_and(|page| has_markdown(site, &page))).collect()
}

/// The page at a URL path, when it is one that can be Markdown too.
fn at(site: &Site, path: &str) -> Option<Page> {
    match site.routes.owner(path)? {
        Owner::Entry(id) => Page::of_entry(site, *id),
        Owner::Category { key, language } => Some(Page::Category(key.clone(), *language)),
        Owner::Reserved => own(site).find(|page| page.url(site) == path),
        Owner::File(_) | Owner::Alias(_) => None,
    }
}

/// Those of them that Helpdex keeps a URL for.
fn own(site: &Site) -> impl Iterator<Item = Page> {
    site.config.languages.ids().flat_map(|language| {
        let checklists = (0..site.standards.iter().len()).map(move |number| Page::Standard(language, number));
        [Page::Home(language), Page::Standards(language)].into_iter().chain(checklists)
    })
}
