//! The last look at a staged folder: is what was written what lies there?

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::{OsStr, OsString};
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

/// The same for a folder of which nearly everything is as it was found when the build began: only these files, by their paths,
/// were put there since.
pub(super) fn check_some(dir: &Path, written: &BTreeMap<String, u64>, put: &BTreeSet<String>) -> Result<()> {
    let mut folders: BTreeMap<&str, Vec<(&str, &String)>> = BTreeMap::new();
    for path in put {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folders.entry(folder).or_default().push((name, path));
    }
    for (folder, own) in folders {
        let place = dir.join(folder);
        let names = std::fs::read_dir(&place).and_then(|found| found.map(|entry| Ok(entry?.file_name())).collect());
        let names: HashSet<OsString> = names.map_err(Error::io("read", &place))?;
        for (name, path) in own {
            let lies = Lying::at(&dir.join(path)).is_ok_and(|lying| written.get(path) == Some(&lying.bytes));
            if !lies || !names.contains(OsStr::new(name)) {
                return Err(fault(path));
            }
        }
    }
    Ok(())
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
        let check_some = |put: &[&str]| {
            let written = [("a/x.png".to_owned(), 5), ("a/X.png".to_owned(), 5), ("b".to_owned(), 1)].into();
            let put = put.iter().map(|path| (*path).to_owned()).collect();
            check_some(dir.path(), &written, &put).map_err(|fault| fault.to_string()).err().unwrap_or_default()
        };
        assert_eq!(check_some(&["a/x.png"]), "");
        assert!(check_some(&["a/X.png"]).contains("`a/X.png`"));
        assert!(check_some(&["a/x.png", "b"]).contains("`b`"));
        assert!(check(&[("a/x.png", 6)]).starts_with("`a/x.png` does not lie"), "of another size");
        assert!(check(&[]).starts_with("`a/x.png`"), "written by another");
        assert!(check(&[("a/X.png", 5), ("a/x.png", 5)]).starts_with("`a/X.png`"), "taken for one by the system");
    }
}
