//! What readers did and said, for the page with the state of the site.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::state::State;
use helpdex_content::site::Site;
use helpdex_insights::figures::{Article, Figures};
use helpdex_insights::sources;
use helpdex_insights::tally::{Bounds, Period, Tally};
use helpdex_insights::todo::{Item, Limits, Unknown, todo};
use helpdex_lint::insights::catalog;

/// A longer file would keep the page waiting; `helpdex insights` reads it.
const MOST_BYTES: u64 = 100_000_000;

/// What came of the file.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The days with events.
    pub(super) period: Option<Period>,
    /// How each article fares, those that helped least for certain first.
    pub(super) articles: Vec<Article>,
    /// What is to be done.
    pub(super) todo: Vec<Item>,
    /// Lines that are no events.
    pub(super) bad: u64,
    /// Why there is nothing to tell.
    pub(super) trouble: Option<String>,
}

/// What an answer depends on: the file as it was, and the site.
struct Key {
    modified: Option<SystemTime>,
    length: u64,
    site: Arc<Site>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        (self.modified, self.length) == (other.modified, other.length) && Arc::ptr_eq(&self.site, &other.site)
    }
}

/// The last answer, which holds until the file or the site is another.
#[derive(Default)]
pub(super) struct Insights {
    last: Mutex<Option<(Key, Arc<Said>)>>,
}

impl Insights {
    /// What is said of a state's articles; nothing when the site names no file.
    pub(super) fn of(&self, state: &State) -> Option<Arc<Said>> {
        let config = &state.site.config;
        let path = config.root.join(&config.events.as_ref()?.path);
        let metadata = std::fs::metadata(&path).ok();
        let modified = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
        let length = metadata.map_or(0, |metadata| metadata.len());
        let key = Key { modified, length, site: Arc::clone(&state.site) };
        // Two readers at once: the second waits for the first one's answer.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, said)) = last.as_ref()
            && *known == key
        {
            return Some(Arc::clone(said));
        }
        let said = Arc::new(
            read(&path, &state.site, length)
                .unwrap_or_else(|trouble| Said { trouble: Some(trouble), ..Said::default() }),
        );
        *last = Some((key, Arc::clone(&said)));
        Some(said)
    }
}

fn read(path: &Path, site: &Site, length: u64) -> Result<Said, String> {
    let shown = path.strip_prefix(&site.config.root).unwrap_or(path).display();
    if length > MOST_BYTES {
        let most = MOST_BYTES / 1_000_000;
        return Err(format!("`{shown}` has more than {most} MB; run `helpdex insights --from {shown}`"));
    }
    let mut tally = Tally::new(None, Bounds::default());
    let read = sources::open(path).and_then(|(input, changed)| sources::json_lines(input, changed, &mut tally));
    let read = read.map_err(|fault| format!("cannot read `{shown}`: {fault}"))?;
    let catalog = catalog(site);
    let figures = Figures::new(&tally.finish(), &catalog);
    let todo = todo(&figures, &catalog, &Unknown, &Limits::default());
    let (period, articles) = (figures.period, figures.satisfaction.articles);
    Ok(Said { period, articles, todo, bad: read.bad, trouble: None })
}
