//! What keeps the collector from starting or a command from being carried out.

use std::path::Path;

/// A fault that is to be told to whoever runs the collector.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request makes no sense; nothing was done.
    #[error("{0}")]
    Refused(String),
    /// The machine, the network or the database does not let it happen.
    #[error("{0}")]
    Environment(String),
}

impl Error {
    /// For `map_err`: a fault of the system about a file or folder.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |fault| Self::Environment(format!("cannot {doing} `{path}`: {fault}"))
    }

    /// For `map_err`: a fault of the database.
    pub(crate) fn database(doing: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |fault| Self::Environment(format!("cannot {doing} the database: {}", plain(&fault)))
    }
}

/// A database's fault without the values of a statement: those were written by readers.
pub(crate) fn plain(fault: &sqlx::Error) -> String {
    match fault {
        sqlx::Error::Database(fault) => {
            fault.code().map_or_else(|| fault.message().to_owned(), |code| format!("{} ({code})", fault.message()))
        }
        other => other.to_string(),
    }
}

/// Shorthand for results of the collector.
pub type Result<T, E = Error> = std::result::Result<T, E>;
