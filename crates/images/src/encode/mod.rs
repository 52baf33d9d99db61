//! From pixels to files.

#[cfg(feature = "avif")]
mod avif;
mod store;
mod webp;

pub(crate) use store::Store;

use crate::decode::Pixels;
use crate::format::Format;

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
