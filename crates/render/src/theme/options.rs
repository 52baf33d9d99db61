//! What a theme is made from.

use std::path::Path;

use helpdex_content::config::Appearance;

/// What a theme is made from.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The site's own theme folder, `themes/NAME` below its root.
    pub dir: Option<&'a Path>,
    /// The site's languages, the default one first.
    pub languages: &'a [String],
    /// Colours and font from `helpdex.yaml`.
    pub appearance: &'a Appearance,
    /// Empty, or the path before every URL of the site: `/help`.
    pub base_path: &'a str,
}
