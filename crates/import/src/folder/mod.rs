//! `helpdex import`: a folder of Markdown from elsewhere becomes part of the content.
//!
//! Everything is read and planned before the first file is written: links can only be rewritten when every file's new
//! name is known. Files that are in the content already stay as they are, and importing the same folder twice changes
//! nothing.

mod aliases;
mod dead;
mod document;
mod existing;
mod fence;
mod headings;
mod html;
mod keys;
mod links;
mod names;
mod pictures;
mod plan;
mod report;
mod rewrite;
mod survey;
mod target;
mod value;
mod write;

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use existing::Existing;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use pictures::Pictures;
use plan::Plan;
use target::{Links, Targets};

pub use report::{Problem, Summary};

/// After this many rounds of finding free names, content that changes under our hands is the likeliest reason.
const MAX_ROUNDS: usize = 20;

/// What to import, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The folder of Markdown.
    pub source: &'a Path,
    /// A folder in the site's content; the content folder itself without it.
    pub into: Option<&'a Path>,
    /// Code of the language that the articles are in; the site's default one without it.
    pub language: Option<&'a str>,
}

/// What all steps of one import share.
pub(super) struct Job<'a> {
    config: &'a Config,
    /// The folder that receives the articles, absolute.
    into: PathBuf,
    /// Whether that is the content folder itself, where articles need a category first.
    at_top: bool,
    /// Index of the language of files whose names don't say another one.
    language: usize,
}

/// Imports a folder.
///
/// # Errors
/// When the request makes no sense, or a folder can't be read or written. What can't be imported otherwise is told in
/// the [`Summary`].
pub fn import(config: &Config, request: Request<'_>) -> Result<Summary> {
    let job = job(config, request)?;
    let mut summary = Summary::default();
    let survey = survey::survey(request.source, &mut summary)?;
    let documents = document::read_all(&job, &survey, &mut summary)?;
    let existing = Existing::read(config)?;
    let targets = Targets::new(&survey, &documents, &existing);
    let mut pictures = Pictures::default();
    let links: Vec<_> = (0..documents.len()).map(|index| targets.links(index, &mut pictures, &mut summary)).collect();
    let related = related(&documents, &targets, &mut summary);
    let used: BTreeSet<&str> = links.iter().flat_map(Links::files).collect();
    summary.left_out = survey.left_out(&used);
    let mut taken = BTreeSet::new();
    for _ in 0..MAX_ROUNDS {
        let mut attempt = summary.clone();
        let mut plan = Plan::new(&job, &survey, &documents, &used, &pictures.all, &taken);
        plan.aliases = aliases::free(&job, &documents, &plan, &existing, &mut attempt);
        let parts = Parts { survey: &survey, documents: &documents, links: &links, related: &related };
        let files = rewrite::files(&job, &parts, &pictures.all, &plan, &mut attempt);
        let occupied = write::occupied(&job, &files)?;
        if occupied.is_empty() {
            write::write(&job, &files, &mut attempt)?;
            attempt.finish();
            return Ok(attempt);
        }
        taken.extend(occupied);
    }
    Err(Error::Environment(format!("found no free names in `{}`", job.into.display())))
}

/// What was found out about the imported files.
pub(super) struct Parts<'a> {
    survey: &'a survey::Survey,
    documents: &'a [document::Document],
    /// Of each document.
    links: &'a [Links<'a>],
    /// Of each document.
    related: &'a [Related],
}

/// What a document names as related.
#[derive(Debug, Default)]
pub(super) struct Related {
    /// Documents, by their index.
    found: Vec<usize>,
    /// What is none.
    other: Vec<String>,
}

impl Job<'_> {
    /// The folder that receives the articles as a path below the content folder, with forward slashes.
    fn place(&self) -> String {
        let content = real(&self.config.content_dir());
        let into = real(&self.into);
        let below = into.strip_prefix(&content).unwrap_or(Path::new(""));
        below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// What stands before `.md` in the names of a language's articles.
    fn suffix(&self, language: usize) -> String {
        crate::scaffold::language_suffix(self.config, language)
    }
}

/// The documents that each one names as related; names that lead nowhere are told.
fn related(documents: &[document::Document], targets: &Targets<'_>, summary: &mut Summary) -> Vec<Related> {
    let mut all = Vec::with_capacity(documents.len());
    for document in documents {
        let mut related = Related::default();
        for path in &document.meta.related {
            if let Some(index) = targets.related(document, path) {
                related.found.push(index);
                continue;
            }
            let message = format!("no article for `{path}` under `related`; it is kept under `extra`");
            summary.problem(&document.path, document.head_line(path), message);
            related.other.push(path.clone());
        }
        all.push(related);
    }
    all
}

fn job<'a>(config: &'a Config, request: Request<'_>) -> Result<Job<'a>> {
    let language = crate::scaffold::language_index(config, request.language)?;
    let content = config.content_dir();
    let into = request.into.map_or_else(|| Ok(content.clone()), absolute)?;
    if content.exists() && !content.is_dir() {
        return Err(Error::Refused(format!("`{}` is a file, not the folder of articles", content.display())));
    }
    if !real(&into).starts_with(real(&content)) || into.is_file() {
        let shown = request.into.unwrap_or(&content).display();
        return Err(Error::Refused(format!(
            "`{shown}` is not a folder in `{}`, where the site's articles are",
            config.content.display()
        )));
    }
    let source = request.source;
    if source.exists() && !source.is_dir() {
        return Err(Error::Refused(format!("`{}` is a file; name the folder that it is in", source.display())));
    }
    let from = source.canonicalize().map_err(Error::io("read", source))?;
    let target = real(&content);
    if from.starts_with(&target) || target.starts_with(&from) {
        return Err(Error::Refused(format!(
            "`{}` belongs to this site's own content; name a folder outside of it",
            source.display()
        )));
    }
    let at_top = real(&into) == target;
    Ok(Job { config, into, at_top, language })
}

/// An absolute path without `.` and `..`.
fn absolute(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path).map_err(Error::io("find", path))?;
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    Ok(plain)
}

/// The path with its links followed as far as it exists.
fn real(path: &Path) -> PathBuf {
    for ancestor in path.ancestors() {
        if let Ok(found) = ancestor.canonicalize() {
            return path.strip_prefix(ancestor).map_or(found.clone(), |rest| found.join(rest));
        }
    }
    path.to_owned()
}

/// Joins a folder's path and a name, with forward slashes; the top folder is the empty path.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder of a path, and its last part.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

#[cfg(test)]
mod tests;
