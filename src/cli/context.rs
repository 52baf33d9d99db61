//! What every command is given, and how it ends.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::report;
use helpdex_content::config::{BaseUrl, Config};
use helpdex_content::error::{Error, Result};
use helpdex_content::source::Audience;

/// What every command knows of the command line.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) start: PathBuf,
    pub(super) quiet: bool,
}

impl Context {
    /// Reads the site's settings. Faults in them are printed, and nothing comes back.
    pub(super) fn config(&self) -> Result<Option<Config>> {
        self.config_or_print(report::Format::Text)
    }

    /// The same, with faults in another format.
    pub(super) fn config_or_print(&self, format: report::Format) -> Result<Option<Config>> {
        match Config::load(&self.start)? {
            Ok(config) => Ok(Some(config)),
            Err(faults) => {
                report::print(&faults, format)?;
                Ok(None)
            }
        }
    }

    /// Settings for an audience with what the command line changes of them; their faults are printed in a format.
    pub(super) fn config_with(
        &self,
        audience: Audience,
        base_url: Option<&str>,
        format: report::Format,
    ) -> Result<Option<Arc<Config>>> {
        let Some(mut config) = self.config_or_print(format)? else { return Ok(None) };
        if audience == Audience::Agents {
            config = config.for_agents();
        }
        if let Some(text) = base_url {
            let url = BaseUrl::parse(text);
            config.base_url = url.ok_or_else(|| {
                Error::Refused(format!("`{text}` is not the address of a site; write `https://help.example.com`"))
            })?;
        }
        Ok(Some(Arc::new(config)))
    }

    /// One line to the person at the terminal, unless they want quiet.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "{line}");
        }
    }
}

/// How a command ended, apart from errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// As it should.
    Fine,
    /// The content has faults.
    Content,
}
