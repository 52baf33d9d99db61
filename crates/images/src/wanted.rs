//! What is wanted of a picture.

use super::format::Format;

/// What is wanted of pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Formats of the files beside a picture. None: it is published alone, without what the camera wrote.
    pub formats: Vec<Format>,
    /// Their widths in pixels, growing. A picture is never made larger.
    pub widths: Vec<u32>,
    /// From 1 to 100. It counts for photographs; flat pictures keep every pixel.
    pub quality: u8,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { formats: Format::ALL.to_vec(), widths: vec![480, 960, 1440], quality: 80 }
    }
}
