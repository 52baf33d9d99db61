//! Reading changed files of the content again.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::change_set::ChangeSet;
use super::missing::missing;
use super::state::State;
use helpdex_content::config::{Config, PerLanguage};
use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Result;
use helpdex_content::markdown::Labels;
use helpdex_content::site::Site;
use helpdex_content::source::{self, Entry, Reread, Sources, split_name};

/// With these faults a file has lost its meaning: the last good version says more than the newest.
const MEANINGLESS: [&str; 3] = ["front-matter", "not-utf8", "too-large"];
/// Files come and go while a tool works in the folder; it is read so often before the fault is told.
const ATTEMPTS: u32 = 3;

/// What a batch of changes comes to.
pub(super) enum ContentUpdate {
    /// No page is any different.
    Unchanged,
    /// The site with other versions of some articles, or read anew.
    Changed(Box<Site>),
}

/// Why newer versions of files are not shown, by the file.
pub(super) type Held = BTreeMap<String, Vec<Diagnostic>>;

/// The content folder as diagnostics name it.
pub(super) fn name(config: &Config) -> String {
    config.site_path("").into()
}

/// Reads what a batch touched. Files that lost their meaning stay as they were, and `held` tells why.
pub(super) fn reread(state: &State, scope: &ChangeSet, labels: &PerLanguage<Labels>, held: &mut Held) -> ContentUpdate {
    let site = &state.site;
    let read = if scope.everything { anew(site, held) } else { Some(touched(site, &scope.content, held)) };
    let Some(mut sources) = read else { return ContentUpdate::Unchanged };
    keep_last_good(site, &mut sources, held);
    if sources.is_same(&site.whole) {
        ContentUpdate::Unchanged
    } else {
        ContentUpdate::Changed(Box::new(site.follow(sources, labels)))
    }
}

/// The sources with some paths read again.
fn touched(site: &Site, paths: &[String], held: &mut Held) -> Sources {
    let config = &site.config;
    let Reread { sources, failed } = site.whole.reread(config, paths);
    let shown = |path: &str| format!("{}/{path}", name(config));
    for path in paths {
        let (own, below) = (shown(path), format!("{}/", shown(path)));
        held.retain(|held, _| *held != own && !held.starts_with(&below));
    }
    for (path, fault) in failed {
        held.insert(shown(&path), vec![missing(&shown(&path), &fault)]);
    }
    sources
}

/// Reads the whole content folder; nothing when it can't be read.
fn anew(site: &Site, held: &mut Held) -> Option<Sources> {
    let config = &site.config;
    let sources = match patiently(config) {
        Ok(sources) => sources,
        Err(fault) => {
            let folder = name(config);
            held.insert(folder.clone(), vec![missing(&folder, &fault)]);
            return None;
        }
    };
    let in_content = format!("{}/", name(config));
    held.retain(|path, _| *path != name(config) && !path.starts_with(&in_content));
    Some(sources)
}

/// The faults for which a file is not shown, unless there is nothing better to show.
fn lost_meaning(old: &Arc<Entry>, new: &Entry) -> Option<Vec<Diagnostic>> {
    let meaningless = |found: &&Diagnostic| MEANINGLESS.contains(&found.code);
    let had_meaning = !old.diagnostics.iter().any(|found| meaningless(&found));
    let faults: Vec<Diagnostic> = new.diagnostics.iter().filter(meaningless).cloned().collect();
    (!faults.is_empty() && had_meaning).then_some(faults)
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
    let old = |path: &str| site.whole.entries.iter().find(|entry| entry.file.path() == path);
    let pairs = site.whole.pairs(sources);
    for (entry, pair) in sources.entries.iter_mut().zip(pairs) {
        let last = pair.and_then(|pair| site.whole.get(pair)).filter(|last| !Arc::ptr_eq(last, entry));
        let Some(last) = last else { continue };
        if let Some(faults) = lost_meaning(last, entry) {
            held.insert(entry.file.path().into(), faults);
            *entry = Arc::clone(last);
        } else if last.file.text() == entry.file.text() && last.key == entry.key {
            // The same text is the same entry: what is made from it need not be compared again.
            *entry = Arc::clone(last);
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
    if !kept.is_empty() {
        sources.entries.extend(kept);
        sources.sort();
    }
}

fn is_markdown(config: &Config, path: &str) -> bool {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    split_name(config, name).is_some()
}

#[cfg(test)]
mod tests;
