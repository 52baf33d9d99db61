//! What open pages are told of faults.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::Serialize;

use super::editor::Editor;
use helpdex_content::diagnostic::{Diagnostic, Severity, tidy};
use helpdex_lint::rules;

/// The panel in the page shows no more; the terminal and the status page have all.
const TOLD: usize = 50;

/// What is wrong with the newest files.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Why the newest version of a file is not shown, by the file: the last good one still is.
    pub(super) held: BTreeMap<String, Vec<Diagnostic>>,
    /// What files and settings tell of the site that is shown.
    pub(super) of_sources: Arc<Vec<Diagnostic>>,
    /// What its pages and the search tests tell.
    pub(super) of_output: Arc<Vec<Diagnostic>>,
    /// Errors that were there when the preview started; they are not news to the author.
    pub(super) old: Arc<HashSet<Known>>,
}

/// What makes a fault the same one after the lines above it moved.
pub(super) type Known = (&'static str, String, String);

/// The fault without its place.
pub(super) fn known(fault: &Diagnostic) -> Known {
    (fault.code, fault.path.clone(), fault.message.clone())
}

/// A fault as pages get it.
#[derive(Debug, Serialize)]
pub(super) struct Told<'f> {
    #[serde(flatten)]
    fault: &'f Diagnostic,
    /// `path:line:column`.
    location: String,
    /// The faulty line.
    excerpt: Option<&'f str>,
    /// Opens that place in the author's editor.
    editor: Option<String>,
    /// Whether the last good version is shown instead of the newest.
    held: bool,
    /// Whether it came up while the preview ran.
    fresh: bool,
}

/// All that a page gets.
#[derive(Debug, Serialize)]
pub(super) struct Summary<'f> {
    errors: usize,
    warnings: usize,
    /// Errors of the whole site: those that hold back a file first, then the fresh ones.
    faults: Vec<Told<'f>>,
    here: Here<'f>,
}

/// What is wrong with the file that a page is made from.
#[derive(Debug, Default, Serialize)]
struct Here<'f> {
    errors: usize,
    warnings: usize,
    faults: Vec<Told<'f>>,
}

/// What of the faults a page wants to hear, and how.
#[derive(Clone, Debug, Default)]
pub(super) struct Listening {
    /// The file that the page is made from, relative to the site's root.
    pub(super) source: Option<String>,
    /// The editor to open files with.
    pub(super) editor: Option<Editor>,
}

impl Faults {
    /// Everything, sorted by file.
    pub(super) fn all(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.newest().map(|(fault, _)| fault.clone()).collect();
        tidy(&mut all);
        all
    }

    /// What a look at the whole site, or at finished pages, told of one file.
    pub(super) fn of_whole_site<'f>(&'f self, path: &'f str) -> impl Iterator<Item = &'f Diagnostic> {
        let of_it = move |fault: &&Diagnostic| fault.path == path;
        let of_site = self.of_sources.iter().filter(of_it).filter(|fault| !rules::is_of_file(fault.code));
        of_site.chain(self.of_output.iter().filter(of_it))
    }

    /// The faults of the newest files, and whether they hold back their file: what was found in an older version of
    /// that one is past.
    fn newest(&self) -> impl Iterator<Item = (&Diagnostic, bool)> {
        let held = self.held.values().flatten().map(|fault| (fault, true));
        let found = self.of_sources.iter().chain(&*self.of_output);
        let found = found.filter(|fault| !self.held.contains_key(&fault.path));
        held.chain(found.map(|fault| (fault, false)))
    }

    /// What a page is told.
    pub(super) fn summary(&self, listening: &Listening) -> Summary<'_> {
        let is_error = |fault: &Diagnostic| fault.severity == Severity::Error;
        let count = |error: bool| self.newest().filter(|(fault, _)| is_error(fault) == error).count();
        let here = |fault: &Diagnostic| listening.source.as_ref().is_some_and(|source| fault.path == *source);
        Summary {
            errors: count(true),
            warnings: count(false),
            faults: self.told(is_error, listening.editor.as_ref()),
            here: Here {
                errors: self.newest().filter(|(fault, _)| here(fault) && is_error(fault)).count(),
                warnings: self.newest().filter(|(fault, _)| here(fault) && !is_error(fault)).count(),
                faults: self.told(here, listening.editor.as_ref()),
            },
        }
    }

    /// Some of the faults: errors before warnings, those that hold back a file first, then the fresh ones.
    fn told(&self, wanted: impl Fn(&Diagnostic) -> bool, editor: Option<&Editor>) -> Vec<Told<'_>> {
        let fresh = |fault: &Diagnostic, held: bool| held || !self.old.contains(&known(fault));
        let mut some: Vec<(&Diagnostic, bool, bool)> = self
            .newest()
            .filter(|(fault, _)| wanted(fault))
            .map(|(fault, held)| (fault, held, fresh(fault, held)))
            .collect();
        some.sort_by_key(|(fault, held, fresh)| (fault.severity, !held, !fresh));
        some.truncate(TOLD);
        some.into_iter()
            .map(|(fault, held, fresh)| Told {
                fault,
                location: fault.location(),
                excerpt: fault.place.as_ref().map(|place| place.excerpt.as_str()),
                editor: editor.and_then(|editor| editor.at(fault)),
                held,
                fresh,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_hears_of_its_own_file_and_of_errors_elsewhere() {
        let (own, other) = ("content/own.md", "content/other.md");
        let found = vec![
            Diagnostic::warning("w", own, "a warning here"),
            Diagnostic::error("old", other, "an old error elsewhere"),
            Diagnostic::error("new", other, "a new error elsewhere"),
            Diagnostic::warning("w", other, "a warning elsewhere"),
            Diagnostic::error("past", "content/held.md", "found in an older version"),
        ];
        let held = vec![Diagnostic::error("front-matter", "content/held.md", "not valid YAML")];
        let faults = Faults {
            held: [("content/held.md".to_owned(), held)].into(),
            old: Arc::new([known(&found[1])].into()),
            of_sources: Arc::new(found),
            of_output: Arc::default(),
        };
        let codes =
            |told: &[Told<'_>]| told.iter().map(|told| (told.fault.code, told.held, told.fresh)).collect::<Vec<_>>();
        let summary = faults.summary(&Listening { source: Some(own.to_owned()), editor: None });
        assert_eq!((summary.errors, summary.warnings), (3, 2));
        assert_eq!(codes(&summary.faults), [("front-matter", true, true), ("new", false, true), ("old", false, false)]);
        assert_eq!((summary.here.errors, summary.here.warnings), (0, 1));
        assert_eq!(codes(&summary.here.faults), [("w", false, true)]);
        assert_eq!(faults.all().len(), 5, "what was found in an older version is past");
        assert!(faults.summary(&Listening::default()).here.faults.is_empty());
    }
}
