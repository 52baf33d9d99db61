//! What was made of the files of a site, as bytes: so that the next build need not make it again.
//!
//! Here is only what is kept and what it was made of. Where it is kept is the business of whoever builds.

mod diagnostics;
mod many;
mod names;
mod stamp;
mod told;

pub use diagnostics::{pack_diagnostics, unpack_diagnostics};
pub use many::Many;
pub(crate) use names::name;
pub use stamp::Stamp;
pub use told::Told;

use std::fmt::Debug;

use sha2::{Digest, Sha256};

/// What is kept of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// Its body, rendered.
    Body,
    /// What rules say that look at nothing but its text and the settings.
    Findings,
    /// What is kept of no file but of the site, by a name.
    Site,
}

impl What {
    /// How many there are.
    pub const COUNT: usize = 3;
}

/// A number of all that something was made of.
pub type MadeOf = [u8; 16];

/// Remembers what was made of files until the next build. All of it is forgotten when the program, the settings, the theme
/// or what of a site is shown are others.
pub trait Memory: Sync {
    /// What was kept of a file, if it was made of the same.
    fn recall(&self, what: What, path: &str, made_of: &MadeOf) -> Option<Vec<u8>>;

    /// The same for whoever may never look at it.
    fn recall_later(&self, what: What, path: &str, made_of: &MadeOf) -> Option<Recalled> {
        self.recall(what, path, made_of).map(Recalled::Now)
    }

    /// Says that what was kept of a file is of use still, if it has not changed, without a look at it.
    fn hold(&self, what: What, path: &str) {
        let _ = (what, path);
    }

    /// Keeps something of a file.
    fn keep(&self, what: What, path: &str, made_of: &MadeOf, bytes: &[u8]);
}

/// What was kept of a file.
#[derive(Debug)]
pub enum Recalled {
    /// Its bytes.
    Now(Vec<u8>),
    /// Where they are.
    Later(Box<dyn Later>),
}

/// What lies where it was kept until somebody asks.
pub trait Later: Debug + Send + Sync {
    /// Its bytes; nothing where they are others by now.
    fn read(&self) -> Option<Vec<u8>>;
}

/// Texts one after the other, each with its length before it: two of them must not run together into others.
#[derive(Debug, Default)]
pub(crate) struct Parts(Vec<u8>);

impl Parts {
    pub(crate) fn add(&mut self, part: &str) {
        self.bytes(part.as_bytes());
    }

    pub(crate) fn bytes(&mut self, part: &[u8]) {
        self.0.extend_from_slice(&part.len().to_le_bytes());
        self.0.extend_from_slice(part);
    }

    pub(crate) fn all<'p>(&mut self, parts: impl ExactSizeIterator<Item = &'p str>) {
        self.number(parts.len());
        parts.for_each(|part| self.add(part));
    }

    pub(crate) fn maybe(&mut self, part: Option<&str>) {
        self.number(usize::from(part.is_some()));
        self.add(part.unwrap_or_default());
    }

    pub(crate) fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// A number of all of them.
    pub(crate) fn made_of(&self) -> MadeOf {
        made_of([self.0.as_slice()])
    }
}

/// A number of some parts in their order.
pub fn made_of<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> MadeOf {
    let mut hash = Sha256::new();
    for part in parts {
        // The length before each part: two of them must not run together into others.
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    hash.finalize().first_chunk().copied().unwrap_or_default()
}
