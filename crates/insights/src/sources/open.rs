//! Files and the standard input, packed or not.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;

/// What every file that gzip made begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Read at once.
const BUFFER: usize = 64 * 1024;

/// A stream of what a file holds, unpacked if gzip packed it, and when it was last changed. `-` is the standard input.
///
/// # Errors
/// When it can't be read.
pub fn open(path: &Path) -> io::Result<(Box<dyn BufRead>, Timestamp)> {
    let (input, changed): (Box<dyn Read>, Option<Timestamp>) = if path == Path::new("-") {
        (Box::new(io::stdin().lock()), None)
    } else {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        (Box::new(file), metadata.modified().ok().and_then(|time| Timestamp::try_from(time).ok()))
    };
    let mut plain = BufReader::with_capacity(BUFFER, input);
    let packed = plain.fill_buf()?.starts_with(&GZIP);
    let input: Box<dyn BufRead> = match packed {
        true => Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(plain))),
        false => Box::new(plain),
    };
    Ok((input, changed.unwrap_or_else(Timestamp::now)))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn packed_files_are_unpacked_and_others_read_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let read = |path: &Path| {
            let mut text = String::new();
            open(path).unwrap().0.read_to_string(&mut text).unwrap();
            text
        };
        let plain = folder.path().join("access.log");
        std::fs::write(&plain, "a line\n").unwrap();
        assert_eq!(read(&plain), "a line\n");
        // Rotated logs that were joined: one packed part after the other.
        let packed = folder.path().join("access.log.1.gz");
        let mut bytes = Vec::new();
        for part in ["one\n", "two\n"] {
            let mut gzip = flate2::write::GzEncoder::new(&mut bytes, flate2::Compression::fast());
            gzip.write_all(part.as_bytes()).unwrap();
            gzip.finish().unwrap();
        }
        std::fs::write(&packed, bytes).unwrap();
        assert_eq!(read(&packed), "one\ntwo\n");
        assert!(open(folder.path()).is_err() && open(&folder.path().join("none")).is_err());
    }
}
