//! `cargo xtask bench scale`: what grows with a site, and what doesn't. The same generated site ten times and a hundred times as
//! large: what a page weighs, how many files there are, what building costs, and what a reader's first questions do.

use std::path::{Path, PathBuf};

use helpdex_chromium::Browser;

use super::measure::{self, Cost};
use super::search::reader::{Conditions, Reader};
use super::search::weight;
use super::sites::{self, Profile, Site, Sites};
use crate::Fault;
use crate::host::Host;

/// Builds the generated site in several sizes and prints what each costs.
#[derive(clap::Args)]
#[group(id = "scale")]
pub(super) struct Args {
    /// Numbers of articles.
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
    articles: Vec<usize>,
    /// How often a question is asked on the command line; the quickest counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Write an export of the largest site too, for each of these search servers, and tell what it costs.
    #[arg(long, value_name = "ENGINE", value_delimiter = ',')]
    export: Vec<String>,
    #[command(flatten)]
    sites: sites::Args,
}

/// Words that many articles have, words that few have, and a typo.
const QUESTIONS: [&str; 5] = ["withdrawal", "bank fee refund", "reset keyboard", "E1042", "passwrod change"];

/// What one size comes to.
struct Row {
    articles: usize,
    pages: Sizes,
    files: Sizes,
    index: Sizes,
    build: Cost,
    /// Bytes of the first question and of all, at a host that sends parts of files.
    asked: (f64, f64),
    /// The same at a host that sends whole files only.
    asked_whole: (f64, f64),
    /// A question on the command line, the start of the program included.
    native: Cost,
    /// The start of the program alone.
    start: Cost,
}

/// The sizes of some files.
#[derive(Default)]
struct Sizes {
    count: usize,
    total: u64,
    median: u64,
    largest: (u64, PathBuf),
}

impl Sizes {
    fn of(mut files: Vec<(u64, PathBuf)>) -> Self {
        files.sort();
        Self {
            count: files.len(),
            total: files.iter().map(|(size, _)| size).sum(),
            median: files.get(files.len() / 2).map_or(0, |(size, _)| *size),
            largest: files.pop().unwrap_or_default(),
        }
    }
}

pub(super) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let sites = Sites::new(root, &args.sites, Profile::Speed)?;
    let browser = Browser::start()?;
    println!(
        "| articles | page, median | largest page | files | output | index files | index, median | index | clock | CPU | memory | first question | five | whole files: first | five | on the command line, of it the start |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let mut rows = Vec::new();
    for &articles in &args.articles {
        let site = sites.generated(articles)?;
        let row = row(&site, &sites, &browser, args.runs.max(1))?;
        println!("{}", row.told());
        rows.push(row);
        if Some(&articles) == args.articles.last() {
            args.export.iter().try_for_each(|engine| export(&site, &sites, engine))?;
        }
    }
    if let [first, .., last] = &rows[..] {
        println!("\n{}", growth(first, last));
    }
    Ok(())
}

fn row(site: &Site, sites: &Sites, browser: &Browser, runs: usize) -> Result<Row, Fault> {
    let helpdex = sites.helpdex.to_str().ok_or("a path that is not UTF-8")?;
    let out = site.path.join("public");
    sites::remove(&out)?;
    let build = measure::ask(&site.path, &[helpdex, "build", "--quiet"])?;
    let files = sites::files(&out)?;
    let ending = |ending: &str| {
        let of = |(_, path): &&(u64, PathBuf)| path.extension().is_some_and(|found| found == ending);
        Sizes::of(files.iter().filter(of).cloned().collect())
    };
    let index = files.iter().filter(|(_, path)| path.starts_with("search-index")).cloned().collect();
    let (mut native, mut start): (Option<Cost>, Option<Cost>) = (None, None);
    for _ in 0..runs {
        start = Some(Cost::best(start, measure::ask(&site.path, &[helpdex, "--version"])?));
        let ask = [helpdex, "search", "--format", "jsonl", QUESTIONS[1]];
        native = Some(Cost::best(native, measure::ask(&site.path, &ask)?));
    }
    Ok(Row {
        articles: site.articles()?,
        pages: ending("html"),
        index: Sizes::of(index),
        files: Sizes::of(files),
        build,
        asked: asked(browser, &Host::start(&out)?)?,
        asked_whole: asked(browser, &Host::without_ranges(&out)?)?,
        native: native.ok_or("nothing was measured")?,
        start: start.ok_or("nothing was measured")?,
    })
}

/// What is loaded for the first question, and for all of them.
fn asked(browser: &Browser, host: &Host) -> Result<(f64, f64), Fault> {
    let reader = Reader::arrive(browser, host, Conditions::PLAIN)?;
    let mut sums = Vec::new();
    for question in QUESTIONS {
        sums.push(weight(&reader.ask(question)?));
    }
    reader.leave()?;
    Ok((sums.first().copied().unwrap_or_default(), sums.iter().sum()))
}

/// What writing an export for a search server costs.
fn export(site: &Site, sites: &Sites, engine: &str) -> Result<(), Fault> {
    let helpdex = sites.helpdex.to_str().ok_or("a path that is not UTF-8")?;
    let out = format!("export-{engine}");
    sites::remove(&site.path.join(&out))?;
    let cost = measure::ask(&site.path, &[helpdex, "export", engine, "--quiet", &out])?;
    println!("\nexport {engine}: {:.1} s, {} MB of memory", cost.wall, cost.peak_kilobytes / 1_000);
    sites::remove(&site.path.join(&out))
}

impl Row {
    fn told(&self) -> String {
        let kilobytes = |bytes: u64| format!("{:.1} kB", bytes as f64 / 1e3);
        let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
        let loaded = |bytes: f64| format!("{:.1} kB", bytes / 1e3);
        let cells = [
            self.articles.to_string(),
            kilobytes(self.pages.median),
            format!("{} (`{}`)", kilobytes(self.pages.largest.0), self.pages.largest.1.display()),
            self.files.count.to_string(),
            megabytes(self.files.total),
            self.index.count.to_string(),
            kilobytes(self.index.median),
            megabytes(self.index.total),
            format!("{:.1} s", self.build.wall),
            format!("{:.1} s", self.build.user + self.build.system),
            format!("{} MB", self.build.peak_kilobytes / 1_000),
            loaded(self.asked.0),
            loaded(self.asked.1),
            loaded(self.asked_whole.0),
            loaded(self.asked_whole.1),
            format!("{:.0} ms, {:.0} ms", self.native.wall * 1e3, self.start.wall * 1e3),
        ];
        format!("| {} |", cells.join(" | "))
    }
}

/// How often as much the last size takes as the first: a bar of a letter for each, so that what grows stands out.
fn growth(first: &Row, last: &Row) -> String {
    let times = |name: &str, before: f64, after: f64| {
        let times = after / before.max(0.001);
        format!("{name:>18} {times:7.2} × {}\n", "█".repeat((times.ceil() as usize).min(120)))
    };
    [
        times("articles", first.articles as f64, last.articles as f64),
        times("page, median", first.pages.median as f64, last.pages.median as f64),
        times("largest page", first.pages.largest.0 as f64, last.pages.largest.0 as f64),
        times("files", first.files.count as f64, last.files.count as f64),
        times("output", first.files.total as f64, last.files.total as f64),
        times("index files", first.index.count as f64, last.index.count as f64),
        times("clock", first.build.wall, last.build.wall),
        times("memory", first.build.peak_kilobytes as f64, last.build.peak_kilobytes as f64),
        times("first question", first.asked.0, last.asked.0),
        times("five questions", first.asked.1, last.asked.1),
    ]
    .concat()
}
