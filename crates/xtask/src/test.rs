//! `cargo xtask test`: everything that has to hold before a change is merged.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::{Fault, cargo, setup, wasm};

/// Sets up what the tests need, Chromium included, and runs all of them.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Install nothing.
    #[arg(long)]
    no_setup: bool,
    /// Build the browser's engine anew and test that one, after a look at whether the committed one matches its sources.
    #[arg(long)]
    fresh_engine: bool,
}

const CHECKS: [&[&str]; 3] = [
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"],
    &["test", "--workspace", "--locked", "--no-fail-fast"],
];

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    if !args.no_setup {
        setup::run()?;
    }
    let mut failed = Vec::new();
    failed.extend(engine(args, root)?);
    for check in CHECKS {
        if !step(root, check)? {
            failed.push(format!("cargo {}", check.join(" ")));
        }
    }
    failed.extend(dependencies(root)?);
    if failed.is_empty() {
        println!("\nall is well");
        return Ok(());
    }
    Err(format!("these failed:\n  {}", failed.join("\n  ")).into())
}

/// Whether the committed engine was made from these sources; a fresh one takes its place afterwards.
fn engine(args: &Args, root: &Path) -> Result<Option<String>, Fault> {
    println!("\n$ cargo xtask wasm --check");
    let fault = wasm::check(root).err().map(|fault| fault.to_string());
    if let Some(fault) = &fault {
        eprintln!("{fault}");
    }
    if args.fresh_engine {
        if !args.no_setup {
            setup::wasm()?;
        }
        println!("\n$ cargo xtask wasm");
        wasm::build(root)?;
    }
    Ok(fault)
}

/// Runs cargo and tells how long it took.
fn step(root: &Path, arguments: &[&str]) -> Result<bool, Fault> {
    println!("\n$ cargo {}", arguments.join(" "));
    let started = Instant::now();
    let status = Command::new(cargo()).current_dir(root).args(arguments).status()?;
    println!("({:.0} s)", started.elapsed().as_secs_f64());
    Ok(status.success())
}

/// Licences, sources and known weaknesses of the dependencies, where cargo-deny is installed.
fn dependencies(root: &Path) -> Result<Option<String>, Fault> {
    let installed = Command::new(cargo()).args(["deny", "--version"]).output().is_ok_and(|told| told.status.success());
    if !installed {
        println!(
            "\ncargo-deny is not installed, so the dependencies are not checked: cargo install --locked cargo-deny"
        );
        return Ok(None);
    }
    if !step(root, &["deny", "--locked", "check", "bans", "licenses", "sources"])? {
        return Ok(Some("cargo deny check bans licenses sources".to_owned()));
    }
    // The list of known weaknesses comes from the network, which not every machine may use.
    println!("\n$ cargo deny --locked check advisories");
    let told = Command::new(cargo()).current_dir(root).args(["deny", "--locked", "check", "advisories"]).output()?;
    let text = String::from_utf8_lossy(&told.stderr);
    let no_list = ["failed to fetch", "failed to load advisory", "failed to clone", "unable to fetch"];
    if told.status.success() {
        println!("advisories ok");
    } else if no_list.iter().any(|fault| text.contains(fault)) {
        println!("not checked: the list of advisories can't be fetched from here");
    } else {
        eprintln!("{text}");
        return Ok(Some("cargo deny check advisories".to_owned()));
    }
    Ok(None)
}
