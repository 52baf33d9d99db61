//! `cargo xtask bench`: what a build costs, beside the plain cost of copying what it wrote.

use std::path::{Path, PathBuf};

use super::measure::{self, Cost};
use super::sites::{self, Measured, Profile, Site, Sites, count, remove, set_aside};
use crate::Fault;

/// Builds some sites and prints what each costs.
#[derive(clap::Args)]
#[group(id = "build")]
pub(super) struct Args {
    #[command(flatten)]
    measured: Measured,
    /// How often each is built; the quickest run counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    #[command(flatten)]
    sites: sites::Args,
}

pub(super) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let sites = Sites::new(root, &args.sites, Profile::Speed)?;
    let mut rows = vec![sites.demo(root)?];
    let (measured, generated) = args.measured.lay_out(&sites)?;
    rows.extend(measured);
    println!(
        "| site | Markdown files | pages | output | index | user CPU | wall | peak memory | copying the output, CPU | build ÷ copy, CPU | after one edit, CPU | after one edit, wall |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for site in rows {
        println!("{}", row(&site, &sites.helpdex, args.runs.max(1))?);
    }
    generated.map_or(Ok(()), |site| rules(&site, &sites, args.runs.max(1)))
}

/// What all rules of `helpdex check` cost on top of reading and rendering a site.
fn rules(site: &Site, sites: &Sites, runs: usize) -> Result<(), Fault> {
    let helpdex = sites.helpdex.to_str().ok_or("a path that is not UTF-8")?;
    let codes = sites.rules()?;
    let mut costs = Vec::new();
    for level in ["off", "warning"] {
        sites.set_levels(site, codes.iter().map(|code| (code.as_str(), level)))?;
        let mut cost: Option<Cost> = None;
        for _ in 0..runs {
            let check = [helpdex, "check", "--quiet", "--format", "short"];
            cost = Some(Cost::best(cost, measure::ask(&site.path, &check)?));
        }
        costs.extend(cost);
    }
    let [off, on] = costs[..] else { return Err("nothing was measured".into()) };
    println!(
        "\nAll {} rules of `helpdex check` over {} articles: {:.2} s user CPU on top of {:.2} s with all of them off; \
         must be below 1 s.",
        codes.len(),
        site.articles()?,
        on.user - off.user,
        off.user
    );
    Ok(())
}

fn row(site: &Site, helpdex: &Path, runs: usize) -> Result<String, Fault> {
    let Site { name, path: site } = site;
    let (out, copy) = (site.join("public"), site.join("copy"));
    let helpdex = helpdex.to_str().ok_or("a path that is not UTF-8")?;
    let xtask = std::env::current_exe()?;
    let xtask = xtask.to_str().ok_or("a path that is not UTF-8")?;
    let mut build: Option<Cost> = None;
    let mut copying: Option<Cost> = None;
    let old = site.join("old");
    std::fs::create_dir_all(&old)?;
    for run in 0..runs {
        // Nothing of an earlier build is left, and nothing that it remembers.
        for name in ["public", ".public.helpdex-spare", ".helpdex"] {
            set_aside(&site.join(name), &old.join(format!("{name}-{run}")))?;
        }
        build = Some(Cost::best(build, measure::ask(site, &[helpdex, "build", "--quiet"])?));
        set_aside(&copy, &old.join(format!("copy-{run}")))?;
        copying = Some(Cost::best(copying, measure::ask(site, &[xtask, "copy", "public", "copy"])?));
    }
    let edited = after_edits(site, helpdex, runs)?;
    remove(&copy)?;
    remove(&old)?;
    let (Some(build), Some(copying)) = (build, copying) else { return Err("nothing was measured".into()) };
    let markdown = count(&site.join("content"), "md")?.0;
    let pages = count(&out, "html")?.0;
    let (_, written) = count(&out, "")?;
    let (_, index) = count(&out.join("search-index"), "")?;
    Ok(format!(
        "| {name} | {markdown} | {pages} | {:.1} MB | {:.2} MB | {:.2} s | {:.2} s | {} MB | {:.2} s | {:.1} | {:.2} s | {:.2} s |",
        megabytes(written),
        megabytes(index),
        build.user,
        build.wall,
        build.peak_kilobytes / 1_000,
        copying.user + copying.system,
        (build.user + build.system) / (copying.user + copying.system).max(0.001),
        edited.user + edited.system,
        edited.wall,
    ))
}

/// What a build costs that remembers the one before, when a line was added to one article.
fn after_edits(site: &Path, helpdex: &str, runs: usize) -> Result<Cost, Fault> {
    let article = first_article(&site.join("content"))?.ok_or("a site without an article")?;
    let build = [helpdex, "build", "--quiet"];
    // Twice, so that there is an output before the last one.
    measure::ask(site, &build)?;
    let mut cost: Option<Cost> = None;
    for run in 0..runs {
        let text = std::fs::read_to_string(&article)?;
        std::fs::write(&article, format!("{text}\nLine {run} is new here.\n"))?;
        cost = Some(Cost::best(cost, measure::ask(site, &build)?));
    }
    cost.ok_or_else(|| "nothing was measured".into())
}

/// The first article below a folder, in the order of names.
fn first_article(folder: &Path) -> Result<Option<PathBuf>, Fault> {
    let mut entries = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Fault>>()?;
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('_') {
            if let Some(found) = first_article(&path)? {
                return Ok(Some(found));
            }
        } else if name.ends_with(".md") && !name.starts_with('_') {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
