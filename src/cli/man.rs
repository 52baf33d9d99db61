//! `helpdex man`.

use std::path::PathBuf;

use clap::Command;
use clap_mangen::Man;

use super::context::Status;
use super::terminal::out;
use helpdex_content::error::{Error, Result};

/// Prints the manual page of helpdex, or writes those of all commands into a folder.
///
/// `helpdex man | man -l -` shows it. The packages bring all pages.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write the pages of all commands into this folder; it is made when it is not there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, command: Command) -> Result<Status> {
    if let Some(folder) = &args.out {
        std::fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        clap_mangen::generate_to(command, folder).map_err(Error::io("write the pages into", folder))?;
    } else {
        let mut page = Vec::new();
        let fault = |fault| Error::Environment(format!("cannot write the manual page: {fault}"));
        Man::new(command).render(&mut page).map_err(fault)?;
        out(&String::from_utf8_lossy(&page))?;
    }
    Ok(Status::Fine)
}
