//! What the site answers before the import.

use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::Result;
use helpdex_content::markdown::{Resolve, Target};
use helpdex_content::routes::{Links, Owner, Routes};
use helpdex_content::source::{self, Sources};

/// The site as it is.
pub(super) struct Existing {
    sources: Sources,
    routes: Routes,
    /// Scheme, host and base path of the site.
    home: String,
}

impl Existing {
    /// Reads the content that is there.
    pub(super) fn read(config: &Config) -> Result<Self> {
        let sources = if config.content_dir().is_dir() { source::read(config)? } else { Sources::default() };
        let (routes, _) = Routes::plan(config, &sources, false);
        let home = config.base_url.absolute(&config.prefix(LanguageId::DEFAULT));
        Ok(Self { sources, routes, home })
    }

    /// Whether an address of the site, from its top, leads to something.
    pub(super) fn answers(&self, href: &str, is_image: bool) -> bool {
        if !href.starts_with('/') {
            return false;
        }
        let links = Links::of_top(&self.routes, &self.sources);
        let target = if is_image { links.image(href) } else { links.link(href) };
        !matches!(target, Target::Broken { .. })
    }

    /// Whether an address with scheme and host is one of the site, and leads to nothing there.
    pub(super) fn misses(&self, href: &str, is_image: bool) -> bool {
        let path = href.strip_prefix(&self.home).filter(|path| path.starts_with('/'));
        path.is_some_and(|path| path != "/" && !self.answers(path, is_image))
    }

    /// The file of the article that is published at a URL path; an empty one for what is no article.
    pub(super) fn owner(&self, url: &str) -> Option<&str> {
        Some(match self.routes.owner(url)? {
            Owner::Entry(entry) | Owner::Alias(entry) => self.sources.get(*entry).map_or("", |entry| entry.file.path()),
            Owner::Category { .. } | Owner::File(_) | Owner::Reserved => "",
        })
    }
}
