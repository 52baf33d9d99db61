//! `cargo xtask bench floor`: a build, beside a program that does only what a build can't do without, and beside other builders
//! of sites with the same articles. All run in turn, so that other work on the machine hits all of them.

mod articles;
mod peers;
mod runner;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::measure::{self, Cost};
use super::sites::{self, Measured, Profile, Site, Sites, remove, set_aside};
use crate::{Fault, cargo, target};
use peers::Peers;
use runner::{Runner, text};

/// Measures builds beside what they can't do without, and beside Hugo and Zola.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    measured: Measured,
    /// How often each is run; the quickest run counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    #[command(flatten)]
    peers: peers::Args,
    #[command(flatten)]
    sites: sites::Args,
}

pub(super) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let sites = Sites::new(root, &args.sites, Profile::Speed)?;
    let floor = built(root)?;
    let peers = Peers::find(&args.peers, root)?;
    let (all, _) = args.measured.lay_out(&sites)?;
    for site in &all {
        one(site, &sites, &floor, &peers, args.runs.max(1))?;
    }
    println!("\n{}", peers.told());
    Ok(())
}

/// Builds the program that does only what must be done.
fn built(root: &Path) -> Result<PathBuf, Fault> {
    let folder = target(root).join("floor");
    let status = Command::new(cargo())
        .args(["build", "--quiet", "--locked", "--release", "--manifest-path"])
        .arg(root.join("crates/floor/Cargo.toml"))
        .arg("--target-dir")
        .arg(&folder)
        .status()?;
    if status.success() { Ok(folder.join("release/helpdex-floor")) } else { Err("the floor does not compile".into()) }
}

fn one(site: &Site, sites: &Sites, floor: &Path, peers: &Peers, runs: usize) -> Result<(), Fault> {
    let sizes = sizes(site, sites)?;
    let mut runners = vec![
        Runner::new("the floor", &site.path, &[text(floor)?, "content", text(&sizes)?, "floor"], &["floor"]),
        Runner::new("Helpdex", &site.path, &[text(&sites.helpdex)?, "build", "--quiet"], OURS),
        Runner::new(
            "Helpdex, keeping nothing for the next build",
            &site.path,
            &[text(&sites.helpdex)?, "build", "--quiet", "--no-cache"],
            OURS,
        ),
    ];
    runners.extend(peers.runners(site)?);
    let old = site.path.join("old");
    std::fs::create_dir_all(&old)?;
    for run in 0..runs {
        for (number, runner) in runners.iter_mut().enumerate() {
            for name in runner.leaves {
                set_aside(&runner.folder.join(name), &old.join(format!("{number}-{run}-{name}")))?;
            }
            let command: Vec<&str> = runner.command.iter().map(String::as_str).collect();
            runner.cost = Some(Cost::best(runner.cost, measure::ask(&runner.folder, &command)?));
        }
    }
    let phases = phases(runners.first().ok_or("nothing to run")?)?;
    remove(&old)?;
    remove(&site.path.join("floor"))?;
    print(site, &runners, &phases)
}

/// What a build leaves.
const OURS: &[&str] = &["public", ".public.helpdex-spare", ".helpdex"];

/// Builds the site once, and lists its files with their bytes for the floor.
fn sizes(site: &Site, sites: &Sites) -> Result<PathBuf, Fault> {
    let list = sites::files(&sites.build(site)?)?;
    let lines: Vec<String> = list.iter().map(|(bytes, path)| format!("{}\t{bytes}\n", path.display())).collect();
    let path = site.path.join("sizes");
    std::fs::write(&path, lines.concat())?;
    Ok(path)
}

/// A phase of the floor, and what it takes of the processor in the program and in the system.
struct Phase {
    name: String,
    user: f64,
    system: f64,
}

/// Counts words for an index: what a build without search could do without.
const WORDS: &str = "words";

/// What the phases of the floor take, in one more run.
fn phases(floor: &Runner) -> Result<Vec<Phase>, Fault> {
    let (program, arguments) = floor.command.split_first().ok_or("no command")?;
    remove(&floor.folder.join("floor"))?;
    let told = Command::new(program).args(arguments).current_dir(&floor.folder).stderr(Stdio::null()).output()?;
    let mut phases = Vec::new();
    for line in String::from_utf8(told.stdout)?.lines() {
        let [name, user, system] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        phases.push(Phase { name: name.to_owned(), user: user.parse()?, system: system.parse()? });
    }
    Ok(phases)
}

fn print(site: &Site, runners: &[Runner], phases: &[Phase]) -> Result<(), Fault> {
    let floor = runners.first().and_then(|runner| runner.cost).ok_or("nothing was measured")?;
    let sum: f64 = phases.iter().map(|phase| phase.user).sum();
    let words: f64 = phases.iter().filter(|phase| phase.name == WORDS).map(|phase| phase.user).sum();
    // The share of one run holds for the quickest, too.
    let without_words = floor.user * (1.0 - words / sum.max(0.001));
    println!("\n{}, {} articles\n", site.name, site.articles()?);
    println!(
        "| program | CPU, user | CPU, system | clock | memory | user ÷ the floor's | ÷ the floor's without words | all CPU ÷ the floor's | clock ÷ the floor's |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for runner in runners {
        let Some(cost) = runner.cost else { continue };
        println!(
            "| {} | {:.2} s | {:.2} s | {:.2} s | {} MB | {:.2} | {:.2} | {:.2} | {:.2} |",
            runner.name,
            cost.user,
            cost.system,
            cost.wall,
            cost.peak_kilobytes / 1_000,
            cost.user / floor.user.max(0.001),
            cost.user / without_words.max(0.001),
            (cost.user + cost.system) / (floor.user + floor.system).max(0.001),
            cost.wall / floor.wall.max(0.001),
        );
    }
    let phases: Vec<String> =
        phases.iter().map(|phase| format!("{} {:.2} + {:.2} s", phase.name, phase.user, phase.system)).collect();
    println!("\nThe floor's phases, in the program and in the system: {}.", phases.join(", "));
    Ok(())
}
