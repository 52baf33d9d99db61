//! `cargo xtask arrows`: imports go one way, between the files of a crate and between crates.
//!
//! ```text
//! tree      the files and modules of a target, and the paths in them
//! reader    what one file says: modules, items, imports, paths
//! load      from a target's first file to all of them
//! resolve   which file defines what another one names
//! circles   files that lead to each other
//! order     crates against the order that the root's Cargo.toml declares
//! ```
//!
//! It sees names, not types: a method called on a value of another file's type makes no arrow.

mod circles;
mod load;
mod order;
mod reader;
mod resolve;
#[cfg(test)]
mod tests;
mod tree;

use std::path::Path;

use crate::fault::Fault;
use crate::workspace::{Package, Workspace};
use order::Ranks;
use resolve::Arrows;
use tree::Tree;

/// Fails when files import each other, or a crate one that doesn't stand below it.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// Whose sources are read: what is only for tests, examples and benchmarks may import as it likes.
const TARGETS: [&str; 7] = ["lib", "rlib", "cdylib", "staticlib", "proc-macro", "bin", "custom-build"];

pub(crate) fn run(_: &Args, root: &Path) -> Result<(), Fault> {
    let report = check(&Workspace::read(root)?)?;
    for row in &report.crates {
        println!("{:<22} {:>4} files {:>6} lines", row.name, row.files, row.lines);
    }
    if report.faults.is_empty() {
        println!("no fault");
        return Ok(());
    }
    let count = report.faults.len();
    Err(format!("{count} {}\n{}", if count == 1 { "fault" } else { "faults" }, report.faults.join("\n")).into())
}

/// The crates in their order, and what is wrong.
struct Report {
    crates: Vec<Row>,
    faults: Vec<String>,
}

/// How large a crate is, tests aside.
struct Row {
    name: String,
    files: usize,
    lines: usize,
}

fn check(workspace: &Workspace) -> Result<Report, Fault> {
    let ranks = Ranks::new(workspace);
    let mut faults = ranks.faults(workspace);
    let mut crates = Vec::new();
    for package in ranks.sorted(workspace) {
        let mut row = Row { name: package.name.clone(), files: 0, lines: 0 };
        for target in package.targets_of(&TARGETS) {
            let tree = Tree::load(&target.src_path)?;
            let arrows = tree.arrows();
            row.files += tree.files.len();
            row.lines += tree.files.iter().map(|file| file.lines).sum::<usize>();
            faults.extend(circles_of(workspace, package, &tree, &arrows));
            faults.extend(ranks.upward(workspace, package, &tree, &arrows));
        }
        crates.push(row);
    }
    Ok(Report { crates, faults })
}

/// A line for each arrow of the shortest way round, and how many files hang together there.
fn circles_of(workspace: &Workspace, package: &Package, tree: &Tree, arrows: &Arrows) -> Vec<String> {
    let name = |file: usize| {
        tree.files.get(file).map(|file| workspace.relative(&file.path).display().to_string()).unwrap_or_default()
    };
    let mut faults = Vec::new();
    for knot in circles::knots(arrows.inside.keys().copied()) {
        let mut fault = format!("{}: a circle of {} files", package.name, knot.circle.len());
        if knot.files.len() > knot.circle.len() {
            fault += &format!(", in a knot of {}", knot.files.len());
        }
        for &(from, to) in &knot.circle {
            if let Some(arrow) = arrows.inside.get(&(from, to)) {
                fault += &format!("\n  {}:{}: `{}` is in {}", name(from), arrow.line, arrow.path, name(to));
            }
        }
        let others: Vec<String> = (knot.files.iter())
            .filter(|&&file| !knot.circle.iter().any(|&(from, _)| from == file))
            .map(|&file| name(file))
            .collect();
        if !others.is_empty() {
            fault += &format!("\n  in the knot, too: {}", others.join(", "));
        }
        faults.push(fault);
    }
    faults
}
