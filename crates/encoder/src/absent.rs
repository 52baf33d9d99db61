//! What stands here in a program without the feature.

use std::convert::Infallible;
use std::path::Path;

use crate::{Fault, Side};

/// Makes vectors of texts, in a program that has models.
pub struct Encoder(Infallible);

impl Encoder {
    /// Says that this program has none.
    ///
    /// # Errors
    /// Always.
    pub fn open(_folder: &Path) -> Result<Self, Fault> {
        Err(Fault::Absent)
    }

    /// Nobody gets here.
    ///
    /// # Errors
    /// None.
    pub fn encode(&self, _texts: &[String], _side: Side) -> Result<Vec<Vec<f32>>, Fault> {
        match self.0 {}
    }
}
