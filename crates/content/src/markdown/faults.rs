//! The diagnostics of one body.

use std::ops::Range;

use super::composed::Composed;
use crate::diagnostic::{Diagnostic, Place, SourceText};

/// After this many a body isn't looked at more closely. Finding a diagnostic's column takes a look at its whole line, so
/// that a hostile file with all its faults in one line would cost the square of its length.
const MOST: usize = 200;

/// Collects diagnostics about one file.
pub(super) struct Faults<'a> {
    source: &'a SourceText,
    found: Vec<Diagnostic>,
    more: usize,
    nested: bool,
}

impl<'a> Faults<'a> {
    pub(super) fn new(source: &'a SourceText) -> Self {
        Self { source, found: Vec::new(), more: 0, nested: false }
    }

    /// Takes what `describe` says about a range of the file.
    pub(super) fn add(&mut self, describe: impl FnOnce(&SourceText) -> Diagnostic) {
        if self.found.len() < MOST {
            self.found.push(describe(self.source));
        } else {
            self.more += 1;
        }
    }

    /// Something of raw HTML that isn't published.
    pub(super) fn removed(&mut self, range: Range<usize>, message: String, help: &str) {
        self.add(|source| {
            let found = source.warning("html-removed", range, message).label("left out of the page");
            if help.is_empty() { found } else { found.help(help) }
        });
    }

    /// Something is nested deeper than is rendered. Said once.
    pub(super) fn nesting(&mut self, range: Range<usize>, most: usize) {
        if !std::mem::replace(&mut self.nested, true) {
            self.add(|source| {
                source
                    .error("nesting", range, format!("nested more than {most} levels deep"))
                    .label("from here on everything is put on one level")
            });
        }
    }

    /// Everything found. Faults of a snippet are told once, in its own file, not wherever it is inserted.
    pub(super) fn finish(mut self, body: &Composed<'_>) -> Vec<Diagnostic> {
        let snippets: Vec<Place> = body.snippets().map(|range| self.source.place(range.clone())).collect();
        if !snippets.is_empty() {
            self.found.retain(|found| !found.place.as_ref().is_some_and(|place| snippets.contains(place)));
        }
        if self.more > 0 {
            let message = format!("{} more faults in the text are not listed", self.more);
            self.found.push(Diagnostic::warning("more-faults", self.source.path(), message));
        }
        self.found
    }
}
