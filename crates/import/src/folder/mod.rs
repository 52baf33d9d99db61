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
mod job;
mod keys;
mod links;
mod names;
mod parts;
mod pictures;
mod plan;
mod reference;
mod report;
mod rewrite;
mod survey;
mod target;
mod value;
mod write;

use std::collections::BTreeSet;

use existing::Existing;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use job::job;
use parts::{Parts, Related};
use pictures::Pictures;
use plan::Plan;
use target::{Links, Targets};

pub use job::Request;
pub use report::{Kept, Problem, Summary};

/// After this many rounds of finding free names, content that changes under our hands is the likeliest reason.
const MAX_ROUNDS: usize = 20;

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

#[cfg(test)]
mod tests;
