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
