//! Two states of a site side by side: what a reviewer of a change wants to know before customers do.
//!
//! ```text
//! revision   a revision of git → an output folder
//! output     an output folder → its pages as text
//! search     two outputs and a site → its search tests with another rank
//! compare    two outputs → what was added, changed, removed and lost
//! sites      two sites that share what did not change → the same, for the pages of articles alone
//! ```

mod output;
mod revision;
mod search;
mod sites;
mod text;

use serde::Serialize;
use similar::{ChangeTag, DiffOp, TextDiff};

pub use output::Output;
pub use revision::Built;
pub use search::{Moved, MovedGroup, Search, search, search_by};
pub use sites::of_sites;

/// Everything in which two outputs differ.
#[derive(Debug, Default, Serialize)]
pub struct Difference {
    /// Pages that only the new one has.
    pub added: Vec<Named>,
    /// Pages whose text is another one.
    pub changed: Vec<Changed>,
    /// Pages that only the old one has.
    pub removed: Vec<Removed>,
    /// URLs of pages and files of the old one that lead nowhere in the new one.
    pub lost: Vec<String>,
    /// Search tests whose article has another rank, and groups of them.
    #[serde(flatten)]
    pub search: Search,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its URL path, without the site's base path.
    pub url: String,
    /// Its heading.
    pub title: String,
}

/// A page that changed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The page.
    #[serde(flatten)]
    pub page: Named,
    /// The lines that differ, with one line around them.
    pub lines: Vec<Line>,
}

/// A line of a changed page.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What became of it.
    pub kind: Kind,
    /// What readers see of it.
    pub text: String,
    /// The same in pieces, where most of its words are as they were.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// A piece of a line.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its words.
    pub text: String,
    /// Whether the other line has others.
    pub changed: bool,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is as it was.
    Same,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Here lines are left out.
    Gap,
}

/// A page that is gone.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// The page.
    #[serde(flatten)]
    pub page: Named,
    /// Where its URL leads now.
    pub moved_to: Option<String>,
}

impl Difference {
    /// Whether customers lose something: an address, or an answer that search gave before.
    pub fn loses(&self) -> bool {
        !self.lost.is_empty() || self.search.loses()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        let Self { added, changed, removed, lost, search } = self;
        added.is_empty() && changed.is_empty() && removed.is_empty() && lost.is_empty() && search.is_empty()
    }
}

/// Compares the pages and URLs of two outputs.
pub fn compare(old: &Output, new: &Output) -> Difference {
    let mut difference = Difference::default();
    let named = |url: &str, title: &str| Named { url: url.to_owned(), title: title.to_owned() };
    for (url, page) in &new.pages {
        match old.pages.get(url) {
            _ if page.redirect.is_some() => {}
            Some(before) if before.redirect.is_none() => {
                if before.lines != page.lines {
                    let lines = lines(&before.lines, &page.lines);
                    difference.changed.push(Changed { page: named(url, &page.title), lines });
                }
            }
            _ => difference.added.push(named(url, &page.title)),
        }
    }
    for (url, page) in &old.pages {
        let now = new.pages.get(url);
        if page.redirect.is_none() && now.is_none_or(|now| now.redirect.is_some()) {
            let moved_to = now.and_then(|now| now.redirect.clone());
            difference.removed.push(Removed { page: named(url, &page.title), moved_to });
        }
        if now.is_none() {
            difference.lost.push(url.clone());
        }
    }
    difference.lost.extend(old.files.difference(&new.files).cloned());
    difference.lost.sort();
    difference
}

fn lines(old: &[String], new: &[String]) -> Vec<Line> {
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(1) {
        if !lines.is_empty() {
            lines.push(Line { kind: Kind::Gap, text: String::new(), parts: Vec::new() });
        }
        for op in &group {
            lines.extend(of_op(&diff, op));
        }
    }
    lines
}

/// Lines that stayed, came or went together. Where most of their words stayed, each of them is told in pieces.
fn of_op(diff: &TextDiff<'_, '_, str>, op: &DiffOp) -> Vec<Line> {
    let mut lines = Vec::new();
    for change in diff.iter_inline_changes(op) {
        let kind = match change.tag() {
            ChangeTag::Equal => Kind::Same,
            ChangeTag::Insert => Kind::Added,
            ChangeTag::Delete => Kind::Removed,
        };
        let pieces = change.iter_strings_lossy();
        let parts: Vec<Part> = pieces.map(|(changed, text)| Part { text: text.into_owned(), changed }).collect();
        let text = parts.iter().map(|part| part.text.as_str()).collect();
        lines.push(Line { kind, text, parts });
    }
    if !lines.iter().flat_map(|line| &line.parts).any(|part| part.changed) {
        lines.iter_mut().for_each(|line| line.parts.clear());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let lines = lines(&[old.to_owned()], &[new.to_owned()]);
        let part = |part: &Part| if part.changed { format!("[{}]", part.text) } else { part.text.clone() };
        let whole = |line: &Line| {
            if line.parts.is_empty() { format!("[{}]", line.text) } else { line.parts.iter().map(part).collect() }
        };
        lines.iter().map(|line| format!("{:?} {}", line.kind, whole(line))).collect()
    }

    #[test]
    fn words_that_stay_are_told_from_those_that_change() {
        let old = "You are paid on the first day of the month.";
        assert_eq!(
            told(old, "You are paid on the second day of the month."),
            [
                "Removed You are paid on the [first] day of the month.",
                "Added You are paid on the [second] day of the month."
            ]
        );
        // Where words only come, nothing of the old line goes.
        let added = told(old, "You are paid on the very first day of the month.");
        assert_eq!(added.first().map(String::as_str), Some("Removed You are paid on the first day of the month."));
        assert!(added.get(1).is_some_and(|line| line.contains("[very")), "{added:?}");
        assert_eq!(told(old, "Nobody knows."), [format!("Removed [{old}]"), "Added [Nobody knows.]".to_owned()]);
    }
}
