//! Why something was not done.

use helpdex_content::error::Error;

/// Why something was not done; nothing was changed then.
#[derive(Debug)]
pub enum Fault {
    /// There is no such file, or it is none that an editor may touch.
    NotFound,
    /// It would be written over something.
    Exists(String),
    /// More than may be sent.
    TooLarge(String),
    /// It makes no sense or is not allowed, and why.
    Refused(String),
    /// The machine failed.
    Machine(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(why) => Self::Refused(why),
            error => Self::Machine(error),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => out.write_str("there is no such file"),
            Self::Exists(why) | Self::TooLarge(why) | Self::Refused(why) => out.write_str(why),
            Self::Machine(error) => error.fmt(out),
        }
    }
}
