//! `cargo xtask bench`: what Helpdex costs an author, a build and a reader, measured beside what others cost.
//!
//! ```text
//! build     a whole build, beside copying its output
//! floor     a build beside what it can't do without, and beside other builders of sites
//! book      the articles as one file, beside a build
//! collect   what the collector costs: events a minute, memory, and ten million events
//! search    what a reader's browser loads, and how soon it answers, beside Pagefind
//! scale     what grows with a site, and what doesn't
//! serve     what the preview costs an author: edits, memory, start, and many readers at once
//! images    what a build saves of images, what that costs, and what is still to be seen of them
//! insights  figures of ten million events, as a stream
//! pictures  pictures of pages for shared links: drawn, out of the cache, and none
//! hostile   Markdown made to be slow, and twice as much of it
//! sites     the sites that all of them measure; generate and words make one of any size
//! measure   what a command costs in time and memory
//! ```

mod book;
mod build;
mod collect;
mod events;
mod floor;
mod generate;
mod hostile;
mod images;
mod insights;
mod measure;
mod pictures;
mod scale;
mod search;
mod serve;
pub(crate) mod sites;
mod words;

use std::path::{Path, PathBuf};

use crate::Fault;

/// Builds Helpdex for speed and measures it: whole builds, or what is named.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    build: build::Args,
}

#[derive(clap::Subcommand)]
enum What {
    Book(book::Args),
    Collect(collect::Args),
    Floor(floor::Args),
    Search(search::Args),
    Hostile(hostile::Args),
    Images(images::Args),
    Insights(insights::Args),
    Pictures(pictures::Args),
    Scale(scale::Args),
    Serve(serve::Args),
}

/// Runs one command and prints what it cost, as JSON. A process of its own, so that nothing else counts.
#[derive(clap::Args)]
pub(crate) struct MeasureArgs {
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<String>,
}

/// Copies a folder, one file after the other.
#[derive(clap::Args)]
pub(crate) struct CopyArgs {
    from: PathBuf,
    to: PathBuf,
}

pub(crate) fn measure(args: &MeasureArgs) -> Result<(), Fault> {
    measure::print(&args.command)
}

pub(crate) fn copy(args: &CopyArgs) -> Result<(), Fault> {
    sites::copy_folder(&args.from, &args.to)
}

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    match &args.what {
        None => build::run(&args.build, root),
        Some(What::Book(args)) => book::run(args, root),
        Some(What::Collect(args)) => collect::run(args, root),
        Some(What::Floor(args)) => floor::run(args, root),
        Some(What::Hostile(args)) => hostile::run(args, root),
        Some(What::Images(args)) => images::run(args, root),
        Some(What::Insights(args)) => insights::run(args, root),
        Some(What::Pictures(args)) => pictures::run(args, root),
        Some(What::Scale(args)) => scale::run(args, root),
        Some(What::Search(args)) => search::run(args, root),
        Some(What::Serve(args)) => serve::run(args, root),
    }
}
