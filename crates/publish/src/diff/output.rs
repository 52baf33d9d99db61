//! A published site as it is compared: its pages by URL, and every other file by name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::text::{self, PageText};
use crate::output;
use helpdex_content::config::SHARE_PICTURE;
use helpdex_content::error::{Error, Result};
use helpdex_content::path::is_plain;
use helpdex_content::routes::APP_ICONS;

/// What an output folder holds.
#[derive(Debug, Default)]
pub struct Output {
    /// The pages by their URL path, without the site's base path.
    pub(super) pages: BTreeMap<String, PageText>,
    /// URL paths of the files of the content: pictures, documents.
    pub(super) files: BTreeSet<String>,
}

/// Folders and files that Helpdex names itself and nobody links to by hand.
const OWN: [&str; 9] = [
    "assets/",
    "search-index",
    "404.html",
    "_headers",
    "_redirects",
    "robots.txt",
    "sitemap.xml",
    output::MANIFEST,
    "feed.xml",
];

/// The same, in the folder of each language or beside each page.
const OWN_NAMES: [&str; 6] = ["404.html", "feed.xml", "index.md", "llms.txt", "answers.json", "opensearch.xml"];

impl Output {
    /// Reads the files that a build wrote into a folder.
    ///
    /// # Errors
    /// When it is no output of Helpdex, or can't be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let Some(written) = output::written(folder) else {
            let folder = folder.display();
            return Err(Error::Refused(format!(
                "`{folder}` is no output of helpdex: it has no `{}`",
                output::MANIFEST
            )));
        };
        let mut output = Self::default();
        for path in &written {
            // A manifest that somebody wrote by hand must not lead out of the folder.
            let plain = is_plain(path);
            let name = path.rsplit('/').next().unwrap_or_default();
            let own = OWN.iter().any(|own| path.starts_with(own))
                || OWN_NAMES.contains(&name)
                || name.starts_with("llms-full");
            if !plain || own {
                continue;
            }
            // The picture of a page, and what a home screen shows.
            let is_drawn = path.strip_suffix(SHARE_PICTURE).is_some_and(|folder| {
                (folder.is_empty() || folder.ends_with('/')) && written.contains(&format!("{folder}index.html"))
            });
            if is_drawn || APP_ICONS.contains(&path.as_str()) {
                continue;
            }
            match path.strip_suffix("index.html") {
                Some(url) if url.is_empty() || url.ends_with('/') => {
                    let file = folder.join(path);
                    let html = std::fs::read(&file).map_err(Error::io("read", &file))?;
                    output.pages.insert(format!("/{url}"), text::read(&String::from_utf8_lossy(&html)));
                }
                _ => {
                    output.files.insert(format!("/{path}"));
                }
            }
        }
        Ok(output)
    }
}
