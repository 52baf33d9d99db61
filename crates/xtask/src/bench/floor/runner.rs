//! A program that is measured.

use std::path::{Path, PathBuf};

use crate::Fault;
use crate::bench::measure::Cost;

/// A program that is measured over one site.
pub(super) struct Runner {
    pub(super) name: String,
    pub(super) folder: PathBuf,
    pub(super) command: Vec<String>,
    /// What it leaves in its folder: each run begins without.
    pub(super) leaves: &'static [&'static str],
    pub(super) cost: Option<Cost>,
}

/// A path as an argument.
pub(super) fn text(path: &Path) -> Result<&str, Fault> {
    path.to_str().ok_or_else(|| "a path that is not UTF-8".into())
}

impl Runner {
    pub(super) fn new(name: &str, folder: &Path, command: &[&str], leaves: &'static [&'static str]) -> Self {
        let command = command.iter().map(|part| (*part).to_owned()).collect();
        Self { name: name.to_owned(), folder: folder.to_owned(), command, leaves, cost: None }
    }
}
