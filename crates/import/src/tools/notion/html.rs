//! Notion's exports of HTML: a page a file, with its properties in a table above the text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;

use helpdex_content::error::Result;
use helpdex_content::path::{join, resolve, split};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use scraper::{ElementRef, Html};
use serde_json::Value;

use super::names::{HOSTS, addresses, key, page_of, plain, split_id};
use crate::dialect::html::{Options, convert_element};
use crate::source::tree::{Tree, has_extension, without_extension};
use crate::source::{Addresses, Asset, Entries, OnDisk, Page, Source, Text, what};
use crate::tools::ask::Ask;
use crate::tools::collect::is_visible;
use crate::tools::desk::collect_fragments;
use crate::tools::html_page::{all, all_in, decoded, one, one_in, words};

/// So much of a file is looked at to recognise it; the styles at its top are some 15 kB.
const SNIFFED: u64 = 100_000;

/// Whether pages are named with ids, or are built as Notion builds them.
pub(super) fn recognises(tree: &Tree) -> bool {
    super::names::mostly_named(tree, &["html"]) || {
        let first = tree.files.iter().filter(|path| is_page(path)).nth(1).or(tree.files.iter().find(|p| is_page(p)));
        first.is_some_and(|path| {
            let mut start = Vec::new();
            let read = File::open(tree.location(path)).and_then(|file| file.take(SNIFFED).read_to_end(&mut start));
            let text = String::from_utf8_lossy(&start);
            read.is_ok() && text.contains("class=\"page-title\"") && text.contains("class=\"page-body\"")
        })
    }
}

fn is_page(path: &str) -> bool {
    is_visible(path) && has_extension(path, &["html"])
}

/// Reads it.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let mut texts: BTreeMap<&String, String> = BTreeMap::new();
    for path in tree.files.iter().filter(|path| is_visible(path)) {
        if !is_page(path) {
            let place = join(&plain(split(path).0), split(path).1);
            source.files.insert(path.clone(), Asset { place, content: OnDisk(tree.location(path)) });
            continue;
        }
        match std::fs::read(tree.location(path)) {
            Ok(bytes) => drop(texts.insert(path, decoded(&bytes))),
            Err(fault) => {
                source.found += 1;
                source.lost += 1;
                source.notes.problem(what::LOST, path, None, format!("not imported: it can't be read ({fault})"));
            }
        }
    }
    let ids = texts.keys().filter_map(|path| {
        let stem = without_extension(split(path).1);
        split_id(&stem).map(|(_, id)| (id.to_owned(), (*path).clone()))
    });
    let mut export = Export { ask, ids: ids.collect(), anchors: BTreeSet::new(), orders: BTreeMap::new() };
    for text in texts.values() {
        collect_fragments(text, &mut export.anchors);
    }
    let blocks: Vec<String> = export.anchors.iter().filter_map(|anchor| dashed(anchor)).collect();
    export.anchors.extend(blocks);
    let pages: Vec<(&String, Html)> = texts.iter().map(|(path, text)| (*path, Html::parse_document(text))).collect();
    for (path, document) in &pages {
        export.order(path, document);
    }
    for (path, document) in &pages {
        // The map of the whole export that lies at its top is no page.
        if one(document, "article.page").is_none() && one(document, ".page-body").is_none() {
            continue;
        }
        source.found += 1;
        let page = export.page(path, document, &mut source);
        source.pages.push(page);
    }
    let hosts = HOSTS.map(str::to_owned).to_vec();
    source.addresses = Addresses { roots: vec![String::new()], hosts, ..Addresses::default() };
    Ok(source)
}

struct Export<'a> {
    ask: &'a Ask<'a>,
    /// Pages by their ids.
    ids: BTreeMap<String, String>,
    /// Names that links lead to.
    anchors: BTreeSet<String>,
    /// The place of each page among those that the page above it lists.
    orders: BTreeMap<String, i64>,
}

impl Export<'_> {
    /// Notes the order in which a page lists those below it.
    fn order(&mut self, path: &str, document: &Html) {
        let links = all(document, ".link-to-page a, td.cell-title a");
        for (index, link) in links.iter().enumerate() {
            let href = link.attr("href").unwrap_or_default().split('#').next().unwrap_or_default();
            let href = percent_decode_str(href).decode_utf8_lossy();
            let Some(target) = resolve(split(path).0, &href).filter(|target| is_page(target)) else { continue };
            let is_below = target.starts_with(&format!("{}/", without_extension(path)));
            if is_below {
                self.orders.entry(target).or_insert(i64::try_from(index + 1).unwrap_or(i64::MAX));
            }
        }
    }

    fn page(&self, path: &str, document: &Html, source: &mut Source) -> Page {
        let stem = without_extension(path);
        let root = one(document, ".page-body").unwrap_or_else(|| document.root_element());
        let title = one(document, "h1.page-title").or_else(|| one(document, "title")).map(|title| words(&title));
        let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| plain(split(&stem).1));
        let mut head: Entries = vec![("title".to_owned(), Value::from(title.as_str()))];
        let description = one(document, ".page-description").map(|text| words(&text)).filter(|text| !text.is_empty());
        if let Some(description) = description {
            head.push(("description".to_owned(), description.into()));
        }
        for (key, value) in all(document, "table.properties tr").into_iter().filter_map(property) {
            if !head.iter().any(|(known, _)| *known == key) {
                head.push((key, value));
            }
        }
        if let Some(order) = self.orders.get(path) {
            head.push(("order".to_owned(), (*order).into()));
        }
        let resolve = |href: &str| self.resolve(path, href);
        let options = Options {
            title: &title,
            anchors: &self.anchors,
            is_page: false,
            draws_formulas: self.ask.config.math,
            resolve: &resolve,
        };
        let markdown = convert_element(root, &options).noted(path, &mut source.notes);
        Page {
            origin: path.to_owned(),
            place: format!("{}.md", plain(&stem)),
            language: self.ask.language,
            head,
            body: Text::new(&markdown, 1),
            old_addresses: addresses(split(&stem).1),
            ..Page::default()
        }
    }

    /// Where a link leads: an address at Notion of a page that was exported means its file.
    fn resolve(&self, path: &str, href: &str) -> String {
        let Some((id, fragment)) = page_of(href) else { return href.to_owned() };
        let Some(target) = self.ids.get(&id) else { return href.to_owned() };
        let fragment = fragment.map(|fragment| format!("#{}", dashed(&fragment).unwrap_or(fragment)));
        let fragment = fragment.unwrap_or_default();
        if target == path && !fragment.is_empty() {
            return fragment;
        }
        let parts = target.split('/').map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string());
        format!("/{}{fragment}", parts.collect::<Vec<_>>().join("/"))
    }
}

/// A row of the table of properties.
fn property(row: ElementRef<'_>) -> Option<(String, Value)> {
    let name = one_in(row, "th").map(|name| words(&name)).filter(|name| !name.is_empty())?;
    let cell = one_in(row, "td")?;
    let chosen: Vec<String> = all_in(cell, ".selected-value").iter().map(words).collect();
    let value: Value = match (chosen.as_slice(), one_in(cell, ".checkbox")) {
        ([], Some(_)) => one_in(cell, ".checkbox-on").is_some().into(),
        ([], None) => words(&cell).trim_start_matches('@').into(),
        ([one], _) if name.to_lowercase() != "tags" => one.as_str().into(),
        (chosen, _) => chosen.to_vec().into(),
    };
    (value != "").then(|| (key(&name), value))
}

/// An id of a block as the export writes it: in five parts.
fn dashed(id: &str) -> Option<String> {
    if !super::names::is_id(id) {
        return None;
    }
    let part = |from: usize, to: usize| id.get(from..to).unwrap_or_default();
    Some(format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)))
}
