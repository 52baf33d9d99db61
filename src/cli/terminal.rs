//! Standard output.

use std::io::Write;

use helpdex_content::error::{Error, Result};

/// Writes to standard output; a reader that went away (`| head`) is no fault of ours.
pub(super) fn out(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(fault) if fault.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(fault) => Err(Error::Environment(format!("cannot write to standard output: {fault}"))),
        Ok(()) => Ok(()),
    }
}
