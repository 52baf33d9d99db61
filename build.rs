//! What `helpdex --version` tells of a build: which commit, which features, for which machine.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=HELPDEX_COMMIT");
    let commit = commit().unwrap_or_else(|| "unknown".to_owned());
    println!("cargo::rustc-env=HELPDEX_COMMIT={commit}");
    let features = features();
    println!("cargo::rustc-env=HELPDEX_FEATURES={}", if features.is_empty() { "none" } else { &features });
    println!("cargo::rustc-env=HELPDEX_TARGET={}", std::env::var("TARGET").unwrap_or_default());
}

/// The commit that `HELPDEX_COMMIT` names, for who builds from an archive; else git's. None where there is no git.
fn commit() -> Option<String> {
    let named = std::env::var("HELPDEX_COMMIT").unwrap_or_default();
    if !named.is_empty() {
        return Some(named);
    }
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
    // Unpacked inside of somebody's repository, the sources are none of its commits.
    let top = git(&here, &["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != here.canonicalize().ok()? {
        return None;
    }
    // Both change with each commit and checkout. A file that isn't there would have cargo build anew each time.
    for name in ["HEAD", "logs/HEAD"] {
        let file = here.join(git(&here, &["rev-parse", "--git-path", name])?);
        if file.exists() {
            println!("cargo::rerun-if-changed={}", file.display());
        }
    }
    git(&here, &["rev-parse", "HEAD"])
}

fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let told = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
    let text = String::from_utf8(told.stdout).ok()?;
    told.status.success().then(|| text.trim().to_owned())
}

/// The cargo features that are on, sorted.
fn features() -> String {
    let mut names: Vec<String> = std::env::vars_os()
        .filter_map(|(key, _)| Some(key.to_str()?.strip_prefix("CARGO_FEATURE_")?.to_lowercase().replace('_', "-")))
        .filter(|name| name != "default")
        .collect();
    names.sort();
    names.join(", ")
}
