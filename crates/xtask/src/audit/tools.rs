//! The checkers themselves: npm packages of exactly the versions in `crates/xtask/audit/package-lock.json`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Fault, target};

const LIST: &str = "package.json";
const LOCK: &str = "package-lock.json";

/// Where the checkers are installed.
pub(super) struct Tools {
    modules: PathBuf,
}

impl Tools {
    /// Installs the checkers below `target/`, unless those of the same list lie there already.
    pub(super) fn install(root: &Path) -> Result<Self, Fault> {
        let ours = root.join("crates/xtask/audit");
        let folder = std::path::absolute(target(root).join("audit"))?;
        let tools = Self { modules: folder.join("node_modules") };
        let lock = std::fs::read(ours.join(LOCK))?;
        // Written last: an install that was broken off is done again.
        let installed = folder.join("installed.json");
        if std::fs::read(&installed).is_ok_and(|known| known == lock) {
            return Ok(tools);
        }
        std::fs::create_dir_all(&folder)?;
        for name in [LIST, LOCK] {
            std::fs::copy(ours.join(name), folder.join(name))?;
        }
        let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
        eprintln!("$ npm {}", arguments.join(" "));
        let status = Command::new("npm").args(arguments).current_dir(&folder).status();
        if !status.map_err(|fault| format!("npm does not start: {fault}"))?.success() {
            return Err("npm does not install the checkers".into());
        }
        std::fs::write(installed, lock)?;
        Ok(tools)
    }

    /// axe-core as a script for a page.
    pub(super) fn axe(&self) -> Result<String, Fault> {
        Ok(std::fs::read_to_string(self.modules.join("axe-core/axe.min.js"))?)
    }

    /// Lighthouse, ready for its arguments.
    pub(super) fn lighthouse(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(self.modules.join("lighthouse/cli/index.js")).stdin(Stdio::null());
        command
    }

    /// The Nu checker, ready for its arguments.
    pub(super) fn nu(&self) -> Command {
        let mut command = Command::new("java");
        command.arg("-jar").arg(self.modules.join("vnu-jar/build/dist/vnu.jar")).stdin(Stdio::null());
        command
    }
}
