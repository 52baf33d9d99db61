//! A space: its pages, what each is called, and which lies below which.

use std::collections::{BTreeMap, BTreeSet};

use helpdex_content::path::{join, split};
use helpdex_content::slug::slugify;
use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Html};

use crate::source::tree::{Tree, has_extension, without_extension};
use crate::source::{Source, what};
use crate::tools::html_page::{all, decoded, one, one_in, words};

/// Pages lie no deeper than this: what is deeper goes in circles.
const MAX_DEPTH: usize = 20;

/// All of a space.
pub(super) struct Space {
    /// The folder of its export.
    pub(super) folder: String,
    /// Its name, as the pages show it.
    pub(super) name: String,
    /// What stands for it in addresses; empty if the export doesn't say.
    pub(super) key: String,
    /// Its pages, by the names of their files.
    pub(super) pages: BTreeMap<String, Sheet>,
}

/// A page of it.
pub(super) struct Sheet {
    pub(super) title: String,
    /// The number that it has at Confluence, if its file is named by it.
    pub(super) id: Option<String>,
    /// The file of the page above it.
    pub(super) parent: Option<String>,
    /// Its place among its neighbours.
    pub(super) order: Option<i64>,
    pub(super) document: Html,
    /// What is in its file.
    pub(super) text: String,
}

impl Space {
    /// Reads the pages of a folder; those that can't be read are lost.
    pub(super) fn read(tree: &Tree, folder: &str, source: &mut Source) -> Self {
        let mut space =
            Self { folder: folder.to_owned(), name: String::new(), key: String::new(), pages: BTreeMap::new() };
        let is_page =
            |path: &&String| split(path).0 == folder && has_extension(path, &["html"]) && split(path).1 != "index.html";
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for path in tree.below(folder).filter(is_page) {
            source.found += 1;
            match std::fs::read(tree.location(path)) {
                Ok(bytes) => drop(texts.insert(split(path).1.to_owned(), decoded(&bytes))),
                Err(fault) => {
                    source.lost += 1;
                    source.notes.problem(what::LOST, path, None, format!("not imported: it can't be read ({fault})"));
                }
            }
        }
        let list = std::fs::read(tree.location(&join(folder, "index.html"))).unwrap_or_default();
        let list = Html::parse_document(&decoded(&list));
        space.describe(&list);
        for (file, text) in texts {
            let document = Html::parse_document(&text);
            let sheet = space.sheet(&file, document, text);
            space.pages.insert(file, sheet);
        }
        space.listed(&list);
        space
    }

    /// Reads the table about the space.
    fn describe(&mut self, list: &Html) {
        for row in all(list, "#main-content tr") {
            let value = one_in(row, "td").map(|cell| words(&cell)).unwrap_or_default();
            match one_in(row, "th").map(|cell| words(&cell)).as_deref() {
                Some("Key") => self.key = value,
                Some("Name") => self.name = value,
                _ => {}
            }
        }
    }

    fn sheet(&mut self, file: &str, document: Html, text: String) -> Sheet {
        let crumbs: Vec<ElementRef<'_>> = all(&document, "#breadcrumbs a");
        if let Some(first) = crumbs.first().filter(|_| self.name.is_empty()) {
            self.name = words(first);
        }
        let parent = crumbs.last().filter(|_| crumbs.len() > 1).and_then(|crumb| file_of(crumb));
        let heading = one(&document, "#title-text").or_else(|| one(&document, "title"));
        let heading = heading.map(|heading| words(&heading)).unwrap_or_default();
        // `Name of the space : Title`
        let title = heading.strip_prefix(&format!("{} : ", self.name)).unwrap_or(&heading).to_owned();
        let stem = without_extension(file);
        let number = stem.rsplit('_').next().unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let id = is_number.then(|| number.to_owned());
        let title = if title.is_empty() { stem.replace(['-', '_'], " ") } else { title };
        Sheet { title, id, parent, order: None, document, text }
    }

    /// Takes order and parents from the list of all pages.
    fn listed(&mut self, list: &Html) {
        let mut numbers: BTreeMap<Option<String>, i64> = BTreeMap::new();
        for item in all(list, ".pageSection ul li") {
            let Some(file) = item.child_elements().find_map(|inner| file_of(&inner)) else { continue };
            let above = item.ancestors().filter_map(ElementRef::wrap).find(|outer| outer.value().name() == "li");
            let above = above.and_then(|outer| outer.child_elements().find_map(|inner| file_of(&inner)));
            let number = numbers.entry(above.clone()).or_default();
            *number += 1;
            let known = above.as_ref().is_some_and(|above| self.pages.contains_key(above));
            if let Some(page) = self.pages.get_mut(&file) {
                page.order = page.order.or(Some(*number));
                page.parent = page.parent.take().or(above.filter(|_| known));
            }
        }
    }

    /// The files of the pages above one, the topmost first; that page itself last.
    fn way(&self, file: &str) -> Vec<String> {
        let mut way = vec![file.to_owned()];
        let mut at = self.pages.get(file);
        while let Some(parent) = at.and_then(|page| page.parent.as_ref()) {
            if way.len() >= MAX_DEPTH || way.contains(parent) || !self.pages.contains_key(parent) {
                break;
            }
            way.push(parent.clone());
            at = self.pages.get(parent);
        }
        way.reverse();
        way
    }

    /// Where each page is to lie, without an extension. The one page at the top that has all others below it is that of
    /// the space: it becomes the home page.
    pub(super) fn places(&self, prefix: &str) -> BTreeMap<String, String> {
        let ways: BTreeMap<&String, Vec<String>> = self.pages.keys().map(|file| (file, self.way(file))).collect();
        let tops: BTreeSet<&String> = ways.values().filter_map(|way| way.first()).collect();
        let home = tops.first().filter(|_| tops.len() == 1 && self.pages.len() > 1).map(|home| (*home).clone());
        let mut slugs: BTreeMap<&String, String> = BTreeMap::new();
        let mut taken: BTreeSet<(Option<&String>, String)> = BTreeSet::new();
        for (file, way) in &ways {
            let above = way.iter().rev().nth(1);
            let title = self.pages.get(*file).map(|page| page.title.as_str()).unwrap_or_default();
            let slug = match slugify(title) {
                slug if slug.is_empty() => slugify(&without_extension(file)),
                // Names that mean the page of their folder.
                slug if ["index", "readme"].contains(&slug.as_str()) => format!("{slug}-page"),
                slug => slug,
            };
            let mut free = slug.clone();
            let mut number = 2_usize;
            while !taken.insert((above, free.clone())) {
                free = format!("{slug}-{number}");
                number += 1;
            }
            slugs.insert(file, free);
        }
        let place = |way: &Vec<String>| {
            let below = way.iter().filter(|file| Some(*file) != home.as_ref());
            let parts: Vec<&str> = below.filter_map(|file| slugs.get(file).map(String::as_str)).collect();
            join(prefix, &if parts.is_empty() { "_index".to_owned() } else { parts.join("/") })
        };
        ways.iter().map(|(file, way)| ((*file).clone(), place(way))).collect()
    }
}

/// The file of the export that a link names.
fn file_of(link: &ElementRef<'_>) -> Option<String> {
    let href = link.attr("href")?.split(['#', '?']).next()?;
    let file = percent_decode_str(href).decode_utf8_lossy().into_owned();
    (has_extension(&file, &["html"]) && !file.contains('/') && file != "index.html").then_some(file)
}
