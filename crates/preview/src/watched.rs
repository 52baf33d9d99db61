//! What is watched, and what is heard of it.

use std::path::PathBuf;

use notify::Event;

/// What is heard of files.
pub(super) type News = notify::Result<Event>;

/// A folder to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    /// With everything below it, or only the files right in it.
    pub(super) recursive: bool,
}
