//! What the person at the terminal should hear of.

use std::sync::Arc;
use std::time::Duration;

use helpdex_content::diagnostic::Diagnostic;

/// What the person at the terminal should hear of.
#[derive(Debug)]
pub enum Notice {
    /// Changes of files are shown now.
    Shown {
        /// The files, relative to the site's root.
        paths: Vec<String>,
        /// From the first change noticed to the new pages.
        took: Duration,
    },
    /// Every rule has looked at the newest site.
    Checked(Arc<Vec<Diagnostic>>),
    /// The files are looked at again and again, and why.
    Polling(String),
    /// Something is amiss with the machine; the preview goes on.
    Warning(String),
}

/// Hears of what the preview does.
pub type Report = dyn Fn(Notice) + Send + Sync;
