//! Why there is no package.

use std::path::{Path, PathBuf};

/// What stops the making of packages.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file that can't be read or written.
    #[error("can't {doing} `{path}`: {source}", path = path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A command that failed.
    #[error("`{command}` failed: {reason}")]
    Command {
        /// The command as one would type it.
        command: String,
        /// What it said.
        reason: String,
    },
    /// Something that does not fit together.
    #[error("{0}")]
    Refused(String),
}

/// The result of making packages.
pub type Result<T> = std::result::Result<T, Fault>;

impl Fault {
    /// For `map_err`.
    pub(crate) fn io(doing: &'static str, path: impl AsRef<Path>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Io { doing, path, source }
    }

    pub(crate) fn refused(reason: impl Into<String>) -> Self {
        Self::Refused(reason.into())
    }
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(Fault::io("read", path))
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(Fault::io("write", path))
}
