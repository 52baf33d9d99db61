//! Putting a staged folder in the place of another one.
//!
//! There is a moment between the two renames in which the output has no folder; a build killed right then is repaired
//! by [`recover`] when the next one starts. Linux can exchange two folders in one step, and there it is done that way.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use helpdex_content::error::{Error, Result};

/// A hidden name beside the output for what a build needs while it works.
pub(super) fn beside(out: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(".helpdex-");
    name.push(what);
    out.with_file_name(name)
}

/// Cleans up after a build that was killed.
pub(super) fn recover(out: &Path) -> Result<()> {
    let (new, old) = (beside(out, "new"), beside(out, "old"));
    if old.exists() && !out.exists() {
        fs::rename(&old, out).map_err(Error::io("restore", out))?;
    }
    for leftover in [new, old] {
        if leftover.exists() {
            fs::remove_dir_all(&leftover).map_err(Error::io("remove", &leftover))?;
        }
    }
    Ok(())
}

/// Swaps `new` in for `out`. The old output goes to `spare` where there is that, else it is removed.
pub(super) fn swap(new: &Path, out: &Path, spare: Option<&Path>) -> Result<()> {
    if !out.exists() {
        return fs::rename(new, out).map_err(Error::io("rename to", out));
    }
    let old = beside(out, "old");
    if exchange(new, out) {
        // What was the output now lies where the new one was staged.
        let _ = fs::rename(new, &old);
    } else {
        fs::rename(out, &old).map_err(|fault| busy(out, fault))?;
        if let Err(fault) = fs::rename(new, out) {
            // The old output goes back to its place; should even that fail, the next build does it.
            let _ = fs::rename(&old, out);
            return Err(Error::io("rename to", out)(fault));
        }
    }
    // The new output is in its place. What can't be removed of the old one now is removed by the next build.
    if spare.is_none_or(|spare| fs::rename(&old, spare).is_err()) {
        let _ = fs::remove_dir_all(&old);
    }
    Ok(())
}

/// Why the output can't be moved: most often it is a mount, as volumes of containers are.
fn busy(out: &Path, fault: std::io::Error) -> Error {
    match fault.kind() {
        std::io::ErrorKind::ResourceBusy => Error::Environment(format!(
            "cannot replace `{}`: it is in use, or a mount; choose a folder inside of it with `--out`",
            out.display()
        )),
        _ => Error::io("replace", out)(fault),
    }
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_killed_between_the_renames_is_undone() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("public");
        fs::create_dir(beside(&out, "old")).expect("made");
        fs::write(beside(&out, "old").join("a"), "old").expect("written");
        fs::create_dir(beside(&out, "new")).expect("made");
        recover(&out).expect("recovered");
        assert_eq!(fs::read_to_string(out.join("a")).expect("there"), "old");
        assert!(!beside(&out, "new").exists() && !beside(&out, "old").exists());
    }
}
