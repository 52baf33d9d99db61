//! The notes of a version, out of `CHANGELOG.md`.

use std::path::Path;

use crate::components::about;
use crate::fault::{Fault, Result, read};

/// What `CHANGELOG.md` says of the version that `Cargo.toml` has.
///
/// # Errors
/// When a file can't be read, or there is no such heading or nothing below it.
pub fn notes(root: &Path) -> Result<String> {
    let text = read(&root.join("CHANGELOG.md"))?;
    section(&String::from_utf8_lossy(&text), &about(root)?.version)
}

/// Refuses a tag that is not `v` and the version of `Cargo.toml`, or a version that `CHANGELOG.md` says nothing of.
///
/// # Errors
/// When it refuses, or a file can't be read.
pub fn check_tag(root: &Path, tag: &str) -> Result<()> {
    let version = about(root)?.version;
    if tag.strip_prefix('v') != Some(&version) {
        return Err(Fault::refused(format!(
            "the tag is `{tag}` and `Cargo.toml` says {version}: it has to be `v{version}`"
        )));
    }
    notes(root).map(|_| ())
}

fn section(text: &str, version: &str) -> Result<String> {
    let heading = format!("## [{version}]");
    let after = text.lines().skip_while(|line| !line.starts_with(&heading)).skip(1);
    let lines: Vec<&str> = after.take_while(|line| !line.starts_with("## ")).collect();
    let section = lines.join("\n").trim().to_owned();
    if section.is_empty() {
        let advice = "rename `## [Unreleased]` and begin a new one above it";
        return Err(Fault::refused(format!("`CHANGELOG.md` has nothing below `{heading}`: {advice}")));
    }
    Ok(section + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_of_a_version() {
        let text = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- A thing.\n\n## [0.1.0]\n\n- First.\n";
        assert_eq!(section(text, "0.2.0").expect("there"), "### Added\n\n- A thing.\n");
        assert_eq!(section(text, "0.1.0").expect("there"), "- First.\n");
        for missing in ["0.3.0", "Unreleased", "0.2"] {
            assert!(section(text, missing).is_err(), "{missing}");
        }
    }

    #[test]
    fn a_tag_has_to_be_the_version() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let fault = check_tag(&root, "v99.0.0").expect_err("another version").to_string();
        assert!(fault.contains(concat!("it has to be `v", env!("CARGO_PKG_VERSION"), "`")), "{fault}");
        assert!(check_tag(&root, env!("CARGO_PKG_VERSION")).is_err(), "a tag begins with v");
    }
}
