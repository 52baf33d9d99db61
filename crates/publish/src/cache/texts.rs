//! What was made of each file of a site: kept in one file that grows at its end, with a list of what lies where.
//!
//! A build reads of it what it asks for, and adds what it made anew. Each piece has a number of itself, so that a list that is
//! older or newer than the file beside it finds nothing instead of something else. When less than half of the file is of use,
//! it is written anew.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::RandomState;
use helpdex_content::kept::{Later, MadeOf, Memory, Recalled, Stamp, What};
use helpdex_content::local_folder::make_ignored;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::store;

/// How many kinds of things are kept of a file.
const KINDS: usize = What::COUNT;
/// What is added is written in pieces of about this size.
const PIECE: usize = 1 << 20;
/// A file that is not larger than this by what is of no use is left as it is.
const SLACK: u64 = 4 << 20;

/// Where something lies, and what it was made of.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Slot {
    made_of: MadeOf,
    at: u64,
    bytes: u32,
    sum: [u8; 8],
}

/// What is kept of one file.
#[derive(Debug, Default)]
struct Known {
    slots: [Option<Slot>; KINDS],
    /// A bit for each that this build asked for and got.
    used: AtomicU8,
}

/// The list, as it is written down: each file with what is kept of it.
type List = Vec<(String, [Option<Slot>; KINDS])>;

/// What was made of the files of a site, and what this build adds.
#[derive(Debug)]
pub(crate) struct Texts {
    file: PathBuf,
    list: PathBuf,
    basis: String,
    log: Arc<File>,
    /// Whether nobody but builds has written into it.
    is_ours: bool,
    before: HashMap<String, Known, RandomState>,
    added: Mutex<Added>,
}

/// What this build makes anew.
#[derive(Debug, Default)]
struct Added {
    slots: Vec<(String, What, Slot)>,
    /// Bytes that are not written yet.
    waiting: Vec<u8>,
    /// Where the next ones go.
    end: u64,
    /// Nothing more is kept once something could not be written.
    failed: bool,
}

impl Texts {
    /// What builds before kept beside a cache, if it is of this basis. Nothing where that can't be told or kept, or another
    /// build is at it.
    pub(crate) fn open(place: &Path, basis: &str) -> Option<Self> {
        make_ignored(place.parent()?).ok()?;
        let (file, list) = (place.with_extension("texts"), place.with_extension("list"));
        let log = File::options().create(true).truncate(false).read(true).write(true).open(&file).ok()?;
        log.try_lock().ok()?;
        let known: Option<(u64, Option<Stamp>, List)> = store::read(&list, basis);
        let length = log.metadata().ok()?.len();
        let known = known.filter(|(whole, ..)| *whole <= length);
        let is_ours = known.as_ref().is_some_and(|(_, stamp, _)| stamp.is_some() && *stamp == Stamp::of(&log));
        let known = known.map(|(.., list)| list);
        if known.is_none() {
            log.set_len(0).ok()?;
        }
        let end = if known.is_some() { length } else { 0 };
        let before = known.unwrap_or_default().into_iter();
        let before = before.map(|(path, slots)| (path, Known { slots, used: AtomicU8::new(0) })).collect();
        let added = Mutex::new(Added { end, ..Added::default() });
        Some(Self { file, list, basis: basis.to_owned(), log: Arc::new(log), is_ours, before, added })
    }

    /// Forgets all of it, if some can't be read again.
    pub(crate) fn forget(&self) {
        forget(&self.list);
    }

    /// Writes down what is of use to the next build. That it can't be is no fault of this one.
    pub(crate) fn close(self) {
        let mut added = self.added.into_inner().unwrap_or_else(PoisonError::into_inner);
        added.write(&self.log);
        if added.failed {
            return;
        }
        let is_used = |known: &Known, kind: usize| known.used.load(Ordering::Relaxed) >> kind & 1 == 1;
        let all_used = |known: &Known| {
            (0..KINDS).all(|kind| known.slots.get(kind).is_none_or(|slot| slot.is_none() || is_used(known, kind)))
        };
        // Where another one wrote, too, what the system says of the file is noted anew, once all that is of use was looked at.
        if added.slots.is_empty() && self.is_ours && self.before.values().all(all_used) {
            return;
        }
        let mut now: HashMap<String, [Option<Slot>; KINDS]> = HashMap::with_capacity(self.before.len());
        for (path, known) in self.before {
            let mut slots = known.slots;
            for (kind, slot) in slots.iter_mut().enumerate() {
                slot.take_if(|_| known.used.load(Ordering::Relaxed) >> kind & 1 == 0);
            }
            if slots.iter().any(Option::is_some) {
                now.insert(path, slots);
            }
        }
        for (path, what, slot) in added.slots {
            if let Some(place) = now.entry(path).or_default().get_mut(what as usize) {
                *place = Some(slot);
            }
        }
        let mut list: List = now.into_iter().collect();
        list.sort_by(|a, b| a.0.cmp(&b.0));
        let slots = || list.iter().flat_map(|(_, slots)| slots.iter().flatten());
        let useful: u64 = slots().map(|slot| u64::from(slot.bytes)).sum();
        let (end, stamp) = if added.end > 2 * useful + SLACK {
            match rewritten(&self.log, &self.file, &mut list) {
                Ok((end, new)) => (end, Stamp::of(&new)),
                Err(_) => return,
            }
        } else {
            (added.end, Stamp::of(&self.log))
        };
        let _ = store::write(&self.list, &self.basis, &(end, stamp, list));
    }
}

impl Memory for Texts {
    fn recall(&self, what: What, path: &str, made_of: &MadeOf) -> Option<Vec<u8>> {
        let known = self.before.get(path)?;
        let slot = known.slots.get(what as usize)?.as_ref().filter(|slot| slot.made_of == *made_of)?;
        let bytes = slot.read(&self.log).ok()?;
        if sum(path, what, made_of, &bytes) != slot.sum {
            return None;
        }
        known.used.fetch_or(1 << what as usize, Ordering::Relaxed);
        Some(bytes)
    }

    fn recall_later(&self, what: What, path: &str, made_of: &MadeOf) -> Option<Recalled> {
        if !self.is_ours {
            return self.recall(what, path, made_of).map(Recalled::Now);
        }
        let known = self.before.get(path)?;
        let slot = *known.slots.get(what as usize)?.as_ref().filter(|slot| slot.made_of == *made_of)?;
        known.used.fetch_or(1 << what as usize, Ordering::Relaxed);
        let (log, path) = (Arc::clone(&self.log), path.to_owned());
        Some(Recalled::Later(Box::new(Lying { log, path, what, slot })))
    }

    fn hold(&self, what: What, path: &str) {
        if let Some(known) = self.before.get(path) {
            known.used.fetch_or(1 << what as usize, Ordering::Relaxed);
        }
    }

    fn keep(&self, what: What, path: &str, made_of: &MadeOf, bytes: &[u8]) {
        let Ok(length) = u32::try_from(bytes.len()) else { return };
        let sum = sum(path, what, made_of, bytes);
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        if added.failed {
            return;
        }
        let at = added.end + added.waiting.len() as u64;
        added.slots.push((path.to_owned(), what, Slot { made_of: *made_of, at, bytes: length, sum }));
        added.waiting.extend_from_slice(bytes);
        if added.waiting.len() >= PIECE {
            added.write(&self.log);
        }
    }
}

/// Forgets what is kept beside a cache: without the list nothing is found.
pub(super) fn forget(place: &Path) {
    let _ = std::fs::remove_file(place.with_extension("list"));
}

/// What lies in the file until somebody asks.
#[derive(Debug)]
struct Lying {
    log: Arc<File>,
    path: String,
    what: What,
    slot: Slot,
}

impl Later for Lying {
    fn read(&self) -> Option<Vec<u8>> {
        let bytes = self.slot.read(&self.log).ok()?;
        (sum(&self.path, self.what, &self.slot.made_of, &bytes) == self.slot.sum).then_some(bytes)
    }
}

impl Slot {
    fn read(&self, log: &File) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; self.bytes as usize];
        read_at(log, &mut bytes, self.at)?;
        Ok(bytes)
    }
}

impl Added {
    fn write(&mut self, log: &File) {
        let done = write_at(log, &self.waiting, self.end);
        self.failed |= done.is_err();
        self.end += self.waiting.len() as u64;
        self.waiting.clear();
    }
}

/// Writes what is of use into a new file, which takes the place of the old one; it comes back with its length.
fn rewritten(log: &File, place: &Path, list: &mut List) -> io::Result<(u64, File)> {
    let new = place.with_extension("texts-new");
    let mut file = io::BufWriter::with_capacity(PIECE, File::create(&new)?);
    let mut end = 0;
    for slot in list.iter_mut().flat_map(|(_, slots)| slots.iter_mut().flatten()) {
        file.write_all(&slot.read(log)?)?;
        slot.at = end;
        end += u64::from(slot.bytes);
    }
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    std::fs::rename(new, place)?;
    Ok((end, file))
}

/// A number of what is kept, and of what.
fn sum(path: &str, what: What, made_of: &MadeOf, bytes: &[u8]) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update(path.len().to_le_bytes());
    hash.update(path);
    hash.update([what as u8]);
    hash.update(made_of);
    hash.update(bytes);
    hash.finalize().first_chunk().copied().unwrap_or_default()
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.split_at_mut(read).1;
        at += read as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        bytes = bytes.split_at(written).1;
        at += written as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
