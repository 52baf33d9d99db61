//! Putting a new version of a file in the place of the old one.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Replaces a file by rename, so that it is the old or the new one at any moment, whatever happens. Its permissions
/// stay. A file that is not there is made.
///
/// # Errors
/// When the folder or the file can't be written; the old file is then as it was.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = written_beside(path, bytes)?;
    written.file.as_file().sync_all().map_err(Error::io("write", path))?;
    written.put(path)
}

/// The same without waiting for the disk: for many files that can be made again, of which one may be lost when the machine
/// loses its power.
///
/// # Errors
/// When the folder or the file can't be written; the old file is then as it was.
pub fn replace_file_soon(path: &Path, bytes: &[u8]) -> Result<()> {
    written_beside(path, bytes)?.put(path)
}

/// A new version beside the old one.
struct Written {
    file: tempfile::NamedTempFile,
    /// What it is to take the place of.
    target: PathBuf,
}

impl Written {
    fn put(self, path: &Path) -> Result<()> {
        self.file.persist(&self.target).map_err(|failed| Error::io("write", path)(failed.error))?;
        Ok(())
    }
}

fn written_beside(path: &Path, bytes: &[u8]) -> Result<Written> {
    let fault = |source| Error::io("write", path)(source);
    // A link stays one: what it leads to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // Hidden, so that neither a build nor the preview takes it for content.
    builder.prefix(".helpdex-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(fault)?;
    file.write_all(bytes).map_err(fault)?;
    if let Ok(metadata) = fs::metadata(&target) {
        file.as_file().set_permissions(metadata.permissions()).map_err(fault)?;
    }
    Ok(Written { file, target })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_file_is_whole_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.md");
        replace_file(&path, b"one").expect("made");
        replace_file(&path, b"two").expect("replaced");
        assert_eq!(fs::read(&path).expect("there"), b"two");
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a folder");
        let (path, link) = (dir.path().join("a.md"), dir.path().join("b.md"));
        fs::write(&path, "one").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        std::os::unix::fs::symlink("a.md", &link).expect("linked");
        replace_file(&link, b"two").expect("replaced");
        assert_eq!(fs::read(&path).expect("there"), b"two");
        assert!(link.is_symlink());
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_write_that_fails_leaves_the_old_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("folder");
        fs::create_dir(&path).expect("made");
        fs::write(path.join("x"), "").expect("written");
        replace_file(&path, b"two").expect_err("a folder is there");
        assert!(path.join("x").exists());
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1, "no temporary file is left");
    }
}
