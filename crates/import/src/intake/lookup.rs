//! Which file of the imported folder a link means.

use std::collections::{BTreeSet, HashMap};

use helpdex_content::path::{self, join, split};
use helpdex_content::routes::slug_path;
use percent_encoding::percent_decode_str;

use super::addresses::Addresses;
use super::document::{Document, index_rank};
use super::lists::Lists;
use super::survey::Survey;
use crate::source::tree::has_extension;

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A Markdown file, by its index.
    Document(usize),
    /// Another file, by its path.
    File(&'a str),
    /// A folder of articles, by its path.
    Folder(&'a str),
    /// An image that stood in the text, by its index.
    Picture(usize),
}

/// Finds files by what authors write in links.
pub(super) struct Lookup<'a> {
    survey: &'a Survey,
    documents: HashMap<&'a str, usize>,
    /// Documents by their URLs at the source.
    addresses: Addresses,
    /// Folders by the URLs of their lists.
    lists: Lists<'a>,
    /// Documents by the old URLs that they name, without slashes at the end.
    aliases: HashMap<&'a str, usize>,
    /// Documents by what their paths look like in a URL.
    slugs: HashMap<String, usize>,
    /// The document that is a folder's page, and its rank.
    pages: HashMap<&'a str, (usize, usize)>,
    /// Folders with articles in or below them.
    folders: BTreeSet<&'a str>,
}

impl<'a> Lookup<'a> {
    /// Takes in the files of an import.
    pub(super) fn new(survey: &'a Survey, documents: &'a [Document]) -> Self {
        let mut lookup = Self {
            survey,
            documents: HashMap::new(),
            addresses: Addresses::new(documents),
            lists: Lists::new(survey),
            aliases: HashMap::new(),
            slugs: HashMap::new(),
            pages: HashMap::new(),
            folders: BTreeSet::new(),
        };
        for (index, document) in documents.iter().enumerate() {
            lookup.documents.entry(&document.origin).or_insert(index);
            lookup.slugs.entry(slug_path(&join(document.folder(), &document.stem))).or_insert(index);
            for alias in &document.meta.aliases {
                lookup.aliases.entry(alias.trim_end_matches('/')).or_insert(index);
            }
            if let Some(rank) = index_rank(&document.stem) {
                let page = lookup.pages.entry(document.folder()).or_insert((rank, index));
                *page = (*page).min((rank, index));
            }
            let mut folder = document.folder();
            while !folder.is_empty() && lookup.folders.insert(folder) {
                folder = split(folder).0;
            }
        }
        lookup
    }

    /// The target of a path written in a document.
    pub(super) fn find(&self, document: &Document, path: &str) -> Option<Target<'a>> {
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let without_query = decoded.split('?').next().unwrap_or_default();
        let forward = without_query.replace('\\', "/");
        [decoded.as_ref(), path, without_query, &forward].iter().find_map(|path| self.find_plain(document, path))
    }

    fn find_plain(&self, document: &Document, path: &str) -> Option<Target<'a>> {
        // The name of a file means that file, whatever it is called in a URL.
        let names_file = has_extension(path, &["md", "mdx", "markdown"]);
        let address = document.address.as_deref();
        // Some tools put the base path before what counts from the top.
        let base = self.survey.addresses.base.as_str();
        let in_base = || self.addresses.find(None, &format!("{base}{path}"));
        let by_address = || {
            let found = self.addresses.find(address, path);
            found.or_else(|| in_base().filter(|_| path.starts_with('/') && !base.is_empty())).map(Target::Document)
        };
        let first = if names_file { None } else { by_address() };
        let found = first.or_else(|| self.by_file(&document.bases, path)).or_else(by_address);
        found.or_else(|| self.by_list(path)).or_else(|| {
            // As a browser reads it: from the page's address, and no further up than the top.
            let whole = path::resolve_url(address.filter(|_| !path.starts_with('/'))?, path);
            self.by_file(&[], &whole).or_else(|| self.by_list(&whole))
        })
    }

    /// The folder whose list answered at a URL path.
    fn by_list(&self, path: &str) -> Option<Target<'a>> {
        let place = self.lists.place(&self.survey.addresses.base, path)?;
        let page = self.pages.get(place).map(|(_, index)| Target::Document(*index));
        page.or_else(|| self.folders.get(place).map(|folder| Target::Folder(folder)))
    }

    fn by_file(&self, bases: &[String], path: &str) -> Option<Target<'a>> {
        let Some(rooted) = path.strip_prefix('/') else {
            return bases.iter().find_map(|base| self.at(&path::resolve(base, path)?));
        };
        // An absolute path counts from the top of the old site: the folder itself, or what it lies in.
        let below = rooted.strip_prefix(self.survey.name.as_str()).and_then(|rest| rest.strip_prefix('/'));
        let base = self.survey.addresses.base.as_str();
        let in_base = path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/')).filter(|_| !base.is_empty());
        let roots = &self.survey.addresses.roots;
        let in_roots = |path: &str| roots.iter().find_map(|root| self.at(&path::resolve("", &join(root, path))?));
        let plain = in_base.and_then(in_roots).or_else(|| in_roots(rooted)).or_else(|| in_roots(below?));
        plain.or_else(|| self.by_url(path))
    }

    /// The target of a path that counts from the top of the source.
    pub(super) fn at_top(&self, path: &str) -> Option<Target<'a>> {
        self.by_file(&self.survey.addresses.roots, path)
    }

    /// The document that has had a URL, or whose file would get it.
    fn by_url(&self, url: &str) -> Option<Target<'a>> {
        let url = url.trim_end_matches('/');
        let index = self.aliases.get(url).or_else(|| self.slugs.get(url.strip_prefix('/')?))?;
        Some(Target::Document(*index))
    }

    /// Whether an address is at one of the source's own hosts.
    pub(super) fn is_own_host(&self, href: &str) -> bool {
        let host = href.split_once("://").and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default();
        self.survey.addresses.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }

    /// The target of an address at one of the source's own hosts.
    pub(super) fn at_host(&self, href: &str) -> Option<Target<'a>> {
        let (_, rest) = href.split_once("://")?;
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if !self.survey.addresses.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) {
            return None;
        }
        let path = path.split('?').next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8_lossy();
        let document = self.addresses.find(None, if path.is_empty() { "/" } else { &path }).map(Target::Document);
        document.or_else(|| self.by_file(&[], &path).filter(|_| path.len() > 1))
    }

    fn at(&self, path: &str) -> Option<Target<'a>> {
        let without_html = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
        let with = |end: &str| Some(format!("{path}{end}"));
        let candidates = [Some(path.to_owned()), with(".md"), with(".markdown"), with(".mdx")];
        let from_html = [without_html.map(|stem| format!("{stem}.md")), without_html.map(str::to_owned)];
        candidates.into_iter().chain(from_html).flatten().find_map(|path| self.exactly(&path))
    }

    fn exactly(&self, path: &str) -> Option<Target<'a>> {
        if let Some(index) = self.documents.get(path) {
            return Some(Target::Document(*index));
        }
        let path = self.survey.exact(path).unwrap_or(path);
        if let Some(index) = self.documents.get(path) {
            return Some(Target::Document(*index));
        }
        if let Some((file, _)) = self.survey.files.get_key_value(path) {
            return Some(Target::File(file));
        }
        let place = self.survey.place(path)?;
        if let Some((_, index)) = self.pages.get(place) {
            return Some(Target::Document(*index));
        }
        self.folders.get(place).map(|folder| Target::Folder(folder))
    }
}
