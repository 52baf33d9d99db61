//! The file of a cache: read as a whole or not at all, and replaced as a whole.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use helpdex_content::error::{Error, Result};
use helpdex_content::local_folder::make_ignored;

/// Stands at the beginning. Another number means that the rest has another form.
const MAGIC: &[u8] = b"helpdex build cache 3\n";
/// Bytes of the number of all that follows.
const SUM: usize = 32;
/// What is written is written in pieces of so many bytes.
const PIECE: usize = 1 << 18;

/// Reads a cache; nothing where there is none, it is damaged, or another program wrote it.
pub(super) fn read<R: DeserializeOwned>(place: &Path, program: &str) -> Option<R> {
    postcard::from_bytes(&bytes(place, program)?).ok()
}

/// The bytes that a cache was written as.
pub(super) fn bytes(place: &Path, program: &str) -> Option<Vec<u8>> {
    let mut bytes = std::fs::read(place).ok()?;
    let (sum, rest) = bytes.strip_prefix(MAGIC)?.split_at_checked(SUM)?;
    if Sha256::digest(rest).as_slice() != sum {
        return None;
    }
    let (writer, record): (&str, &[u8]) = postcard::take_from_bytes(rest).ok()?;
    let start = bytes.len() - record.len();
    if writer != program {
        return None;
    }
    bytes.drain(..start);
    Some(bytes)
}

/// Writes a cache, and the folder for it, which keeps itself out of git.
pub(super) fn write(place: &Path, program: &str, record: &impl Serialize) -> Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    make_ignored(folder)?;
    let io = |fault| Error::io("write", place)(fault);
    // One name, so that builds that are killed leave no more than one of these.
    let new = place.with_added_extension("new");
    let mut file = File::create(&new).map_err(io)?;
    file.write_all(MAGIC).and_then(|()| file.write_all(&[0; SUM])).map_err(io)?;
    // A large site's would be a hundred megabytes in memory.
    let summed = BufWriter::with_capacity(PIECE, Summed { file, sum: Sha256::new() });
    let unwritten = |fault: postcard::Error| Error::Environment(fault.to_string());
    let written = postcard::to_io(&(program, record), summed).map_err(unwritten)?.into_inner();
    let Summed { mut file, sum } = written.map_err(|fault| io(fault.into_error()))?;
    file.seek(SeekFrom::Start(MAGIC.len() as u64)).map_err(io)?;
    file.write_all(&sum.finalize()).map_err(io)?;
    drop(file);
    std::fs::rename(new, place).map_err(io)
}

/// A file, and the number of all that is written into it.
struct Summed {
    file: File,
    sum: Sha256,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    fn read(place: &Path, program: &str) -> Option<Vec<String>> {
        super::read(place, program)
    }

    #[test]
    fn whatever_is_not_whole_or_ours_is_no_cache() {
        let dir = tempfile::tempdir().expect("a folder");
        let place = dir.path().join("cache/build/x.bin");
        assert!(read(&place, "1").is_none());
        let record = vec!["/pay/".to_owned()];
        write(&place, "1", &record).expect("written");
        assert_eq!(read(&place, "1").expect("read"), record);
        assert!(read(&place, "2").is_none(), "of another program");
        assert_eq!(std::fs::read_to_string(place.with_file_name(".gitignore")).expect("there"), "*\n");
        let whole = std::fs::read(&place).expect("read");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            std::fs::write(&place, &bytes).expect("written");
            assert!(read(&place, "1").is_none(), "byte {at} is another one");
            std::fs::write(&place, &whole[..at]).expect("written");
            assert!(read(&place, "1").is_none(), "cut after {at} bytes");
        }
    }
}
