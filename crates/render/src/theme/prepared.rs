//! What many pages' contexts share, turned into the template engine's values once.

use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::Context;

/// A part of many pages' contexts, turned into the template engine's values once.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    pub(super) context: Context,
    /// A name that changes with anything in it; nothing where there is none.
    identity: Option<String>,
}

impl Prepared {
    /// Prepares a structure whose fields are to stand at the top of the contexts.
    pub(crate) fn new(shared: &impl Serialize) -> Self {
        let json = serde_json::to_vec(shared).ok();
        let identity = json.map(|json| base16ct::lower::encode_string(&Sha256::digest(&json)));
        // Only a value that is no structure is refused; a page without it then says what its template misses.
        Self { context: Context::from_serialize(shared).unwrap_or_default(), identity }
    }

    /// A name that changes with anything in it; nothing where there is none.
    pub(crate) fn identity(&self) -> Option<&str> {
        self.identity.as_deref()
    }
}
