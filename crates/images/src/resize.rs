//! Smaller pictures.

use resize::Pixel::RGBA8P;
use resize::Type::Lanczos3;
use rgb::{FromSlice, RGBA8};

use crate::decode::Pixels;

/// The picture with other sides; nothing for sides that no picture can have.
pub(crate) fn resized(pixels: &Pixels, width: u32, height: u32) -> Option<Pixels> {
    let side = |side: u32| usize::try_from(side).ok();
    let (from, to) = ((side(pixels.width)?, side(pixels.height)?), (side(width)?, side(height)?));
    // What shines through takes its colour along by as much as it is seen.
    let mut resizer = resize::new(from.0, from.1, to.0, to.1, RGBA8P, Lanczos3).ok()?;
    let mut smaller = vec![RGBA8::default(); to.0.checked_mul(to.1)?];
    resizer.resize(pixels.rgba.as_rgba(), &mut smaller).ok()?;
    let rgba = smaller.iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b, pixel.a]).collect();
    Some(Pixels { width, height, rgba, is_opaque: pixels.is_opaque })
}
