//! Each name once: paths, languages and revisions come again and again.

use std::collections::HashMap;
use std::sync::Arc;

/// A name by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name(u32);

/// Names, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<Arc<str>, Name>,
    texts: Vec<Arc<str>>,
}

impl Names {
    /// The number of a name; nothing when it is new and there are so many already.
    pub(super) fn number(&mut self, text: &str, most: usize) -> Option<Name> {
        if let Some(known) = self.numbers.get(text) {
            return Some(*known);
        }
        let next = u32::try_from(self.texts.len()).ok().filter(|_| self.texts.len() < most)?;
        let shared: Arc<str> = text.into();
        self.texts.push(Arc::clone(&shared));
        self.numbers.insert(shared, Name(next));
        Some(Name(next))
    }

    /// The text of a name.
    pub(super) fn text(&self, name: Name) -> Arc<str> {
        usize::try_from(name.0).ok().and_then(|at| self.texts.get(at)).map_or_else(|| "".into(), Arc::clone)
    }
}
