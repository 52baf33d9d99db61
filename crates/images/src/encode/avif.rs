//! AVIF, by rav1e.

use imgref::Img;
use ravif::Encoder;
use rgb::FromSlice;

use crate::decode::Pixels;

/// Twice as quick as the default, for a few per cent more bytes.
const SPEED: u8 = 7;

/// The bytes of an AVIF. A quality counts as WebP's does: at the same number both look alike.
pub(super) fn avif(pixels: &Pixels, quality: u8) -> Option<Vec<u8>> {
    let own = (f32::from(quality) - 12.0).clamp(1.0, 100.0);
    let encoder = Encoder::new()
        .with_quality(own)
        .with_alpha_quality((own + 10.0).min(100.0))
        .with_speed(SPEED)
        // How many cores there are must not decide about bytes.
        .with_num_threads(Some(1));
    let buffer = Img::new(pixels.rgba.as_rgba(), pixels.width as usize, pixels.height as usize);
    Some(encoder.encode_rgba(buffer).ok()?.avif_file)
}
