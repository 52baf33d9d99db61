//! What of a picture a file keeps.

/// How a picture is to be stored.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Store {
    /// With every pixel.
    Exactly,
    /// With nearly every pixel: shades that nobody tells apart become one.
    Nearly,
    /// With a loss that nobody sees, of this quality.
    Roughly(u8),
}
