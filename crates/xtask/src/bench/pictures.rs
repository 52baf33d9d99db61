//! What pictures of pages cost a build: drawn, taken out of the cache, and not asked for.

use std::path::{Path, PathBuf};

use super::generate;
use super::measure::{self, Cost};
use super::sites::{self, Profile};
use crate::Fault;

/// Builds a help center without pictures, with each of them drawn, and with all of them out of the cache.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// So many articles.
    #[arg(long, default_value_t = 400)]
    articles: usize,
    /// How often each is measured; the quickest run counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// A program to measure instead of a fresh build of the profile `dist`.
    #[arg(long, value_name = "PROGRAM")]
    helpdex: Option<PathBuf>,
}

const SETTINGS: &str = "title: { en: Example Help, ru: Справка }
base_url: https://help.example.com
languages: [en, ru]
";

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let helpdex = match &args.helpdex {
        Some(program) => std::path::absolute(program)?,
        None => sites::built(root, Profile::Speed)?,
    };
    let helpdex = helpdex.to_str().ok_or("a path that is not UTF-8")?;
    let temporary = tempfile::tempdir()?;
    let site = temporary.path();
    generate::write(&site.join("content"), args.articles)?;
    std::fs::write(site.join("helpdex.yaml"), SETTINGS)?;
    let build = |before: &dyn Fn() -> Result<(), Fault>| -> Result<Cost, Fault> {
        let mut best = None;
        for _ in 0..args.runs.max(1) {
            before()?;
            let now = measure::ask(site, &[helpdex, "build", "--quiet"])?;
            best = Some(Cost::best(best, now));
        }
        best.ok_or_else(|| "nothing was measured".into())
    };
    let fresh = || sites::remove(&site.join("public"));
    let none = build(&fresh)?;
    std::fs::write(site.join("helpdex.yaml"), format!("{SETTINGS}share: {{ pictures: true }}\n"))?;
    let drawn = build(&|| sites::remove(&site.join(".helpdex")).and_then(|()| fresh()))?;
    let kept = build(&fresh)?;
    let (pictures, bytes) = sites::count(&site.join(".helpdex"), "png")?;
    let copied = measure::ask(site, &["cp", "-r", ".helpdex/cache/share", "copied"])?;
    let cpu = |cost: &Cost| cost.user + cost.system;
    println!("{pictures} pictures of {} bytes in the middle\n", bytes / (pictures as u64).max(1));
    println!("| | clock | CPU | memory | CPU of each picture | beside copying them |\n|---|---:|---:|---:|---:|---:|");
    for (name, cost) in [("no pictures", none), ("all drawn", drawn), ("all in the cache", kept)] {
        let more = (cpu(&cost) - cpu(&none)).max(0.0);
        println!(
            "| {name} | {:.2} s | {:.2} s | {} MB | {:.2} ms | {:.1} × |",
            cost.wall,
            cpu(&cost),
            cost.peak_kilobytes / 1000,
            more * 1e3 / pictures.max(1) as f64,
            more / cpu(&copied).max(0.001),
        );
    }
    Ok(())
}
