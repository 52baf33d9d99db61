//! Finding `helpdex.yaml`.

use std::path::Path;

use super::language::Languages;
use super::names::CONFIG_FILE;
use super::read;
use super::settings::Config;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};

impl Config {
    /// Finds `helpdex.yaml` in `start` or a folder above and reads it.
    ///
    /// # Errors
    /// When there is none, or it can't be read. Faults inside the file are the inner `Err`.
    pub fn load(start: &Path) -> Result<Result<Self, Vec<Diagnostic>>> {
        let start = std::path::absolute(start).map_err(Error::io("find", start))?;
        // A misspelt folder must not lead to the site that happens to lie above it.
        if !start.is_dir() {
            return Err(Error::Environment(format!("there is no folder `{}`", start.display())));
        }
        let root = start.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file());
        let root = root.ok_or_else(|| Error::NoSite(start.clone()))?.to_owned();
        let path = root.join(CONFIG_FILE);
        let bytes = std::fs::read(&path).map_err(Error::io("read", &path))?;
        Ok(read::config(root, bytes))
    }
    /// The languages that the settings in this very folder name, whatever else they say or lack; nothing where there are
    /// none.
    ///
    /// # Errors
    /// When they can't be read. Faults inside the file are the inner `Err`.
    pub fn languages_of(folder: &Path) -> Result<Option<Result<Languages, Vec<Diagnostic>>>> {
        let path = folder.join(CONFIG_FILE);
        if !path.is_file() {
            return Ok(None);
        }
        let bytes = std::fs::read(&path).map_err(Error::io("read", &path))?;
        Ok(Some(read::languages(bytes)))
    }
}
