//! `share`: how pages are passed on.

use crate::typed_yaml::MapReader;

/// The settings under `share`: none of it, unless the settings say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Whether a build draws a picture for each page, which networks show of a shared link.
    pub pictures: bool,
    /// Whether printed articles have a code that leads a phone's camera to the page.
    pub qr_code: bool,
}

/// The file beside a page that holds its picture.
pub const SHARE_PICTURE: &str = "share.png";

/// Reads the map under `share`.
pub(super) fn read(fields: &mut MapReader<'_>) -> Share {
    Share { pictures: fields.flag("pictures").unwrap_or_default(), qr_code: fields.flag("qr_code").unwrap_or_default() }
}
