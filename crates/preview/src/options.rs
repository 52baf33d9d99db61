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
    /// Whether articles can be written in the browser, and by whom; nothing where the site is only shown.
    pub writing: Option<Writing>,
}

/// Who may write articles in the browser.
#[derive(Clone, Debug, Default)]
pub struct Writing {
    /// The key that people give; without one the terminal shows a link with the key of this run. On other addresses than
    /// this machine's own there has to be one.
    pub token: Option<String>,
    /// The address under which a proxy serves the preview, such as `https://write.example.com`.
    pub origin: Option<String>,
}
