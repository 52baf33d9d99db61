//! Searching an archive natively: parts are loaded when a query needs them, and kept.

use std::io::{self, Read as _};
use std::ops::Range;
use std::sync::{PoisonError, RwLock};

use flate2::read::{DeflateDecoder, GzDecoder};
use serde::Deserialize;

use crate::archive::FORMAT;
use crate::engine::{CHECK, Engine, Location, Part, Refusal};
use crate::query::looked::Looked;
use crate::results::{Query, Results};
use crate::search::Answer;

/// An archive open for queries, from any thread.
pub struct Searcher {
    engine: RwLock<Engine>,
    identity: String,
    load: Box<dyn Load>,
}

/// Where the files of an archive are read from, by their names. A function that reads a file is one.
pub trait Load: Send + Sync {
    /// Reads a file.
    ///
    /// # Errors
    /// When there is none, or it can't be read.
    fn file(&self, name: &str) -> io::Result<Vec<u8>>;

    /// Reads some bytes of a file.
    ///
    /// # Errors
    /// When they can't be read.
    fn part(&self, name: &str, range: Range<usize>) -> io::Result<Vec<u8>> {
        part(&self.file(name)?, range)
    }
}

impl<F: Fn(&str) -> io::Result<Vec<u8>> + Send + Sync> Load for F {
    fn file(&self, name: &str) -> io::Result<Vec<u8>> {
        self(name)
    }
}

/// Some bytes of a file that is in memory.
///
/// # Errors
/// When the file ends before them.
pub fn part(bytes: &[u8], range: Range<usize>) -> io::Result<Vec<u8>> {
    bytes.get(range).map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// Why an archive can't be searched.
#[derive(Debug)]
pub enum OpenError {
    /// A file can't be read; its name and why.
    Load(String, io::Error),
    /// Written by another version of Helpdex: build the site again.
    Format(String),
    /// A file is not what it should be: build the site again.
    Damaged(String),
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Load(name, fault) => write!(f, "can't read the search index's file `{name}`: {fault}"),
            Self::Format(name) => write!(f, "the search index `{name}` was written by another version; build again"),
            Self::Damaged(name) => write!(f, "the search index's file `{name}` is damaged; build again"),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Load(_, fault) => Some(fault),
            Self::Format(_) | Self::Damaged(_) => None,
        }
    }
}

/// What the manifest says that matters here.
#[derive(Deserialize)]
struct Manifest {
    format: u32,
    core: String,
    engine: String,
}

/// A file unpacks to no more than this: a damaged one must not fill the memory.
const LARGEST: u64 = 1 << 30;

impl Searcher {
    /// Opens an archive by its manifest's name; `load` reads a file of the archive by its name.
    pub fn open(load: impl Load + 'static, manifest: &str) -> Result<Self, OpenError> {
        let bytes = load.file(manifest).map_err(|fault| OpenError::Load(manifest.to_owned(), fault))?;
        let read: Manifest = serde_json::from_slice(&bytes).map_err(|_| OpenError::Damaged(manifest.to_owned()))?;
        if read.format != FORMAT {
            return Err(OpenError::Format(manifest.to_owned()));
        }
        let core = file(&load, &read.core)?;
        let engine = Engine::open(&core, &read.core).map_err(|refusal| match refusal {
            Refusal::Format => OpenError::Format(read.core.clone()),
            Refusal::Damaged => OpenError::Damaged(read.core.clone()),
        })?;
        let identity = format!("{} {}", read.core, read.engine);
        Ok(Self { engine: RwLock::new(engine), identity, load: Box::new(load) })
    }

    /// A name that changes with anything in the archive, the browser's engine included.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Answers a query.
    pub fn search(&self, query: &Query) -> Result<Results, OpenError> {
        let looked = Looked::default();
        loop {
            let answer = self.engine.read().unwrap_or_else(PoisonError::into_inner).search_on(query, &looked);
            match answer {
                Answer::Results(results) => return Ok(*results),
                Answer::Dependencies(parts) => parts.into_iter().try_for_each(|part| self.supply(part))?,
            }
        }
    }

    fn supply(&self, part: Part) -> Result<(), OpenError> {
        let mut engine = self.engine.write().unwrap_or_else(PoisonError::into_inner);
        let Some(Location { file: name, range }) = engine.locate(part) else {
            return Err(OpenError::Damaged(self.identity.clone()));
        };
        let bytes = match range {
            Some(range) => piece(&*self.load, &name, range)?,
            None => file(&*self.load, &name)?,
        };
        engine.supply(part, &bytes).map_err(|_| OpenError::Damaged(name))
    }
}

/// The parts of a pack, unpacked, as far as they can be read: for whoever looks for words, and not for an answer.
pub fn parts(mut pack: &[u8]) -> Vec<Vec<u8>> {
    let mut parts = Vec::new();
    while let Some((_, packed)) = pack.split_at_checked(CHECK) {
        let mut bytes = Vec::new();
        let mut decoder = flate2::bufread::DeflateDecoder::new(packed);
        let read = decoder.by_ref().take(LARGEST).read_to_end(&mut bytes);
        parts.push(bytes);
        let taken = usize::try_from(decoder.total_in()).unwrap_or_default();
        let Some(rest) = packed.get(taken..).filter(|_| read.is_ok() && taken > 0) else { break };
        pack = rest;
    }
    parts
}

/// A part of a pack as [`Engine::supply`] takes it: its check as it is, and what follows unpacked.
///
/// # Errors
/// When it isn't one.
pub fn opened(part: &[u8]) -> io::Result<Vec<u8>> {
    let (check, packed) = part.split_at_checked(CHECK).ok_or(io::ErrorKind::UnexpectedEof)?;
    let mut bytes = check.to_vec();
    DeflateDecoder::new(packed).take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file of its own, unpacked.
fn file(load: &(impl Load + ?Sized), name: &str) -> Result<Vec<u8>, OpenError> {
    let packed = load.file(name).map_err(|fault| OpenError::Load(name.to_owned(), fault))?;
    let mut bytes = Vec::new();
    match GzDecoder::new(packed.as_slice()).take(LARGEST).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(OpenError::Damaged(name.to_owned())),
    }
}

/// A piece of a pack: its check, and what follows it unpacked.
fn piece(load: &(impl Load + ?Sized), name: &str, range: Range<usize>) -> Result<Vec<u8>, OpenError> {
    let packed = load.part(name, range).map_err(|fault| match fault.kind() {
        io::ErrorKind::UnexpectedEof => OpenError::Damaged(name.to_owned()),
        _ => OpenError::Load(name.to_owned(), fault),
    })?;
    opened(&packed).map_err(|_| OpenError::Damaged(name.to_owned()))
}
