//! What the thread that follows the files hears of.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use super::analysis::Analysis;
use helpdex_content::diagnostic::Diagnostic;

/// What the thread that follows the files hears of.
pub(super) enum Message {
    /// Files changed.
    Changed {
        /// Which ones.
        paths: BTreeSet<PathBuf>,
        /// Any other file may have changed too.
        everything: bool,
        /// When the first of them did.
        began: Instant,
    },
    /// The system can't tell of changes any more, and why.
    WatchFailed(String),
    /// What took longer is there.
    Analysis(Analysis),
    /// A template failed on a page that somebody looked at.
    TemplateFault(Box<Diagnostic>),
}
