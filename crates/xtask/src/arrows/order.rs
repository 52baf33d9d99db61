//! Crates against the order in `[workspace.metadata.arrows]`.

use std::collections::BTreeMap;

use super::resolve::Arrows;
use super::tree::Tree;
use crate::workspace::{Dependency, Package, Workspace};

/// Where each crate stands: in which list, and how far down.
pub(super) struct Ranks<'a> {
    ranks: BTreeMap<&'a str, (usize, usize)>,
    twice: Vec<&'a str>,
}

impl<'a> Ranks<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Ranks<'a> {
        let declared = &workspace.metadata.arrows;
        let mut ranks = Ranks { ranks: BTreeMap::new(), twice: Vec::new() };
        for (list, names) in [&declared.order, &declared.apart].into_iter().enumerate() {
            for (place, name) in names.iter().enumerate() {
                if ranks.ranks.insert(name, (list, place)).is_some() {
                    ranks.twice.push(name);
                }
            }
        }
        ranks
    }

    /// The workspace's crates from the top, those without a place last.
    pub(super) fn sorted<'w>(&self, workspace: &'w Workspace) -> Vec<&'w Package> {
        let mut packages: Vec<&Package> = workspace.packages.iter().collect();
        packages.sort_by_key(|package| {
            let rank = self.ranks.get(package.name.as_str());
            (rank.copied().unwrap_or((usize::MAX, 0)), package.name.as_str())
        });
        packages
    }

    /// What is wrong with the order itself, and dependencies that run against it.
    pub(super) fn faults(&self, workspace: &Workspace) -> Vec<String> {
        let place = "Cargo.toml, [workspace.metadata.arrows]";
        let mut faults: Vec<String> = self.twice.iter().map(|name| format!("{place}: `{name}` stands twice")).collect();
        for name in self.ranks.keys().filter(|name| workspace.package(name).is_none()) {
            faults.push(format!("{place}: there is no crate `{name}`"));
        }
        for package in &workspace.packages {
            if !self.ranks.contains_key(package.name.as_str()) {
                faults.push(format!("{place}: the crate `{}` has no place in the order", package.name));
            }
            for dependency in package.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev"))
            {
                if workspace.package(&dependency.name).is_some() && self.is_against(&package.name, &dependency.name) {
                    faults.push(format!(
                        "{}:{}: `{}` depends on `{}`, which does not stand below it",
                        workspace.relative(&package.manifest_path).display(),
                        line_of(package, dependency),
                        package.name,
                        dependency.name
                    ));
                }
            }
        }
        faults
    }

    /// Paths into crates that do not stand below.
    pub(super) fn upward(&self, workspace: &Workspace, package: &Package, tree: &Tree, arrows: &Arrows) -> Vec<String> {
        let crates = names(workspace, package);
        let mut faults = Vec::new();
        for ((file, name), arrow) in &arrows.outside {
            let (Some(file), Some(to)) = (tree.files.get(*file), crates.get(name)) else { continue };
            if self.is_against(&package.name, to) {
                faults.push(format!(
                    "{}:{}: `{}` of `{}` imports `{}` from `{to}`, which does not stand below it",
                    workspace.relative(&file.path).display(),
                    arrow.line,
                    workspace.relative(&file.path).file_name().unwrap_or_default().to_string_lossy(),
                    package.name,
                    arrow.path
                ));
            }
        }
        faults
    }

    /// A crate without a place is a fault of its own.
    fn is_against(&self, from: &str, to: &str) -> bool {
        match (self.ranks.get(from), self.ranks.get(to)) {
            (Some(from_rank), Some(to_rank)) => from != to && (from_rank.0 != to_rank.0 || from_rank.1 > to_rank.1),
            _ => false,
        }
    }
}

/// What a crate's code calls the workspace's crates.
fn names(workspace: &Workspace, package: &Package) -> BTreeMap<String, String> {
    let libraries = workspace.packages.iter().flat_map(|package| {
        let kinds = &["lib", "rlib", "cdylib", "staticlib", "proc-macro"];
        package.targets_of(kinds).map(|target| (target.name.replace('-', "_"), package.name.clone()))
    });
    let renamed = package
        .dependencies
        .iter()
        .filter_map(|dependency| Some((dependency.rename.as_ref()?.replace('-', "_"), dependency.name.clone())));
    libraries.chain(renamed).collect()
}

/// The line of a manifest that names the dependency.
fn line_of(package: &Package, dependency: &Dependency) -> usize {
    let key = dependency.rename.as_ref().unwrap_or(&dependency.name);
    let text = std::fs::read_to_string(&package.manifest_path).unwrap_or_default();
    let names_it = |line: &str| {
        let line = line.trim_start_matches("[dependencies.").trim_start_matches("[build-dependencies.").trim_start();
        line.trim_start_matches('"')
            .strip_prefix(key.as_str())
            .is_some_and(|rest| rest.starts_with(['.', '=', ' ', ']', '"']))
    };
    text.lines().position(names_it).map_or(1, |line| line + 1)
}
