//! Which article an address in a list leads to.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::config::Config;
use crate::routes::{Owner, Routes};
use crate::source::{EntryId, EntryKind, Sources, Status};

/// Where the articles of a site are.
#[derive(Clone, Copy)]
pub struct Pages<'s> {
    /// The settings.
    pub config: &'s Config,
    /// The articles.
    pub sources: &'s Sources,
    /// Their URLs.
    pub routes: &'s Routes,
}

/// What an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// An article that search finds.
    Article(EntryId),
    /// A category, the page of a search, a file.
    Other,
    /// No page of the site.
    Unknown,
}

/// The addresses of a site.
pub struct Addresses<'s> {
    pages: Pages<'s>,
    files: HashMap<&'s str, EntryId>,
}

impl<'s> Addresses<'s> {
    /// Those of these pages.
    pub fn new(pages: Pages<'s>) -> Self {
        let files = pages.sources.with_ids().map(|(id, entry)| (entry.file.path().as_str(), id)).collect();
        Self { pages, files }
    }

    /// What a URL (with host or without, with the base path or without) or the path of a file leads to.
    pub fn opened(&self, address: &str) -> Opened {
        let address = address.split(['?', '#']).next().unwrap_or_default().trim();
        let decoded = percent_decode_str(address).decode_utf8_lossy();
        let Pages { config, routes, .. } = self.pages;
        let Some(path) = path_of(&decoded, config) else { return Opened::Unknown };
        let in_content = config.site_path(path.trim_start_matches('/'));
        let file = self.files.get(path.trim_start_matches('/')).or_else(|| self.files.get(in_content.as_str()));
        if let Some(id) = file {
            return self.article(*id);
        }
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let with_base = format!("{}{path}", routes.base());
        match routes.owner(&path).or_else(|| routes.owner(&with_base)) {
            Some(Owner::Entry(id) | Owner::Alias(id)) => self.article(*id),
            Some(_) => Opened::Other,
            None => Opened::Unknown,
        }
    }

    fn article(&self, id: EntryId) -> Opened {
        let found = self.pages.sources.get(id);
        let searched = found.is_some_and(|entry| {
            let published = entry.front.status == Status::Published && self.pages.routes.url(id).is_some();
            entry.kind == EntryKind::Article && published
        });
        if searched { Opened::Article(id) } else { Opened::Other }
    }
}

/// The path of an address; nothing for one on another host.
fn path_of<'a>(address: &'a str, config: &Config) -> Option<&'a str> {
    let Some((_, rest)) = address.split_once("://") else { return Some(address).filter(|path| !path.is_empty()) };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (_, own) = config.base_url.origin.split_once("://")?;
    host.eq_ignore_ascii_case(own).then_some(if path.is_empty() { "/" } else { path })
}
