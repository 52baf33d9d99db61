//! What customers asked and the site does not answer, for the page with the state of the site.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::state::State;
use helpdex_content::query_logs;
use helpdex_lint::gaps::{self, Gap, Language};
use helpdex_render::search::Index;

/// The page is for a look; `helpdex gaps` asks all of a long list. So many of the queries asked most are tried.
const TRIED: usize = 300;
/// More gaps are not listed.
const LISTED: usize = 30;

/// What came of the list.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// How often customers asked what was tried.
    pub(super) asked: u64,
    /// How often they found nothing.
    pub(super) nothing: u64,
    /// How often the answer was weak.
    pub(super) weak: u64,
    /// Most frequent first.
    pub(super) gaps: Vec<Gap>,
    /// Why there is no answer.
    pub(super) trouble: Option<String>,
}

/// What answers depend on: the file as it was, and the indexes that were asked.
struct Key {
    modified: Option<SystemTime>,
    length: u64,
    indexes: Vec<Arc<Index>>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, other): (&Arc<Index>, &Arc<Index>)| Arc::ptr_eq(one, other);
        (self.modified, self.length, self.indexes.len()) == (other.modified, other.length, other.indexes.len())
            && self.indexes.iter().zip(&other.indexes).all(same)
    }
}

/// The last answer, which holds until the list or the articles are others.
#[derive(Default)]
pub(super) struct Unanswered {
    last: Mutex<Option<(Key, Arc<Gaps>)>>,
}

impl Unanswered {
    /// The gaps of a state's articles; nothing when the site names no list, or while there is no index yet.
    pub(super) fn gaps(&self, state: &State) -> Option<Arc<Gaps>> {
        let config = &state.site.config;
        let path = config.root.join(&config.query_log.as_ref()?.path);
        let indexes: Vec<Arc<Index>> = state.search.as_ref()?.iter().map(|live| live.whole()).collect();
        let metadata = std::fs::metadata(&path).ok();
        let modified = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
        let key = Key { modified, length: metadata.map_or(0, |metadata| metadata.len()), indexes };
        // Two readers at once: the second waits for the first one's answer.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, gaps)) = last.as_ref()
            && *known == key
        {
            return Some(Arc::clone(gaps));
        }
        let codes = config.languages.iter().map(|language| language.code.clone());
        let languages: Vec<Language> =
            codes.zip(&key.indexes).map(|(code, index)| Language { code, index: Arc::clone(index) }).collect();
        let gaps = Arc::new(find(&path, &languages));
        *last = Some((key, Arc::clone(&gaps)));
        Some(gaps)
    }
}

fn find(path: &Path, languages: &[Language]) -> Gaps {
    let found = query_logs::read(path).and_then(|mut log| {
        log.queries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.query.cmp(&b.query)));
        log.queries.truncate(TRIED);
        gaps::find(&log.queries, languages)
    });
    match found {
        Ok(mut report) => {
            report.gaps.truncate(LISTED);
            let (asked, nothing, weak) = (report.asked, report.nothing, report.weak);
            Gaps { asked, nothing, weak, gaps: report.gaps, trouble: None }
        }
        Err(fault) => Gaps { trouble: Some(fault.to_string()), ..Gaps::default() },
    }
}
