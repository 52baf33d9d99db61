//! When each file was last changed, from git's history.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::Config;
use crate::git::{Git, History};
use crate::kept::{Memory, What, made_of};

/// By which name it is kept.
const NAME: &str = "dates";

/// The last change of each file by its path relative to the site's root.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    by_path: HashMap<String, Date>,
}

impl Dates {
    /// Asks git once for the whole content folder. Without git, or outside of a repository, nothing is known; a
    /// shallow clone knows nothing either, because there every file seems to be as old as the newest commit.
    pub(crate) fn from_git(config: &Config) -> Self {
        Self::from_git_with(config, None)
    }

    /// The same for whoever remembers what git said of the same commit: to go through a long history takes longer than an edit.
    pub(crate) fn from_git_with(config: &Config, memory: Option<&dyn Memory>) -> Self {
        Self::ask(config, memory).unwrap_or_default()
    }

    /// The day of a file's last commit, in UTC, so that it is the same on every machine.
    pub fn get(&self, path: &str) -> Option<Date> {
        self.by_path.get(path).copied()
    }

    fn ask(config: &Config, memory: Option<&dyn Memory>) -> Option<Self> {
        let git = Git::at(&config.root);
        let (history, place) = git.history_and_place();
        if history != History::Whole {
            return None;
        }
        let content = config.site_path("");
        let number = made_of([&place, content.as_bytes()]);
        let known = memory.and_then(|memory| memory.recall(What::Site, NAME, &number));
        if let Some(by_path) = known.and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
            return Some(Self { by_path });
        }
        let log = git.text(&[
            "log",
            "--format=%x01%ct",
            "--name-only",
            "-z",
            "--relative",
            "--no-renames",
            "--diff-filter=AM",
            "--",
            &content,
        ])?;
        let by_path = parse(&log);
        // In the order of paths: the same of the same.
        let sorted: BTreeMap<&String, &Date> = by_path.iter().collect();
        if let Some((memory, bytes)) = memory.zip(postcard::to_allocvec(&sorted).ok()) {
            memory.keep(What::Site, NAME, &number, &bytes);
        }
        Some(Self { by_path })
    }
}

/// Reads `git log --format=%x01%ct --name-only -z`, newest commit first.
fn parse(log: &str) -> HashMap<String, Date> {
    let mut by_path = HashMap::new();
    for commit in log.split('\u{1}').filter(|commit| !commit.is_empty()) {
        let mut parts = commit.split(['\0', '\n']).filter(|part| !part.is_empty());
        let date = parts.next().and_then(|seconds| day(seconds.parse().ok()?));
        let Some(date) = date else { continue };
        for path in parts {
            by_path.entry(path.to_owned()).or_insert(date);
        }
    }
    by_path
}

fn day(seconds: i64) -> Option<Date> {
    let zoned = Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    Some(zoned.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_commit_counts() {
        let dates =
            parse("\u{1}1790000000\0\ncontent/a.md\0content/б.md\0\u{1}1700000000\0\ncontent/a.md\0content/c.md\0");
        assert_eq!(dates["content/a.md"].to_string(), "2026-09-21");
        assert_eq!(dates["content/б.md"], dates["content/a.md"]);
        assert_eq!(dates["content/c.md"].to_string(), "2023-11-14");
    }
}
