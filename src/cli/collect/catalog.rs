//! What the dashboard knows of the site it is started beside.
//!
//! The site is read by a process of its own: a collector runs for months, and what reading takes would stay with it, thirty
//! megabytes for some hundred articles.

use std::process::{Command, Stdio};

use crate::cli::context::{Context, Status};
use crate::cli::insights::known;
use crate::cli::terminal::out;
use helpdex_content::config::Config;
use helpdex_content::error::{Error, Result};
use helpdex_insights::catalog::Catalog;

/// The catalog of the site, or an empty one where there is none. Faults of the site's settings are printed, and nothing comes back.
pub(super) fn of_site(context: &Context) -> Result<Option<Catalog>> {
    if let Err(Error::NoSite(_)) = Config::load(&context.start) {
        return Ok(Some(Catalog::default()));
    }
    let failed = |fault: String| Error::Environment(format!("cannot read the site: {fault}"));
    let program = std::env::current_exe().map_err(|fault| failed(fault.to_string()))?;
    let told = Command::new(program)
        .arg("-C")
        .arg(&context.start)
        .args(["collect", "catalog"])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|fault| failed(fault.to_string()))?;
    match told.status.code() {
        Some(0) => serde_json::from_slice(&told.stdout).map(Some).map_err(|fault| failed(fault.to_string())),
        Some(1) => Ok(None),
        // It said why.
        _ => Err(failed(told.status.to_string())),
    }
}

/// Prints the catalog as JSON.
pub(super) fn print(context: &Context) -> Result<Status> {
    let Some(known) = known(context)? else { return Ok(Status::Content) };
    let text = serde_json::to_string(&known.catalog).map_err(|fault| Error::Environment(fault.to_string()))?;
    out(&text)?;
    Ok(Status::Fine)
}
