//! `helpdex mv`.

use super::context::{Context, Status};
use super::plural::count;
use super::terminal::out;
use helpdex_content::error::Result;
use helpdex_content::references;
use helpdex_content::routes::Routes;
use helpdex_content::source;
use helpdex_import::rename::{self, Place, Plan};

/// Gives an article or a category another name, or another place, with everything that names it.
///
/// The translations of an article and the images that it alone shows go along. Links, related articles, snippets, search
/// tests, pinned answers and settings name it by its new name, old addresses lead to the new ones, and git is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The article or category, by its path from the site or from the content folder
    old: String,
    /// Its new path, or the category to put it into
    new: String,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let sources = source::read(&config)?;
    let (routes, _) = Routes::plan(&config, &sources, true);
    let references = references::all(&config, &sources);
    let place = Place { config: &config, sources: &sources, routes: &routes, references: &references };
    let plan = rename::movement(place, &args.old, &args.new)?;
    if args.dry_run {
        show(&plan)?;
        context.say("nothing was written");
        return Ok(Status::Fine);
    }
    plan.apply(&config)?;
    tell(&plan, context);
    Ok(Status::Fine)
}

/// Prints what a plan would do.
pub(super) fn show(plan: &Plan) -> Result<()> {
    let mut text = String::new();
    plan.files.iter().for_each(|(from, to)| text.push_str(&format!("move {from} -> {to}\n")));
    plan.removed.iter().for_each(|path| text.push_str(&format!("remove {path}\n")));
    plan.kept.iter().for_each(|path| text.push_str(&format!("keep {path}: its address can't lead elsewhere\n")));
    plan.addresses.iter().for_each(|(url, file)| text.push_str(&format!("redirect {url} to {file}\n")));
    plan.changes.iter().for_each(|change| text.push_str(&change.diff()));
    out(&text)
}

/// Says what a plan did.
pub(super) fn tell(plan: &Plan, context: &Context) {
    for (from, to) in &plan.files {
        context.say(&format!("moved {from} -> {to}"));
    }
    for path in &plan.removed {
        context.say(&format!("removed {path}"));
    }
    for path in &plan.kept {
        context.say(&format!("kept {path}: customers have its address, which can't lead elsewhere"));
    }
    for change in &plan.changes {
        let now = plan.files.iter().find(|(from, _)| *from == *change.path).map_or(&*change.path, |(_, to)| to);
        context.say(&format!("changed {} in {now}", count(change.edits, "place")));
    }
    for (url, file) in &plan.addresses {
        context.say(&format!("{url} leads to {file}"));
    }
}
