//! The language of the page that is being filled, for the functions that templates call.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use tera::{Error, TeraResult, Value};

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
pub(super) struct Words(Arc<[Spoken]>);

/// The words of one language, and what templates made of them: nearly all are the same on each page.
#[derive(Debug)]
struct Spoken {
    strings: Arc<Strings>,
    said: HashMap<String, [OnceLock<Value>; 2]>,
}

/// Where a text of the interface is to stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Saying {
    Attribute,
    Element,
}

impl Words {
    pub(super) fn new(languages: Vec<Arc<Strings>>) -> Self {
        let spoken = |strings: Arc<Strings>| {
            let said = strings.keys().map(|key| (key.to_owned(), Default::default())).collect();
            Spoken { strings, said }
        };
        Self(languages.into_iter().map(spoken).collect())
    }

    fn spoken(&self) -> TeraResult<&Spoken> {
        let spoken = self.0.get(LANGUAGE.get()).or_else(|| self.0.first());
        spoken.ok_or_else(|| Error::message("the theme was loaded for no language"))
    }

    /// Those of the page that is being filled.
    pub(super) fn now(&self) -> TeraResult<&Strings> {
        self.spoken().map(|spoken| spoken.strings.as_ref())
    }

    /// What becomes of the text under a key alone in the language of that page: `say` is asked for it once.
    pub(super) fn said_once(
        &self,
        key: &str,
        saying: Saying,
        say: impl FnOnce() -> TeraResult<Value>,
    ) -> TeraResult<Value> {
        let Some([attribute, element]) = self.spoken()?.said.get(key) else { return say() };
        let place = match saying {
            Saying::Attribute => attribute,
            Saying::Element => element,
        };
        match place.get() {
            Some(said) => Ok(said.clone()),
            None => say().map(|said| place.get_or_init(|| said).clone()),
        }
    }
}
