//! `helpdex translate`: the file of a translation, with the text of its source to write over.

use std::path::PathBuf;

use jiff::civil::Date;

use super::new::language_suffix;
use super::write_new;
use helpdex_content::config::{Config, LanguageId};
use helpdex_content::error::{Error, Result};
use helpdex_content::source::{Entry, EntryKind, FileName, front_matter_range, split_name};
use helpdex_content::translations::revision;
use helpdex_content::{path, yaml};

/// Keys that belong to one version alone: its own addresses, the words of its readers, its own reviews.
const OWN: [&str; 6] = ["aliases", "asks", "keywords", "reviewed", "source_revision", "status"];

/// Writes the translation of an entry as a draft and gives its path; nothing when there is a file already.
///
/// # Errors
/// When the file can't be written.
pub fn translation_of(config: &Config, source: &Entry, language: LanguageId, today: Date) -> Result<Option<PathBuf>> {
    let (folder, name) = path::split(source.file.path());
    let Some(FileName::Known { stem, .. }) = split_name(config, name) else {
        return Err(Error::Refused(format!("`{}` is no article", source.file.path())));
    };
    let target = config.root.join(folder).join(format!("{stem}{}.md", language_suffix(config, language)));
    let text = draft(source, language, today);
    Ok(write_new(&target, text.as_bytes())?.then_some(target))
}

/// The text of a new translation.
fn draft(source: &Entry, language: LanguageId, today: Date) -> String {
    let text = source.file.text();
    let end = if text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let mut out = format!("---{end}{}", kept(source, end));
    let mut line = |line: &str| out.extend([line, end]);
    if source.front.asks.is_given() {
        line("asks: []");
    }
    if source.front.review_every.is_given() {
        line(&format!("reviewed: {today}"));
    }
    if !language.is_default() && source.kind != EntryKind::Home {
        line(&format!("source_revision: {}", revision(source)));
    }
    line("status: draft");
    line("---");
    let body = text.get(source.body.clone()).unwrap_or_default();
    if !body.starts_with(['\n', '\r']) && !body.is_empty() {
        out.push_str(end);
    }
    out.push_str(body);
    out
}

/// The lines of the keys that count for all versions, as they are written.
fn kept(source: &Entry, end: &str) -> String {
    let lines = || {
        let range = front_matter_range(&source.file)?;
        let text = &*source.file.slice(range)?;
        let root = yaml::parse(text).ok()?;
        let keys = root.as_map()?;
        let mut starts = Vec::new();
        for (key, _) in keys {
            let start = text.get(..key.range.start)?.rfind('\n').map_or(0, |at| at + 1);
            // A key in the middle of a line, as in `{title: a}`, can't be taken out of it.
            if start != key.range.start {
                return None;
            }
            starts.push((start, key.as_text(text)?));
        }
        let first = starts.first().map_or(text.len(), |(start, _)| *start);
        let mut kept = text.get(..first)?.to_owned();
        for (index, (start, key)) in starts.iter().enumerate() {
            let next = starts.get(index + 1).map_or(text.len(), |(next, _)| *next);
            if !OWN.contains(key) {
                kept.push_str(text.get(*start..next)?);
            }
        }
        Some(kept)
    };
    lines().unwrap_or_else(|| {
        let title = source.front.title.given().map_or("", |title| title.value.as_str());
        format!("title: {}{end}", super::scalar(title))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use helpdex_content::source::{self, Sources};

    fn site(files: &[(&str, &str)]) -> (tempfile::TempDir, Config, Sources) {
        let dir = tempfile::tempdir().expect("a folder");
        let yaml = "title: T\nbase_url: https://x.example/\nlanguages: [en, ru, be]\n";
        std::fs::write(dir.path().join("helpdex.yaml"), yaml).expect("written");
        for (path, text) in files {
            let path = dir.path().join("content").join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let config = Config::load(dir.path()).expect("read").expect("valid");
        let sources = source::read(&config).expect("read");
        (dir, config, sources)
    }

    fn translated(text: &str) -> String {
        let (_dir, config, sources) = site(&[("pay/a.b.md", text)]);
        let ru = config.language_id("ru").expect("known");
        let path = translation_of(&config, &sources.entries[0], ru, date(2026, 11, 30)).expect("written").expect("new");
        assert!(path.ends_with("content/pay/a.b.ru.md"), "{}", path.display());
        assert_eq!(translation_of(&config, &sources.entries[0], ru, date(2026, 11, 30)).expect("read"), None);
        let text = std::fs::read_to_string(path).expect("there");
        let mark = revision(&sources.entries[0]);
        text.replace(&mark, "MARK")
    }

    #[test]
    fn what_counts_for_all_versions_carries_over() {
        assert_eq!(
            translated(
                "---\ntitle: 'Fees?' # T\nsummary: S\nasks:\n  - a\n  - b\nowner: pay\nreviewed: 2020-01-01\n\
                 review_every: 90d\ntags: [x]\naliases: [/old/]\nextra:\n  y: 1\nstatus: published\n---\n\nText [a](b.md).\n"
            ),
            "---\ntitle: 'Fees?' # T\nsummary: S\nowner: pay\nreview_every: 90d\ntags: [x]\nextra:\n  y: 1\nasks: []\n\
             reviewed: 2026-11-30\nsource_revision: MARK\nstatus: draft\n---\n\nText [a](b.md).\n"
        );
    }

    #[test]
    fn other_ways_to_write_front_matter() {
        assert_eq!(
            translated("---\r\ntitle: A\r\n---\r\nText\r\n"),
            "---\r\ntitle: A\r\nsource_revision: MARK\r\nstatus: draft\r\n---\r\n\r\nText\r\n"
        );
        assert_eq!(
            translated("---\n{title: A, order: 1}\n---\nText\n"),
            "---\ntitle: A\nsource_revision: MARK\nstatus: draft\n---\n\nText\n"
        );
        assert_eq!(translated("Text\n"), "---\ntitle: \"\"\nsource_revision: MARK\nstatus: draft\n---\n\nText\n");
    }
}
