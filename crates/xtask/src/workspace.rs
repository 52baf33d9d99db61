//! What cargo knows of the workspace: its crates, what they depend on, and the tables in `[workspace.metadata]`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::fault::Fault;

/// A workspace as `cargo metadata --no-deps` tells it.
#[derive(Deserialize)]
pub(crate) struct Workspace {
    pub(crate) packages: Vec<Package>,
    #[serde(rename = "workspace_root")]
    pub(crate) root: PathBuf,
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) metadata: Tables,
}

/// The tables of `[workspace.metadata]` that chores read.
#[derive(Default, Deserialize)]
pub(crate) struct Tables {
    #[serde(default)]
    pub(crate) arrows: Order,
    /// Integration tests at the root: which crate each belongs to.
    #[serde(default)]
    pub(crate) tests: BTreeMap<String, Vec<String>>,
}

/// In which order crates may import each other: only downwards, and never from one list into the other.
#[derive(Default, Deserialize)]
pub(crate) struct Order {
    #[serde(default)]
    pub(crate) order: Vec<String>,
    #[serde(default)]
    pub(crate) apart: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) manifest_path: PathBuf,
    pub(crate) targets: Vec<Target>,
    pub(crate) dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) kind: Vec<String>,
    pub(crate) src_path: PathBuf,
}

#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) rename: Option<String>,
    /// `dev`, `build`, or none for an ordinary one.
    pub(crate) kind: Option<String>,
}

impl Workspace {
    /// Asks cargo about the workspace in `root`.
    pub(crate) fn read(root: &Path) -> Result<Workspace, Fault> {
        let told = Command::new(cargo())
            .current_dir(root)
            .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
            .output()?;
        if !told.status.success() {
            return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&told.stderr).trim()).into());
        }
        Ok(serde_json::from_slice(&told.stdout)?)
    }

    pub(crate) fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }

    /// A path as a reader of the repository knows it.
    pub(crate) fn relative<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}

impl Package {
    /// Whether one of its targets is of this kind, and how that target is called.
    pub(crate) fn targets_of<'a>(&'a self, kinds: &'a [&str]) -> impl Iterator<Item = &'a Target> {
        self.targets.iter().filter(move |target| target.kind.iter().any(|kind| kinds.contains(&kind.as_str())))
    }
}

/// The cargo that runs this chore.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// `[workspace.metadata]` is null where there is none.
fn or_default<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Tables, D::Error> {
    Ok(Option::<Tables>::deserialize(value)?.unwrap_or_default())
}

/// Where cargo puts what it makes.
pub(crate) fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}
