//! `helpdex mcp`.

use std::path::PathBuf;

use helpdex_content::error::Result;

use super::context::{Context, Status};

/// Answers assistants about the last build by the Model Context Protocol, over the standard streams.
///
/// They can search, read an article, list articles, and ask what has changed since a day.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Answer over HTTP at this port instead, for programs on this machine; 0 takes a free one
    #[arg(long, value_name = "PORT")]
    http: Option<u16>,
    /// The build to ask; the configured output folder otherwise
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let out = args.out.clone().unwrap_or_else(|| config.out_dir());
    let site = helpdex_mcp::Site::open(config, out)?;
    match args.http {
        // The standard output is the protocol's.
        None => helpdex_mcp::stdio(site)?,
        Some(port) => helpdex_mcp::http(site, port, |address| context.say(&format!("assistants ask {address}")))?,
    }
    Ok(Status::Fine)
}
