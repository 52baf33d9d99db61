//! Where a collector keeps what it has, and how its faults are told.

use std::path::PathBuf;

use helpdex_collect::{Error, Folder};
use helpdex_content::error::{Error as Fault, Result};

/// Where a collector keeps what it has.
#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// The collector's folder
    #[arg(long, value_name = "DIR", default_value = "collected")]
    pub(super) data: PathBuf,
    /// The PostgreSQL that it uses instead of SQLite; HELPDEX_DATABASE otherwise
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Place {
    pub(super) fn database(&self) -> Option<String> {
        self.database.clone().or_else(|| secret("HELPDEX_DATABASE"))
    }

    pub(super) fn existing(&self) -> Result<Folder> {
        Folder::existing(&self.data).map_err(fault)
    }
}

/// What no list of processes should show comes from the environment.
pub(super) fn secret(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

pub(super) fn fault(error: Error) -> Fault {
    match error {
        Error::Refused(why) => Fault::Refused(why),
        Error::Environment(why) => Fault::Environment(why),
    }
}
