//! Going through the files of a folder of pages, as every reader does.

use helpdex_content::error::Result;
use helpdex_content::path::split;

use super::ask::Ask;
use super::markdown_folder::text;
use crate::source::front_matter::{self, Parsed};
use crate::source::tree::has_extension;
use crate::source::{Asset, OnDisk, Page, Source};

/// A file with a page, read.
pub(crate) struct Found {
    /// Its path from the top.
    pub(crate) path: String,
    /// Its path in the folder of pages.
    pub(crate) below: String,
    /// What is in it.
    pub(crate) parsed: Parsed,
}

impl Found {
    /// The page, with everything but its address and place as it is in the file.
    pub(crate) fn page(self, place: String, bases: Vec<String>) -> Page {
        let own = split(&self.path).0.to_owned();
        let mut all = vec![own];
        all.extend(bases);
        all.dedup();
        Page {
            origin: self.path,
            place,
            head: self.parsed.head,
            written_head: self.parsed.written,
            body: self.parsed.body,
            bases: all,
            ..Page::default()
        }
    }

    /// A text of the front matter.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.parsed.head.iter().find(|(known, _)| known == key).and_then(|(_, value)| value.as_str()).map(str::to_owned)
    }
}

/// Reads all pages below a folder: files with one of the extensions, for which `page` gives one. All others are assets,
/// under the place that `asset` gives.
pub(crate) fn collect(
    ask: &Ask<'_>,
    folder: &str,
    extensions: &[&str],
    source: &mut Source,
    asset: &dyn Fn(&str) -> Option<String>,
    page: &mut dyn FnMut(Found, &mut Source) -> Option<Page>,
) -> Result<()> {
    let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    for path in ask.tree.below(folder) {
        let below = path.strip_prefix(&start).unwrap_or(path);
        if has_extension(below, extensions) {
            let Some(text) = text(ask, path, source)? else {
                source.found += 1;
                continue;
            };
            let parsed = front_matter::parse(path, &text, &mut source.notes);
            let found = Found { path: path.clone(), below: below.to_owned(), parsed };
            if let Some(page) = page(found, source) {
                source.found += 1;
                source.pages.push(page);
            }
        } else if let Some(place) = asset(below) {
            source.files.insert(path.clone(), Asset { place, content: OnDisk(ask.tree.location(path)) });
        }
    }
    Ok(())
}

/// Takes in the files of a folder that is published as it is.
pub(crate) fn statics(ask: &Ask<'_>, folder: &str, source: &mut Source) {
    let start = format!("{folder}/");
    for path in ask.tree.below(folder) {
        let place = path.strip_prefix(&start).unwrap_or(path).to_owned();
        source.files.entry(path.clone()).or_insert(Asset { place, content: OnDisk(ask.tree.location(path)) });
    }
}

/// Whether no part of a path is hidden.
pub(crate) fn is_visible(below: &str) -> bool {
    !below.split('/').any(|part| part.starts_with('.'))
}
