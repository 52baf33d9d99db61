//! What open pages are told of faults.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity, tidy};

/// The panel in the page shows no more; the terminal and the status page have all.
const TOLD: usize = 50;

/// What is wrong with the newest files.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Why the newest version of a file is not shown, by the file: the last good one still is.
    pub(super) held: BTreeMap<String, Vec<Diagnostic>>,
    /// What every rule found in the site that is shown.
    pub(super) found: Arc<Vec<Diagnostic>>,
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
    /// Whether the last good version is shown instead of the newest.
    held: bool,
    /// Whether it came up while the preview ran.
    fresh: bool,
}

/// All that pages get.
#[derive(Debug, Serialize)]
pub(super) struct Summary<'f> {
    errors: usize,
    warnings: usize,
    faults: Vec<Told<'f>>,
}

impl Faults {
    /// Everything, held files first.
    pub(super) fn all(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.held.values().flatten().chain(self.found.iter()).cloned().collect();
        tidy(&mut all);
        all
    }

    /// The errors for the panel in the page; those that hold back a file first, then the fresh ones.
    pub(super) fn summary(&self) -> Summary<'_> {
        let held = self.held.values().flatten();
        let errors = self.found.iter().filter(|fault| fault.severity == Severity::Error);
        let mut faults: Vec<Told<'_>> = held
            .map(|fault| told(fault, true, true))
            .chain(errors.map(|fault| told(fault, false, !self.old.contains(&known(fault)))))
            .collect();
        let errors = faults.len();
        faults.sort_by_key(|told| (!told.held, !told.fresh));
        faults.truncate(TOLD);
        let warnings = self.found.iter().filter(|fault| fault.severity == Severity::Warning).count();
        Summary { errors, warnings, faults }
    }
}

fn told(fault: &Diagnostic, held: bool, fresh: bool) -> Told<'_> {
    let excerpt = fault.place.as_ref().map(|place| place.excerpt.as_str());
    Told { fault, location: fault.location(), excerpt, held, fresh }
}
