//! What writing takes beside the states of the preview.

use helpdex_content::error::Result;
use helpdex_write::Desk;

use super::overlay::Overlays;
use super::secrets::Secrets;
use crate::options::Writing;

/// What writing takes beside the states of the preview.
pub(crate) struct Editing {
    pub(crate) secrets: Secrets,
    /// Where files are written.
    pub(super) desk: Desk,
    /// What texts make that are not saved.
    pub(super) overlays: Overlays,
}

impl Editing {
    /// Makes the secrets of this run.
    ///
    /// # Errors
    /// When the token is too short, or the system has no randomness.
    pub(crate) fn new(options: &Writing, port: u16) -> Result<Self> {
        Ok(Self { secrets: Secrets::new(options, port)?, desk: Desk::default(), overlays: Overlays::default() })
    }
}
