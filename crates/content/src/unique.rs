//! Names that only one of a kind may have, as they stand in URLs.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::path::SitePath;

/// The names that are taken.
pub(crate) struct Unique {
    /// What has them, for messages.
    what: &'static str,
    taken: BTreeSet<String>,
}

impl Unique {
    /// None is taken yet.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, taken: BTreeSet::new() }
    }

    /// Takes a name for a file. That another one has it already is told.
    pub(crate) fn take(&mut self, name: &str, file: &SitePath, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let is_new = self.taken.insert(name.to_owned());
        if !is_new {
            let message = format!("another {} is called `{name}` already", self.what);
            diagnostics.push(Diagnostic::error("duplicate-url", file, message).help("rename the file"));
        }
        is_new
    }
}
