//! Packages of pip, each in a folder of its own.

use std::path::Path;
use std::process::Command;

use crate::fault::Fault;

/// Installs one package (`name==version`) into a folder, without what it depends on and without a script of its own.
pub(crate) fn install(package: &str, folder: &Path) -> Result<(), Fault> {
    let arguments = ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", package];
    eprintln!("$ python3 {}", arguments.join(" "));
    let status = Command::new("python3").args(arguments).arg("--target").arg(folder).status();
    if status.map_err(|fault| format!("python3 does not start: {fault}"))?.success() {
        Ok(())
    } else {
        Err(format!("pip does not install {package}").into())
    }
}
