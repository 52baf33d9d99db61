//! What an author should know before customers do.
//!
//! The phases report what they stumble over; the rules here look at the finished [`Site`]. `registry.rs` lists all of
//! them, one file per family. A rule says what it finds, why that matters and how to mend it, and that is what
//! `helpdex check --explain` and the manual's `rules.md` show. `checks` in `helpdex.yaml` and in front matter changes
//! levels.

mod acronyms;
mod almost;
mod almost_links;
mod almost_tables;
mod banned;
mod banned_words;
mod blocks;
mod contact;
mod count;
mod descriptors;
mod document;
mod duplicates;
mod freshness;
mod headings;
mod images;
mod incidents;
mod levels;
mod link_text;
mod links;
mod macros;
mod output;
mod personal;
mod promises;
mod prose;
mod registry;
mod rule;
mod satisfaction;
mod search;
mod sentences;
mod shingles;
mod standards;
mod structure;
mod told;
mod translations;
mod unfinished;
mod urls;
mod variables;
mod widget;
mod written;

use std::collections::HashSet;

use rayon::prelude::*;

use rule::Tools;

use helpdex_content::diagnostic::{Diagnostic, Severity, tidy};
use helpdex_content::kept::{Memory, What, pack_diagnostics, unpack_diagnostics};
use helpdex_content::site::Site;
use helpdex_content::source::{Entry, EntryId};

pub use document::{explain, overview};
pub use levels::apply_levels;
pub use registry::{find, rules};
pub use rule::{Rule, Run, Subject};
pub(crate) use search::words_alone;
pub use variables::uses;

/// Runs every rule, applies the site's levels, and sorts what was found.
pub fn run(site: &Site) -> Vec<Diagnostic> {
    run_with(site, None)
}

/// The same for whoever remembers what texts said that are as they were.
pub fn run_with(site: &Site, memory: Option<&dyn Memory>) -> Vec<Diagnostic> {
    let mut before = memory.and_then(|memory| told::Before::recall(site, memory));
    // A rule that is off costs nothing.
    let active = levels::active(site);
    let known = |rule: &Rule| before.as_ref().is_some_and(|before| before.knows(rule));
    let by_site = of_site(site, active.iter().copied().filter(|rule| !known(rule)).collect(), memory);
    let entries = match &mut before {
        Some(before) => before.take_entries(site),
        None => site.sources.ids().map(|id| (id, None)).collect(),
    };
    let by_entry = of_entries(site, active, entries, (true, memory));
    if let Some(memory) = memory.filter(|_| before.as_ref().is_none_or(|before| !before.is_whole())) {
        told::keep(site, memory, before.as_ref(), &by_site, &by_entry);
    }
    let mut found = site.diagnostics_of_no_entry();
    found.extend(before.iter().flat_map(|before| before.seen()).cloned());
    found.extend(by_site.into_iter().flat_map(|(_, found)| found));
    found.extend(by_entry.into_iter().flatten());
    found.extend(levels::unknown(site));
    apply_levels(site, &mut found);
    tidy(&mut found);
    found
}

/// The errors alone: rules that stop nothing are left out, which are most of them.
pub fn errors(site: &Site) -> Vec<Diagnostic> {
    let stopping = levels::stopping(site);
    let codes: HashSet<&str> = stopping.iter().map(|rule| rule.code).collect();
    let may_stop = |found: &&Diagnostic| found.severity == Severity::Error || codes.contains(found.code);
    let mut found: Vec<Diagnostic> = site.each_diagnostic().filter(may_stop).cloned().collect();
    found.extend(of_site(site, stopping.clone(), None).into_iter().flat_map(|(_, found)| found));
    let entries = site.sources.ids().map(|id| (id, None)).collect();
    found.extend(of_entries(site, stopping, entries, (false, None)).into_iter().flatten());
    found.extend(levels::unknown(site));
    apply_levels(site, &mut found);
    found.retain(|found| found.severity == Severity::Error);
    tidy(&mut found);
    found
}

/// What each of some rules says of the whole site.
fn of_site(
    site: &Site,
    rules: Vec<&'static Rule>,
    memory: Option<&dyn Memory>,
) -> Vec<(&'static Rule, Vec<Diagnostic>)> {
    rules.into_par_iter().map(|rule| (rule, look_at_site(rule, site, memory))).collect()
}

/// What some rules say of each entry for itself, where that is not known yet; with what phases found in it, if that is wanted.
fn of_entries(
    site: &Site,
    rules: Vec<&'static Rule>,
    entries: Vec<(EntryId, Option<Vec<Diagnostic>>)>,
    (with_phases, memory): (bool, Option<&dyn Memory>),
) -> Vec<Vec<Diagnostic>> {
    let tools = Tools::default();
    let rules: Vec<&Rule> = rules.into_iter().filter(|rule| is_of_entries(rule)).collect();
    let of_entry = |(id, known): (EntryId, Option<Vec<Diagnostic>>)| {
        if let Some(known) = known {
            if let Some((memory, entry)) = memory.zip(site.entry(id)) {
                memory.hold(What::Findings, entry.file.path());
            }
            return known;
        }
        let mut found = if with_phases { site.diagnostics_of(id) } else { Vec::new() };
        if !rules.is_empty() {
            found.extend(look_at_entry(&rules, site, &tools, id, memory));
        }
        found
    };
    entries.into_par_iter().map(of_entry).collect()
}

/// What can be told of one file by a look at it alone, with the site's levels and sorted: what phases found in it, and what
/// rules about single files say. It costs what that file costs, however large the site is.
pub fn of_file(site: &Site, path: &str) -> Vec<Diagnostic> {
    let mut found = site.diagnostics_in(path);
    if let Some(id) = site.id_of(path) {
        let of_entries: Vec<&Rule> = levels::active(site).into_iter().filter(|rule| is_of_entries(rule)).collect();
        found.extend(look_at_entry(&of_entries, site, &Tools::default(), id, None));
    }
    apply_levels(site, &mut found);
    tidy(&mut found);
    found
}

/// Whether [`of_file`] tells of the faults of a rule; others take a look at the whole site.
pub fn is_of_file(code: &str) -> bool {
    find(code).is_some_and(|rule| !matches!(rule.run, Run::Site(_) | Run::Remembering(_)))
}

/// Whether a rule is on for any file.
pub fn is_active(site: &Site, code: &str) -> bool {
    levels::active(site).iter().any(|rule| rule.code == code)
}

fn look_at_site(rule: &Rule, site: &Site, memory: Option<&dyn Memory>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    match rule.run {
        Run::Site(look) => look(site, &mut found),
        Run::Remembering(look) => look(site, memory, &mut found),
        Run::Phase | Run::Entry(_) | Run::Text(_) => {}
    }
    found
}

/// Whether a rule looks at one file after the other.
fn is_of_entries(rule: &Rule) -> bool {
    matches!(rule.run, Run::Entry(_) | Run::Text(_))
}

fn look_at_entry(
    rules: &[&Rule],
    site: &Site,
    tools: &Tools,
    id: EntryId,
    memory: Option<&dyn Memory>,
) -> Vec<Diagnostic> {
    let Some(entry) = site.entry(id) else { return Vec::new() };
    let subject = Subject::new(site, tools, id, entry);
    let mut found = of_text(rules, &subject, memory);
    let entries = rules.iter().filter_map(|rule| match rule.run {
        Run::Entry(look) => Some((*rule, look)),
        _ => None,
    });
    look_at(entries, &subject, &mut found);
    found
}

/// What the rules about texts say of an entry: what they said before, if its text is as it was.
fn of_text(rules: &[&Rule], subject: &Subject<'_>, memory: Option<&dyn Memory>) -> Vec<Diagnostic> {
    let (site, path) = (subject.site, subject.entry.file.path());
    let memory = memory.zip(site.identity(subject.id));
    let known = memory.and_then(|(memory, made_of)| memory.recall(What::Findings, path, &made_of));
    if let Some(known) = known.and_then(|bytes| unpack_diagnostics(&bytes)) {
        return known;
    }
    let mut found = Vec::new();
    let texts = rules.iter().filter_map(|rule| match rule.run {
        Run::Text(look) => Some((*rule, look)),
        _ => None,
    });
    look_at(texts, subject, &mut found);
    if let Some((memory, made_of)) = memory.filter(|_| !subject.looked_around())
        && let Some(bytes) = pack_diagnostics(&found)
    {
        memory.keep(What::Findings, path, &made_of, &bytes);
    }
    found
}

/// A rule, and its look at an entry.
type Look<'r> = (&'r Rule, fn(&Subject<'_>, &mut Vec<Diagnostic>));

fn look_at<'r>(looks: impl Iterator<Item = Look<'r>>, subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (rule, look) in looks {
        if levels::is_on(subject.site, rule, subject.entry) {
            let before = found.len();
            look(subject, found);
            cut(rule, subject.entry, before, found);
        }
    }
}

/// More faults of one rule in one file are only counted: the list would hide all others.
const MOST: usize = 200;

fn cut(rule: &Rule, entry: &Entry, before: usize, found: &mut Vec<Diagnostic>) {
    let more = found.len().saturating_sub(before + MOST);
    if more > 0 {
        found.truncate(before + MOST);
        let message = format!("{more} more faults of `{}` are not listed", rule.code);
        found.push(Diagnostic::warning("more-faults", entry.file.path(), message));
    }
}
