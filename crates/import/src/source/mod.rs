//! What an import takes over, whatever tool wrote it: pages in Helpdex's own Markdown, files, folders, old addresses.
//!
//! A reader of [`crate::tools`] makes a [`Source`] of its tool's files; [`crate::intake`] makes content of that. So a
//! reader knows nothing of names in the content, and the intake knows nothing of tools.
//!
//! Every page and file has two paths. Its `origin` is where it lies at the source: links between files count from there,
//! and the report names it. Its `place` is where it is to lie in the content, before names are made plain.

pub(crate) mod archive;
mod drawing;
mod fence;
pub(crate) mod front_matter;
mod notes;
mod text;
pub(crate) mod tree;
pub(crate) mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use helpdex_content::config::LanguageId;
use helpdex_content::error::{Error, Result};

pub use notes::Problem;
pub(crate) use notes::{Notes, what};
pub(crate) use text::Text;
pub(crate) use value::Entries;

/// All of a source.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Names the category of pages that lie in no folder, and with the tool it tells sources apart when one is
    /// imported again.
    pub(crate) name: String,
    /// The pages, in the order in which files get their names.
    pub(crate) pages: Vec<Page>,
    /// Files that pages may use, by their origin. Only those that are used are copied.
    pub(crate) files: BTreeMap<String, Asset>,
    /// What is known of folders, by their place.
    pub(crate) folders: BTreeMap<String, Folder>,
    /// How addresses in links are to be read.
    pub(crate) addresses: Addresses,
    /// Old addresses of pages that exist elsewhere: `(from, to)`, both URL paths at the source.
    pub(crate) redirects: Vec<(String, String)>,
    /// URL paths of the source that are no part of the import and go on answering there, base path included and without
    /// a slash at the end; one with such a slash is all that lies below it.
    pub(crate) elsewhere: BTreeSet<String>,
    /// What readers said of pages at the source.
    pub(crate) votes: Vec<Vote>,
    /// Articles found; the sum of `pages` and `lost`.
    pub(crate) found: usize,
    /// Articles that could not be read; the notes say why.
    pub(crate) lost: usize,
    /// What to tell of.
    pub(crate) notes: Notes,
}

/// An article, or the page of a category.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Its file at the source.
    pub(crate) origin: String,
    /// Where it is to lie: `guide/install.md`, without a language. `guide/_index.md` is the page of the category
    /// `guide`. One place may come once in each language: those are translations of each other.
    pub(crate) place: String,
    /// Its language.
    pub(crate) language: LanguageId,
    /// Its front matter. Keys of other systems are translated by the intake (see `intake/keys.rs`); what that doesn't
    /// know goes into `extra`.
    pub(crate) head: Entries,
    /// The front matter as it is written, for the lines of problems; empty when there is none.
    pub(crate) written_head: String,
    /// The Markdown, in Helpdex's dialect.
    pub(crate) body: Text,
    /// Folders of the source that relative links of files count from, the first one that has the file. Empty: that of
    /// the origin.
    pub(crate) bases: Vec<String>,
    /// What a navigation calls it: its title, if it has none of its own.
    pub(crate) named: Option<String>,
    /// Its URL path at the source, base path included and as the tool writes it, with or without a slash at the end.
    /// It becomes an alias where the new one differs, and links by URL find the page by it.
    pub(crate) address: Option<String>,
    /// Other URL paths at which the source answers with it.
    pub(crate) old_addresses: Vec<String>,
}

/// What readers said of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Vote {
    /// The page's origin.
    pub(crate) origin: String,
    /// Its language.
    pub(crate) language: LanguageId,
    /// How many it helped.
    pub(crate) up: u64,
    /// How many it didn't.
    pub(crate) down: u64,
}

/// A file that is not an article.
#[derive(Clone, Debug)]
pub(crate) struct Asset {
    /// Where it is to lie.
    pub(crate) place: String,
    /// What is in it.
    pub(crate) content: OnDisk,
}

/// A file on the disk, read when it is copied.
#[derive(Clone, Debug)]
pub(crate) struct OnDisk(pub(crate) PathBuf);

impl OnDisk {
    /// Its bytes. A drawing that holds HTML comes without that, if it says what to show instead: HTML may run code.
    ///
    /// # Errors
    /// When it can't be read.
    pub(crate) fn read(&self) -> Result<Rc<[u8]>> {
        let bytes = std::fs::read(&self.0).map_err(Error::io("read", &self.0))?;
        let is_drawing = self.0.extension().is_some_and(|end| end.eq_ignore_ascii_case("svg"));
        let plain = Some(&bytes).filter(|_| is_drawing).and_then(|bytes| std::str::from_utf8(bytes).ok());
        match plain.and_then(drawing::without_html) {
            Some(drawing) => Ok(drawing.into_bytes().into()),
            None => Ok(bytes.into()),
        }
    }
}

/// What a tool says of a folder that has no page of its own, or beside it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folder {
    /// Its title in each language; without one it is made of the folder's name.
    pub(crate) titles: BTreeMap<LanguageId, String>,
    /// What it is about, in each language.
    pub(crate) summaries: BTreeMap<LanguageId, String>,
    /// Its place among its neighbours.
    pub(crate) order: Option<i64>,
    /// Old URL paths that lead to its list, in each language.
    pub(crate) addresses: Vec<(LanguageId, String)>,
}

/// How a tool reads addresses in links.
#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses {
    /// The hosts that are the source itself: `https://docs.example.com/guide/` is then a link to a page of it.
    pub(crate) hosts: Vec<String>,
    /// The path below which the source was published, without a slash at the end: `/kb`.
    pub(crate) base: String,
    /// Folders of files that a path from the top (`/img/a.png`) is looked for in, such as `static`.
    pub(crate) roots: Vec<String>,
}
