//! The language of the page that is being filled, for the functions that templates call.

use std::cell::Cell;
use std::sync::Arc;

use tera::{Error, TeraResult};

use super::strings::Strings;

thread_local! {
    /// The place of the language that the page of this thread is in, while a template is filled.
    static LANGUAGE: Cell<usize> = const { Cell::new(0) };
}

/// Fills a template while this thread's page is in a language, given by its place in the list.
pub(super) fn in_language<T>(place: usize, fill: impl FnOnce() -> T) -> T {
    let before = LANGUAGE.replace(place);
    let filled = fill();
    LANGUAGE.set(before);
    filled
}

/// The words of all languages of a site. One set of templates serves all of them: a copy for each would take two megabytes.
#[derive(Clone, Debug)]
pub(super) struct Words(Arc<[Arc<Strings>]>);

impl Words {
    pub(super) fn new(languages: Vec<Arc<Strings>>) -> Self {
        Self(languages.into())
    }

    /// Those of the page that is being filled.
    pub(super) fn now(&self) -> TeraResult<&Strings> {
        let words = self.0.get(LANGUAGE.get()).or_else(|| self.0.first());
        words.map(AsRef::as_ref).ok_or_else(|| Error::message("the theme was loaded for no language"))
    }
}
