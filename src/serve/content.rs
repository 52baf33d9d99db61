//! Reading changed files of the content again.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;

use super::load;
use super::scope::Scope;
use super::state::State;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::markdown::Labels;
use crate::site::Site;
use crate::source::{self, Entry, Sources, read_entry, split_name};

/// Code of the diagnostic about a file or folder that went away while the preview runs.
pub(super) const MISSING: &str = "missing";
/// With these faults a file has lost its meaning: the last good version says more than the newest.
const MEANINGLESS: [&str; 3] = ["front-matter", "not-utf8", "too-large"];
/// Files come and go while a tool works in the folder; it is read so often before the fault is told.
const ATTEMPTS: u32 = 3;

/// What came of it.
pub(super) enum Outcome {
    /// No page is any different.
    Same,
    /// The site with other versions of some articles, or read anew.
    Next(Box<Site>),
}

/// Why newer versions of files are not shown, by the file.
pub(super) type Held = BTreeMap<String, Vec<Diagnostic>>;

/// The content folder as diagnostics name it.
pub(super) fn name(config: &Config) -> String {
    config.content.display().to_string()
}

/// Reads what a batch touched. Files that lost their meaning stay as they were, and `held` tells why.
pub(super) fn reread(state: &State, scope: &Scope, labels: &[Labels], held: &mut Held) -> Outcome {
    let site = &state.site;
    let changed = if scope.everything { None } else { edited(site, &scope.content) };
    match changed {
        Some(entries) => update(site, entries, labels, held),
        None => anew(site, labels, held),
    }
}

/// The entries that a batch touched, when it did nothing but write to files that are entries already.
fn edited(site: &Site, paths: &[String]) -> Option<Vec<(usize, String)>> {
    let config = &site.config;
    let top = config.content_dir();
    let mut edited = Vec::new();
    for path in paths {
        let location = top.join(path);
        let shown = format!("{}/{path}", name(config));
        let kind = std::fs::symlink_metadata(&location).map(|metadata| metadata.file_type());
        let index = site.places.get(&shown).copied();
        match (index, kind) {
            (Some(index), Ok(kind)) if kind.is_file() => edited.push((index, path.clone())),
            (None, Ok(kind)) if kind.is_dir() && site.sources.folders.contains(path) => {}
            // A temporary file that is gone again.
            (None, Err(_)) if !is_known(site, path, &shown) => {}
            _ => return None,
        }
    }
    Some(edited)
}

/// Whether a site has anything from a path that is no entry.
fn is_known(site: &Site, path: &str, shown: &str) -> bool {
    site.routes.files().contains_key(path)
        || site.sources.folders.iter().any(|folder| folder == path)
        || site.sources.files.iter().any(|file| file.path == path)
        || site.sources.diagnostics.iter().any(|found| found.path == shown)
}

fn update(site: &Site, edited: Vec<(usize, String)>, labels: &[Labels], held: &mut Held) -> Outcome {
    let config = &site.config;
    let top = config.content_dir();
    let read: Vec<_> = edited
        .into_par_iter()
        .map(|(index, path)| (index, read_entry(config, &path, &top.join(&path)), path))
        .collect();
    let mut changed = Vec::new();
    for (index, outcome, path) in read {
        let Some(old) = site.entry(index) else { continue };
        let shown = old.file.path().to_owned();
        match outcome {
            Ok(Ok(entry)) => {
                if let Some(faults) = lost_meaning(Some(old), &entry) {
                    held.insert(shown, faults);
                    continue;
                }
                held.remove(&shown);
                if entry.file.text() != old.file.text() {
                    changed.push((index, Arc::new(entry)));
                }
            }
            Ok(Err(fault)) => drop(held.insert(shown, vec![fault])),
            // It went away just now; the news of that is on its way.
            Err(fault) => drop(held.insert(shown, vec![load::missing(&path, &fault)])),
        }
    }
    if changed.is_empty() { Outcome::Same } else { Outcome::Next(Box::new(site.update(&changed, labels))) }
}

/// The faults for which a file is not shown, unless there is nothing better to show.
fn lost_meaning(old: Option<&Arc<Entry>>, new: &Entry) -> Option<Vec<Diagnostic>> {
    let meaningless = |found: &&Diagnostic| MEANINGLESS.contains(&found.code);
    let had_meaning = |old: &Arc<Entry>| !old.diagnostics.iter().any(|found| meaningless(&found));
    let faults: Vec<Diagnostic> = new.diagnostics.iter().filter(meaningless).cloned().collect();
    (!faults.is_empty() && old.is_some_and(had_meaning)).then_some(faults)
}

/// Reads the whole content folder: files came or went.
fn anew(site: &Site, labels: &[Labels], held: &mut Held) -> Outcome {
    let config = &site.config;
    let mut sources = match patiently(config) {
        Ok(sources) => sources,
        Err(fault) => {
            let folder = name(config);
            held.insert(folder.clone(), vec![load::missing(&folder, &fault)]);
            return Outcome::Same;
        }
    };
    let in_content = format!("{}/", name(config));
    held.retain(|path, _| *path != name(config) && !path.starts_with(&in_content));
    keep_last_good(site, &mut sources, held);
    let next = Site::assemble(Arc::clone(config), site.options, sources, Arc::clone(&site.dates), labels);
    Outcome::Next(Box::new(next.with_related(Arc::clone(&site.related))))
}

fn patiently(config: &Config) -> Result<Sources> {
    for _ in 1..ATTEMPTS {
        match source::read(config) {
            Err(_) if config.content_dir().is_dir() => std::thread::sleep(Duration::from_millis(50)),
            outcome => return outcome,
        }
    }
    source::read(config)
}

/// Puts the last good version of each file in the place of one that lost its meaning.
fn keep_last_good(site: &Site, sources: &mut Sources, held: &mut Held) {
    let old = |path: &str| site.places.get(path).and_then(|index| site.entry(*index));
    for entry in &mut sources.entries {
        let last = old(entry.file.path());
        match (last, last.and_then(|_| lost_meaning(last, entry))) {
            (Some(last), Some(faults)) => {
                held.insert(entry.file.path().to_owned(), faults);
                *entry = Arc::clone(last);
            }
            // The same text is the same entry: what is made from it need not be compared again.
            (Some(last), None) if last.file.text() == entry.file.text() && last.key == entry.key => {
                *entry = Arc::clone(last);
            }
            _ => {}
        }
    }
    let mut kept = Vec::new();
    sources.diagnostics.retain(|found| match old(&found.path) {
        Some(last) if MEANINGLESS.contains(&found.code) && is_markdown(&site.config, &found.path) => {
            held.insert(found.path.clone(), vec![found.clone()]);
            kept.push(Arc::clone(last));
            false
        }
        _ => true,
    });
    sources.entries.extend(kept);
}

fn is_markdown(config: &Config, path: &str) -> bool {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    split_name(config, name).is_some()
}
