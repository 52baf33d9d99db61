//! Older texts of articles, from git.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use helpdex_content::config::Config;
use helpdex_content::diagnostic::SourceText;
use helpdex_content::git::{Git, History};
use helpdex_content::source::entry_from_text;
use helpdex_content::translations::{readable, revision};

/// With more paths than this git is asked about the whole content folder: a command line has a limited length.
const MAX_PATHS: usize = 100;

/// A text that an article once had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its name.
    pub revision: String,
    /// The day of the commit that brought it, in UTC.
    pub(crate) date: Option<Date>,
    /// What readers saw.
    pub(crate) readable: String,
}

/// The committed texts of some articles, newest first.
#[derive(Debug)]
pub struct OldTexts {
    by_path: BTreeMap<String, Vec<Version>>,
    /// How much git could know.
    pub history: History,
}

impl OldTexts {
    /// The text of an article with this revision.
    pub(crate) fn get(&self, path: &str, revision: &str) -> Option<&Version> {
        self.of(path).iter().find(|version| version.revision == revision)
    }

    /// What readers saw of an article in this revision, where a commit has it.
    pub fn text(&self, path: &str, revision: &str) -> Option<&str> {
        self.get(path, revision).map(|version| version.readable.as_str())
    }

    /// All committed texts of an article, newest first; neighbours differ.
    pub fn of(&self, path: &str) -> &[Version] {
        self.by_path.get(path).map_or(&[], Vec::as_slice)
    }

    /// Why a text is not to be found, as half a sentence.
    pub(crate) fn why_not(&self) -> &'static str {
        self.history.help().unwrap_or("no commit has that text under the file's present name")
    }
}

/// Reads all committed texts of some articles, with two questions to git.
pub fn versions(config: &Config, paths: &BTreeSet<String>) -> OldTexts {
    let git = Git::at(&config.root);
    if paths.is_empty() {
        return OldTexts { by_path: BTreeMap::new(), history: History::Whole };
    }
    let history = git.history();
    let content = config.site_path("");
    let mut arguments =
        vec!["log", "--format=%x01%ct", "--raw", "--no-abbrev", "-z", "--relative", "--no-renames", "--"];
    match paths.len() {
        0..=MAX_PATHS => arguments.extend(paths.iter().map(String::as_str)),
        _ => arguments.push(&content),
    }
    let commits = git.text(&arguments).map(|log| parse(&log, paths)).unwrap_or_default();
    let names: BTreeSet<String> = commits.iter().map(|(_, _, blob)| blob.clone()).collect();
    let blobs = git.objects(&names.into_iter().collect::<Vec<_>>());
    let mut by_path: BTreeMap<String, Vec<Version>> = BTreeMap::new();
    for (path, date, blob) in commits {
        let Some(version) = blobs.get(&blob).and_then(|bytes| version(config, &path, bytes, date)) else { continue };
        let versions = by_path.entry(path).or_default();
        if versions.last().is_some_and(|last| last.revision == version.revision) {
            // The same text came earlier: that is its day.
            versions.pop();
        }
        versions.push(version);
    }
    OldTexts { by_path, history }
}

fn version(config: &Config, path: &str, bytes: &[u8], date: Option<Date>) -> Option<Version> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let entry = entry_from_text(config, SourceText::new(path, text))?;
    Some(Version { revision: revision(&entry), date, readable: readable(&entry) })
}

/// Reads `git log --format=%x01%ct --raw -z`: path, day and new text of each change, newest first.
fn parse(log: &str, paths: &BTreeSet<String>) -> Vec<(String, Option<Date>, String)> {
    let mut changes = Vec::new();
    for commit in log.split('\u{1}').filter(|commit| !commit.is_empty()) {
        let mut parts = commit.split(['\0', '\n']).filter(|part| !part.is_empty());
        let date = parts.next().and_then(|seconds| day(seconds.parse().ok()?));
        // `:OLD_MODE NEW_MODE OLD_BLOB NEW_BLOB STATUS` and then the path.
        while let Some(change) = parts.next() {
            let Some(path) = parts.next() else { break };
            let blob = change.split(' ').nth(3).filter(|blob| blob.chars().any(|c| c != '0'));
            if let Some(blob) = blob.filter(|_| paths.contains(path)) {
                changes.push((path.to_owned(), date, blob.to_owned()));
            }
        }
    }
    changes
}

fn day(seconds: i64) -> Option<Date> {
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_of_blobs() {
        let log = "\u{1}1790000000\0\n:100644 100644 aa bb M\0content/a.md\0:100644 000000 cc 00 D\0content/b.md\0\
                   \u{1}1700000000\0\n:000000 100644 00 aa A\0content/a.md\0:000000 100644 00 dd A\0content/c.md\0";
        let paths = ["content/a.md", "content/b.md"].map(str::to_owned).into();
        let read = parse(log, &paths);
        let seen: Vec<_> =
            read.iter().map(|(path, date, blob)| format!("{path} {} {blob}", date.expect("a day"))).collect();
        assert_eq!(seen, ["content/a.md 2026-09-21 bb", "content/a.md 2023-11-14 aa"]);
    }
}
