//! An index that follows edits.
//!
//! Indexing thousands of articles takes seconds, one of them milliseconds. So the index of all articles stays as it was
//! made for a while, and beside it stands a small one of the articles that changed since. What an article is worth beside
//! the others is known exactly only when all of them are indexed again.

use helpdex_content::config::LanguageId;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use helpdex_search::{Kept, Query, Results, languages};

use super::language::{InMemory, in_memory, made_from};
use super::{Index, documents};
use helpdex_content::error::Result;
use helpdex_content::path::SitePath;
use helpdex_content::site::Site;
use helpdex_content::source::Entry;
use helpdex_content::standards::Standards;

/// With more changes than this the whole index is due.
const MOST: usize = 300;

/// The index of one language.
pub struct Live {
    whole: Arc<Index>,
    /// A number of all that it was made from, where that is known.
    made_of: Option<[u8; 32]>,
    /// What the next one can take over.
    kept: Option<Arc<Kept>>,
    /// What stands before the URLs in it.
    base: String,
    /// The versions of the articles that `whole` holds, by their file's path.
    holds: Arc<HashMap<SitePath, Arc<Entry>>>,
    /// The checklists that `whole` holds.
    standards: Arc<Standards>,
    changes: Option<Changes>,
}

/// The articles that are not as `whole` has them.
struct Changes {
    index: Index,
    /// Files of articles that are written anew, or gone.
    stale: BTreeSet<SitePath>,
}

impl Live {
    /// Indexes all articles of a language.
    ///
    /// # Errors
    /// When tantivy can't write an index, which no content brings about.
    pub fn of(site: &Site, language: LanguageId) -> Result<Self> {
        Self::made(site, language, None)
    }

    /// The same with what can be taken over of this one.
    ///
    /// # Errors
    /// As for [`of`](Self::of).
    pub fn again(&self, site: &Site, language: LanguageId) -> Result<Self> {
        Self::made(site, language, self.kept.as_ref())
    }

    fn made(site: &Site, language: LanguageId, kept: Option<&Arc<Kept>>) -> Result<Self> {
        let InMemory { archive, content, made_of, kept } = in_memory(site, language, kept)?;
        let whole = Arc::new(Index::from_archive((archive, content))?);
        let holds = documents::searched(site, language)
            .filter_map(|shown| Some((shown.entry.file.path().clone(), Arc::clone(site.entry(shown.id)?))));
        let base = site.routes.base().to_owned();
        let standards = Arc::clone(&site.standards);
        Ok(Self { whole, made_of, kept, base, holds: Arc::new(holds.collect()), standards, changes: None })
    }

    /// The same for a newer site, with only the articles indexed that changed; nothing when they are too many.
    ///
    /// # Errors
    /// When tantivy can't write an index, which no content brings about.
    pub fn follow(&self, site: &Site, language: LanguageId) -> Result<Option<Self>> {
        if !self.standards.are_of_same_files(&site.standards) {
            return Ok(None);
        }
        let mut stale: BTreeSet<SitePath> = self.holds.keys().cloned().collect();
        let mut changed = BTreeSet::new();
        for shown in documents::searched(site, language) {
            let path = shown.entry.file.path();
            let is_held = site
                .entry(shown.id)
                .is_some_and(|entry| self.holds.get(path).is_some_and(|held| Arc::ptr_eq(held, entry)));
            if is_held {
                stale.remove(path);
            } else {
                changed.insert(shown.id);
            }
        }
        if changed.len() + stale.len() > MOST {
            return Ok(None);
        }
        let changes = if changed.is_empty() && stale.is_empty() {
            None
        } else {
            Some(Changes { index: Index::of_some(site, language, &changed)?, stale })
        };
        Ok(Some(Self { changes, ..self.share() }))
    }

    /// Whether this answers about a site as an index of all its articles would.
    pub fn is_of(&self, site: &Site, language: LanguageId) -> bool {
        let is_whole = self.changes.is_none() && self.base == site.routes.base();
        match (&self.made_of, is_whole) {
            (_, false) => false,
            (Some(made_of), true) => made_from(site, language).as_ref() == Some(made_of),
            (None, true) => self.whole.is_of(site, language),
        }
    }

    /// The same index once more, for a state that shares it.
    pub fn share(&self) -> Self {
        Self {
            whole: Arc::clone(&self.whole),
            made_of: self.made_of,
            kept: self.kept.clone(),
            base: self.base.clone(),
            holds: Arc::clone(&self.holds),
            standards: Arc::clone(&self.standards),
            changes: None,
        }
    }

    /// The code of its language.
    fn language(&self) -> &str {
        self.whole.language()
    }

    /// The index of all articles, as they were when it was last made.
    pub fn whole(&self) -> Arc<Index> {
        Arc::clone(&self.whole)
    }

    /// Answers a query.
    ///
    /// # Errors
    /// When a file of the index is damaged.
    pub fn search(&self, query: &Query) -> Result<Results> {
        let Some(changes) = &self.changes else { return self.whole.search(query) };
        let wider = Query { limit: query.limit + changes.stale.len(), ..query.clone() };
        let (old, new) = (self.whole.search(&wider)?, changes.index.search(query)?);
        Ok(merged(old, new, &changes.stale, query.limit))
    }
}

/// Answers a reader of a language as the published site does; `indexes` are all languages of the site, in its order.
///
/// # Errors
/// When a file of an index is damaged.
pub fn search_live(indexes: &[Live], language: LanguageId, query: &Query) -> Result<Results> {
    let codes: Vec<&str> = indexes.iter().map(|index| index.language()).collect();
    languages::search(query, language.index(), &codes, |number, query| match indexes.get(number) {
        Some(index) => index.search(query),
        None => Ok(Results::default()),
    })
}

/// Puts hits of the changed articles in the places that their old versions had; those that are new to the answer come
/// after the others, because nobody knows yet what they are worth beside them.
fn merged(old: Results, new: Results, stale: &BTreeSet<SitePath>, limit: usize) -> Results {
    let is_stale = |source: &str| stale.contains(source);
    // Both looked for other words than were typed only when those found nothing at all. What is found as it was typed is
    // meant.
    let is_guess = old.read_as.is_some() && new.read_as.is_none() && !new.hits.is_empty();
    if is_guess || old.hits.iter().all(|hit| is_stale(&hit.source)) {
        return new;
    }
    let mut fresh = if old.read_as == new.read_as { new.hits } else { Vec::new() };
    let gone = old.hits.iter().filter(|hit| is_stale(&hit.source)).count();
    let total = (old.total - gone.min(old.total)) + fresh.len();
    let mut hits = Vec::new();
    for hit in old.hits {
        if !is_stale(&hit.source) {
            hits.push(hit);
        } else if let Some(at) = fresh.iter().position(|fresh| fresh.source == hit.source) {
            let fresh = fresh.remove(at);
            hits.push(helpdex_search::Hit { score: hit.score, ..fresh });
        }
    }
    // An author looks for what is new: what was there before must not push all of it off the list.
    hits.truncate(limit.saturating_sub(fresh.len()).max(limit / 2));
    hits.append(&mut fresh);
    hits.truncate(limit);
    // A code that a changed article has is known.
    let unknown = old.unknown.iter().filter(|code| new.unknown.contains(code)).cloned().collect();
    Results { hits, total, unknown, ..old }
}

#[cfg(test)]
mod tests {
    use helpdex_search::Hit;

    use super::*;

    fn results(sources: &[&str]) -> Results {
        let hits: Vec<Hit> = sources
            .iter()
            .map(|source| {
                let (source, title) = source.split_once('=').unwrap_or((source, "old"));
                Hit { source: source.to_owned(), title: title.to_owned(), ..Hit::default() }
            })
            .collect();
        Results { total: hits.len(), hits, ..Results::default() }
    }

    fn shown(old: &[&str], new: &[&str], stale: &[&str], limit: usize) -> (Vec<String>, usize) {
        let stale = stale.iter().map(|source| SitePath::from(*source)).collect();
        let merged = merged(results(old), results(new), &stale, limit);
        (merged.hits.iter().map(|hit| format!("{}={}", hit.source, hit.title)).collect(), merged.total)
    }

    #[test]
    fn changed_articles_take_their_old_places() {
        let (hits, total) = shown(&["a", "b", "c", "d"], &["e=new", "b=new"], &["b", "c", "e"], 10);
        assert_eq!(hits, ["a=old", "b=new", "d=old", "e=new"]);
        assert_eq!(total, 4);
        assert_eq!(shown(&["a", "b"], &["e=new"], &[], 2).0, ["a=old", "e=new"]);
        assert_eq!(shown(&["a", "b"], &["e=new", "f=new", "g=new"], &[], 2).0, ["a=old", "e=new"]);
        assert_eq!(shown(&["b"], &["e=new"], &["b"], 10).0, ["e=new"]);
        assert_eq!(shown(&[], &["e=new"], &[], 10), (vec!["e=new".to_owned()], 1));
    }

    #[test]
    fn what_a_new_article_has_as_it_was_typed_is_found() {
        let guess = || Some(helpdex_search::ReadAs { query: "e20".to_owned(), why: "nearest" });
        let old = || Results { read_as: guess(), unknown: vec!["E21".to_owned()], ..results(&["a"]) };
        let sources = |results: Results| results.hits.into_iter().map(|hit| hit.source).collect::<Vec<_>>();
        let found = merged(old(), results(&["e=new"]), &BTreeSet::new(), 10);
        assert!(found.read_as.is_none() && found.unknown.is_empty());
        assert_eq!(sources(found), ["e"]);
        // Nothing is found as typed: what is near stays.
        let found = merged(old(), Results { unknown: vec!["E21".to_owned()], ..results(&[]) }, &BTreeSet::new(), 10);
        assert_eq!((found.unknown.len(), sources(found)), (1, vec!["a".to_owned()]));
        // One word of several is a code that only the new article has.
        let old = Results { unknown: vec!["E21".to_owned()], ..results(&["a"]) };
        let found = merged(old, results(&["e=new"]), &BTreeSet::new(), 10);
        assert_eq!((found.unknown.len(), sources(found)), (0, vec!["a".to_owned(), "e".to_owned()]));
    }

    #[test]
    fn an_index_follows_edits() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        write("helpdex.yaml", "title: T\nbase_url: https://x.example\n");
        for name in ["a", "b", "c"] {
            write(&format!("content/x/{name}.md"), &format!("---\ntitle: About {name}\n---\n\nPenguins.\n"));
        }
        let read = || {
            let config = helpdex_content::config::Config::load(dir.path()).expect("found").expect("valid");
            let options = helpdex_content::site::Options { drafts: false, today: jiff::civil::date(2026, 1, 1) };
            let (theme, _) = crate::theme::Theme::of(&config).expect("read");
            let labels = theme.all_labels(&config.languages);
            Site::load(config.into(), options, &labels).expect("read")
        };
        let site = read();
        let live = Live::of(&site, LanguageId::DEFAULT).expect("indexed");
        let sources = |live: &Live, text: &str| {
            let query = Query { text: text.to_owned(), limit: 10, ..Query::default() };
            let mut sources: Vec<String> =
                live.search(&query).expect("answered").hits.into_iter().map(|hit| hit.source).collect();
            sources.sort();
            sources
        };
        assert!(live.is_of(&site, LanguageId::DEFAULT));
        assert_eq!(sources(&live, "penguins").len(), 3);
        write("content/x/b.md", "---\ntitle: About b\n---\n\nWalruses.\n");
        std::fs::remove_file(dir.path().join("content/x/c.md")).expect("removed");
        let next = read();
        let live = live.follow(&next, LanguageId::DEFAULT).expect("indexed").expect("few changes");
        assert!(!live.is_of(&next, LanguageId::DEFAULT));
        assert_eq!(sources(&live, "penguins"), ["content/x/a.md"]);
        assert_eq!(sources(&live, "walruses"), ["content/x/b.md"]);
        let again = live.again(&next, LanguageId::DEFAULT).expect("indexed");
        assert!(again.is_of(&next, LanguageId::DEFAULT) && !again.is_of(&site, LanguageId::DEFAULT));
        assert!(again.whole().is_of(&next, LanguageId::DEFAULT));
        assert_eq!(sources(&again, "penguins"), ["content/x/a.md"]);
        assert_eq!(sources(&again, "walruses"), ["content/x/b.md"]);
        let back = live.follow(&site, LanguageId::DEFAULT).expect("indexed").expect("few changes");
        assert_eq!(sources(&back, "penguins").len(), 3);
    }
}
