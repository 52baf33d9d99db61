//! `cargo xtask test`: everything that has to hold before a change is merged, or what concerns some crates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::fault::Fault;
use crate::workspace::{Workspace, cargo};
use crate::{arrows, editor, setup, wasm};

/// Sets up what the tests need, Chromium included, and runs all of them, or those of some crates.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Run only what concerns these crates: their own tests, and those at the root that belong to them.
    #[arg(value_name = "CRATE")]
    crates: Vec<String>,
    /// Install nothing.
    #[arg(long)]
    no_setup: bool,
    /// Build the browser's engine anew and test that one, after a look at whether the committed one matches its sources.
    #[arg(long, conflicts_with = "crates")]
    fresh_engine: bool,
}

const CHECKS: [&[&str]; 4] = [
    // A test asks cargo, which may not use the network then, where a dependency lies.
    &["fetch", "--locked"],
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"],
    &["test", "--workspace", "--locked", "--no-fail-fast"],
];
/// The program, and the prefix of the other crates' names.
const PROGRAM: &str = "helpdex";

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    let failed = if args.crates.is_empty() { everything(args, root)? } else { some(args, root)? };
    if failed.is_empty() {
        println!("\nall is well");
        return Ok(());
    }
    Err(format!("these failed:\n  {}", failed.join("\n  ")).into())
}

fn everything(args: &Args, root: &Path) -> Result<Vec<String>, Fault> {
    if !args.no_setup {
        setup::run()?;
    }
    let mut failed = Vec::new();
    println!("\n$ cargo xtask arrows");
    if let Err(fault) = arrows::run(&arrows::Args {}, root) {
        eprintln!("{fault}");
        failed.push("cargo xtask arrows".to_owned());
    }
    failed.extend(engine(args, root)?);
    println!("\n$ cargo xtask editor --check");
    if let Err(fault) = editor::check(root) {
        eprintln!("{fault}");
        failed.push("cargo xtask editor --check".to_owned());
    }
    for check in CHECKS {
        if !step(root, check)? {
            failed.push(format!("cargo {}", check.join(" ")));
        }
    }
    failed.extend(dependencies(root)?);
    Ok(failed)
}

/// The tests of the crates that are named.
fn some(args: &Args, root: &Path) -> Result<Vec<String>, Fault> {
    let workspace = Workspace::read(root)?;
    let packages =
        args.crates.iter().map(|name| package_named(&workspace, name)).collect::<Result<BTreeSet<_>, _>>()?;
    let plan = plan(&workspace, &packages);
    if !args.no_setup && plan.needs_setup() {
        setup::run()?;
    }
    let mut failed = Vec::new();
    for arguments in plan.commands() {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        if !step(root, &arguments)? {
            failed.push(format!("cargo {}", arguments.join(" ")));
        }
    }
    Ok(failed)
}

/// A crate by its name, or by the part after `helpdex-`.
fn package_named(workspace: &Workspace, name: &str) -> Result<String, Fault> {
    let full = format!("{PROGRAM}-{name}");
    if let Some(package) = workspace.package(name).or_else(|| workspace.package(&full)) {
        return Ok(package.name.clone());
    }
    let mut known: Vec<&str> = workspace.packages.iter().map(|package| short(&package.name)).collect();
    known.sort_unstable();
    let near = known.iter().min_by_key(|known| strsim::damerau_levenshtein(known, name));
    Err(match near.filter(|near| strsim::damerau_levenshtein(near, name) <= 2) {
        Some(near) => format!("there is no crate `{name}`: did you mean `{near}`?"),
        None => format!("there is no crate `{name}`: there are {}", known.join(", ")),
    }
    .into())
}

fn short(package: &str) -> &str {
    package.strip_prefix(PROGRAM).and_then(|rest| rest.strip_prefix('-')).unwrap_or(package)
}

/// What to run for some crates.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    packages: BTreeSet<String>,
    /// Root test binaries, each with the tests to run of it: all where none is named.
    tests: BTreeMap<String, Vec<String>>,
}

/// The table is `[workspace.metadata.tests]`: `lint = ["rules"]`, or `["site::words"]` for a part of a binary.
fn plan(workspace: &Workspace, packages: &BTreeSet<String>) -> Plan {
    let mut tests: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut whole = BTreeSet::new();
    for name in packages.iter().filter_map(|package| workspace.metadata.tests.get(short(package))).flatten() {
        let (binary, part) = name.split_once("::").unwrap_or((name, ""));
        let parts = tests.entry(binary.to_owned()).or_default();
        if part.is_empty() {
            whole.insert(binary);
        } else {
            parts.push(part.to_owned());
        }
    }
    for binary in whole {
        tests.entry(binary.to_owned()).or_default().clear();
    }
    Plan { packages: packages.clone(), tests }
}

impl Plan {
    fn needs_setup(&self) -> bool {
        self.tests.contains_key("browser") || self.tests.contains_key("collect")
    }

    /// The arguments of each cargo that has to run.
    fn commands(&self) -> Vec<Vec<String>> {
        let test = |rest: &[&str]| -> Vec<String> {
            ["test", "--locked", "--no-fail-fast"].iter().chain(rest).map(|&word| word.to_owned()).collect()
        };
        let mut commands = Vec::new();
        let others = self.packages.iter().filter(|package| *package != PROGRAM);
        let others: Vec<&str> = others.flat_map(|package| ["--package", package.as_str()]).collect();
        if !others.is_empty() {
            commands.push(test(&others));
        }
        if self.packages.contains(PROGRAM) {
            // Not its integration tests: most of them belong to other crates.
            commands.push(test(&["--package", PROGRAM, "--lib", "--bins"]));
            commands.push(test(&["--package", PROGRAM, "--doc"]));
        }
        let (whole, parts): (Vec<_>, Vec<_>) = self.tests.iter().partition(|(_, parts)| parts.is_empty());
        if !whole.is_empty() {
            let whole = whole.iter().flat_map(|(binary, _)| ["--test", binary.as_str()]);
            commands.push(test(&["--package", PROGRAM].into_iter().chain(whole).collect::<Vec<_>>()));
        }
        for (binary, parts) in parts {
            let head = ["--package", PROGRAM, "--test", binary, "--"];
            commands.push(test(&head.into_iter().chain(parts.iter().map(String::as_str)).collect::<Vec<_>>()));
        }
        commands
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> Workspace {
        Workspace::read(&crate::root()).unwrap()
    }

    fn named(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    /// A root test that nobody's table names would run with everything only.
    #[test]
    fn every_test_at_the_root_belongs_to_a_crate() {
        let workspace = repository();
        let program = workspace.package(PROGRAM).unwrap();
        let binaries: BTreeSet<&str> = program.targets_of(&["test"]).map(|target| target.name.as_str()).collect();
        let tables = &workspace.metadata.tests;
        let named: BTreeSet<&str> = tables
            .values()
            .flatten()
            .map(|name| name.split_once("::").map_or(name.as_str(), |(name, _)| name))
            .collect();
        assert_eq!(named, binaries);
        // Of the binary that is shared out, every part.
        let main = std::fs::read_to_string(crate::root().join("tests/program/main.rs")).unwrap();
        let parts = main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
        let shared = ["runner", "support"];
        for part in parts.filter(|part| !shared.contains(part)) {
            let name = format!("program::{part}");
            assert!(tables.values().flatten().any(|known| *known == name), "{name} belongs to no crate");
        }
        for name in tables.keys() {
            assert!(package_named(&workspace, name).is_ok(), "[workspace.metadata.tests] names no crate: {name}");
        }
    }

    #[test]
    fn a_crate_goes_by_its_short_name_too() {
        let workspace = repository();
        assert_eq!(package_named(&workspace, "search").unwrap(), "helpdex-search");
        assert_eq!(package_named(&workspace, "helpdex-search").unwrap(), "helpdex-search");
        assert_eq!(package_named(&workspace, "xtask").unwrap(), "xtask");
        assert_eq!(
            package_named(&workspace, "serach").unwrap_err().to_string(),
            "there is no crate `serach`: did you mean `search`?"
        );
        let fault = package_named(&workspace, "database").unwrap_err().to_string();
        assert!(fault.contains("chromium, ") && fault.contains(", search, "), "{fault}");
    }

    #[test]
    fn a_plan_runs_whole_binaries_together_and_parts_alone() {
        let mut workspace = repository();
        let table = [("search", &["engine", "site::words"][..]), ("helpdex", &["cli"][..])];
        workspace.metadata.tests = table
            .into_iter()
            .map(|(name, tests)| (name.to_owned(), tests.iter().map(|&test| test.to_owned()).collect()))
            .collect();
        let commands: Vec<String> = plan(&workspace, &named(&["helpdex-search", "helpdex"]))
            .commands()
            .iter()
            .map(|command| command.join(" "))
            .collect();
        assert_eq!(
            commands,
            [
                "test --locked --no-fail-fast --package helpdex-search",
                "test --locked --no-fail-fast --package helpdex --lib --bins",
                "test --locked --no-fail-fast --package helpdex --doc",
                "test --locked --no-fail-fast --package helpdex --test cli --test engine",
                "test --locked --no-fail-fast --package helpdex --test site -- words",
            ]
        );
    }
}
