//! Archives: the same files give the same bytes, on any day.

use std::io::{Cursor, Write};

use flate2::{Compression, GzBuilder};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::entry::Entry;
use crate::fault::{Fault, Result};

/// The first day that a zip knows, in seconds since 1970; tar gets the same.
const DAY: u64 = 315_532_800;

fn fault(kind: &str) -> impl Fn(&dyn std::error::Error) -> Fault {
    move |fault| Fault::refused(format!("can't write a {kind}: {fault}"))
}

/// A `.tar.gz`, in the order of the entries.
pub(crate) fn tar_gz(entries: &[Entry], level: u32) -> Result<Vec<u8>> {
    let fault = fault("tar.gz");
    let packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::new(level));
    let mut tar = tar::Builder::new(packed);
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(entry.mode());
        header.set_mtime(DAY);
        tar.append_data(&mut header, &entry.path, entry.bytes.as_slice()).map_err(|error| fault(&error))?;
    }
    tar.into_inner().and_then(flate2::write::GzEncoder::finish).map_err(|error| fault(&error))
}

/// A `.zip`, in the order of the entries.
pub(crate) fn zip(entries: &[Entry], level: u32) -> Result<Vec<u8>> {
    let fault = fault("zip");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(level.into()))
            .last_modified_time(DateTime::default())
            .unix_permissions(entry.mode());
        zip.start_file(entry.path.as_str(), options).map_err(|error| fault(&error))?;
        zip.write_all(&entry.bytes).map_err(|error| fault(&error))?;
    }
    Ok(zip.finish().map_err(|error| fault(&error))?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn entries() -> [Entry; 2] {
        [Entry::executable("a/helpdex", b"program".repeat(100)), Entry::new("a/LICENSE", "MIT")]
    }

    #[test]
    fn a_tar_has_all_with_permissions_and_no_time_of_today() {
        let bytes = tar_gz(&entries(), 9).expect("packed");
        assert_eq!(bytes, tar_gz(&entries(), 9).expect("packed again"));
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
        let found: Vec<(String, u32, u64, usize)> = tar
            .entries()
            .expect("entries")
            .map(|entry| {
                let mut entry = entry.expect("whole");
                let mut text = Vec::new();
                entry.read_to_end(&mut text).expect("read");
                let header = entry.header();
                let path = entry.path().expect("a path").display().to_string();
                (path, header.mode().expect("a mode"), header.mtime().expect("a time"), text.len())
            })
            .collect();
        assert_eq!(found, [("a/helpdex".into(), 0o755, DAY, 700), ("a/LICENSE".into(), 0o644, DAY, 3)]);
    }

    #[test]
    fn so_has_a_zip() {
        let bytes = zip(&entries(), 9).expect("packed");
        assert_eq!(bytes, zip(&entries(), 9).expect("packed again"));
        assert!(bytes.len() < 500, "it is packed: {}", bytes.len());
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        assert_eq!(zip.len(), 2);
        let mut file = zip.by_index(0).expect("there");
        assert_eq!(file.name().expect("a name"), "a/helpdex");
        assert_eq!(file.unix_mode().map(|mode| mode & 0o777), Some(0o755));
        assert_eq!(file.last_modified(), Some(DateTime::default()));
        let mut text = Vec::new();
        file.read_to_end(&mut text).expect("read");
        assert_eq!(text.len(), 700);
    }
}
