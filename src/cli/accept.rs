//! `helpdex gaps --accept`: words of customers become `asks` of the articles that they opened.

use super::context::{Context, Status};
use super::plural::count;
use super::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::edit::{add_to_list, plan};
use helpdex_content::error::Result;
use helpdex_content::source::Sources;
use helpdex_lint::proposals::Proposal;

/// Writes the words into the articles, or shows what would change. An article whose front matter can't be edited is told
/// and left alone.
pub(super) fn run(
    proposed: &[Proposal],
    config: &Config,
    sources: &Sources,
    dry_run: bool,
    context: &Context,
) -> Result<Status> {
    let mut status = Status::Fine;
    let mut edits = Vec::new();
    let mut asks = 0;
    for article in proposed {
        let Some(entry) = sources.get(article.entry) else { continue };
        let queries: Vec<String> = article.asks.iter().map(|ask| ask.query.clone()).collect();
        match add_to_list(&entry.file, "asks", &queries) {
            Some(edit) => {
                edits.push([edit]);
                asks += queries.len();
            }
            None => {
                status = Status::Content;
                let path = &article.source;
                context.say(&format!(
                    "left {path} alone: its front matter can't be changed without risk; write the `asks` by hand"
                ));
            }
        }
    }
    let text = |path: &str| sources.entries.iter().find(|entry| entry.file.path() == path).map(|e| e.file.text());
    let plan = plan(&config.root, edits.iter().map(<[_; 1]>::as_slice), text)?;
    for change in &plan.changes {
        if dry_run {
            out(&change.diff())?;
        } else {
            change.write()?;
            let added = proposed.iter().find(|article| article.source == change.path).map_or(0, |own| own.asks.len());
            context.say(&format!("added {} to {}", count(added, "ask"), change.path));
        }
    }
    if dry_run {
        let (asks, files) = (count(asks, "ask"), count(plan.changes.len(), "file"));
        context.say(&format!("would add {asks} to {files}; nothing was written"));
    } else if plan.changes.is_empty() {
        context.say("there are no words to accept");
    }
    Ok(status)
}
