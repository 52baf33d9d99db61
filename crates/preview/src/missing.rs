//! Files and folders that went away while the preview runs.

use helpdex_content::diagnostic::Diagnostic;
use helpdex_content::error::Error;

/// Code of the diagnostic about a file or folder that went away while the preview runs.
pub(super) const MISSING: &str = "missing";

/// A file or folder that can't be read, told like a fault of the content: the author may be moving it right now.
pub(super) fn missing(path: &str, fault: &Error) -> Diagnostic {
    Diagnostic::error(MISSING, path, fault.to_string())
        .help("the preview shows the site as it was until it is there again")
}
