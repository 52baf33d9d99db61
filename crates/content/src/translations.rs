//! Which text of its source each translation follows.
//!
//! `source_revision` in a translation's front matter is a short hash of what readers see of the source: title, summary
//! and text. Dates, owners and search words of the source may change without any work for translators.

use sha2::{Digest, Sha256};

use crate::config::LanguageId;
use crate::routes::{Routes, Twins};
use crate::source::{Entry, EntryId, EntryKind, Sources, Status};

/// So many bytes of the hash are kept: more than enough to tell the versions of one article apart.
const REVISION_BYTES: usize = 6;

/// How a translation stands to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It follows the source as it is now.
    Fresh,
    /// The source has changed since.
    Stale,
    /// It does not say what it follows.
    Unmarked,
    /// It says that it follows something, and there is no source.
    Orphaned,
}

/// An entry that is a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Translation {
    /// Its source, where there is one.
    pub source: Option<EntryId>,
    /// How it stands to it.
    pub state: State,
}

/// What readers see of an entry, as text: what translators work from.
pub fn readable(entry: &Entry) -> String {
    let text = |value: Option<&crate::typed_yaml::At<String>>| value.map(|text| text.value.clone()).unwrap_or_default();
    let front = &entry.front;
    let title = front.title_without_promises.clone().unwrap_or_else(|| text(front.title.given()));
    let summary = front.summary_without_promises.clone().unwrap_or_else(|| text(front.summary.given()));
    // Notes for agents are nobody's work to translate, and the text for everyone lacks them.
    let mut body = String::new();
    let mut done = entry.body.start;
    let end = entry.body.end..entry.body.end;
    for note in entry.notes.iter().chain([&end]) {
        let part = &*entry.file.slice(done..note.start).unwrap_or_default();
        // A note leaves no gap, so that it makes no difference whether there is one.
        let is_gap = done > entry.body.start && (body.is_empty() || body.ends_with("\n\n"));
        body.push_str(if is_gap { part.trim_start_matches(['\r', '\n']) } else { part });
        done = note.end;
    }
    let mut readable = String::with_capacity(body.len() + title.len() + summary.len() + 8);
    for line in format!("# {title}\n\n{summary}\n\n{}", body.trim()).lines() {
        readable.push_str(line.trim_end());
        readable.push('\n');
    }
    readable
}

/// The name of an entry's present text. Line ends and spaces at the end of lines make no difference.
pub fn revision(entry: &Entry) -> String {
    let digest = Sha256::digest(readable(entry).as_bytes());
    base16ct::lower::encode_string(digest.get(..REVISION_BYTES).unwrap_or_default())
}

/// All versions of an entry's article or category.
fn twins<'r>(routes: &'r Routes, entry: &Entry) -> Option<&'r Twins> {
    match entry.kind {
        EntryKind::Article => routes.articles().get(&entry.key),
        EntryKind::Category => routes.categories().get(&entry.key),
        EntryKind::Home => None,
    }
}

/// How an entry stands to its source; nothing for an original, a draft, or an archived article.
///
/// The source is the version in the site's first language. An article that was never in that language, and does not
/// say that it follows another text, is an original.
pub fn translation(sources: &Sources, routes: &Routes, id: EntryId) -> Option<Translation> {
    let entry = sources.get(id)?;
    if entry.language.is_default() || entry.front.status != Status::Published || routes.url(id).is_none() {
        return None;
    }
    let source = twins(routes, entry)?.get(LanguageId::DEFAULT).copied().flatten();
    let marked = entry.front.source_revision.given().map(|revision| revision.value.as_str());
    let Some(source) = source else {
        return marked.map(|_| Translation { source: None, state: State::Orphaned });
    };
    let state = match marked {
        None | Some("") => State::Unmarked,
        Some(marked) if sources.get(source).is_some_and(|source| revision(source) == marked) => State::Fresh,
        Some(_) => State::Stale,
    };
    Some(Translation { source: Some(source), state })
}

/// The translations of an entry.
pub fn translations_of(sources: &Sources, routes: &Routes, source: EntryId) -> Vec<EntryId> {
    let Some(entry) = sources.get(source) else { return Vec::new() };
    let all = twins(routes, entry).into_iter().flatten().copied().flatten();
    all.filter(|id| translation(sources, routes, *id).is_some_and(|found| found.source == Some(source))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// A site of these files, with `{…}` in them standing for the revision of the file named.
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
        let sources = crate::source::read(&config).expect("read");
        let (routes, _) = Routes::plan(&config, &sources, false);
        (dir, config, sources, routes)
    }

    fn revision_of(text: &str) -> String {
        revision(&site(&[("a.md", text)]).2.entries[0])
    }

    #[test]
    fn only_what_readers_see_is_a_new_revision() {
        let text = "---\ntitle: A\nsummary: S\nowner: x\n---\n\nText  \n\n- b\n";
        let same =
            "\u{feff}---\r\nreviewed: 2026-01-01\r\nsummary: 'S'\r\ntitle: A\r\nasks: [z]\r\n---\r\nText\r\n\r\n- b";
        assert_eq!(revision_of(text), revision_of(same));
        assert_eq!(revision_of(text).len(), 12);
        for other in ["title: B\nsummary: S", "title: A\nsummary: T", "title: A\nsummary: S\n---\n\nOther"] {
            assert_ne!(revision_of(text), revision_of(&format!("---\n{other}\n---\n\nText\n\n- b\n")), "{other}");
        }
    }

    #[test]
    fn every_state() {
        let source = "---\ntitle: A\n---\n\nText.\n";
        let fresh = revision_of(source);
        let (_dir, _, sources, routes) = site(&[
            ("p/fresh.md", source),
            ("p/fresh.ru.md", &format!("---\ntitle: А\nsource_revision: {fresh}\n---\n")),
            ("p/orphan.ru.md", "---\ntitle: А\nsource_revision: 0123456789ab\n---\n"),
            ("p/original.ru.md", "---\ntitle: А\n---\n"),
            ("p/stale.be.md", "---\ntitle: А\nsource_revision: 000000000000\n---\n"),
            ("p/stale.md", source),
            ("p/unmarked.md", source),
            ("p/unmarked.ru.md", "---\ntitle: А\n---\n"),
            ("p/hidden.md", "---\ntitle: A\nstatus: draft\n---\n"),
            ("p/hidden.ru.md", "---\ntitle: А\nsource_revision: 0123456789ab\n---\n"),
        ]);
        let states: Vec<_> = sources
            .with_ids()
            .filter_map(|(id, entry)| Some((entry, translation(&sources, &routes, id)?.state)))
            .map(|(entry, state)| (entry.file.path().trim_start_matches("content/p/"), state))
            .collect();
        assert_eq!(
            states,
            [
                ("fresh.ru.md", State::Fresh),
                ("hidden.ru.md", State::Orphaned),
                ("orphan.ru.md", State::Orphaned),
                ("stale.be.md", State::Stale),
                ("unmarked.ru.md", State::Unmarked),
            ]
        );
    }
}
