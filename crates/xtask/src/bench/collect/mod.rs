//! `cargo xtask bench collect`: what the collector costs, with SQLite.

mod collector;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::events::Events;
use super::sites::{self, Profile, Sites};
use crate::Fault;
use collector::{Client, Collector};

/// Measures the collector: many events a minute, its memory, and how fast ten million events are summed up.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Events a minute.
    #[arg(long, default_value_t = 50_000)]
    rate: u64,
    /// For how long.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Events of the large database.
    #[arg(long, default_value_t = 10_000_000)]
    events: u64,
    #[command(flatten)]
    sites: sites::Args,
}

/// Events that a page sends together, as a rule.
const BATCH: u64 = 4;
/// Pages that send at once.
const SENDERS: u64 = 8;
/// What the dashboard shows.
const VIEWS: [&str; 9] =
    ["overview", "todo", "articles", "searches", "contact", "surveys", "volume", "languages", "missing"];
/// Days over which the large database is spread.
const DAYS: u64 = 365;

pub(super) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let sites = Sites::new(root, &args.sites, Profile::Speed)?;
    let folder = sites.work.join("collect");
    super::sites::fresh(&folder)?;
    println!("| figure | must | is |\n| --- | ---: | ---: |");
    steady(args, &sites.helpdex, &folder.join("steady"))?;
    large(args, &sites.helpdex, &folder.join("large"))?;
    sites::remove(&folder)
}

/// So many events a minute, in small batches at even times; a message with every hundredth batch.
fn steady(args: &Args, helpdex: &Path, data: &Path) -> Result<(), Fault> {
    let collector = Collector::start(helpdex, data)?;
    let batches = args.rate * args.seconds / 60 / BATCH / SENDERS;
    let pause = Duration::from_secs(args.seconds).div_f64(batches as f64);
    let started = Instant::now();
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| {
            let address = collector.address.clone();
            std::thread::spawn(move || send(&address, sender, batches, pause).map_err(|fault| fault.to_string()))
        })
        .collect();
    let mut times = Vec::new();
    for sender in senders {
        times.extend(sender.join().map_err(|_| "a sender broke off")??);
    }
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    times.sort_by(f64::total_cmp);
    let at =
        |share: f64| times.get((times.len() as f64 * share) as usize).or(times.last()).copied().unwrap_or_default();
    println!(
        "| events a minute, in batches of {BATCH} | 50,000 | {:.0} |",
        times.len() as f64 * BATCH as f64 / minutes
    );
    println!("| answer, median | | {:.2} ms |", at(0.5));
    println!("| answer, 99 of 100 below | 50 ms | {:.2} ms |", at(0.99));
    println!("| answer, slowest | | {:.2} ms |", at(1.0));
    if let Some(most) = collector.most_memory() {
        println!("| most memory ever | 64 MB | {:.0} MB |", most as f64 / 1e6);
    }
    Ok(())
}

fn send(address: &str, sender: u64, batches: u64, pause: Duration) -> Result<Vec<f64>, Fault> {
    let mut client = Client::connect(address)?;
    let mut events = Events::new(sender);
    let started = Instant::now();
    let mut times = Vec::new();
    for batch in 0..batches {
        // Senders are not in step with each other.
        let due = pause.mul_f64(batch as f64 + sender as f64 / SENDERS as f64);
        std::thread::sleep(due.saturating_sub(started.elapsed()));
        let (path, body) = match batch % 100 {
            99 => {
                ("/v1/contact", format!(r#"{{"subject":"message {sender} {batch}","text":"{}"}}"#, "word ".repeat(50)))
            }
            _ => ("/v1/events", (0..BATCH).map(|_| events.next()).collect()),
        };
        let asked = Instant::now();
        let status = client.post(path, &body)?;
        if status != 202 {
            return Err(format!("{path} answers with {status}").into());
        }
        times.push(asked.elapsed().as_secs_f64() * 1e3);
    }
    Ok(times)
}

/// Ten million events of a year, taken from lines; then sums of a week, a quarter and the year.
fn large(args: &Args, helpdex: &Path, data: &Path) -> Result<(), Fault> {
    let started = Instant::now();
    let mut import = Command::new(helpdex)
        .args(["collect", "import", "-", "--data"])
        .arg(data)
        .stdin(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()?;
    let lines = import.stdin.take().ok_or("no standard input")?;
    Events::new(99).write(args.events, DAYS, lines)?;
    if !import.wait()?.success() {
        return Err("`helpdex collect import` failed".into());
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("| {} events taken from lines | | {seconds:.0} s |", args.events);
    let size = std::fs::metadata(data.join("events.db"))?.len();
    println!("| size of their database | | {:.0} MB |", size as f64 / 1e6);
    views(helpdex, data)
}

/// How long each view of the dashboard takes, of a week to a year; of each the best of three times.
fn views(helpdex: &Path, data: &Path) -> Result<(), Fault> {
    let collector = Collector::start(helpdex, data)?;
    let mut client = Client::connect(&collector.address)?;
    for days in [7, 28, 90, DAYS] {
        let mut slowest = ("", 0.0);
        for view in VIEWS {
            let mut best = f64::MAX;
            for _ in 0..3 {
                let asked = Instant::now();
                client.get(&format!("/{view}?days={days}"), &collector.token)?;
                best = best.min(asked.elapsed().as_secs_f64());
            }
            if days == DAYS {
                println!("| {view}, {days} days | 1 s | {best:.2} s |");
            }
            if best > slowest.1 {
                slowest = (view, best);
            }
        }
        println!("| the slowest view of {days} days: {} | 1 s | {:.2} s |", slowest.0, slowest.1);
    }
    if let Some(most) = collector.most_memory() {
        println!("| most memory ever while it sums up | | {:.0} MB |", most as f64 / 1e6);
    }
    Ok(())
}
