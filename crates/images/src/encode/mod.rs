//! From pixels to files.

#[cfg(feature = "avif")]
mod avif;
mod webp;

use crate::decode::Pixels;
use crate::format::Format;

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

/// The bytes of a file; nothing where this format can't do it, or this program.
pub(crate) fn encode(pixels: &Pixels, format: Format, store: Store) -> Option<Vec<u8>> {
    match (format, store) {
        (Format::Webp, store) => webp::webp(pixels, store),
        #[cfg(feature = "avif")]
        (Format::Avif, Store::Roughly(quality)) => avif::avif(pixels, quality),
        // What is flat is smaller as WebP, and exact.
        (Format::Avif, _) => None,
    }
}
