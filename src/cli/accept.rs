//! `--accept` of `helpdex gaps` and `helpdex alike`: what is proposed is written into lists of the front matter.

use std::collections::BTreeMap;

use super::context::{Context, Status};
use super::plural::count;
use super::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::edit::{add_to_list, plan};
use helpdex_content::error::Result;
use helpdex_content::source::{EntryId, Sources};
use helpdex_lint::proposals::Proposal;

/// What to add to a list of one article.
pub(super) struct Addition {
    pub(super) entry: EntryId,
    pub(super) items: Vec<String>,
}

/// Which list it is, and what one item of it is called.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub(super) key: &'static str,
    pub(super) item: &'static str,
}

/// The words that articles are found by.
pub(super) const ASKS: List = List { key: "asks", item: "ask" };

/// Customers' words for their articles.
pub(super) fn asks(proposed: &[Proposal]) -> Vec<Addition> {
    let items = |article: &Proposal| article.asks.iter().map(|ask| ask.query.clone()).collect();
    proposed.iter().map(|article| Addition { entry: article.entry, items: items(article) }).collect()
}

/// Writes the items into the articles, or shows what would change. An article whose front matter can't be edited is told
/// and left alone.
pub(super) fn run(
    list: List,
    additions: &[Addition],
    (config, sources): (&Config, &Sources),
    dry_run: bool,
    context: &Context,
) -> Result<Status> {
    let mut status = Status::Fine;
    let mut edits = Vec::new();
    let mut added = BTreeMap::new();
    for addition in additions {
        let Some(entry) = sources.get(addition.entry) else { continue };
        let (key, path) = (list.key, entry.file.path());
        match add_to_list(&entry.file, key, &addition.items) {
            Some(edit) => {
                edits.push([edit]);
                added.insert(path.as_str(), addition.items.len());
            }
            None => {
                status = Status::Content;
                context.say(&format!(
                    "left {path} alone: its front matter can't be changed without risk; write the `{key}` by hand"
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
            let added = added.get(&*change.path).copied().unwrap_or_default();
            context.say(&format!("added {} to {}", count(added, list.item), change.path));
        }
    }
    if dry_run {
        let (items, files) = (count(added.values().sum(), list.item), count(plan.changes.len(), "file"));
        context.say(&format!("would add {items} to {files}; nothing was written"));
    } else if plan.changes.is_empty() {
        context.say("there is nothing to accept");
    }
    Ok(status)
}
