//! Whether the list of published URLs holds all that a site has: to find that out means to look at the anchors of every page.

use std::path::PathBuf;

use helpdex_content::config::URLS_FILE;
use helpdex_content::kept::{MadeOf, made_of};
use helpdex_content::site::Site;

use super::place::folder;
use super::store;

/// The list of published URLs, as it was when a build looked at it.
#[derive(Debug)]
pub struct Ledger {
    place: PathBuf,
    list: PathBuf,
    program: String,
    /// A number of all that URLs and anchors are made from.
    outside: MadeOf,
    /// A number of the list with it.
    now: MadeOf,
}

impl Ledger {
    /// That of a site; nothing where it is not known what is seen of its files.
    pub fn of(site: &Site, program: &str) -> Option<Self> {
        let (root, config) = (&site.config.root, format!("{:?}", site.config));
        let outside = made_of([&site.outside()?[..], config.as_bytes()]);
        let text = site.sources.urls.as_ref().map(|file| file.text()).unwrap_or_default();
        Some(Self {
            place: folder(root).join("urls"),
            list: root.join(URLS_FILE),
            program: program.to_owned(),
            outside,
            now: made_of([&outside[..], text.as_bytes()]),
        })
    }

    /// Whether a build before found in this very list all that there is now.
    pub fn is_complete(&self) -> bool {
        store::read::<MadeOf>(&self.place, &self.program) == Some(self.now)
    }

    /// Remembers that the list, as it lies there now, has all.
    pub fn is_completed(&self) {
        if let Ok(text) = std::fs::read_to_string(&self.list) {
            let _ = store::write(&self.place, &self.program, &made_of([&self.outside[..], text.as_bytes()]));
        }
    }
}
