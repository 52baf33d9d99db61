//! What a reader tells of: problems with their places, and how often it translated what.

use std::collections::BTreeMap;

/// Something that the import could not do, or did in a way that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to what is imported.
    pub path: String,
    /// Its line, where there is one to look at.
    pub line: Option<usize>,
    /// What is the matter.
    pub message: String,
    /// The kind, one of [`what`]: problems are counted by it.
    pub what: &'static str,
}

/// Kinds of problem.
pub(crate) mod what {
    /// A link or image that leads nowhere.
    pub(crate) const DEAD: &str = "dead links and images";
    /// An article in which there is nothing to read.
    pub(crate) const EMPTY: &str = "articles without a text";
    /// A file that is not imported.
    pub(crate) const LOST: &str = "files not imported";
    /// Front matter that can't be read, or a title that is missing.
    pub(crate) const HEAD: &str = "front matter and titles";
    /// An old address that can't be kept.
    pub(crate) const ADDRESS: &str = "old addresses";
    /// Something of the tool's own that Markdown has no words for.
    pub(crate) const SYNTAX: &str = "syntax without a counterpart";
    /// A file to be inserted that isn't there.
    pub(crate) const INCLUDE: &str = "includes";
    /// A language that the site doesn't have.
    pub(crate) const LANGUAGE: &str = "languages";
    /// Changed both here and at the source.
    pub(crate) const CONFLICT: &str = "changed here and at the source";
    /// Settings of the tool.
    pub(crate) const SETTINGS: &str = "settings";
}

/// What was noted while a source was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    /// What to look at.
    pub(crate) problems: Vec<Problem>,
    /// What was translated, and how often: `callouts`, `tabs`, `includes` …
    pub(crate) translated: BTreeMap<&'static str, usize>,
}

impl Notes {
    /// Notes a problem of a file.
    pub(crate) fn problem(&mut self, what: &'static str, path: &str, line: Option<usize>, message: impl Into<String>) {
        self.problems.push(Problem { path: path.to_owned(), line, message: message.into(), what });
    }

    /// Counts something that was translated.
    pub(crate) fn count(&mut self, what: &'static str, number: usize) {
        if number > 0 {
            *self.translated.entry(what).or_default() += number;
        }
    }
}
