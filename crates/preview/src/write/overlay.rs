//! The site as it would be with texts that are not saved.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use helpdex_content::config::PerLanguage;
use helpdex_content::diagnostic::SourceText;
use helpdex_content::markdown::Labels;
use helpdex_content::site::Site;
use helpdex_render::theme::Theme;
use helpdex_write::Place;

use crate::state::State;

/// Pages of so many files are kept.
const PAGES: usize = 16;

/// The words that go into articles, of each language.
type AllLabels = Arc<PerLanguage<Labels>>;

/// What was made of unsaved texts last.
#[derive(Default)]
pub(super) struct Overlays {
    /// The newest page of each file, the newest file first.
    pages: Mutex<VecDeque<(String, Arc<str>)>>,
    /// The words that go into articles, of the theme that they are of.
    labels: Mutex<Option<(Arc<Theme>, AllLabels)>>,
    /// The number of the newest text of each file.
    newest: Mutex<HashMap<String, u64>>,
    /// One text is rendered at a time: those who wait may be past by then.
    turn: Mutex<()>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Overlays {
    /// The words that go into articles.
    pub(super) fn labels(&self, state: &State) -> AllLabels {
        let mut known = locked(&self.labels);
        match known.as_ref() {
            Some((theme, labels)) if Arc::ptr_eq(theme, &state.theme) => Arc::clone(labels),
            _ => {
                let labels = Arc::new(state.theme.all_labels(&state.site.config.languages));
                *known = Some((Arc::clone(&state.theme), Arc::clone(&labels)));
                labels
            }
        }
    }

    /// Does some work for the newest text of a file; nothing once there is a newer one.
    pub(super) fn in_turn<T>(&self, path: &str, work: impl FnOnce() -> T) -> Option<T> {
        let number = {
            let mut newest = locked(&self.newest);
            let number = newest.entry(path.to_owned()).or_default();
            *number += 1;
            *number
        };
        let _turn = locked(&self.turn);
        let is_newest = locked(&self.newest).get(path) == Some(&number);
        is_newest.then(work)
    }

    /// Keeps the page of a file and gives the one before.
    pub(super) fn keep(&self, path: &str, page: Arc<str>) -> Option<Arc<str>> {
        let mut pages = locked(&self.pages);
        let before = pages.iter().position(|(known, _)| known == path).and_then(|at| pages.remove(at));
        pages.push_front((path.to_owned(), page));
        pages.truncate(PAGES);
        before.map(|(_, page)| page)
    }

    /// The newest page of a file.
    pub(super) fn page(&self, path: &str) -> Option<Arc<str>> {
        locked(&self.pages).iter().find(|(known, _)| known == path).map(|(_, page)| Arc::clone(page))
    }

    /// The site with another text of one file. It costs what that text changes.
    pub(super) fn site(&self, state: &State, place: &Place, text: &str) -> Arc<Site> {
        if state.site.text_of(&place.path).as_deref() == Some(text) {
            return Arc::clone(&state.site);
        }
        let mut sources = state.site.whole.clone();
        let file = SourceText::new(place.path.as_str(), text);
        // What has no place among the sources yet, such as a first snippet, changes no page.
        if !(place.is_there() && sources.put(&state.site.config, file)) {
            return Arc::clone(&state.site);
        }
        let related = Arc::clone(&state.site.related);
        Arc::new(state.site.follow(sources, &self.labels(state)).with_related(related))
    }
}
