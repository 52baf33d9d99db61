//! The crates that a program is made of, as cargo resolves them for its machine and its features.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::fault::{Fault, Result};

/// A crate by name and version. No two of one name and version come from different places here.
pub(crate) type Key = (String, String);

/// A crate that is in the program. What only builds it, such as macros, is not.
#[derive(Debug)]
pub(crate) struct Component {
    pub(crate) license: Option<String>,
    pub(crate) description: Option<String>,
    /// Where its sources lie.
    pub(crate) folder: PathBuf,
    /// Whether it is one of ours.
    pub(crate) own: bool,
    pub(crate) dependencies: BTreeSet<Key>,
}

/// All crates of a program, and what cargo knows of the program's own.
#[derive(Debug)]
pub(crate) struct Components {
    pub(crate) all: BTreeMap<Key, Component>,
    pub(crate) program: About,
}

/// What `Cargo.toml` says of the program.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct About {
    pub(crate) name: String,
    pub(crate) version: String,
    #[serde(default)]
    pub(crate) description: Option<String>,
    #[serde(default)]
    pub(crate) license: Option<String>,
    /// The address of the source; empty as long as there is none.
    #[serde(default)]
    pub(crate) repository: Option<String>,
    manifest_path: PathBuf,
    source: Option<String>,
}

impl About {
    /// The address of the source, where there is one.
    pub(crate) fn repository(&self) -> Option<&str> {
        self.repository.as_deref().filter(|address| !address.is_empty())
    }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<About>,
}

/// The program's package.
const PROGRAM: &str = "helpdex";

/// What `Cargo.toml` of the repository in `root` says of the program.
pub(crate) fn about(root: &Path) -> Result<About> {
    let metadata = metadata(root, &["--no-deps"])?;
    let program = metadata.packages.into_iter().find(|package| package.name == PROGRAM);
    program.ok_or_else(|| Fault::refused(format!("there is no package `{PROGRAM}` in `{}`", root.display())))
}

impl Components {
    /// Those of the program in `root`, built for a machine with these features.
    pub(crate) fn of(root: &Path, target: &str, features: &[String]) -> Result<Self> {
        let packages = metadata(root, &["--filter-platform", target])?.packages;
        let mut known: BTreeMap<Key, About> =
            packages.into_iter().map(|package| ((package.name.clone(), package.version.clone()), package)).collect();
        let mut all = BTreeMap::new();
        for (key, dependencies) in edges(&tree(root, target, features)?)? {
            let about = known.remove(&key);
            let about = about.ok_or_else(|| Fault::refused(format!("cargo knows nothing of {} {}", key.0, key.1)))?;
            let folder = about.manifest_path.parent().map(Path::to_owned).unwrap_or_default();
            let component = Component {
                license: about.license,
                description: about.description,
                folder,
                own: about.source.is_none(),
                dependencies,
            };
            all.insert(key, component);
        }
        Ok(Self { all, program: about(root)? })
    }
}

fn metadata(root: &Path, more: &[&str]) -> Result<Metadata> {
    let arguments = [&["metadata", "--format-version", "1", "--offline", "--locked"], more].concat();
    let text = cargo(root, &arguments)?;
    serde_json::from_str(&text).map_err(|fault| Fault::refused(format!("cargo metadata is not understood: {fault}")))
}

/// The tree of the program's crates; one that comes again is cut there.
fn tree(root: &Path, target: &str, features: &[String]) -> Result<String> {
    let features = features.join(",");
    let own = ["--package", PROGRAM, "--no-default-features", "--features", &features, "--target", target];
    let form = ["--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", " {p}", "--charset", "ascii"];
    cargo(root, &[&["tree", "--offline", "--locked"], &own[..], &form[..]].concat())
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let failed = |reason: String| Fault::Command { command: format!("cargo {}", arguments.join(" ")), reason };
    let told = Command::new(cargo).current_dir(root).args(arguments).output();
    let told = told.map_err(|fault| failed(fault.to_string()))?;
    if !told.status.success() {
        return Err(failed(String::from_utf8_lossy(&told.stderr).trim().to_owned()));
    }
    String::from_utf8(told.stdout).map_err(|fault| failed(fault.to_string()))
}

/// Each crate of a tree with those that it depends on. A line is a depth, a name, a version and a remark.
fn edges(tree: &str) -> Result<BTreeMap<Key, BTreeSet<Key>>> {
    let mut edges: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    let mut above: Vec<Key> = Vec::new();
    for line in tree.lines().filter(|line| !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let depth = words.next().and_then(|depth| depth.parse::<usize>().ok());
        let version = |word: &str| Some(word.strip_prefix('v')?.to_owned());
        let key = words.next().map(str::to_owned).zip(words.next().and_then(version));
        let (Some(depth), Some(key)) = (depth, key) else {
            return Err(Fault::refused(format!("cargo tree is not understood: `{line}`")));
        };
        above.truncate(depth);
        edges.entry(key.clone()).or_default();
        if let Some(parent) = above.last() {
            edges.entry(parent.clone()).or_default().insert(key.clone());
        }
        above.push(key);
    }
    Ok(edges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_with_what_comes_again() {
        let tree = "0 helpdex v0.1.0 (/somewhere)\n1 clap v4.6.7\n2 clap_builder v4.6.2\n1 helpdex-content v0.1.0 (/x)\n\
                    2 clap v4.6.7 (*)\n";
        let edges = edges(tree).expect("read");
        let of = |name: &str| {
            let (_, to) = edges.iter().find(|((known, _), _)| known == name).expect("known");
            to.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of("helpdex"), ["clap", "helpdex-content"]);
        assert_eq!(of("clap"), ["clap_builder"]);
        assert_eq!(of("helpdex-content"), ["clap"]);
        assert!(super::edges("0 helpdex\n").is_err());
    }
}
