//! The last look at a staged folder: is what was written what lies there?

use std::collections::BTreeMap;
use std::path::Path;

use super::tree::{self, Lying};
use helpdex_content::error::{Error, Result};

/// Compares a folder with the files that were written into it, and their sizes.
///
/// Every write has already been answered by the system. What can still differ is the file system's idea of a name: one
/// that takes `A.png` and `a.png` for the same, or stores letters in another form, holds fewer files than were written.
pub(super) fn check(dir: &Path, written: &BTreeMap<String, u64>) -> Result<()> {
    let lying = tree::read(dir).map_err(Error::io("read", dir))?;
    let differs = |(path, lying): &(&String, &Lying)| written.get(*path) != Some(&lying.bytes);
    if let Some((name, _)) = lying.iter().filter(differs).min_by_key(|(path, _)| *path) {
        return Err(fault(name));
    }
    if lying.len() == written.len() {
        return Ok(());
    }
    let missing = written.keys().find(|path| !dir.join(path).is_file());
    Err(fault(missing.map_or("", String::as_str)))
}

fn fault(name: &str) -> Error {
    Error::Environment(format!(
        "`{name}` does not lie in the staged site as it was written; does the file system tell upper from lower case, \
         and does anything else write there?"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("a")).expect("made");
        std::fs::write(dir.path().join("a/x.png"), "12345").expect("written");
        let check = |files: &[(&str, u64)]| {
            let written = files.iter().map(|(path, bytes)| ((*path).to_owned(), *bytes)).collect();
            check(dir.path(), &written).map_err(|fault| fault.to_string()).err().unwrap_or_default()
        };
        assert_eq!(check(&[("a/x.png", 5)]), "");
        assert!(check(&[("a/x.png", 6)]).starts_with("`a/x.png` does not lie"), "of another size");
        assert!(check(&[]).starts_with("`a/x.png`"), "written by another");
        assert!(check(&[("a/X.png", 5), ("a/x.png", 5)]).starts_with("`a/X.png`"), "taken for one by the system");
    }
}
