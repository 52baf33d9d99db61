//! The files and folders of a source, by their origins and places.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use helpdex_content::path::split;
use unicode_normalization::UnicodeNormalization;

use crate::source::{Addresses, Asset, Folder, Source};

/// What there is besides the texts of pages.
#[derive(Debug)]
pub(super) struct Survey {
    /// Names the category of articles that lie in no folder.
    pub(super) name: String,
    /// Files that are no articles, by their origin.
    pub(super) files: BTreeMap<String, Asset>,
    /// All folders that something is to lie in, by their place; the top one is the empty path.
    pub(super) folders: BTreeSet<String>,
    /// What is known of them.
    pub(super) known: BTreeMap<String, Folder>,
    /// How addresses are to be read.
    pub(super) addresses: Addresses,
    /// URL paths that go on answering at the source.
    pub(super) elsewhere: BTreeSet<String>,
    /// The place of each folder of the source that has pages in or below it.
    places: HashMap<String, String>,
    /// Every path in a form in which case and composition of letters don't matter.
    folded: HashMap<String, String>,
}

impl Survey {
    /// Takes a source's files and folders over.
    pub(super) fn new(source: &mut Source) -> Self {
        let mut folders = BTreeSet::from([String::new()]);
        let mut places = HashMap::new();
        let of_pages = source.pages.iter().map(|page| (page.origin.as_str(), page.place.as_str()));
        let of_files = source.files.iter().map(|(origin, asset)| (origin.as_str(), asset.place.as_str()));
        for ((origin, place), is_page) in of_pages.map(|pair| (pair, true)).chain(of_files.map(|pair| (pair, false))) {
            let (mut from, mut to) = (split(origin).0, split(place).0);
            while !to.is_empty() {
                folders.insert(to.to_owned());
                if is_page && !from.is_empty() {
                    places.entry(from.to_owned()).or_insert_with(|| to.to_owned());
                }
                (from, to) = (split(from).0, split(to).0);
            }
        }
        let origins = source.pages.iter().map(|page| &page.origin).chain(source.files.keys()).chain(places.keys());
        let folded = origins.map(|path| (fold(path), path.clone())).collect();
        Self {
            name: source.name.clone(),
            files: std::mem::take(&mut source.files),
            folders,
            known: std::mem::take(&mut source.folders),
            addresses: source.addresses.clone(),
            elsewhere: std::mem::take(&mut source.elsewhere),
            places,
            folded,
        }
    }

    /// The path as the source has it, for one that was written with other capitals or letters composed differently.
    pub(super) fn exact<'a>(&'a self, path: &'a str) -> Option<&'a str> {
        if self.places.contains_key(path) || self.files.contains_key(path) {
            return Some(path);
        }
        self.folded.get(&fold(path)).map(String::as_str)
    }

    /// Where what lies in a folder of the source is to lie.
    pub(super) fn place(&self, folder: &str) -> Option<&str> {
        if folder.is_empty() { Some("") } else { self.places.get(folder).map(String::as_str) }
    }

    /// Counts the files that nothing refers to, by extension.
    pub(super) fn left_out(&self, used: &BTreeSet<&str>) -> BTreeMap<String, usize> {
        let mut left_out = BTreeMap::new();
        for file in self.files.keys().filter(|file| !used.contains(file.as_str())) {
            let (_, name) = split(file);
            let kind = name.rsplit_once('.').map_or(name, |(_, extension)| extension);
            *left_out.entry(kind.to_lowercase()).or_default() += 1;
        }
        left_out
    }
}

fn fold(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}
