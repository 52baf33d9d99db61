//! The articles as one file, in each format, beside a build of the same site.

use std::path::Path;
use std::process::{Command, Stdio};

use super::measure::{self, Cost};
use super::sites::{self, Profile, Site, Sites};
use crate::Fault;

/// Writes books of the demo and of other help centers, and tells what they cost.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A help center to import: NAME=PATH, or NAME@ru=PATH for one in Russian.
    #[arg(long, value_name = "NAME=PATH")]
    corpus: Vec<String>,
    /// How often each is written; the quickest counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    #[command(flatten)]
    sites: sites::Args,
}

const FORMATS: [&str; 3] = ["html", "epub", "pdf"];

pub(super) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let sites = Sites::new(root, &args.sites, Profile::Speed)?;
    println!(
        "| site | format | articles | bytes | CPU, user | the same of a build | clock | memory | clock ÷ clock of a build |"
    );
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut all = vec![sites.demo(root)?];
    for corpus in &args.corpus {
        all.push(sites.corpus(corpus)?);
    }
    for site in &all {
        one(args, &sites, site)?;
    }
    Ok(())
}

fn one(args: &Args, sites: &Sites, site: &Site) -> Result<(), Fault> {
    let program = sites.helpdex.to_str().ok_or("a path that is no text")?;
    // Images are made ready once, and the book takes them from there.
    measure::ask(&site.path, &[program, "build", "--quiet"])?;
    let build = best(args, site, &[program, "build", "--quiet", "--no-cache"])?;
    for format in FORMATS {
        let out = format!("book.{format}");
        let mut command = vec![program, "export", "book", "--out", &out];
        if format == "pdf" {
            // Its articles are our own.
            command.push("--no-sandbox");
        }
        let cost = best(args, site, &command)?;
        let bytes = std::fs::metadata(site.path.join(&out))?.len();
        println!(
            "| {} | {format} | {} | {bytes} | {:.2} s | {:.2} s | {:.2} s | {} MB | {:.1} |",
            site.name,
            articles(&command, site)?,
            cost.user,
            build.user,
            cost.wall,
            cost.peak_kilobytes / 1_000,
            cost.wall / build.wall,
        );
    }
    Ok(())
}

fn best(args: &Args, site: &Site, command: &[&str]) -> Result<Cost, Fault> {
    let mut best = None;
    for _ in 0..args.runs.max(1) {
        best = Some(Cost::best(best, measure::ask(&site.path, command)?));
    }
    best.ok_or_else(|| "nothing was run".into())
}

/// How many articles and pages a book says that it has.
fn articles(command: &[&str], site: &Site) -> Result<String, Fault> {
    let (program, arguments) = command.split_first().ok_or("no command")?;
    let told = Command::new(program).args(arguments).current_dir(&site.path).stdin(Stdio::null()).output()?;
    let told = String::from_utf8(told.stderr)?;
    let number = |word: &str| {
        let words: Vec<&str> = told.split_whitespace().collect();
        let at = words.iter().position(|known| known.starts_with(word))?;
        at.checked_sub(1).and_then(|before| words.get(before)).map(|number| (*number).to_owned())
    };
    let articles = number("article").unwrap_or_default();
    Ok(number("page").map_or(articles.clone(), |pages| format!("{articles}, {pages} pages")))
}
