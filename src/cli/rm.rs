//! `helpdex rm`.

use std::collections::BTreeSet;

use super::context::{Context, Status};
use super::mv;
use super::plural::count;
use super::terminal::out;
use helpdex_content::error::{Error, Result};
use helpdex_content::git::Git;
use helpdex_content::references;
use helpdex_content::routes::Routes;
use helpdex_content::site::Options;
use helpdex_content::today::today;
use helpdex_import::rename::{self, Place};
use helpdex_publish::build;

/// Takes an article out, and lets another one answer at its addresses.
///
/// Its translations and the images that it alone shows go, too. What named it names the other article, and is listed:
/// the words around a link may fit no longer.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The article, by its path from the site or from the content folder
    article: String,
    /// The article that answers its question from now on; a draft that was never published needs none
    #[arg(long, value_name = "OTHER")]
    to: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Remove it even if its present text is in no commit
    #[arg(long)]
    dirty: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let loaded = build::load(config.for_agents().into(), Options { drafts: true, today: today()? })?;
    let site = &*loaded.site;
    let (routes, _) = Routes::plan(&site.config, &site.sources, true);
    let references = references::all(&site.config, &site.sources);
    let place = Place { config: &site.config, sources: &site.sources, routes: &routes, references: &references };
    let anchors = |file: &str| -> BTreeSet<String> {
        let body = site.id_of(file).and_then(|id| site.body(id));
        body.map(|body| body.anchors.iter().cloned().collect()).unwrap_or_default()
    };
    let removal = rename::removal(place, &args.article, args.to.as_deref(), &anchors)?;
    if args.dry_run {
        mv::show(&removal.plan)?;
        out(&places(&removal.places, args.to.as_deref()))?;
        context.say("nothing was written");
        return Ok(Status::Fine);
    }
    if !args.dirty
        && let committed = Git::at(&site.config.root).committed().unwrap_or_default()
        && let Some(path) = removal.plan.removed.iter().find(|path| !committed.contains(path.as_str()))
    {
        return Err(Error::Refused(format!(
            "`{path}` has a text that is in no commit, and would be lost; commit it first, or add `--dirty`"
        )));
    }
    removal.plan.apply(&site.config)?;
    mv::tell(&removal.plan, context);
    out(&places(&removal.places, args.to.as_deref()))?;
    Ok(Status::Fine)
}

/// The list of places for whoever reads them again.
fn places(places: &[String], to: Option<&str>) -> String {
    if places.is_empty() {
        return String::new();
    }
    let what = count(places.len(), "place");
    let head = match to {
        Some(to) => format!("{what} named it and {} `{to}`; read the words around:", names(places.len())),
        None => format!("{what} named it and {} nothing now:", names(places.len())),
    };
    let lines: String = places.iter().map(|place| format!("  {place}\n")).collect();
    format!("{head}\n{lines}")
}

fn names(number: usize) -> &'static str {
    if number == 1 { "names" } else { "name" }
}
