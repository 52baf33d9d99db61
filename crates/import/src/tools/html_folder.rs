//! A folder of HTML: pages that somebody saved or a tool wrote, with their images.

use std::collections::{BTreeMap, BTreeSet};

use helpdex_content::error::Result;
use helpdex_content::path::{join, split};
use scraper::Html;
use serde_json::Value;

use super::ask::Ask;
use super::html_page::{decoded, has_text, one, one_in, words};
use crate::dialect::html::{Options, convert_element};
use crate::source::tree::{Tree, has_extension, is_markdown, without_extension};
use crate::source::{Addresses, Asset, Entries, OnDisk, Page, Source, Text, what};
use crate::tools::desk::{collect_fragments, parts, path_of};

/// Where an article stands in a page, the surest first.
const CONTENT: [&str; 14] = [
    ".article-body",
    ".article__body",
    ".entry-content",
    ".post-content",
    ".markdown-body",
    "[itemprop=articleBody]",
    "main article",
    "article",
    "main",
    "[role=main]",
    "#main-content",
    "#content",
    ".content",
    "body",
];

/// Whether a folder holds pages of HTML and none of Markdown.
pub(super) fn recognises(tree: &Tree) -> bool {
    !tree.files.iter().any(|path| is_markdown(path)) && tree.files.iter().any(|path| is_html(path))
}

fn is_html(path: &str) -> bool {
    has_extension(path, &["html", "htm", "xhtml"])
}

/// Reads it.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let tree = ask.tree;
    let mut source = Source { name: tree.name.clone(), ..Source::default() };
    let mut texts: BTreeMap<&String, String> = BTreeMap::new();
    for path in &tree.files {
        if !is_html(path) {
            let asset = Asset { place: path.clone(), content: OnDisk(tree.location(path)) };
            source.files.insert(path.clone(), asset);
            continue;
        }
        // Frames and other leftovers of a saved page lie in its folder of files.
        if split(path).0.split('/').any(|folder| folder.ends_with("_files")) {
            continue;
        }
        source.found += 1;
        match std::fs::read(tree.location(path)) {
            Ok(bytes) => drop(texts.insert(path, decoded(&bytes))),
            Err(fault) => {
                source.lost += 1;
                source.notes.problem(what::LOST, path, None, format!("not imported: it can't be read ({fault})"));
            }
        }
    }
    let mut anchors = BTreeSet::new();
    texts.values().for_each(|text| collect_fragments(text, &mut anchors));
    let site = site_name(&texts);
    let mut hosts = BTreeSet::new();
    for (path, text) in &texts {
        let document = Html::parse_document(text);
        let page = page(ask, path, &document, &anchors, &site, &mut hosts, &mut source);
        source.pages.push(page);
    }
    source.addresses =
        Addresses { hosts: hosts.into_iter().collect(), base: String::new(), roots: vec![String::new()] };
    Ok(source)
}

/// What all titles end with: the site's name.
fn site_name(texts: &BTreeMap<&String, String>) -> String {
    let titles: Vec<String> =
        texts.values().filter_map(|text| one(&Html::parse_document(text), "title").map(|el| words(&el))).collect();
    let [first, second, ..] = titles.as_slice() else { return String::new() };
    let ends = [" – ", " | ", " - ", " — ", " · ", " :: "];
    let found = ends
        .iter()
        .filter_map(|mark| first.rfind(mark).and_then(|at| first.get(at..)))
        .find(|end| second.ends_with(end));
    found.filter(|end| titles.iter().all(|title| title.ends_with(end))).unwrap_or_default().to_owned()
}

fn page(
    ask: &Ask<'_>,
    path: &str,
    document: &Html,
    anchors: &BTreeSet<String>,
    site: &str,
    hosts: &mut BTreeSet<String>,
    source: &mut Source,
) -> Page {
    let lang = one(document, "html").and_then(|html| html.attr("lang").and_then(|code| ask.language_of(code.trim())));
    // `fr/…` is French, where the site speaks it.
    let (first, rest) = path.split_once('/').unwrap_or(("", path));
    let by_folder = ask.language_of(first).filter(|_| !first.is_empty() && first.len() <= 5);
    let language = lang.or(by_folder).unwrap_or(ask.language);
    let below = if by_folder == Some(language) { rest } else { path };
    let main = CONTENT.iter().find_map(|selector| one(document, selector).filter(has_text));
    let root = main.unwrap_or_else(|| document.root_element());
    let whole = one(document, "title").map(|title| words(&title)).unwrap_or_default();
    let title = one_in(root, "h1")
        .or_else(|| one(document, "h1"))
        .map(|heading| words(&heading))
        .filter(|title| !title.is_empty());
    let title = title.or_else(|| {
        Some(whole.strip_suffix(site).unwrap_or(&whole).trim().to_owned()).filter(|title| !title.is_empty())
    });
    let mut head: Entries = Vec::new();
    if let Some(title) = &title {
        head.push(("title".to_owned(), Value::from(title.as_str())));
    }
    for (selector, key) in [("meta[name=description]", "description"), ("meta[name=keywords]", "keywords")] {
        let said = one(document, selector)
            .and_then(|meta| meta.attr("content"))
            .map(str::trim)
            .filter(|text| !text.is_empty());
        if let Some(said) = said {
            head.push((key.to_owned(), said.into()));
        }
    }
    let canonical = one(document, "link[rel=canonical]").and_then(|link| link.attr("href")).unwrap_or_default();
    if let (Some(host), _) = parts(canonical) {
        hosts.insert(host.to_lowercase());
    }
    let title = title.unwrap_or_default();
    let options = Options {
        title: &title,
        anchors,
        is_page: true,
        draws_formulas: ask.config.math,
        resolve: &|href| href.to_owned(),
    };
    let markdown = convert_element(root, &options).noted(path, &mut source.notes);
    Page {
        origin: path.to_owned(),
        place: place(below),
        language,
        head,
        body: Text::new(&markdown, 1),
        address: path_of(canonical).or_else(|| Some(format!("/{path}"))),
        ..Page::default()
    }
}

fn place(path: &str) -> String {
    let stem = without_extension(path);
    let (folder, name) = split(&stem);
    let name = if matches!(name.to_ascii_lowercase().as_str(), "index" | "default" | "home") { "_index" } else { name };
    format!("{}.md", join(folder, name))
}
