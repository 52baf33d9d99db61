//! `helpdex import`: what a reader made of a source becomes part of the content.
//!
//! Everything is read and planned before the first file is written: links can only be rewritten when every file's new
//! name is known. Files that are in the content already stay as they are, and importing the same folder twice changes
//! nothing.

mod addresses;
mod aliases;
mod dead;
mod document;
mod elsewhere;
mod existing;
mod headings;
mod html;
mod job;
mod keys;
mod links;
mod lists;
mod lookup;
mod names;
mod parts;
mod pictures;
mod plan;
mod redirects;
mod reference;
mod report;
mod report_page;
mod rewrite;
mod state;
mod survey;
mod target;
mod votes;
mod write;

use std::collections::BTreeSet;

use existing::Existing;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use job::{Job, job};
use parts::{Parts, Related};
use pictures::Pictures;
use plan::Plan;
use state::State;
use survey::Survey;
use target::{Links, Targets};
use write::Recorder;

use crate::source::archive::Unpacked;
use crate::source::what;
use crate::tools::{self, Ask, Tree};

pub use job::Request;
pub use report::{Kept, Summary, Votes};
pub use report_page::page as report_page;

/// After this many rounds of finding free names, content that changes under our hands is the likeliest reason.
const MAX_ROUNDS: usize = 20;

/// Imports a folder or file.
///
/// # Errors
/// When the request makes no sense, or something can't be read or written. What can't be imported otherwise is told in
/// the [`Summary`].
pub fn import(config: &Config, request: Request<'_>) -> Result<Summary> {
    let job = job(config, request)?;
    // It goes when all of it is written.
    let unpacked = Unpacked::of(request.source)?;
    let mut tree = Tree::read(unpacked.as_ref().map_or(request.source, Unpacked::path))?;
    if let Some(unpacked) = &unpacked {
        tree.name.clone_from(&unpacked.name);
        tree.shown = request.source.to_owned();
    }
    let tool = tools::choose(&tree, request.from)?;
    let mut source = tools::read(tool, &Ask { config, language: job.language, tree: &tree })?;
    let mut summary = Summary {
        tool: (tool.name, tool.title),
        is_dry_run: job.is_dry_run,
        found: source.found,
        lost: source.lost,
        problems: std::mem::take(&mut source.notes.problems),
        translated: std::mem::take(&mut source.notes.translated),
        ..Summary::default()
    };
    if job.at_top {
        // Helpdex writes these itself: links to them go on leading to the old site's.
        source.files.retain(|_, asset| !config.programs.writes(&asset.place));
    }
    let survey = Survey::new(&mut source);
    let mut documents = document::all(config, &mut source, &mut summary);
    redirects::add(config, &source, &mut documents, &mut summary);
    let existing = Existing::read(config)?;
    let targets = Targets::new(&survey, &documents, &existing);
    let mut pictures = Pictures::default();
    let links: Vec<_> = (0..documents.len()).map(|index| targets.links(index, &mut pictures, &mut summary)).collect();
    let related = related(&documents, &targets, &mut summary);
    let parts =
        Parts { survey: &survey, documents: &documents, links: &links, related: &related, votes: &source.votes };
    settle(&job, &parts, &pictures, &existing, &format!("{} {}", tool.name, source.name), summary)
}

/// Finds names that are free, and writes.
fn settle(
    job: &Job<'_>,
    parts: &Parts<'_>,
    pictures: &Pictures,
    existing: &Existing,
    source: &str,
    mut summary: Summary,
) -> Result<Summary> {
    let used: BTreeSet<&str> = parts.links.iter().flat_map(Links::files).collect();
    summary.left_out = parts.survey.left_out(&used);
    let state = State::read(&job.config.root)?;
    let previous = state.of(source, &job.place());
    let mut taken = BTreeSet::new();
    for _ in 0..MAX_ROUNDS {
        let mut attempt = summary.clone();
        let mut plan = Plan::new(job, parts.survey, parts.documents, &used, &pictures.all, &taken, &previous);
        (plan.aliases, plan.category_aliases) =
            aliases::free(job, parts.documents, parts.survey, &plan, existing, &mut attempt);
        let files = rewrite::files(job, parts, &pictures.all, &plan, &mut attempt);
        let occupied = write::occupied(job, &files, &previous)?;
        if occupied.is_empty() {
            let mut recorder = Recorder::new(job, &state, &previous, source);
            write::write(job, &files, &mut recorder, &mut attempt)?;
            recorder.finish(job)?;
            attempt.votes = votes::placed(job, parts.votes, parts.documents, &plan);
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
            summary.problem(what::ADDRESS, &document.origin, document.head_line(path), message);
            related.other.push(path.clone());
        }
        all.push(related);
    }
    all
}

#[cfg(test)]
mod tests;
