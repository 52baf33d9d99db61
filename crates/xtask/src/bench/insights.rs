//! What figures of many events cost: time and memory.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::events::Events;
use super::measure;
use super::sites::{Profile, built};
use crate::Fault;

/// Makes events as a help site sends them, and has `helpdex insights` read them as a stream.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many events.
    #[arg(long, default_value_t = 10_000_000)]
    events: u64,
    /// Over how many days.
    #[arg(long, default_value_t = 365)]
    days: u64,
    /// Use this program instead of building one.
    #[arg(long, value_name = "PROGRAM")]
    helpdex: Option<PathBuf>,
}

/// Memory that it may take, in kilobytes.
const MOST: i64 = 200_000;

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let program = match &args.helpdex {
        Some(program) => std::path::absolute(program)?,
        None => built(root, Profile::Speed)?,
    };
    let temporary = tempfile::tempdir()?;
    let file = temporary.path().join("events.jsonl");
    Events::new(1).write(args.events, args.days, File::create(&file)?)?;
    let bytes = std::fs::metadata(&file)?.len();
    let text = |path: &Path| path.to_str().map(str::to_owned).ok_or("a path that is not UTF-8");
    let (program, file) = (text(&program)?, text(&file)?);
    let cost = measure::ask(temporary.path(), &[&program, "--quiet", "insights", "--from", &file, "--format", "html"])?;
    println!("| events | file | time | processor | memory |\n|---:|---:|---:|---:|---:|");
    println!(
        "| {} | {} MB | {:.1} s | {:.1} s | {} MB |",
        args.events,
        bytes / 1_000_000,
        cost.wall,
        cost.user + cost.system,
        cost.peak_kilobytes / 1_000
    );
    if cost.peak_kilobytes > MOST {
        return Err(format!("more than {} MB of memory", MOST / 1_000).into());
    }
    Ok(())
}
