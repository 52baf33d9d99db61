//! `cargo xtask editor`: CodeMirror in one file, for the page in which `helpdex write` edits articles.
//!
//! The file is committed with the licences of what is in it, so that whoever builds Helpdex needs no npm. Beside it lies
//! a hash of what it was made from and one of itself; `--check` compares both.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::fault::Fault;
use crate::sources::{gzip, hash, hash_of};
use crate::{npm, target};

/// Bundles the text editor of `helpdex write` from npm and puts it where the program embeds it.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only say whether the committed file was made from the sources as they are.
    #[arg(long)]
    check: bool,
}

const FOLDER: &str = "crates/preview/editor";
const ENTRY: &str = "codemirror.js";
const BUNDLE: &str = "codemirror.js.gz";
const LICENSES: &str = "LICENSES.txt";
const STAMP: &str = "sources.sha256";
/// What the file is made from; the lock file has the hash of every package.
const SOURCES: [&str; 3] = [
    "crates/preview/editor/codemirror.js",
    "crates/preview/editor/package.json",
    "crates/preview/editor/package-lock.json",
];

pub(crate) fn run(args: &Args, root: &Path) -> Result<(), Fault> {
    if args.check { check(root) } else { build(root) }
}

/// Fails when the committed file was not made from the sources as they are, or has been changed since.
pub(crate) fn check(root: &Path) -> Result<(), Fault> {
    let dist = root.join(FOLDER).join("dist");
    let told = std::fs::read_to_string(dist.join(STAMP)).unwrap_or_default();
    if told.lines().ne(stamp(root)?.lines()) {
        return Err("the text editor was made from other sources: run `cargo xtask editor` and commit it".into());
    }
    println!("the text editor was made from these sources");
    Ok(())
}

/// What the files were made from, and what was made.
fn stamp(root: &Path) -> Result<String, Fault> {
    let dist = root.join(FOLDER).join("dist");
    let mut stamp = format!("{} sources\n", hash(root, &SOURCES, |_| false)?);
    for name in [BUNDLE, LICENSES] {
        let bytes = std::fs::read(dist.join(name)).unwrap_or_default();
        let _ = writeln!(stamp, "{} {name}", hash_of(&bytes));
    }
    Ok(stamp)
}

fn build(root: &Path) -> Result<(), Fault> {
    let ours = root.join(FOLDER);
    let folder = std::path::absolute(target(root).join("editor"))?;
    let modules = npm::install(&ours, &folder)?;
    // Packages are found from where a file lies.
    std::fs::copy(ours.join(ENTRY), folder.join(ENTRY))?;
    let made = Command::new("node")
        .arg(modules.join("esbuild/bin/esbuild"))
        .args([ENTRY, "--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none"])
        .args(["--outfile=bundle.js", "--metafile=bundle.json"])
        .current_dir(&folder)
        .status();
    if !made.map_err(|fault| format!("node does not start: {fault}"))?.success() {
        return Err("esbuild makes no file of the text editor".into());
    }
    let bytes = std::fs::read(folder.join("bundle.js"))?;
    let packed = gzip(&bytes)?;
    let dist = ours.join("dist");
    std::fs::create_dir_all(&dist)?;
    std::fs::write(dist.join(BUNDLE), &packed)?;
    std::fs::write(dist.join(LICENSES), licenses(&folder)?)?;
    std::fs::write(dist.join(STAMP), stamp(root)?)?;
    println!("text editor: {} bytes, {} gzip", bytes.len(), packed.len());
    Ok(())
}

/// What esbuild tells of a file that it made.
#[derive(Deserialize)]
struct Told {
    outputs: BTreeMap<String, Output>,
}

#[derive(Deserialize)]
struct Output {
    inputs: BTreeMap<String, serde_json::Value>,
}

/// What a package says of itself.
#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: String,
}

/// Each licence once, with the packages under it.
fn licenses(folder: &Path) -> Result<String, Fault> {
    let told: Told = serde_json::from_slice(&std::fs::read(folder.join("bundle.json"))?)?;
    let inputs = told.outputs.values().flat_map(|output| output.inputs.keys());
    let packages: BTreeSet<&str> = inputs.filter_map(|path| package(path)).collect();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages {
        let folder = folder.join("node_modules").join(package);
        let about: Package = serde_json::from_slice(&std::fs::read(folder.join("package.json"))?)?;
        let text = std::fs::read_to_string(folder.join("LICENSE"));
        let text = text.map_err(|fault| format!("{package} comes without its licence: {fault}"))?;
        let named = format!("{} {} ({})", about.name, about.version, about.license);
        texts.entry(text.replace('\r', "").trim().to_owned()).or_default().push(named);
    }
    let mut all = String::from("The text editor of `helpdex write` is made of these packages of npm.\n");
    for (text, names) in texts {
        let _ = write!(all, "\n{LINE}\n{}\n{LINE}\n\n{text}\n", names.join("\n"));
    }
    Ok(all)
}

const LINE: &str = "--------------------------------------------------------------------------------";

/// The package that a file below `node_modules` belongs to.
fn package(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("node_modules/")?;
    let parts = if inside.starts_with('@') { 2 } else { 1 };
    let end = inside.match_indices('/').nth(parts - 1).map(|(at, _)| at)?;
    inside.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_names_its_package() {
        assert_eq!(package("node_modules/@codemirror/view/dist/index.js"), Some("@codemirror/view"));
        assert_eq!(package("node_modules/crelt/index.js"), Some("crelt"));
        assert_eq!(package("codemirror.js"), None);
    }
}
