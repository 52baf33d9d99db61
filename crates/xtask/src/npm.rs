//! Packages of npm, in exactly the versions of a committed lock file.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fault::Fault;

const LIST: &str = "package.json";
const LOCK: &str = "package-lock.json";

/// Installs what the list and the lock file in `ours` name into `folder`, unless it lies there already. No package runs
/// a script of its own. Answers with the folder of the packages.
pub(crate) fn install(ours: &Path, folder: &Path) -> Result<PathBuf, Fault> {
    let folder = std::path::absolute(folder)?;
    let modules = folder.join("node_modules");
    let lock = std::fs::read(ours.join(LOCK))?;
    // Written last: an install that was broken off is done again.
    let installed = folder.join("installed.json");
    if std::fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(modules);
    }
    std::fs::create_dir_all(&folder)?;
    for name in [LIST, LOCK] {
        std::fs::copy(ours.join(name), folder.join(name))?;
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
    eprintln!("$ npm {}", arguments.join(" "));
    let status = Command::new("npm").args(arguments).current_dir(&folder).status();
    if !status.map_err(|fault| format!("npm does not start: {fault}"))?.success() {
        return Err(format!("npm does not install what {} names", ours.join(LIST).display()).into());
    }
    std::fs::write(installed, lock)?;
    Ok(modules)
}
