//! Confluence: the export of a space as HTML, with its pages side by side, its attachments and a list of all pages.

mod links;
mod page;
mod space;

use std::fs::File;
use std::io::Read;

use helpdex_content::error::Result;
use helpdex_content::path::split;

use super::ask::Ask;
use crate::source::tree::Tree;
use crate::source::{Addresses, Source};
use space::Space;

/// So much of a list of pages is looked at to recognise it.
const SNIFFED: u64 = 20_000;

/// Whether there is the list of pages that such an export begins with.
pub(super) fn recognises(tree: &Tree) -> bool {
    !spaces(tree).is_empty()
}

/// The folders of spaces.
fn spaces(tree: &Tree) -> Vec<String> {
    let lists = tree.files.iter().filter(|path| split(path).1 == "index.html");
    let is_list = |path: &&String| {
        let mut start = Vec::new();
        let read = File::open(tree.location(path)).and_then(|file| file.take(SNIFFED).read_to_end(&mut start));
        let text = String::from_utf8_lossy(&start);
        let has_frame = text.contains("id=\"main-content\"") && text.contains("id=\"title-heading\"");
        read.is_ok() && has_frame && text.contains("pageSection")
    };
    lists.filter(is_list).map(|path| split(path).0.to_owned()).collect()
}

/// Reads all its spaces.
pub(super) fn read(ask: &Ask<'_>) -> Result<Source> {
    let folders = spaces(ask.tree);
    let mut source = Source { name: ask.tree.name.clone(), ..Source::default() };
    let mut addresses = Addresses { roots: vec![String::new()], ..Addresses::default() };
    let is_single = folders.len() == 1;
    for folder in folders {
        let space = Space::read(ask.tree, &folder, &mut source);
        if is_single && !space.name.is_empty() {
            source.name.clone_from(&space.name);
        }
        let hosts = page::pages(ask, &space, is_single, &mut source);
        addresses.hosts.extend(hosts);
    }
    addresses.hosts.sort();
    addresses.hosts.dedup();
    source.addresses = addresses;
    Ok(source)
}
