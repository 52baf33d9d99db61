//! `cargo xtask bench`: what a build costs, beside the plain cost of copying what it wrote.

mod generate;
mod measure;
mod words;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use measure::Cost;

use crate::{Fault, cargo};

/// Builds Helpdex for speed and prints what it costs to build some sites.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder of Markdown to import and build as well; `NAME@ru=PATH` for one in Russian.
    #[arg(long, value_name = "NAME=PATH")]
    corpus: Vec<String>,
    /// Articles of the generated site.
    #[arg(long, default_value_t = 10_000)]
    articles: usize,
    /// How often each is built; the quickest run counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Keep the sites in this folder instead of a temporary one.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
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
    copy_folder(&args.from, &args.to)
}

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let status = Command::new(cargo()).current_dir(root).args(["build", "--release", "--locked"]).status()?;
    if !status.success() {
        return Err("Helpdex does not compile".into());
    }
    let helpdex = root.join("target/release/helpdex");
    let temporary = tempfile::tempdir()?;
    let work = args.keep.clone().unwrap_or_else(|| temporary.path().to_owned());
    let mut rows = vec![demo(root, &work)?];
    for corpus in &args.corpus {
        rows.push(imported(corpus, &work, &helpdex)?);
    }
    rows.push(generated(args.articles, &work)?);
    println!(
        "| site | Markdown files | pages | output | index | user CPU | wall | peak memory | copying the output, CPU | build ÷ copy, CPU |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (name, site) in rows {
        println!("{}", row(&name, &site, &helpdex, args.runs.max(1))?);
    }
    Ok(())
}

/// The repository's own site, outside of the repository so that git is not asked for dates.
fn demo(root: &Path, work: &Path) -> Result<(String, PathBuf), Fault> {
    let site = work.join("demo");
    fresh(&site)?;
    std::fs::copy(root.join("helpdex.yaml"), site.join("helpdex.yaml"))?;
    copy_folder(&root.join("content"), &site.join("content"))?;
    Ok(("demo".to_owned(), site))
}

fn imported(corpus: &str, work: &Path, helpdex: &Path) -> Result<(String, PathBuf), Fault> {
    let (name, source) = corpus.split_once('=').ok_or_else(|| format!("`{corpus}` is not NAME=PATH"))?;
    let (name, language) = name.split_once('@').unwrap_or((name, "en"));
    let site = work.join(name);
    fresh(&site)?;
    std::fs::create_dir_all(site.join("content"))?;
    std::fs::write(site.join("helpdex.yaml"), settings(language))?;
    let source = std::path::absolute(source)?;
    let status = Command::new(helpdex)
        .args(["import", "--quiet"])
        .arg(&source)
        .current_dir(&site)
        .stdout(Stdio::null())
        .status()?;
    // Status 1 says that some files could not be imported; those that could are built.
    match status.code() {
        Some(0 | 1) => Ok((name.to_owned(), site)),
        _ => Err(format!("`{}` can't be imported", source.display()).into()),
    }
}

fn generated(articles: usize, work: &Path) -> Result<(String, PathBuf), Fault> {
    let site = work.join("generated");
    fresh(&site)?;
    std::fs::write(site.join("helpdex.yaml"), settings("en, ru"))?;
    generate::write(&site.join("content"), articles)?;
    Ok(("generated".to_owned(), site))
}

/// Settings under which faults of an imported help center do not stop the build.
fn settings(languages: &str) -> String {
    let rules =
        ["broken-link", "broken-anchor", "missing-image", "missing-title", "forbidden-scheme", "nesting", "unsafe-svg"];
    let levels: String = rules.iter().map(|rule| format!("  {rule}: warning\n")).collect();
    format!("title: Help\nbase_url: https://help.example.com\nlanguages: [{languages}]\nchecks:\n{levels}")
}

fn row(name: &str, site: &Path, helpdex: &Path, runs: usize) -> Result<String, Fault> {
    let (out, copy) = (site.join("public"), site.join("copy"));
    let helpdex = helpdex.to_str().ok_or("a path that is not UTF-8")?;
    let xtask = std::env::current_exe()?;
    let xtask = xtask.to_str().ok_or("a path that is not UTF-8")?;
    let mut build: Option<Cost> = None;
    let mut copying: Option<Cost> = None;
    for _ in 0..runs {
        remove(&out)?;
        build = Some(Cost::best(build, measure::ask(site, &[helpdex, "build", "--quiet"])?));
        remove(&copy)?;
        copying = Some(Cost::best(copying, measure::ask(site, &[xtask, "copy", "public", "copy"])?));
    }
    remove(&copy)?;
    let (Some(build), Some(copying)) = (build, copying) else { return Err("nothing was measured".into()) };
    let markdown = count(&site.join("content"), "md")?.0;
    let pages = count(&out, "html")?.0;
    let (_, written) = count(&out, "")?;
    let (_, index) = count(&out.join("search-index"), "")?;
    Ok(format!(
        "| {name} | {markdown} | {pages} | {:.1} MB | {:.2} MB | {:.2} s | {:.2} s | {} MB | {:.2} s | {:.1} |",
        megabytes(written),
        megabytes(index),
        build.user,
        build.wall,
        build.peak_kilobytes / 1_000,
        copying.user + copying.system,
        (build.user + build.system) / (copying.user + copying.system).max(0.001),
    ))
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Number and bytes of the files with an extension, of all when it is empty.
fn count(folder: &Path, extension: &str) -> Result<(usize, u64), Fault> {
    let (mut files, mut bytes) = (0, 0);
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            let (more, larger) = count(&path, extension)?;
            files += more;
            bytes += larger;
        } else if extension.is_empty() || path.extension().is_some_and(|found| found == extension) {
            files += 1;
            bytes += entry.metadata()?.len();
        }
    }
    Ok((files, bytes))
}

fn fresh(folder: &Path) -> Result<(), Fault> {
    remove(folder)?;
    Ok(std::fs::create_dir_all(folder)?)
}

fn remove(folder: &Path) -> Result<(), Fault> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
