//! What a site may change of a theme without writing one.

use serde::Serialize;

use crate::diagnostic::Place;

/// What a site may change of a theme without writing one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Appearance {
    /// Accent colour on light backgrounds, as CSS.
    pub accent: Option<String>,
    /// Accent colour on dark backgrounds, as CSS.
    pub accent_dark: Option<String>,
    /// Path of an image below `content/`, shown beside the title.
    pub logo: Option<String>,
    /// Where that is written.
    #[serde(skip)]
    pub logo_place: Option<Place>,
    /// CSS font stack of the text.
    pub font: Option<String>,
}
