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
mod translations;
mod unfinished;
mod urls;
mod variables;
mod widget;
mod written;

use rayon::prelude::*;

use rule::Tools;

use helpdex_content::diagnostic::{Diagnostic, tidy};
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
    let mut found = site.diagnostics();
    // A rule that is off costs nothing.
    let active = levels::active(site);
    let by_site: Vec<Vec<Diagnostic>> = active.par_iter().map(|rule| look_at_site(rule, site)).collect();
    found.extend(by_site.into_iter().flatten());
    let tools = Tools::default();
    let of_entries: Vec<&Rule> = active.into_iter().filter(|rule| matches!(rule.run, Run::Entry(_))).collect();
    if !of_entries.is_empty() {
        let by_entry: Vec<Vec<Diagnostic>> = site
            .sources
            .ids()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|id| look_at_entry(&of_entries, site, &tools, id))
            .filter(|found| !found.is_empty())
            .collect();
        found.extend(by_entry.into_iter().flatten());
    }
    found.extend(levels::unknown(site));
    apply_levels(site, &mut found);
    tidy(&mut found);
    found
}

/// What can be told of one file by a look at it alone, with the site's levels and sorted: what phases found in it, and what
/// rules about single files say. It costs what that file costs, however large the site is.
pub fn of_file(site: &Site, path: &str) -> Vec<Diagnostic> {
    let mut found = site.diagnostics_in(path);
    if let Some(id) = site.id_of(path) {
        let of_entries: Vec<&Rule> =
            levels::active(site).into_iter().filter(|rule| matches!(rule.run, Run::Entry(_))).collect();
        found.extend(look_at_entry(&of_entries, site, &Tools::default(), id));
    }
    apply_levels(site, &mut found);
    tidy(&mut found);
    found
}

/// Whether [`of_file`] tells of the faults of a rule; others take a look at the whole site.
pub fn is_of_file(code: &str) -> bool {
    find(code).is_some_and(|rule| !matches!(rule.run, Run::Site(_)))
}

/// Whether a rule is on for any file.
pub fn is_active(site: &Site, code: &str) -> bool {
    levels::active(site).iter().any(|rule| rule.code == code)
}

fn look_at_site(rule: &Rule, site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Run::Site(look) = rule.run {
        look(site, &mut found);
    }
    found
}

fn look_at_entry(rules: &[&Rule], site: &Site, tools: &Tools, id: EntryId) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(entry) = site.entry(id) else { return found };
    let subject = Subject::new(site, tools, id, entry);
    for rule in rules {
        if let Run::Entry(look) = rule.run
            && levels::is_on(site, rule, entry)
        {
            let before = found.len();
            look(&subject, &mut found);
            cut(rule, entry, before, &mut found);
        }
    }
    found
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
