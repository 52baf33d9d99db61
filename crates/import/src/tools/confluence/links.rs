//! Where the links of a space lead, in all the ways in which Confluence writes them.

use std::collections::BTreeMap;

use helpdex_content::path::join;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use scraper::Html;

use super::space::Space;
use crate::tools::desk::parts;
use crate::tools::html_page::all;

/// What would end an address in Markdown, or mean something in it.
const PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'#').add(b'(').add(b')').add(b'<').add(b'>').add(b'"');

/// The pages and attachments of a space, by whatever names them in addresses.
pub(super) struct Links {
    folder: String,
    by_id: BTreeMap<String, String>,
    by_title: BTreeMap<String, String>,
    /// Attachments by the page that they hang on and the name that people gave them.
    attachments: BTreeMap<(String, String), String>,
    /// The name that people gave to an attachment, by its file.
    pub(super) names: BTreeMap<String, String>,
    /// Where the space was: scheme, host and path.
    pub(super) bases: Vec<String>,
}

impl Links {
    pub(super) fn new(space: &Space) -> Self {
        let mut links = Self {
            folder: space.folder.clone(),
            by_id: BTreeMap::new(),
            by_title: BTreeMap::new(),
            attachments: BTreeMap::new(),
            names: BTreeMap::new(),
            bases: Vec::new(),
        };
        for (file, page) in &space.pages {
            links.by_id.extend(page.id.clone().map(|id| (id, file.clone())));
            links.by_title.entry(page.title.clone()).or_insert_with(|| file.clone());
            links.read(&page.document);
        }
        links.bases.sort();
        links.bases.dedup();
        links
    }

    /// Learns the names of attachments, and where the space was.
    fn read(&mut self, document: &Html) {
        for element in all(document, "[data-linked-resource-default-alias], a[href^=\"attachments/\"]") {
            let address =
                ["data-image-src", "href", "src"].iter().find_map(|key| element.attr(key)).unwrap_or_default();
            let Some((page, file)) = attachment(address) else { continue };
            let alias = element.attr("data-linked-resource-default-alias").map(str::to_owned);
            let text = element.text().collect::<String>();
            let name = alias.unwrap_or_else(|| text.trim().to_owned());
            if name.contains('.') && !name.contains(['/', '\\']) && name.chars().count() <= 100 {
                self.names.entry(file.clone()).or_insert_with(|| name.clone());
                self.attachments.entry((page, name)).or_insert(file);
            }
        }
        for element in all(document, "[data-base-url]") {
            let base = element.attr("data-base-url").unwrap_or_default().trim_end_matches('/');
            if base.starts_with("http") && !self.bases.iter().any(|known| known == base) {
                self.bases.push(base.to_owned());
            }
        }
    }

    /// Hosts at which the space was.
    pub(super) fn hosts(&self) -> Vec<String> {
        self.bases.iter().filter_map(|base| parts(base).0).map(str::to_lowercase).collect()
    }

    /// Where a link leads: to the file of a page or of an attachment, where it means one.
    pub(super) fn resolve(&self, href: &str) -> String {
        let (address, fragment) = href.split_once('#').map_or((href, ""), |(address, fragment)| (address, fragment));
        let (host, path) = parts(address);
        let is_own = host.is_none_or(|host| self.hosts().iter().any(|own| own.eq_ignore_ascii_case(host)));
        if address.is_empty() || !is_own {
            return href.to_owned();
        }
        let found = self.page(path).or_else(|| self.file(path));
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        match found {
            Some(file) => format!("/{}{fragment}", utf8_percent_encode(&join(&self.folder, file), PATH)),
            // A path from the top is one of the server, not of the export.
            None if host.is_none() && path.starts_with('/') => match self.bases.first() {
                Some(base) => format!("{}{path}{fragment}", origin(base)),
                None => href.to_owned(),
            },
            None => href.to_owned(),
        }
    }

    fn page(&self, path: &str) -> Option<&String> {
        let (plain, query) = path.split_once('?').unwrap_or((path, ""));
        if plain.ends_with("/viewpage.action") {
            let id = query.split('&').find_map(|pair| pair.strip_prefix("pageId="))?;
            return self.by_id.get(id);
        }
        let segments: Vec<&str> = plain.split('/').collect();
        let at = |name: &str| segments.iter().position(|segment| *segment == name);
        if let Some(id) = at("pages").and_then(|at| segments.get(at + 1)) {
            return self.by_id.get(*id);
        }
        // `/display/KEY/Title+of+the+page`
        let title = segments.get(at("display")? + 2)?.replace('+', " ");
        self.by_title.get(percent_decode_str(&title).decode_utf8_lossy().as_ref())
    }

    fn file(&self, path: &str) -> Option<&String> {
        let plain = path.split('?').next()?;
        if let Some(rest) = plain.split_once("/download/attachments/").or(plain.split_once("/download/thumbnails/")) {
            let (page, name) = rest.1.split_once('/')?;
            let name = percent_decode_str(&name.replace('+', " ")).decode_utf8_lossy().into_owned();
            return self.attachments.get(&(page.to_owned(), name));
        }
        None
    }
}

/// The page and the file of an attachment in the export.
fn attachment(address: &str) -> Option<(String, String)> {
    let file = address.split(['?', '#']).next()?;
    let (page, _) = file.strip_prefix("attachments/")?.split_once('/')?;
    let file = percent_decode_str(file).decode_utf8_lossy().into_owned();
    (page != "thumbnails").then(|| (page.to_owned(), file))
}

/// Scheme and host of an address.
fn origin(base: &str) -> &str {
    let start = base.find("://").map_or(0, |at| at + 3);
    let end = base.get(start..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| start + at);
    base.get(..end).unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links {
            folder: "LAMP".to_owned(),
            by_id: BTreeMap::from([("65612".to_owned(), "Install_65612.html".to_owned())]),
            by_title: BTreeMap::from([("Fix it?".to_owned(), "65620.html".to_owned())]),
            attachments: BTreeMap::from([(
                ("65612".to_owned(), "a b.png".to_owned()),
                "attachments/65612/9.png".to_owned(),
            )]),
            names: BTreeMap::new(),
            bases: vec!["https://lamp.example/wiki".to_owned()],
        }
    }

    #[test]
    fn all_the_ways_to_name_a_page() {
        let links = links();
        let cases = [
            (
                "https://lamp.example/wiki/spaces/LAMP/pages/65612/Install#Install-Open",
                "/LAMP/Install_65612.html#Install-Open",
            ),
            ("/wiki/spaces/LAMP/pages/65612", "/LAMP/Install_65612.html"),
            ("/pages/viewpage.action?pageId=65612", "/LAMP/Install_65612.html"),
            ("https://lamp.example/wiki/display/LAMP/Fix+it%3F", "/LAMP/65620.html"),
            ("/wiki/download/attachments/65612/a%20b.png?version=1&api=v2", "/LAMP/attachments/65612/9.png"),
            ("/wiki/spaces/LAMP/pages/1/Gone", "https://lamp.example/wiki/spaces/LAMP/pages/1/Gone"),
            (
                "https://other.example/wiki/spaces/LAMP/pages/65612",
                "https://other.example/wiki/spaces/LAMP/pages/65612",
            ),
            ("Install_65612.html", "Install_65612.html"),
            ("#Install-Open", "#Install-Open"),
        ];
        for (href, leads) in cases {
            assert_eq!(links.resolve(href), leads);
        }
    }
}
