//! `cargo xtask bench serve`: what the preview costs an author, over a generated site and over a real one.

mod client;
mod edits;
mod files;
mod load;
mod preview;
mod quantiles;
mod writing;

use std::path::Path;
use std::time::{Duration, Instant};

use super::sites::{self, Profile, Site, Sites};
use crate::Fault;
use client::Client;
use edits::Article;
use preview::Preview;

/// Measures the preview: edits, memory, start, and many readers at once.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A folder of Markdown to import and measure as well; `NAME@ru=PATH` for one in Russian.
    #[arg(long, value_name = "NAME=PATH")]
    corpus: Vec<String>,
    /// Articles of the generated site.
    #[arg(long, default_value_t = 10_000)]
    articles: usize,
    /// How many articles are edited, one after the other.
    #[arg(long, default_value_t = 20)]
    edits: usize,
    /// How long many readers ask for pages, and after that for search.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Measure the editor of `helpdex write` alone.
    #[arg(long)]
    writing: bool,
    /// How many readers ask at once.
    #[arg(long, default_value_t = 8)]
    connections: usize,
    #[command(flatten)]
    sites: sites::Args,
}

/// What customers might ask.
const QUESTIONS: [&str; 6] = ["refund", "password reset", "device error", "how to cancel", "payout", "instal"];

pub(super) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let sites = Sites::new(root, &args.sites, Profile::Speed)?;
    let mut all = vec![sites.generated(args.articles)?];
    for corpus in &args.corpus {
        all.push(sites.corpus(corpus)?);
    }
    for site in all {
        measure(&site, &sites.helpdex, args)?;
    }
    Ok(())
}

fn measure(site: &Site, helpdex: &Path, args: &Args) -> Result<(), Fault> {
    println!("\n{}, {} articles\n", site.name, site.articles()?);
    println!("| figure | must | aim | median | 95 of 100 below |\n| --- | ---: | ---: | ---: | ---: |");
    let started = Instant::now();
    let preview = Preview::start(helpdex, &site.path, &[])?;
    println!("| start to first page | 2000 ms | | {:.0} ms | |", preview.first_page.as_secs_f64() * 1e3);
    let mut client = Client::connect(preview.port)?;
    client.search("anything")?;
    println!("| start to first answer of search | | | {:.0} ms | |", started.elapsed().as_secs_f64() * 1e3);
    // Everything that the start has put off is over then.
    std::thread::sleep(Duration::from_secs(5));
    let articles = edits::choose(&mut client, &site.path, args.edits)?;
    if args.writing {
        drop(preview);
        return editor(site, helpdex, &articles);
    }
    let followed = edits::follow(&mut client, &articles)?;
    line("write to new page, text edited", "50 ms | 15 ms", followed.page);
    line("write to new page, title edited", "50 ms | 15 ms", followed.titled);
    line("write to its list of articles", "1000 ms |", followed.list);
    line("write to its diagnostics", "1000 ms |", followed.diagnostics);
    line("write to search", "1000 ms |", followed.search);
    let files = files::come_and_go(&mut client, &articles)?;
    line("new article to its list and page", "50 ms | 15 ms", files.came);
    line("new article to search", "1000 ms |", files.found);
    line("new article to related articles of others", "1000 ms |", files.related);
    line("removed article to its list", "50 ms | 15 ms", files.went);
    line("removed article to search", "1000 ms |", files.lost);
    if let Some(checkout) = files::checkout(&mut client, &site.path, &articles)? {
        let files::Checkout { files, shown, states } = checkout;
        println!("| `git checkout` of {files} files, {states} reload | 1000 ms | | {shown:.0} ms | |");
    }
    if let Some((now, most)) = preview.memory() {
        let (now, most) = (now as f64 / 1e6, most as f64 / 1e6);
        println!("| memory in use after all of it, most ever | 400 MB | | {now:.0} MB | {most:.0} MB |");
    }
    readers(&preview, &articles, args)?;
    drop(preview);
    editor(site, helpdex, &articles)
}

/// What an author in the browser waits for.
fn editor(site: &Site, helpdex: &Path, articles: &[Article]) -> Result<(), Fault> {
    let written = writing::keys(helpdex, &site.path, articles)?;
    println!("\n| the editor | must | | median | 95 of 100 below |\n| --- | ---: | ---: | ---: | ---: |");
    line("a key to the new preview and its faults", "50 ms |", written.text);
    line("a key in the title to the same", "50 ms |", written.title);
    line("a text to the questions that it answers", "|", written.answers);
    line("a save", "|", written.save);
    Ok(())
}

/// Many readers at once, first of pages and then of search.
fn readers(preview: &Preview, articles: &[Article], args: &Args) -> Result<(), Fault> {
    let time = Duration::from_secs(args.seconds);
    let pages: Vec<String> = articles.iter().map(|article| article.url.clone()).collect();
    let questions: Vec<String> =
        QUESTIONS.iter().map(|text| format!("/api/search?q={}", text.replace(' ', "+"))).collect();
    println!(
        "\n| {} readers, {} s | answers a second | median | 99 of 100 below | refused a second |",
        args.connections, args.seconds
    );
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (what, paths) in [("article pages", pages), ("/api/search", questions)] {
        let load = load::run(preview.port, &paths, args.connections, time)?;
        println!("| {what} | {:.0} | {:.2} ms | {:.2} ms | {:.0} |", load.rate, load.median, load.p99, load.refused);
    }
    Ok(())
}

fn line(what: &str, goals: &str, (median, p95): (f64, f64)) {
    println!("| {what} | {goals} | {median:.1} ms | {p95:.1} ms |");
}
