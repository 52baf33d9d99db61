//! The diagnostics of one body.

use std::ops::Range;

use super::composed::Composed;
use super::directives::nest::Fault;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::suggestion::list;

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

    /// Something is wrong with the lines of a block.
    pub(super) fn block(&mut self, range: Range<usize>, fault: &Fault) {
        self.add(|source| match fault {
            Fault::Unclosed { kind, colons } => {
                let message = format!("the block `{}` is never ended", kind.name());
                let help = format!(
                    "write `{}` on a line of its own where it ends, as far to the right as it begins",
                    ":".repeat((*colons).min(20))
                );
                source.error("unclosed-block", range, message).label("it ends with what it stands in").help(help)
            }
            Fault::Unknown { name, near } => {
                let found = source.error("unknown-block", range, format!("there is no block `{name}`"));
                found.label("its content is shown without it").help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "the page “Blocks” of the manual lists them".to_owned(),
                })
            }
            Fault::Stray => {
                let found = source.warning("stray-block-end", range, "this line ends a block, but none is open");
                found.label("left out of the page").help("remove it; the block may have been ended above")
            }
            Fault::UnknownAttribute { kind, name } => {
                let message = format!("the block `{}` has no attribute `{name}`", kind.name());
                let found = source.warning("block-attribute", range, message).label("left out");
                match kind.attributes() {
                    [] => found.help("remove the braces"),
                    known => found.help(format!("it has {}", list(known))),
                }
            }
            Fault::TabAlone => {
                let found = source.warning("misplaced-block", range, "a tab that stands in no `tabs`");
                found
                    .label("shown below its name")
                    .help("write `::::tabs` before the first one and `::::` after the last")
            }
            Fault::TooDeep => source.error("nesting", range, "blocks are nested too deeply"),
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
