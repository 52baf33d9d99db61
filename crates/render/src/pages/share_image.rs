//! The picture that networks show beside a link to a page, and the file that may name one.

use std::sync::Arc;

use helpdex_content::site::Site;
use helpdex_content::source::Entry;

use super::page::Page;

/// The picture that networks show beside a link to a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShareImage {
    /// Its whole address.
    pub(super) url: String,
    pub(super) alt: String,
    pub(super) size: Option<(u32, u32)>,
}

/// The file that a page is written in.
pub(super) fn entry<'s>(site: &'s Site, page: &Page) -> Option<&'s Arc<Entry>> {
    match page {
        Page::Article(id) => site.entry(*id),
        Page::Home(language) => site.entry(site.home(*language)?),
        Page::Category(key, language) => {
            let twins = site.routes.categories().get(key)?;
            site.entry((*twins.get(*language)?)?)
        }
        _ => None,
    }
}
