//! Documents in files of a size that engines take in one request.

use helpdex_content::error::Result;
use helpdex_publish::output::Staging;

use super::engine::Engine;
use super::section::Section;

/// A part is closed when it has so many bytes: OpenSearch advises 5 to 15 MB, and others take as much.
const FULL: usize = 5_000_000;

/// Writes numbered parts into a folder.
pub(super) struct Parts<'s> {
    engine: Engine,
    staging: &'s Staging,
    folder: &'s str,
    part: String,
    number: usize,
    bytes: u64,
}

impl<'s> Parts<'s> {
    pub(super) fn new(engine: Engine, staging: &'s Staging, folder: &'s str) -> Self {
        Self { engine, staging, folder, part: String::new(), number: 0, bytes: 0 }
    }

    pub(super) fn add(&mut self, section: &Section) -> Result<()> {
        self.engine.document(section, &mut self.part);
        if self.part.len() >= FULL { self.close() } else { Ok(()) }
    }

    /// Writes what is left. Gives the bytes of all parts.
    pub(super) fn finish(mut self) -> Result<u64> {
        if !self.part.is_empty() {
            self.close()?;
        }
        Ok(self.bytes)
    }

    fn close(&mut self) -> Result<()> {
        self.number += 1;
        let name = format!("{}/documents-{:04}.{}", self.folder, self.number, self.engine.extension());
        self.staging.write(&name, self.part.as_bytes())?;
        self.bytes += self.part.len() as u64;
        self.part.clear();
        Ok(())
    }
}
