//! Faults of the environment: what the machine, not an author, has to mend.

use std::io;
use std::path::{Path, PathBuf};

/// A fault that stops the work and is nobody's article: it always names the path or address it is about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Reading or writing a file or folder failed.
    #[error("cannot {doing} `{}`: {source}", path.display())]
    Io {
        /// What was tried, such as `read` or `create`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no `helpdex.yaml` here or above.
    #[error("no `helpdex.yaml` in `{}` or a folder above it; `helpdex init DIR` makes a new help site", .0.display())]
    NoSite(PathBuf),
    /// The request makes no sense or would lose something; nothing was done.
    #[error("{0}")]
    Refused(String),
    /// Anything else outside of the content, such as a port in use or an index that can't be read.
    #[error("{0}")]
    Environment(String),
}

impl Error {
    /// For `map_err`: an [`Error::Io`] about `path`.
    pub fn io(doing: &'static str, path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Io { doing, path, source }
    }

    /// The process's exit status: 2 for refused usage, 3 for the environment.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Refused(_) => 2,
            _ => 3,
        }
    }
}

/// Shorthand for results whose fault is one of the environment.
pub type Result<T, E = Error> = std::result::Result<T, E>;
