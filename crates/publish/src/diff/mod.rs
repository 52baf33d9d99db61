//! Two states of a site side by side: what a reviewer of a change wants to know before customers do.
//!
//! ```text
//! revision   a revision of git → an output folder
//! output     an output folder → its pages as text
//! compare    two outputs → what was added, changed, removed and lost
//! ```

mod output;
mod revision;
mod text;

use std::path::Path;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use helpdex_content::config::LanguageId;
use helpdex_content::error::Result;
use helpdex_content::routes::Owner;
use helpdex_content::site::Site;
use helpdex_lint::search_tests;
use helpdex_render::search::Index;

pub use output::Output;
pub use revision::Built;

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
    /// Search tests whose article has another rank.
    pub search: Vec<Moved>,
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

/// A search test with another rank than before.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// What is asked.
    pub query: String,
    /// In which language.
    pub lang: String,
    /// The rank in the old index; nothing where it was not found.
    pub before: Option<usize>,
    /// The rank in the new one.
    pub after: Option<usize>,
    /// Whether the test holds in the old index.
    pub passed_before: bool,
    /// Whether it holds in the new one.
    pub passed: bool,
}

impl Difference {
    /// Whether customers lose something: an address, or an answer that search gave before.
    pub fn loses(&self) -> bool {
        !self.lost.is_empty() || self.search.iter().any(|test| test.passed_before && !test.passed)
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
            lines.push(Line { kind: Kind::Gap, text: String::new() });
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let kind = match change.tag() {
                ChangeTag::Equal => Kind::Same,
                ChangeTag::Insert => Kind::Added,
                ChangeTag::Delete => Kind::Removed,
            };
            lines.push(Line { kind, text: change.value().to_string() });
        }
    }
    lines
}

/// Asks both outputs what a site's `queries.yaml` wants to be found; what has another rank comes back.
///
/// The tests name files, and a file may have had another name in one of the outputs. So an article is known by its URL,
/// which leads to it after a rename as well.
///
/// # Errors
/// When an index can't be read.
pub fn search(site: &Site, old: &Path, new: &Path) -> Result<Vec<Moved>> {
    if site.vocabulary.tests.is_empty() {
        return Ok(Vec::new());
    }
    let ask = |out: &Path| -> Result<Vec<search_tests::Outcome>> {
        let languages = site.config.languages.iter();
        let indexes: Vec<Index> = languages.map(|language| Index::open(out, &language.code)).collect::<Result<_>>()?;
        let answer = |language: LanguageId, query: &_| {
            let mut results = helpdex_render::search::search(&indexes, language, query)?;
            for hit in &mut results.hits {
                if let Some(path) = file_now(site, &hit.url) {
                    path.clone_into(&mut hit.source);
                }
            }
            Ok(results)
        };
        search_tests::queries_by(site, indexes.len(), &answer)
    };
    let (before, after) = (ask(old)?, ask(new)?);
    let both = before.into_iter().zip(after).filter(|(before, after)| before.rank != after.rank);
    Ok(both
        .map(|(before, after)| Moved {
            query: after.query,
            lang: after.lang,
            before: before.rank,
            after: after.rank,
            passed_before: before.passed,
            passed: after.passed,
        })
        .collect())
}

/// The file of the article that a site has at a URL, be it by an alias.
fn file_now<'s>(site: &'s Site, url: &str) -> Option<&'s str> {
    match site.routes.owner(url)? {
        Owner::Entry(id) | Owner::Alias(id) => site.entry(*id).map(|entry| entry.file.path()),
        Owner::Category { .. } | Owner::File(_) | Owner::Reserved => None,
    }
}
