//! `--audience`: for whom a command is to work.

use helpdex_content::source::Audience;

/// For whom the site is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum For {
    /// Customers: what is for agents alone is left out
    #[default]
    Everyone,
    /// Your team: all of it, with what is internal marked
    Agents,
}

impl From<For> for Audience {
    fn from(audience: For) -> Self {
        match audience {
            For::Everyone => Self::Everyone,
            For::Agents => Self::Agents,
        }
    }
}
