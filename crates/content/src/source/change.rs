//! Reading a part of the content again: what changed on disk, and nothing else.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::entry::Entry;
use super::entry_id::EntryId;
use super::name::split_name;
use super::order::in_order;
use super::own_folders;
use super::read::{below, entry_from_text};
use super::sources::Sources;
use crate::config::Config;
use crate::diagnostic::SourceText;
use crate::error::Error;

/// Of so few paths each one is compared, which costs less than to look for all folders of a file.
const FEW: usize = 8;

/// The sources after a part of them was read again.
#[derive(Debug)]
pub struct Reread {
    /// The sources as they are now.
    pub sources: Sources,
    /// Paths that could not be read, and why; what was known of them stays.
    pub failed: Vec<(String, Error)>,
}

impl Sources {
    /// These sources with some paths below `content/` read again: files and folders, also such as came or went.
    pub fn reread(&self, config: &Config, paths: &[String]) -> Reread {
        let all: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
        let own: Vec<&str> = all.iter().copied().filter(|path| !ancestors(path).any(|up| all.contains(up))).collect();
        let top = config.content_dir();
        let read: Vec<_> = own
            .into_par_iter()
            .map(|path| {
                (path, if is_there(&top, path) { below(config, &top.join(path), None) } else { Ok(Self::default()) })
            })
            .collect();
        let (mut fresh, mut done, mut failed) = (Vec::new(), BTreeSet::new(), Vec::new());
        for (path, outcome) in read {
            match outcome {
                Ok(sources) => {
                    fresh.push(sources);
                    done.insert(path);
                }
                Err(fault) => failed.push((path.to_owned(), fault)),
            }
        }
        let mut sources = self.clone();
        sources.remove(config, &done);
        fresh.into_iter().for_each(|part| sources.add(part));
        sources.sort();
        Reread { sources, failed }
    }

    /// Puts another text in the place of a file's, such as one that is not saved yet; an article may be new. `false` where it
    /// would be no file of the site.
    pub fn put(&mut self, config: &Config, file: SourceText) -> bool {
        let path = file.path().clone();
        let own = |known: &Arc<SourceText>| *known.path() == path;
        let snippets = self.snippets.iter_mut().map(|snippet| &mut snippet.file);
        let incidents = self.incidents.iter_mut().map(|incident| &mut incident.file);
        let standards = self.standards.iter_mut().map(|standard| &mut standard.file);
        let data = [&mut self.synonyms, &mut self.queries].into_iter().flatten();
        if let Some(known) = snippets.chain(incidents).chain(standards).chain(data).find(|known| own(known)) {
            *known = Arc::new(file);
            return true;
        }
        let below = config.content_path(&path);
        let is_article = below.is_some_and(|below| {
            let name = below.rsplit('/').next().unwrap_or(below);
            own_folders::holds(below).is_none() && split_name(config, name).is_some()
        });
        let Some(entry) = entry_from_text(config, file).filter(|_| is_article).map(Arc::new) else { return false };
        match self.entries.iter_mut().find(|known| *known.file.path() == path) {
            Some(known) => *known = entry,
            None => {
                self.entries.push(entry);
                self.sort();
            }
        }
        true
    }

    /// Takes out what lies at or below some paths.
    fn remove(&mut self, config: &Config, paths: &BTreeSet<&str>) {
        let is_below =
            |path: &str, up: &str| path.strip_prefix(up).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let stays = |path: &str| match paths.len() {
            0..FEW => !paths.iter().any(|up| is_below(path, up)),
            _ => !paths.contains(path) && !ancestors(path).any(|up| paths.contains(up)),
        };
        let shown_stays = |path: &str| config.content_path(path).is_none_or(stays);
        self.entries.retain(|entry| shown_stays(entry.file.path()));
        self.files.retain(|file| stays(&file.path));
        self.folders.retain(|folder| stays(folder));
        self.snippets.retain(|snippet| shown_stays(snippet.file.path()));
        self.incidents.retain(|incident| shown_stays(incident.file.path()));
        self.standards.retain(|standard| shown_stays(standard.file.path()));
        self.diagnostics.retain(|found| shown_stays(&found.path));
        for data in [&mut self.synonyms, &mut self.queries] {
            data.take_if(|file| !shown_stays(file.path()));
        }
    }

    fn add(&mut self, part: Self) {
        self.entries.extend(part.entries);
        self.files.extend(part.files);
        self.folders.extend(part.folders);
        self.snippets.extend(part.snippets);
        self.incidents.extend(part.incidents);
        self.standards.extend(part.standards);
        self.diagnostics.extend(part.diagnostics);
        self.synonyms = part.synonyms.or_else(|| self.synonyms.take());
        self.queries = part.queries.or_else(|| self.queries.take());
    }

    /// The entry here of the file of each entry of other sources.
    pub fn pairs(&self, other: &Self) -> Vec<Option<EntryId>> {
        let mut own = self.with_ids().peekable();
        let pair = |entry: &Arc<Entry>| loop {
            let (id, known) = own.peek().copied()?;
            let order = if Arc::ptr_eq(known, entry) { Ordering::Equal } else { known.cmp_path(entry) };
            if order == Ordering::Greater {
                return None;
            }
            own.next();
            if order == Ordering::Equal {
                return Some(id);
            }
        };
        other.entries.iter().map(pair).collect()
    }

    /// Brings everything into the order in which it is read.
    pub fn sort(&mut self) {
        self.entries.sort_by(|a, b| a.cmp_path(b));
        self.files.sort_by(|a, b| in_order(&a.path, &b.path));
        self.folders.sort_by(|a, b| in_order(a, b));
        self.snippets.sort_by(|a, b| in_order(a.file.path(), b.file.path()));
        self.incidents.sort_by(|a, b| in_order(a.file.path(), b.file.path()));
        self.standards.sort_by(|a, b| in_order(a.file.path(), b.file.path()));
    }

    /// Whether everything is as in these other sources, of which one was made from the other.
    pub fn is_same(&self, other: &Self) -> bool {
        let same_entry = |(one, other): (&Arc<Entry>, &Arc<Entry>)| Arc::ptr_eq(one, other);
        self.entries.len() == other.entries.len()
            && self.entries.iter().zip(&other.entries).all(same_entry)
            && self.has_same_files(other)
            && self.has_same_snippets(other)
            && self.has_same_incidents(other)
            && self.has_same_standards(other)
            && self.folders == other.folders
            && self.diagnostics == other.diagnostics
            && is_same_text(self.urls.as_ref(), other.urls.as_ref())
    }

    /// Whether the files that are no articles are the same.
    pub(crate) fn has_same_files(&self, other: &Self) -> bool {
        self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(|(one, other)| Arc::ptr_eq(one, other))
            && is_same_text(self.synonyms.as_ref(), other.synonyms.as_ref())
            && is_same_text(self.queries.as_ref(), other.queries.as_ref())
    }

    /// Whether the snippets say the same.
    pub(crate) fn has_same_snippets(&self, other: &Self) -> bool {
        self.snippets.len() == other.snippets.len()
            && self.snippets.iter().zip(&other.snippets).all(|(one, other)| {
                one.file.path() == other.file.path() && is_same_text(Some(&one.file), Some(&other.file))
            })
    }

    /// Whether the incidents say the same.
    pub(crate) fn has_same_incidents(&self, other: &Self) -> bool {
        self.incidents.len() == other.incidents.len()
            && self.incidents.iter().zip(&other.incidents).all(|(one, other)| {
                one.file.path() == other.file.path() && is_same_text(Some(&one.file), Some(&other.file))
            })
    }

    /// Whether the checklists say the same.
    pub(crate) fn has_same_standards(&self, other: &Self) -> bool {
        self.standards.len() == other.standards.len()
            && self.standards.iter().zip(&other.standards).all(|(one, other)| {
                one.file.path() == other.file.path() && is_same_text(Some(&one.file), Some(&other.file))
            })
    }
}

fn is_same_text(one: Option<&Arc<SourceText>>, other: Option<&Arc<SourceText>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one.text() == other.text(),
        (None, None) => true,
        _ => false,
    }
}

/// The folders that a path lies in, innermost first.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').rev().filter_map(|(at, _)| path.get(..at))
}

/// Whether something is there, in real folders: a link is not followed.
fn is_there(top: &Path, path: &str) -> bool {
    let is_folder = |up: &str| std::fs::symlink_metadata(top.join(up)).is_ok_and(|metadata| metadata.is_dir());
    ancestors(path).all(is_folder) && std::fs::symlink_metadata(top.join(path)).is_ok()
}
