//! Packages of pip, each in a folder of its own.

use std::path::Path;
use std::process::Command;

use crate::fault::Fault;

/// Installs one package (`name==version`) into a folder, without what it depends on and without a script of its own.
pub(crate) fn install(package: &str, folder: &Path) -> Result<(), Fault> {
    ask(&["--no-deps", package], folder)
}

/// The same with all that it depends on.
pub(crate) fn install_all(package: &str, folder: &Path) -> Result<(), Fault> {
    ask(&[package], folder)
}

fn ask(what: &[&str], folder: &Path) -> Result<(), Fault> {
    let package = what.last().copied().unwrap_or_default();
    let mut arguments = vec!["-m", "pip", "install", "--quiet", "--only-binary", ":all:"];
    arguments.extend(what);
    eprintln!("$ python3 {}", arguments.join(" "));
    let status = Command::new("python3").args(&arguments).arg("--target").arg(folder).status();
    if status.map_err(|fault| format!("python3 does not start: {fault}"))?.success() {
        Ok(())
    } else {
        Err(format!("pip does not install {package}").into())
    }
}
