//! What is translated and what is not, language by language.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;
use similar::TextDiff;

use helpdex_content::translations::{State, readable, revision, translation};

use super::history::versions;
use helpdex_content::config::{Config, LanguageId};
use helpdex_content::routes::Routes;
use helpdex_content::site::humanised;
use helpdex_content::source::{Entry, EntryId, Sources, Status};

/// How far each language is.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Each language but the first.
    pub languages: Vec<Language>,
}

/// How far one language is.
#[derive(Debug, Serialize)]
pub struct Language {
    /// Its code.
    pub code: String,
    /// Published articles of the site, in whatever language.
    pub articles: usize,
    /// Those that readers of this language get in it, as new as the source.
    pub up_to_date: usize,
    /// The share of these, in whole per cent, rounded down.
    pub coverage: u8,
    /// Translations that do not say which text they follow. They count as up to date: nothing is known against them.
    pub unmarked: Vec<String>,
    /// Articles that have no version in this language.
    pub missing: Vec<Missing>,
    /// Translations of a text that has changed since.
    pub stale: Vec<Stale>,
    /// Translations of a text that is gone.
    pub orphaned: Vec<String>,
}

/// An article that has no version in a language.
#[derive(Debug, Serialize)]
pub struct Missing {
    /// The file of the source.
    pub source: String,
    /// Its title.
    pub(crate) title: String,
}

/// A translation of a text that has changed since.
#[derive(Debug, Serialize)]
pub struct Stale {
    /// Its file.
    pub path: String,
    /// The file of the source.
    pub source: String,
    /// What it follows.
    pub(crate) follows: String,
    /// What it should follow.
    pub(crate) revision: String,
    /// The day since which the source has the text that was followed, where git knows it.
    pub since: Option<String>,
    /// What has changed, as a unified diff.
    pub diff: Option<String>,
    /// Why there is no diff.
    pub no_diff: Option<String>,
}

/// The share in whole per cent; all is not said before it is all.
pub(crate) fn share(part: usize, whole: usize) -> u8 {
    u8::try_from((part * 100).checked_div(whole).unwrap_or(100)).unwrap_or(100)
}

/// Looks at every language. Diffs ask git for older texts; without `diffs` it is not asked.
pub fn report(config: &Config, sources: &Sources, routes: &Routes, diffs: bool) -> Report {
    let languages = config.languages.ids();
    let mut report = Report { languages: languages.map(|id| language(config, sources, routes, id)).collect() };
    if diffs {
        add_diffs(config, sources, &mut report);
    }
    report
}

fn language(config: &Config, sources: &Sources, routes: &Routes, language: LanguageId) -> Language {
    let mut found = Language {
        code: config.code(language).to_owned(),
        articles: 0,
        up_to_date: 0,
        coverage: 100,
        unmarked: Vec::new(),
        missing: Vec::new(),
        stale: Vec::new(),
        orphaned: Vec::new(),
    };
    for twins in routes.articles().values() {
        let Some(best) = Routes::best(twins, LanguageId::DEFAULT) else { continue };
        let Some(first) = sources.get(best).filter(|first| first.front.status != Status::Archived) else {
            continue;
        };
        if translation(sources, routes, best).is_some() {
            // Only an orphan is there: nothing for anybody to translate.
            if let Some(own) = twins.get(language).copied().flatten() {
                found.note(sources, routes, own);
            }
            continue;
        }
        found.articles += 1;
        match twins.get(language).copied().flatten() {
            None => found.missing.push(Missing { source: first.file.path().into(), title: title(first) }),
            Some(own) => found.up_to_date += usize::from(found.note(sources, routes, own)),
        }
    }
    for own in routes.categories().values().filter_map(|twins| twins.get(language).copied().flatten()) {
        found.note(sources, routes, own);
    }
    found.coverage = share(found.up_to_date, found.articles);
    found
}

fn title(entry: &Entry) -> String {
    entry.front.title.given().map_or_else(|| humanised(&entry.key), |title| title.value.clone())
}

impl Language {
    /// Puts a version into its list. Tells whether readers can rely on it.
    fn note(&mut self, sources: &Sources, routes: &Routes, id: EntryId) -> bool {
        let Some(entry) = sources.get(id) else { return false };
        let path: String = entry.file.path().into();
        let Some(found) = translation(sources, routes, id) else { return true };
        let source = found.source.and_then(|source| sources.get(source));
        match (found.state, source) {
            (State::Fresh, _) => return true,
            (State::Unmarked, _) => {
                self.unmarked.push(path);
                return true;
            }
            (State::Stale, Some(source)) => self.stale.push(Stale {
                path,
                source: source.file.path().into(),
                follows: entry.front.source_revision.given().map(|text| text.value.clone()).unwrap_or_default(),
                revision: revision(source),
                since: None,
                diff: None,
                no_diff: None,
            }),
            (State::Stale | State::Orphaned, _) => self.orphaned.push(path),
        }
        false
    }
}

fn add_diffs(config: &Config, sources: &Sources, report: &mut Report) {
    let all = || report.languages.iter().flat_map(|language| &language.stale);
    let paths: BTreeSet<String> = all().map(|stale| stale.source.clone()).collect();
    let old = versions(config, &paths);
    for stale in report.languages.iter_mut().flat_map(|language| &mut language.stale) {
        let source = sources.entries.iter().find(|entry| *entry.file.path() == *stale.source);
        let (Some(source), Some(version)) = (source, old.get(&stale.source, &stale.follows)) else {
            stale.no_diff = Some(old.why_not().to_owned());
            continue;
        };
        stale.since = version.date.map(|date| date.to_string());
        let now = readable(source);
        let diff = TextDiff::from_lines(version.readable.as_str(), now.as_str());
        let names = (format!("{} {}", stale.source, stale.follows), format!("{} {}", stale.source, stale.revision));
        stale.diff = Some(diff.unified_diff().context_radius(1).header(&names.0, &names.1).to_string());
    }
}

/// The report as Markdown, for an issue.
pub fn markdown(report: &Report) -> String {
    let mut text =
        String::from("| language | coverage | stale | missing | orphaned |\n| --- | --- | --- | --- | --- |\n");
    for Language { code, articles, up_to_date, coverage, missing, stale, orphaned, .. } in &report.languages {
        let numbers = format!("{} | {} | {}", stale.len(), missing.len(), orphaned.len());
        let _ = writeln!(text, "| {code} | {coverage} % ({up_to_date} of {articles}) | {numbers} |");
    }
    for language in &report.languages {
        let heading = |text: &mut String, what: &str, number: usize| {
            if number > 0 {
                let _ = write!(text, "\n## {}: {what}\n\n", language.code);
            }
        };
        heading(&mut text, "stale", language.stale.len());
        for stale in &language.stale {
            let _ = writeln!(text, "- [ ] `{}` follows an older `{}`", stale.path, stale.source);
            if let Some(diff) = &stale.diff {
                let _ = writeln!(text, "\n{}\n", fenced(diff));
            }
        }
        heading(&mut text, "missing", language.missing.len());
        for missing in &language.missing {
            let _ = writeln!(text, "- [ ] `{}`", missing.source);
        }
        heading(&mut text, "orphaned", language.orphaned.len());
        for path in &language.orphaned {
            let _ = writeln!(text, "- [ ] `{path}`");
        }
    }
    text
}

/// A diff in a list item, with a fence longer than any in it.
fn fenced(diff: &str) -> String {
    let longest = diff.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let lines = std::iter::once(format!("{fence}diff")).chain(diff.lines().map(str::to_owned)).chain([fence.clone()]);
    lines.map(|line| format!("  {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use helpdex_content::source;

    fn site(files: &[(&str, &str)]) -> (tempfile::TempDir, Config, Sources, Routes) {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example\nlanguages: [en, ru, be]\n";
        std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
        for (path, text) in files {
            let path = dir.path().join("content").join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let config = Config::load(dir.path()).expect("found").expect("valid");
        let sources = source::read(&config).expect("read");
        let (routes, _) = Routes::plan(&config, &sources, false);
        (dir, config, sources, routes)
    }

    #[test]
    fn coverage_counts_what_readers_can_rely_on() {
        let source = "---\ntitle: A\n---\n\nText.\n";
        let (_dir, config, sources, routes) = site(&[
            ("p/_index.md", "---\ntitle: P\n---\n"),
            ("p/_index.ru.md", "---\ntitle: П\nsource_revision: 000000000000\n---\n"),
            ("p/a.md", source),
            ("p/a.ru.md", "---\ntitle: А\n---\n"),
            ("p/b.md", source),
            ("p/b.ru.md", "---\ntitle: Б\nsource_revision: 000000000000\n---\n"),
            ("p/c.md", source),
            ("p/old.md", "---\ntitle: O\nstatus: archived\n---\n"),
            ("p/own.ru.md", "---\ntitle: С\n---\n"),
            ("p/orphan.ru.md", "---\ntitle: Т\nsource_revision: 000000000000\n---\n"),
        ]);
        let report = report(&config, &sources, &routes, false);
        let seen: Vec<_> = report
            .languages
            .iter()
            .map(|l| (l.code.as_str(), l.up_to_date, l.articles, l.coverage, l.stale.len(), l.missing.len()))
            .collect();
        assert_eq!(seen, [("en", 3, 4, 75, 0, 1), ("ru", 2, 4, 50, 2, 1), ("be", 0, 4, 0, 0, 4)]);
        assert_eq!(report.languages[1].unmarked, ["content/p/a.ru.md"]);
        assert_eq!(report.languages[1].orphaned, ["content/p/orphan.ru.md"]);
    }

    #[test]
    fn shares_are_rounded_down() {
        assert_eq!((share(199, 200), share(200, 200), share(0, 0), share(1, 3)), (99, 100, 100, 33));
    }

    #[test]
    fn a_diff_with_fences_stays_in_its_own() {
        assert_eq!(fenced("+```yaml\n-x\n"), "  ````diff\n  +```yaml\n  -x\n  ````");
    }
}
