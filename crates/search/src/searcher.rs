//! Searching an archive natively: parts are loaded when a query needs them, and kept.

use std::io::{self, Read as _};
use std::sync::{PoisonError, RwLock};

use flate2::read::GzDecoder;
use serde::Deserialize;

use crate::archive::FORMAT;
use crate::engine::{Engine, Part, Refusal};
use crate::results::{Query, Results};
use crate::search::Answer;

/// An archive open for queries, from any thread.
pub struct Searcher {
    engine: RwLock<Engine>,
    identity: String,
    load: Box<Load>,
}

type Load = dyn Fn(&str) -> io::Result<Vec<u8>> + Send + Sync;

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
    pub fn open(
        load: impl Fn(&str) -> io::Result<Vec<u8>> + Send + Sync + 'static,
        manifest: &str,
    ) -> Result<Self, OpenError> {
        let bytes = load(manifest).map_err(|fault| OpenError::Load(manifest.to_owned(), fault))?;
        let read: Manifest = serde_json::from_slice(&bytes).map_err(|_| OpenError::Damaged(manifest.to_owned()))?;
        if read.format != FORMAT {
            return Err(OpenError::Format(manifest.to_owned()));
        }
        let core = unpack(&load, &read.core)?;
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
        loop {
            let answer = self.engine.read().unwrap_or_else(PoisonError::into_inner).search(query);
            match answer {
                Answer::Results(results) => return Ok(*results),
                Answer::Dependencies(parts) => parts.into_iter().try_for_each(|part| self.supply(part))?,
            }
        }
    }

    fn supply(&self, part: Part) -> Result<(), OpenError> {
        let mut engine = self.engine.write().unwrap_or_else(PoisonError::into_inner);
        let name = engine.file_name(part).unwrap_or_default();
        let bytes = unpack(&*self.load, &name)?;
        engine.supply(part, &bytes).map_err(|_| OpenError::Damaged(name))
    }
}

fn unpack(load: &(impl Fn(&str) -> io::Result<Vec<u8>> + ?Sized), name: &str) -> Result<Vec<u8>, OpenError> {
    let packed = load(name).map_err(|fault| OpenError::Load(name.to_owned(), fault))?;
    let mut bytes = Vec::new();
    match GzDecoder::new(packed.as_slice()).take(LARGEST).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(OpenError::Damaged(name.to_owned())),
    }
}
