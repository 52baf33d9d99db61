//! Smaller pictures.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};

use crate::decode::Pixels;

/// The picture with other sides; nothing for sides that no picture can have.
pub(crate) fn resized(pixels: &Pixels, width: u32, height: u32) -> Option<Pixels> {
    let from = ImageRef::new(pixels.width, pixels.height, &pixels.rgba, PixelType::U8x4).ok()?;
    let mut to = Image::new(width, height, PixelType::U8x4);
    // What shines through takes its colour along by as much as it is seen: the default.
    Resizer::new().resize(&from, &mut to, None).ok()?;
    Some(Pixels { width, height, rgba: to.into_vec(), is_opaque: pixels.is_opaque })
}
