//! What is at each path of the site.

use std::collections::HashMap;

use crate::pages::{self, Page};
use crate::routes::output_path;
use crate::site::Site;

/// Every file that a build would write, by its path in the output folder. Nothing else is ever served.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    by_output: HashMap<String, Place>,
}

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A page.
    Page(Page),
    /// A file of the content, by its path below `content/`.
    File(String),
    /// Something that is at another URL.
    Moved(String),
}

impl Catalog {
    /// Lists everything that a site has.
    pub(super) fn of(site: &Site) -> Self {
        let mut by_output = HashMap::new();
        for page in pages::list(site) {
            // Hosts read these two and show them to nobody.
            if matches!(page, Page::Redirects | Page::Headers) {
                continue;
            }
            let Some(output) = page.output(site) else { continue };
            let place = match page {
                Page::Redirect(index) => {
                    let alias = site.routes.aliases().get(index);
                    let Some(url) = alias.and_then(|alias| site.routes.url(alias.entry)) else { continue };
                    Place::Moved(url.to_owned())
                }
                page => Place::Page(page),
            };
            by_output.entry(output).or_insert(place);
        }
        for (path, file) in site.routes.files() {
            by_output.entry(file.output.clone()).or_insert_with(|| Place::File(path.clone()));
        }
        Self { by_output }
    }

    /// What is at a URL path, already decoded.
    pub(super) fn find(&self, site: &Site, path: &str) -> Option<Place> {
        let base = site.routes.base();
        let inside = path.strip_prefix(base)?.strip_prefix('/')?;
        if !inside.is_empty() && !inside.ends_with('/') {
            if let Some(place) = self.by_output.get(inside) {
                return Some(place.clone());
            }
            // As hosts do: a folder is asked for with its slash.
            return match self.by_output.get(&format!("{inside}/index.html"))? {
                Place::Page(page) => Some(Place::Moved(page.url(site))),
                place => Some(place.clone()),
            };
        }
        self.by_output.get(&output_path(base, path)?).cloned()
    }

    /// The page that stands for what is not there, in the language that the path begins with.
    pub(super) fn not_found(site: &Site, path: &str) -> Page {
        let speaks = |language: &usize| path.starts_with(&site.routes.page_url(*language, ""));
        let languages = site.config.languages.len();
        Page::NotFound((1..languages).find(speaks).unwrap_or(0))
    }
}
