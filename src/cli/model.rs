//! A sentence encoder in a folder, for commands that propose something by what texts mean.

use std::path::Path;

use helpdex_content::error::{Error, Result};
use helpdex_encoder::{Encoder, Fault, Side};
use helpdex_lint::likeness::Encode;

/// A model that makes vectors of texts.
pub(super) struct Model(Encoder);

impl Model {
    pub(super) fn open(folder: &Path) -> Result<Self> {
        Encoder::open(folder).map(Self).map_err(|fault| Error::Refused(fault.to_string()))
    }
}

impl Encode for Model {
    fn questions(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        self.0.encode(texts, Side::Query).map_err(failed)
    }

    fn answers(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        self.0.encode(texts, Side::Passage).map_err(failed)
    }
}

fn failed(fault: Fault) -> Error {
    Error::Environment(fault.to_string())
}
