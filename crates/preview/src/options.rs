//! How the preview is to run.

use helpdex_content::source::Audience;

/// How the preview is to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen at.
    pub host: String,
    /// The port; zero lets the system choose.
    pub port: u16,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// For whom the site is shown.
    pub audience: Audience,
    /// Whether to look at the files again and again instead of being told by the system.
    pub poll: bool,
    /// The collector that pages send to what readers say; without one they send nothing.
    pub collector: Option<String>,
}
