//! New sites and new articles: files that Helpdex writes for authors to go on from.

mod category;
mod front_matter;
mod init;
mod new;
mod texts;
mod translate;
mod words;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use helpdex_content::error::{Error, Result};

pub use category::{NewCategory, new_category};
pub(crate) use front_matter::scalar;
pub use init::{Init, init};
pub use new::{Draft, language_id, language_suffix, new_article};
pub use translate::translation_of;

/// Writes a file that was not there, and the folders above it. `false` when something of that name is there already:
/// it is left as it is.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(Error::io("write", path)(error)),
    };
    if let Err(error) = file.write_all(bytes) {
        // Half a file would be kept as if it were the author's the next time.
        drop(file);
        fs::remove_file(path).ok();
        return Err(Error::io("write", path)(error));
    }
    Ok(true)
}
