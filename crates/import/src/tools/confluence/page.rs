//! The pages of a space as pages of a source.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use helpdex_content::path::{is_page_url, join, open_url, split};
use jiff::fmt::strtime;
use percent_encoding::percent_decode_str;
use scraper::Html;
use serde_json::Value;

use super::links::Links;
use super::space::{Sheet, Space};
use crate::dialect::html::{Options, convert_element};
use crate::source::{Asset, Entries, OnDisk, Page, Source, Text};
use crate::tools::ask::Ask;
use crate::tools::desk::{collect_fragments, parts};
use crate::tools::html_page::{all, one, words};

/// Adds the pages of a space. Gives the hosts at which it was.
pub(super) fn pages(ask: &Ask<'_>, space: &Space, is_single: bool, source: &mut Source) -> Vec<String> {
    let links = Links::new(space);
    let mut anchors = BTreeSet::new();
    space.pages.values().for_each(|page| collect_fragments(&page.text, &mut anchors));
    let prefix = if is_single { "" } else { split(&space.folder).1 };
    let places = space.places(prefix);
    let parents: BTreeSet<&String> = space.pages.values().filter_map(|page| page.parent.as_ref()).collect();
    let export = Export { ask, space, links: &links, anchors, parents, places };
    for (file, sheet) in &space.pages {
        let page = export.page(file, sheet, source);
        source.pages.push(page);
    }
    links.hosts()
}

struct Export<'a> {
    ask: &'a Ask<'a>,
    space: &'a Space,
    links: &'a Links,
    /// Names that links lead to.
    anchors: BTreeSet<String>,
    /// Files of pages that have others below them.
    parents: BTreeSet<&'a String>,
    /// Where each page is to lie.
    places: BTreeMap<String, String>,
}

impl Export<'_> {
    fn page(&self, file: &String, sheet: &Sheet, source: &mut Source) -> Page {
        let origin = join(&self.space.folder, file);
        let place = self.places.get(file).cloned().unwrap_or_default();
        // A page with others below it is that of a category.
        let is_category = self.parents.contains(file) && split(&place).1 != "_index";
        let place = if is_category { join(&place, "_index") } else { place };
        let used = RefCell::new(BTreeSet::new());
        let resolve = |href: &str| {
            let leads = self.links.resolve(href);
            used.borrow_mut().extend(self.attachment(&leads));
            leads
        };
        let options = Options {
            title: &sheet.title,
            anchors: &self.anchors,
            is_page: false,
            draws_formulas: self.ask.config.math,
            resolve: &resolve,
        };
        let root = one(&sheet.document, "#main-content").or_else(|| one(&sheet.document, ".wiki-content"));
        let root = root.unwrap_or_else(|| sheet.document.root_element());
        let markdown = convert_element(root, &options).noted(&origin, &mut source.notes);
        self.offer(&used.into_inner(), split(&place).0, source);
        Page {
            place: format!("{place}.md"),
            language: self.ask.language,
            head: self.head(sheet),
            body: Text::new(&markdown, 1),
            old_addresses: self.addresses(sheet),
            origin,
            ..Page::default()
        }
    }

    fn head(&self, sheet: &Sheet) -> Entries {
        let mut head: Entries = vec![("title".to_owned(), Value::from(sheet.title.as_str()))];
        let labels: BTreeSet<String> =
            all(&sheet.document, "#labels-section .aui-label a, .label-list a[rel=tag]").iter().map(words).collect();
        let labels: Vec<String> = labels.into_iter().filter(|label| !label.is_empty()).collect();
        if !labels.is_empty() {
            head.push(("keywords".to_owned(), labels.into()));
        }
        head.extend(sheet.order.map(|order| ("order".to_owned(), order.into())));
        head.extend(day(&sheet.document).map(|day| ("updated".to_owned(), day.into())));
        head
    }

    /// The URL paths at which Confluence showed a page.
    fn addresses(&self, sheet: &Sheet) -> Vec<String> {
        let key = &self.space.key;
        if key.is_empty() {
            return Vec::new();
        }
        let words = sheet.title.replace(' ', "+");
        let mut bases: Vec<&str> = self.links.bases.iter().map(|base| parts(base).1.trim_end_matches('/')).collect();
        if bases.is_empty() {
            bases = vec!["", "/wiki"];
        }
        bases.dedup();
        let mut found = Vec::new();
        for base in bases {
            if let Some(id) = sheet.id.as_ref() {
                found.push(format!("{base}/spaces/{key}/pages/{id}/{words}"));
                found.push(format!("{base}/spaces/{key}/pages/{id}"));
                // Whatever the page was called when somebody kept its address.
                found.push(format!("{base}/spaces/{key}/pages/{id}/*"));
            }
            found.push(format!("{base}/display/{key}/{words}"));
        }
        // The report tells of addresses that can't be kept. Those with a sign that no file can have lead by their number.
        found.retain(|address| is_page_url(address) || open_url(address).is_some());
        found
    }

    /// The attachment that a link leads to.
    fn attachment(&self, leads: &str) -> Option<String> {
        let path = leads.split(['?', '#']).next()?;
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let path = path.strip_prefix('/').map_or_else(|| join(&self.space.folder, &path), str::to_owned);
        self.ask.tree.has(&path).then_some(path).filter(|path| !path.ends_with(".html"))
    }

    /// Puts attachments beside the first page that shows them, by the names that people gave them.
    fn offer(&self, used: &BTreeSet<String>, folder: &str, source: &mut Source) {
        for path in used {
            let start = format!("{}/", self.space.folder);
            let below = path.strip_prefix(&start).unwrap_or(path);
            let name = self.links.names.get(below).map_or(split(path).1, String::as_str);
            let place = join(folder, &format!("img/{name}"));
            let content = OnDisk(self.ask.tree.location(path));
            source.files.entry(path.clone()).or_insert(Asset { place, content });
        }
    }
}

/// The day of the last change: `… last modified by Sam on Jan 05, 2026`, where Confluence speaks English.
fn day(document: &Html) -> Option<String> {
    let said = words(&one(document, ".page-metadata")?);
    let (_, day) = said.rsplit_once(" on ")?;
    let day = day.trim_end_matches(|c: char| !c.is_ascii_digit());
    let read = |format: &str| strtime::parse(format, day).ok()?.to_date().ok();
    ["%b %d, %Y", "%d %b %Y", "%B %d, %Y", "%d %B %Y"].iter().find_map(|format| read(format)).map(|day| day.to_string())
}
