//! Helpdex's own folder beside `helpdex.yaml`: what is worth keeping on one machine and in no repository.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

/// Its name.
pub const LOCAL_FOLDER: &str = ".helpdex";

/// Makes a folder where there is none, and has git leave out what is in it.
///
/// # Errors
/// When the system can't write it.
pub fn make_ignored(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    let ignored = folder.join(".gitignore");
    if ignored.exists() { Ok(()) } else { fs::write(&ignored, "*\n").map_err(Error::io("write", &ignored)) }
}
