//! Which level a rule has for a file: the file's own word, else the site's, else the rule's.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::registry::{find, rules};
use super::rule::Rule;
use helpdex_content::config::{CONFIG_FILE, Level, Levels};
use helpdex_content::diagnostic::{Diagnostic, Severity};
use helpdex_content::site::Site;
use helpdex_content::source::Entry;
use helpdex_content::suggestion::did_you_mean;

/// The level that a file has for a rule because somebody said so.
fn said(levels: &Levels, code: &str, path: &str, entry: Option<(&Entry, &str)>) -> Option<Level> {
    let own = entry.and_then(|(entry, _)| entry.front.checks.iter().find(|setting| setting.code.value == code));
    own.map(|setting| setting.level).or_else(|| levels.get(code, path, entry.map(|(_, language)| language)))
}

/// An entry with the code of its language.
fn with_language<'s>(site: &'s Site, entry: &'s Entry) -> (&'s Entry, &'s str) {
    (entry, site.config.code(entry.language))
}

/// The rules that are not off for every single file: the others need no look at anything.
pub(super) fn active(site: &Site) -> Vec<&'static Rule> {
    of_level(site, |level| level != Level::Off)
}

/// The rules that stop a build for any file.
pub(super) fn stopping(site: &Site) -> Vec<&'static Rule> {
    of_level(site, |level| level == Level::Error)
}

/// The rules that have such a level for any file.
fn of_level(site: &Site, on: impl Fn(Level) -> bool + Copy) -> Vec<&'static Rule> {
    let settings = site.sources.entries.iter().flat_map(|entry| &entry.front.checks);
    let by_hand: HashSet<&str> = settings.filter(|s| on(s.level)).map(|s| s.code.value.as_str()).collect();
    let levels = &site.config.levels;
    rules()
        .filter(|rule| {
            on(levels.everywhere(rule.code).unwrap_or(rule.level))
                || levels.somewhere(rule.code).any(on)
                || by_hand.contains(rule.code)
        })
        .collect()
}

/// Whether a rule is on for an entry.
pub(super) fn is_on(site: &Site, rule: &Rule, entry: &Entry) -> bool {
    let said = said(&site.config.levels, rule.code, entry.file.path(), Some(with_language(site, entry)));
    said.unwrap_or(rule.level) != Level::Off
}

/// Gives diagnostics the severity that the site or the file itself wants, and drops those that are turned off.
pub fn apply_levels(site: &Site, found: &mut Vec<Diagnostic>) {
    let own: HashMap<&str, Level> = rules().map(|rule| (rule.code, rule.level)).collect();
    // Those of one file stand together, as a rule: to look for it is most of the work.
    let files = found.par_chunk_by_mut(|one, other| one.path == other.path);
    let wanted = files.flat_map_iter(|of_file| {
        let path = of_file.first().map_or("", |diagnostic| &diagnostic.path);
        let entry = site.id_of(path).and_then(|index| site.entry(index));
        let entry = entry.map(|entry| with_language(site, entry));
        let own = &own;
        of_file.iter_mut().map(move |diagnostic| {
            match said(&site.config.levels, diagnostic.code, &diagnostic.path, entry) {
                Some(Level::Off) => return false,
                Some(Level::Error) => diagnostic.severity = Severity::Error,
                Some(Level::Warning) => diagnostic.severity = Severity::Warning,
                None => return own.get(diagnostic.code) != Some(&Level::Off),
            }
            true
        })
    });
    let mut wanted = wanted.collect::<Vec<bool>>().into_iter();
    found.retain(|_| wanted.next().unwrap_or(true));
}

/// Codes that settings or front matter name and that are no rules.
pub(super) fn unknown(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (code, place) in site.config.levels.named() {
        if find(code).is_none() {
            found.push(no_rule(Diagnostic::error("bad-value", CONFIG_FILE, message(code)).at(place.clone()), code));
        }
    }
    for entry in &site.sources.entries {
        for setting in &entry.front.checks {
            let code = &setting.code.value;
            if find(code).is_none() {
                found.push(no_rule(entry.file.error("bad-value", setting.code.range.clone(), message(code)), code));
            }
        }
    }
    found
}

fn message(code: &str) -> String {
    format!("`checks` names no rule of ours: `{code}`")
}

fn no_rule(found: Diagnostic, code: &str) -> Diagnostic {
    found.help(match did_you_mean(code, rules().map(|rule| rule.code)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`helpdex check --rules` lists them".to_owned(),
    })
}
