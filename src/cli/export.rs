//! `helpdex export`.

use std::path::PathBuf;

use super::context::{Context, Status};
use super::plural::count;
use super::report::{self, Format};
use helpdex_content::config::Config;
use helpdex_content::error::Result;
use helpdex_content::site::Options;
use helpdex_content::today::today;
use helpdex_publish::build::{self, Loaded};

/// Writes what other programs read of the site.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Write the search index as tantivy opens it, a folder per language
    Tantivy {
        /// Where to; a folder that holds anything but an earlier export is refused
        dir: PathBuf,
    },
}

pub(super) fn run(args: &Args, context: &Context) -> Result<Status> {
    let Some(config) = context.config()? else { return Ok(Status::Content) };
    let Some(loaded) = load(config)? else {
        context.say("nothing was written");
        return Ok(Status::Content);
    };
    let What::Tantivy { dir } = &args.what;
    let exported = helpdex_export::tantivy::write(&loaded.site, dir)?;
    context.say(&format!(
        "exported {} in {} for tantivy to {}: {} kB",
        count(exported.articles, "article"),
        count(loaded.site.config.languages.len(), "language"),
        exported.out.strip_prefix(std::env::current_dir().unwrap_or_default()).unwrap_or(&exported.out).display(),
        exported.bytes.div_ceil(1_000),
    ));
    Ok(Status::Fine)
}

/// Reads a site as a build does; nothing, after its faults are printed, where a build would write nothing.
pub(super) fn load(config: Config) -> Result<Option<Loaded>> {
    let loaded = build::load(config.into(), Options { drafts: false, today: today()? })?;
    if build::stops(&loaded.diagnostics, false) {
        report::print(&loaded.diagnostics, Format::default())?;
        return Ok(None);
    }
    Ok(Some(loaded))
}
