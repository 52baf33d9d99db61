//! Faults by rule and by owner.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::filter::link_to;
use super::spans::{Span, spans};
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_lint::rules;

/// Faults of one kind or of one person.
#[derive(Debug, Serialize)]
pub(super) struct Count {
    name: String,
    /// Shows these alone.
    link: String,
    /// What the rule is about, where it is one.
    what: Option<Vec<Span>>,
    errors: usize,
    warnings: usize,
}

/// Faults counted by something, most errors first.
pub(super) fn counts<'f>(faults: &'f [Diagnostic], kind: &str, by: impl Fn(&'f Diagnostic) -> &'f str) -> Vec<Count> {
    let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for fault in faults {
        let (errors, warnings) = counted.entry(by(fault)).or_default();
        *if fault.severity == Severity::Error { errors } else { warnings } += 1;
    }
    let mut counts: Vec<Count> = counted
        .into_iter()
        .map(|(name, (errors, warnings))| Count {
            what: rules::find(name).filter(|_| kind == "rule").map(|rule| spans(rule.what)),
            link: link_to(kind, name),
            name: name.to_owned(),
            errors,
            warnings,
        })
        .collect();
    counts.sort_by_key(|count| Reverse((count.errors, count.warnings)));
    counts
}
