//! The checkers themselves: npm packages of exactly the versions in `crates/xtask/audit/package-lock.json`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Fault, npm, target};

/// Where the checkers are installed.
pub(super) struct Tools {
    modules: PathBuf,
}

impl Tools {
    /// Installs the checkers below `target/`, unless those of the same list lie there already.
    pub(super) fn install(root: &Path) -> Result<Self, Fault> {
        let modules = npm::install(&root.join("crates/xtask/audit"), &target(root).join("audit"))?;
        Ok(Self { modules })
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
