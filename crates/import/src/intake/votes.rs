//! What readers said of articles, by the files that these are now.

use helpdex_content::path::join;

use super::document::Document;
use super::job::Job;
use super::plan::Plan;
use super::report::Votes;
use crate::source::Vote;

/// The votes of a source by the new places of its pages.
pub(super) fn placed(job: &Job<'_>, votes: &[Vote], documents: &[Document], plan: &Plan) -> Vec<Votes> {
    let place = |vote: &Vote| {
        let is_it = |document: &Document| document.origin == vote.origin && document.language == vote.language;
        let path = plan.documents.get(documents.iter().position(is_it)?)?;
        Some(Votes {
            article: job.config.site_path(&join(&job.place(), path)).into(),
            language: job.config.code(vote.language).to_owned(),
            up: vote.up,
            down: vote.down,
        })
    };
    let mut found: Vec<Votes> = votes.iter().filter_map(place).collect();
    found.sort_by(|a, b| a.article.cmp(&b.article));
    found
}
