//! What a build wrote, and where its links lead.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Html, Selector};

use super::Site;

/// The files of an output by their path.
pub(crate) struct Output {
    /// Scheme and host, no slash at the end.
    pub(crate) origin: String,
    /// The path before all others: empty, or with a slash before and none after it.
    pub(crate) base: String,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Output {
    /// Reads the folder `public` of a site that was built for a URL.
    pub(crate) fn read(site: &Site, base_url: &str) -> Self {
        let top = site.path("public");
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(&top) {
            let entry = entry.expect("listed");
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(&top).expect("below").to_str().expect("UTF-8").to_owned();
                files.insert(path, std::fs::read(entry.path()).expect("read"));
            }
        }
        let host = base_url.find("://").expect("a scheme") + 3;
        let path = base_url[host..].find('/').map_or(base_url.len(), |at| host + at);
        Self { origin: base_url[..path].to_owned(), base: base_url[path..].trim_end_matches('/').to_owned(), files }
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no `{path}` in the output"));
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// Every HTML page with its path, as a browser reads it.
    pub(crate) fn pages(&self) -> BTreeMap<&str, Html> {
        let html = self.files.keys().filter(|path| path.ends_with(".html"));
        html.map(|path| (path.as_str(), Html::parse_document(self.text(path)))).collect()
    }

    /// The URL path at which a file is served.
    pub(crate) fn url(&self, path: &str) -> String {
        let page = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        format!("{}/{}", self.base, page.unwrap_or(path))
    }

    /// Where a link of the page at `from` leads.
    pub(crate) fn resolve(&self, from: &str, link: &str) -> Target {
        let own = format!("{}/", self.origin);
        let link = match link.strip_prefix(&self.origin) {
            Some(rest) if link.starts_with(&own) => rest,
            _ => link,
        };
        if link.starts_with("//") || link.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':')) {
            return Target::Elsewhere;
        }
        let (link, fragment) = link.split_once('#').unwrap_or((link, ""));
        let path = link.split('?').next().unwrap_or_default();
        let here = self.url(from);
        let absolute = match path {
            "" => here,
            _ if path.starts_with('/') => path.to_owned(),
            _ => format!("{}/{path}", here.rsplit_once('/').map_or("", |(folder, _)| folder)),
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in absolute.split('/') {
            match part {
                "." => {}
                ".." => {
                    parts.pop();
                }
                _ => parts.push(part),
            }
        }
        let decode = |text: &str| percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
        let absolute = parts.join("/");
        let Some(file) = absolute.strip_prefix(&format!("{}/", self.base)) else { return Target::Nowhere(absolute) };
        let file = decode(file);
        let file = if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file };
        if self.files.contains_key(&file) { Target::File(file, decode(fragment)) } else { Target::Nowhere(absolute) }
    }
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To a file of the output, and an anchor in it or the empty one.
    File(String, String),
    /// To another host or a mail address.
    Elsewhere,
    /// To a path of the site where nothing is.
    Nowhere(String),
}

/// All elements that a selector finds.
pub(crate) fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// An attribute of the first element that a selector finds.
pub(crate) fn attribute<'h>(html: &'h Html, selector: &str, name: &str) -> Option<&'h str> {
    all(html, selector).first().and_then(|element| element.value().attr(name))
}

/// Every id of a page; fails when one is there twice.
pub(crate) fn ids(html: &Html) -> Result<BTreeSet<String>, String> {
    let mut ids = BTreeSet::new();
    for element in all(html, "[id]") {
        let id = element.value().attr("id").unwrap_or_default().to_owned();
        if !ids.insert(id.clone()) {
            return Err(format!("the id `{id}` is there twice"));
        }
    }
    Ok(ids)
}
