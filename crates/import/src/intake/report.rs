//! What an import did, for whoever started it.

use std::collections::BTreeMap;

use crate::source::Problem;

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
    /// What the source was taken for, as `--from` calls it and as people do.
    pub tool: (&'static str, &'static str),
    /// Whether nothing was written, since it was only tried.
    pub is_dry_run: bool,
    /// Articles in the source.
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
    /// What of all that was in the content already, as it is at the source or changed here.
    pub kept: Kept,
    /// Files that were changed at the source since the last import, and not here: they are as at the source now.
    pub updated: usize,
    /// Files that an import wrote and somebody removed: they stay away.
    pub removed: Vec<String>,
    /// What earlier imports took from files that are no longer at the source; it stays.
    pub gone: Vec<String>,
    /// What was put into other words, and how often: callouts, tabs, includes.
    pub translated: BTreeMap<&'static str, usize>,
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
    /// What readers said of articles at the source.
    pub votes: Vec<Votes>,
    /// What to look at.
    pub problems: Vec<Problem>,
}

/// What readers said of an article at the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    /// The article's file, from the site's root.
    pub article: String,
    /// Code of its language.
    pub language: String,
    /// How many it helped.
    pub up: u64,
    /// How many it didn't.
    pub down: u64,
}

impl Summary {
    /// The votes as lines of JSON, for whoever counts on; `source` is the tool that they were cast in.
    pub fn votes_as_json_lines(&self) -> String {
        let line = |votes: &Votes| {
            let Votes { article, language, up, down } = votes;
            let source = self.tool.0;
            serde_json::json!({"article": article, "down": down, "language": language, "source": source, "up": up})
                .to_string()
                + "\n"
        };
        self.votes.iter().map(line).collect()
    }
}

impl Summary {
    /// Whether nothing was written: all that could be imported was in the content already.
    pub fn is_nothing_new(&self) -> bool {
        let Self { articles, category_pages, categories, files, kept, updated: 0, .. } = self else { return false };
        (*articles, *category_pages, *categories, *files) == (kept.articles, kept.category_pages, 0, 0)
            && *kept != Kept::default()
    }

    /// Notes a problem of a file.
    pub(super) fn problem(&mut self, what: &'static str, path: &str, line: Option<usize>, message: impl Into<String>) {
        self.problems.push(Problem { path: path.to_owned(), line, message: message.into(), what });
    }

    /// Brings the problems into the order of the files.
    pub(super) fn finish(&mut self) {
        self.problems.sort();
        self.problems.dedup();
    }
}
