//! What was made of the files of a site, as bytes: so that the next build need not make it again.
//!
//! Here is only what is kept and what it was made of. Where it is kept is the business of whoever builds.

mod diagnostics;
mod names;

pub use diagnostics::{pack_diagnostics, unpack_diagnostics};
pub(crate) use names::name;

use sha2::{Digest, Sha256};

/// What is kept of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// Its body, rendered.
    Body,
    /// What rules say that look at nothing but its text and the settings.
    Findings,
    /// What of its text is compared with others.
    Sketch,
}

/// A number of all that something was made of.
pub type MadeOf = [u8; 16];

/// Remembers what was made of files until the next build. All of it is forgotten when the program, the settings, the theme
/// or what of a site is shown are others.
pub trait Memory: Sync {
    /// What was kept of a file, if it was made of the same.
    fn recall(&self, what: What, path: &str, made_of: &MadeOf) -> Option<Vec<u8>>;

    /// Keeps something of a file.
    fn keep(&self, what: What, path: &str, made_of: &MadeOf, bytes: &[u8]);
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
