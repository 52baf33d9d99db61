//! `helpdex status`.

mod facts;
mod markdown;
mod text;

use super::context::{Context, Status};
use super::terminal::out;
use facts::Facts;
use helpdex_content::error::{Error, Result};
use helpdex_content::site::Options;
use helpdex_content::today::today;
use helpdex_publish::build;

/// Tells in one screen what there is to do: what is broken, due, stale, unanswered and unpublished.
///
/// Nothing is written. What stands below each number is the command that tells more.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only what this owner answers for: faults and reviews
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For the terminal
    #[default]
    Text,
    /// For a post or an issue
    Markdown,
    /// One JSON object
    Json,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let today = today()?;
    let loaded = build::load(config.for_agents().into(), Options { drafts: false, today })?;
    let facts = Facts::gather(&loaded, today, args.owner.as_deref())?;
    match args.format {
        Format::Text => out(&text::print(&facts))?,
        Format::Markdown => out(&markdown::print(&facts))?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&facts).map_err(|fault| Error::Environment(fault.to_string()))?;
            out(&format!("{json}\n"))?;
        }
    }
    Ok(if facts.broken.errors > 0 { Status::Content } else { Status::Fine })
}
