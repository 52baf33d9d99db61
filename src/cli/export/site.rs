//! The site that exports are made of, and where they go.

use std::path::Path;

use helpdex_content::config::Config;
use helpdex_content::error::Result;
use helpdex_content::site::Options;
use helpdex_content::today::today;
use helpdex_publish::build::{self, Loaded};

use crate::cli::report::{self, Format};

/// A folder as the person would write it.
pub(super) fn shown(out: &Path) -> std::path::Display<'_> {
    out.strip_prefix(std::env::current_dir().unwrap_or_default()).unwrap_or(out).display()
}

/// Reads the texts of a site as a build does; nothing, after its faults are printed, where a build would write nothing.
pub(in crate::cli) fn load(config: Config) -> Result<Option<Loaded>> {
    publishable(build::load_texts(config.into(), Options { drafts: false, today: today()? })?)
}

/// The site, unless a build of it would write nothing: then its faults are printed.
pub(super) fn publishable(loaded: Loaded) -> Result<Option<Loaded>> {
    if build::stops(&loaded.diagnostics, false) {
        report::print(&loaded.diagnostics, Format::default())?;
        return Ok(None);
    }
    Ok(Some(loaded))
}
