//! Writing an import, over nothing that an author wrote.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use super::job::Job;
use super::report::Summary;
use super::rewrite::{Content, Kind, Output};
use super::state::{self, Previous, State};
use crate::scaffold::write_new;
use crate::source::what;
use helpdex_content::edit::replace_file_soon;
use helpdex_content::error::{Error, Result};
use helpdex_content::path::join;

/// The paths at which the content has something else than what is to be written, and that no earlier import of the same
/// source wrote.
///
/// A text that differs only in where its links lead may well be the same article, imported earlier: its links differ
/// for as long as other names are not settled. So those paths count only when there are no others.
pub(super) fn occupied(job: &Job<'_>, outputs: &[Output], previous: &Previous) -> Result<Vec<String>> {
    let (mut others, mut nearly_same) = (Vec::new(), Vec::new());
    for output in outputs {
        let path = job.into.join(&output.path);
        // `symlink_metadata` sees links that lead nowhere too.
        if fs::symlink_metadata(&path).is_err() || previous.hash(&output.path, &output.key).is_some() {
            continue;
        }
        match &output.content {
            Content::Page(_) => {}
            Content::Text(text, ..) if has_bytes(&path, text.as_bytes()) => {}
            Content::Text(text, links, _) => {
                let list = if has_same_words(&path, text, links) { &mut nearly_same } else { &mut others };
                list.push(output.path.clone());
            }
            Content::Picture(bytes) if has_bytes(&path, bytes) => {}
            Content::Copy(from) if has_bytes(&path, &from.read()?) => {}
            Content::Copy(_) | Content::Picture(_) => others.push(output.path.clone()),
        }
    }
    Ok(if others.is_empty() { nearly_same } else { others })
}

/// Whether a file holds a text, whatever stands in the places of its links.
fn has_same_words(path: &Path, text: &str, links: &[Range<usize>]) -> bool {
    let Ok(there) = fs::read_to_string(path) else { return false };
    let mut there = there.as_str();
    let mut at = 0;
    for link in links {
        let words = text.get(at..link.start).unwrap_or_default();
        let Some(rest) = there.strip_prefix(words) else { return false };
        // A link written by an import has no blanks and ends where a bracket, a blank or a quote begins.
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '"' | '\'' | '>')).unwrap_or(rest.len());
        there = rest.get(end..).unwrap_or_default();
        at = link.end;
    }
    text.get(at..) == Some(there)
}

fn has_bytes(path: &Path, bytes: &[u8]) -> bool {
    let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let same_len = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == len);
    same_len && fs::read(path).is_ok_and(|there| there == bytes)
}

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// It is written, since nothing is there.
    Create,
    /// It is there, as it is at the source or as the author made it.
    Keep,
    /// The source has changed and the file has not: it is written anew.
    Update,
    /// Both have changed: the author's stays, and is told of.
    Conflict,
    /// Somebody removed it: it stays away.
    Away,
}

/// Writes what is new, and notes all of it in the record of imports.
pub(super) fn write(job: &Job<'_>, outputs: &[Output], record: &mut Recorder<'_>, summary: &mut Summary) -> Result<()> {
    // Whoever removed everything starts afresh.
    let is_fresh = record.previous.files().all(|(path, _)| fs::symlink_metadata(job.into.join(path)).is_err());
    for output in outputs {
        let path = job.into.join(&output.path);
        let bytes = bytes(&output.content)?;
        let new = state::hash(&bytes);
        let old = record.previous.hash(&output.path, &output.key).filter(|_| !is_fresh);
        let step = step(job, &path, &output.content, &new, old)?;
        match step {
            Step::Create if !job.is_dry_run && !write_new(&path, &bytes)? => {
                return Err(Error::Environment(format!("`{}` was written by somebody else just now", path.display())));
            }
            Step::Update if !job.is_dry_run => replace_file_soon(&path, &bytes)?,
            Step::Conflict => {
                let message = format!("changed at the source and in `{}`; yours is kept", shown(job, &output.path));
                summary.problem(what::CONFLICT, &output.key, None, message);
            }
            _ => {}
        }
        if step == Step::Away {
            summary.removed.push(shown(job, &output.path));
        } else {
            // Of a conflict, too: it is told once for each change at the source.
            record.note(&output.path, new, &output.key);
        }
        tally(&output.content, step, summary);
    }
    let now: BTreeSet<&str> = outputs.iter().map(|output| output.key.as_str()).collect();
    summary.gone = if is_fresh { Vec::new() } else { record.previous.gone(&now) };
    Ok(())
}

/// Decides what happens to a file: `new` stands for what the source has now, `old` for what it had the last time.
fn step(job: &Job<'_>, path: &Path, content: &Content, new: &str, old: Option<&str>) -> Result<Step> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(if old.is_some() && !job.restores { Step::Away } else { Step::Create });
    }
    let Some(old) = old else { return Ok(Step::Keep) };
    let there = fs::read(path).map_err(Error::io("read", path))?;
    let there = state::hash(&there);
    // What is made of a folder's name is never better than what an author wrote.
    let is_made = matches!(content, Content::Page(_));
    Ok(match () {
        () if there == new || new == old => Step::Keep,
        () if there == old => Step::Update,
        () if is_made => Step::Keep,
        () => Step::Conflict,
    })
}

fn bytes(content: &Content) -> Result<Rc<[u8]>> {
    Ok(match content {
        Content::Text(text, ..) | Content::Page(text) => text.as_bytes().into(),
        Content::Picture(bytes) => Rc::clone(bytes),
        Content::Copy(from) => from.read()?,
    })
}

fn tally(content: &Content, step: Step, summary: &mut Summary) {
    let is_kept = matches!(step, Step::Keep | Step::Conflict);
    summary.updated += usize::from(step == Step::Update);
    match (content, step) {
        (Content::Page(_), Step::Create) => summary.categories += 1,
        (Content::Copy(_) | Content::Picture(_), Step::Create) => summary.files += 1,
        (Content::Copy(_) | Content::Picture(_), _) if is_kept => summary.kept.files += 1,
        (Content::Text(_, _, kind), _) if step != Step::Create => match kind {
            Kind::Article { is_draft } => {
                summary.kept.articles += 1;
                summary.kept.drafts += usize::from(*is_draft);
            }
            Kind::CategoryPage => summary.kept.category_pages += 1,
        },
        _ => {}
    }
}

/// The path by which people name a file of the content.
fn shown(job: &Job<'_>, path: &str) -> String {
    job.config.site_path(&join(&job.place(), path)).into()
}

/// Where this import notes what it wrote.
pub(super) struct Recorder<'a> {
    /// What it wrote the last time.
    pub(super) previous: &'a Previous,
    state: State,
    source: &'a str,
    place: String,
}

impl<'a> Recorder<'a> {
    /// Goes on with a record.
    pub(super) fn new(job: &Job<'_>, state: &State, previous: &'a Previous, source: &'a str) -> Self {
        Self { previous, state: state.clone(), source, place: job.place() }
    }

    fn note(&mut self, path: &str, hash: String, origin: &str) {
        self.state.note(join(&self.place, path), hash, self.source, origin);
    }

    /// Writes the record.
    ///
    /// # Errors
    /// When that can't be done.
    pub(super) fn finish(self, job: &Job<'_>) -> Result<()> {
        if job.is_dry_run { Ok(()) } else { self.state.write(&job.config.root) }
    }
}
