//! `helpdex collect`.

mod catalog;
mod desk;
mod place;
mod run;

use std::path::Path;

use super::context::{Context, Status};
use helpdex_collect::{Desk, Folder};
use helpdex_content::error::Result;
use helpdex_insights::tally::{Period, Rows};
use place::{fault, secret};

/// Runs the collector: what readers search, judge and write, kept in your own database.
///
/// It takes what the site's script and forms send, keeps it in the folder, delivers messages by webhook or mail, and shows
/// a dashboard to whoever has the token. Ctrl-C ends it.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    run: run::RunArgs,
}

/// What can be asked of a collector, also while it runs.
#[derive(Debug, clap::Subcommand)]
enum What {
    /// List messages that are not delivered yet, or were given up
    Outbox(desk::OutboxArgs),
    /// Have messages that were given up delivered again
    Retry(desk::RetryArgs),
    /// Print messages as JSON, one a line
    Messages(desk::PrintArgs),
    /// Print events as JSON, one a line
    Events(desk::PrintArgs),
    /// Take events from files of JSON lines
    Import(desk::ImportArgs),
    /// Remove what is about a person
    Erase(desk::EraseArgs),
    /// Print the link to a survey for one ticket
    Link(desk::LinkArgs),
    /// Print what figures know of the site, for the collector itself
    #[command(hide = true)]
    Catalog,
}

/// What a collector summed up in a period, or ever.
pub(super) fn rows(data: &Path, period: Option<Period>) -> Result<Rows> {
    let folder = Folder::existing(data).map_err(fault)?;
    let database = secret("HELPDEX_DATABASE");
    Desk::open(&folder, database.as_deref()).and_then(|desk| desk.rows(period)).map_err(fault)
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    match &args.what {
        None => run::run(&args.run, context),
        Some(What::Outbox(args)) => desk::outbox(args, context),
        Some(What::Retry(args)) => desk::retry(args, context),
        Some(What::Messages(args)) => desk::messages(args),
        Some(What::Events(args)) => desk::events(args),
        Some(What::Import(args)) => desk::import(args, context),
        Some(What::Erase(args)) => desk::erase(args, context),
        Some(What::Link(args)) => desk::link(args, context),
        Some(What::Catalog) => catalog::print(context),
    }
}
