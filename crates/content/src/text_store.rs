//! Where the texts of a large site lie while it is worked on: in a temporary file, which no memory is needed for.
//!
//! What is written is never changed, so that versions of a site share one store. The system removes the file when nobody has it
//! open any more, however the program ends.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A temporary file of texts.
#[derive(Debug)]
pub(crate) struct TextStore {
    file: File,
    /// Where the next text goes.
    end: AtomicU64,
    /// Whether a text could not be read again.
    lost: AtomicBool,
}

impl TextStore {
    /// A new one; nothing where no temporary file can be made.
    pub(crate) fn new() -> Option<Self> {
        let file = tempfile::tempfile().ok()?;
        Some(Self { file, end: AtomicU64::new(0), lost: AtomicBool::new(false) })
    }

    /// Keeps bytes, and tells where; nothing when there is no room.
    fn put(&self, bytes: &[u8]) -> Option<u64> {
        let at = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        write_at(&self.file, bytes, at).ok()?;
        Some(at)
    }

    /// The bytes at a place; without them nothing that is made of this site may be published.
    fn get(&self, at: u64, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        match read_at(&self.file, &mut bytes, at) {
            Ok(()) => bytes,
            Err(_) => {
                self.lost.store(true, Ordering::Relaxed);
                Vec::new()
            }
        }
    }

    /// Whether a text could not be read again.
    pub(crate) fn has_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }
}

/// Bytes that lie in a store.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    store: Arc<TextStore>,
    at: u64,
    length: u32,
}

impl Stored {
    /// Keeps bytes; nothing when there is no room.
    pub(crate) fn new(store: &Arc<TextStore>, bytes: &[u8]) -> Option<Self> {
        let length = u32::try_from(bytes.len()).ok()?;
        Some(Self { store: Arc::clone(store), at: store.put(bytes)?, length })
    }

    /// How many bytes they are.
    pub(crate) fn len(&self) -> usize {
        self.length as usize
    }

    /// Some of the bytes again; nothing where they are not among them.
    pub(crate) fn slice(&self, range: Range<usize>) -> Option<Vec<u8>> {
        let length = range.end.checked_sub(range.start).filter(|_| range.end <= self.len())?;
        Some(self.store.get(self.at + range.start as u64, length))
    }

    /// The bytes again; without them nothing that is made of this site may be published.
    pub(crate) fn get(&self) -> Vec<u8> {
        self.store.get(self.at, self.len())
    }
}

/// Bytes in memory, or in a store.
#[derive(Clone, Debug)]
pub(crate) enum Bytes {
    Here(Box<[u8]>),
    Stored(Stored),
}

impl Bytes {
    /// Puts bytes into a store where there is one with room.
    pub(crate) fn of(bytes: Vec<u8>, store: Option<&Arc<TextStore>>) -> Self {
        let stored = store.and_then(|store| Stored::new(store, &bytes));
        stored.map_or_else(|| Self::Here(bytes.into_boxed_slice()), Self::Stored)
    }

    pub(crate) fn get(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Here(bytes) => Cow::Borrowed(bytes),
            Self::Stored(stored) => Cow::Owned(stored.get()),
        }
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        let rest = bytes.get(written..).filter(|_| written > 0).ok_or(io::ErrorKind::WriteZero)?;
        (bytes, at) = (rest, at + written as u64);
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        bytes = bytes.get_mut(read..).filter(|_| read > 0).ok_or(io::ErrorKind::UnexpectedEof)?;
        at += read as u64;
    }
    Ok(())
}

#[cfg(not(any(unix, windows)))]
fn write_at(_: &File, _: &[u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(any(unix, windows)))]
fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let store = TextStore::new().expect("a temporary file");
        let texts: Vec<Vec<u8>> = (0..200_u8).map(|number| vec![number; usize::from(number) * 7]).collect();
        let places: Vec<Option<u64>> = std::thread::scope(|scope| {
            let store = &store;
            let running: Vec<_> = texts.iter().map(|text| scope.spawn(move || store.put(text))).collect();
            running.into_iter().map(|thread| thread.join().expect("put")).collect()
        });
        for (text, place) in texts.iter().zip(places) {
            assert_eq!(store.get(place.expect("kept"), text.len()), *text);
        }
        assert!(!store.has_lost());
        assert!(store.get(1 << 40, 3).is_empty());
        assert!(store.has_lost(), "whoever publishes asks for that");
    }
}
