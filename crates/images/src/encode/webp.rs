//! WebP, by libwebp.

use webp::{Encoder, WebPConfig};

use super::store::Store;
use crate::decode::Pixels;

/// The bytes of a WebP.
pub(super) fn webp(pixels: &Pixels, store: Store) -> Option<Vec<u8>> {
    let mut config = WebPConfig::new().ok()?;
    match store {
        Store::Exactly | Store::Nearly => {
            config.lossless = 1;
            config.quality = 80.0;
            config.method = 5;
            if matches!(store, Store::Nearly) {
                config.near_lossless = 60;
            }
        }
        Store::Roughly(quality) => {
            config.quality = f32::from(quality);
            config.method = 5;
            // Red text on white stays red.
            config.use_sharp_yuv = 1;
        }
    }
    let encoded = if pixels.is_opaque {
        let rgb: Vec<u8> = pixels.rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).copied().collect();
        Encoder::from_rgb(&rgb, pixels.width, pixels.height).encode_advanced(&config).ok()?.to_vec()
    } else {
        Encoder::from_rgba(&pixels.rgba, pixels.width, pixels.height).encode_advanced(&config).ok()?.to_vec()
    };
    Some(encoded)
}
