//! Archives, as most tools export them: unpacked into a folder that is gone after the import.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use helpdex_content::error::{Error, Result};
use tempfile::TempDir;
use zip::ZipArchive;

use super::tree::has_extension;

/// An archive that says more of itself is none of a help center.
const MAX_BYTES: u64 = 8_000_000_000;
const MAX_FILES: usize = 200_000;

/// The folder that an archive was unpacked into.
#[derive(Debug)]
pub(crate) struct Unpacked {
    folder: TempDir,
    /// The archive's name without its extension.
    pub(crate) name: String,
}

impl Unpacked {
    /// Unpacks a file when it is an archive; nothing for a folder or another file.
    ///
    /// # Errors
    /// When it can't be read, or there is no room for what is in it.
    pub(crate) fn of(path: &Path) -> Result<Option<Self>> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !has_extension(&name, &["zip"]) || !path.is_file() {
            return Ok(None);
        }
        let folder = tempfile::tempdir().map_err(Error::io("create", path))?;
        let mut room = Room { bytes: MAX_BYTES, files: MAX_FILES };
        unpack(path, folder.path(), &mut room)?;
        // Notion puts archives into an archive when there is much.
        let inner: Vec<PathBuf> = entries(folder.path())?;
        let is_archive =
            |path: &PathBuf| path.is_file() && path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
        if !inner.is_empty() && inner.iter().all(is_archive) {
            for path in inner {
                unpack(&path, folder.path(), &mut room)?;
                std::fs::remove_file(&path).map_err(Error::io("remove", &path))?;
            }
        }
        let name = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
        Ok(Some(Self { folder, name }))
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// What may still be unpacked.
struct Room {
    bytes: u64,
    files: usize,
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = std::fs::read_dir(folder).map_err(Error::io("read", folder))?;
    let paths = read.map(|entry| entry.map(|entry| entry.path()).map_err(Error::io("read", folder)));
    let mut paths = paths.collect::<Result<Vec<PathBuf>>>()?;
    paths.sort();
    Ok(paths)
}

fn unpack(path: &Path, into: &Path, room: &mut Room) -> Result<()> {
    let broken = |fault: zip::result::ZipError| {
        Error::Refused(format!("`{}` can't be unpacked ({fault}); unpack it and name the folder", path.display()))
    };
    let file = File::open(path).map_err(Error::io("read", path))?;
    let mut archive = ZipArchive::new(file).map_err(broken)?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(broken)?;
        // A name that leads out of the folder, a link to elsewhere, and what a Mac keeps beside files.
        let Some(name) = entry.enclosed_name().filter(|name| !name.starts_with("__MACOSX")) else { continue };
        if entry.is_dir() || entry.is_symlink() || name.as_os_str().is_empty() {
            continue;
        }
        let target = into.join(name);
        let folder = target.parent().unwrap_or(into);
        std::fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        let mut out = File::create(&target).map_err(Error::io("write", &target))?;
        // What an entry says of its size may be wrong.
        let written = io::copy(&mut io::Read::take(&mut entry, room.bytes + 1), &mut out);
        let written = written.map_err(Error::io("write", &target))?;
        if written > room.bytes || room.files == 0 {
            let shown = path.display();
            return Err(Error::Refused(format!("`{shown}` holds too much; unpack it and name the folder")));
        }
        room.bytes -= written;
        room.files -= 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(path: &Path, files: &[(&str, &[u8])]) {
        let mut writer = ZipWriter::new(File::create(path).expect("created"));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("begun");
            writer.write_all(bytes).expect("written");
        }
        writer.finish().expect("whole");
    }

    #[test]
    fn an_archive_in_an_archive_and_names_that_lead_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("inner.zip");
        archive(&inner, &[("a/b.md", b"# B"), ("../out.md", b"x"), ("__MACOSX/a", b"x")]);
        let outer = folder.path().join("Export.ZIP");
        archive(&outer, &[("Part-1.zip", &std::fs::read(&inner).expect("read"))]);
        let unpacked = Unpacked::of(&outer).expect("read").expect("an archive");
        assert_eq!(unpacked.name, "Export");
        assert_eq!(std::fs::read(unpacked.path().join("a/b.md")).expect("there"), b"# B");
        assert_eq!(entries(unpacked.path()).expect("read").len(), 1);
        assert!(!unpacked.path().parent().expect("above").join("out.md").exists());
        assert!(Unpacked::of(folder.path()).expect("no archive").is_none());
        let broken = folder.path().join("x.zip");
        std::fs::write(&broken, "no archive").expect("written");
        assert!(Unpacked::of(&broken).expect_err("broken").to_string().contains("unpack it"));
    }
}
