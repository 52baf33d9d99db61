//! What an import did, for whoever started it.

use std::collections::BTreeMap;

/// Something that the import could not do, or did in a way that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the imported folder.
    pub path: String,
    /// Its line, where there is one to look at.
    pub line: Option<usize>,
    /// What is the matter.
    pub message: String,
}

/// What an import would have written, and found in the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Articles, drafts among them.
    pub articles: usize,
    /// Drafts.
    pub drafts: usize,
    /// Pages of categories, and the home page; not those made from the name of a folder.
    pub category_pages: usize,
    /// Images and other files.
    pub files: usize,
}

/// What an import did. `found` is always the sum of `articles`, `category_pages` and `lost`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Markdown files in the imported folder.
    pub found: usize,
    /// Those that are articles now.
    pub articles: usize,
    /// Those that are the page of a category, or the home page.
    pub category_pages: usize,
    /// Those that could not be imported; `problems` says why.
    pub lost: usize,
    /// Articles that stay drafts.
    pub drafts: usize,
    /// Category pages made from the name of a folder.
    pub categories: usize,
    /// Images and other files copied now.
    pub files: usize,
    /// What of all that was in the content already, byte for byte.
    pub kept: Kept,
    /// Links and images that lead to the new places of their files.
    pub links: usize,
    /// Links and images that led nowhere and are only their text now; `problems` has each of them.
    pub unlinked: usize,
    /// Images in the text that show a file now.
    pub pictures: usize,
    /// Keys of front matter kept under `extra`, and in how many files.
    pub extra_keys: BTreeMap<String, usize>,
    /// Files left out by their extension: neither Markdown nor used by it.
    pub left_out: BTreeMap<String, usize>,
    /// Files that got another name because theirs was taken: old path and new one.
    pub renamed: Vec<(String, String)>,
    /// What to look at.
    pub problems: Vec<Problem>,
}

impl Summary {
    /// Whether nothing was written: all that could be imported was in the content already.
    pub fn is_nothing_new(&self) -> bool {
        let Self { articles, category_pages, categories, files, kept, .. } = self;
        (*articles, *category_pages, *categories, *files) == (kept.articles, kept.category_pages, 0, 0)
            && *kept != Kept::default()
    }

    /// Notes a problem of a file.
    pub(super) fn problem(&mut self, path: &str, line: Option<usize>, message: impl Into<String>) {
        self.problems.push(Problem { path: path.to_owned(), line, message: message.into() });
    }

    /// Brings the problems into the order of the files.
    pub(super) fn finish(&mut self) {
        self.problems.sort();
        self.problems.dedup();
    }
}
