//! From the bytes of a picture to its pixels: upright, in the colours of the web, and within bounds.

mod bounds;
mod formats;
mod turn;

use qcms::{DataType, Intent, Profile, Transform};

use formats::{Raw, gif, jpeg, png, webp};

/// Pixels, four bytes each.
#[derive(Debug)]
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgba: Vec<u8>,
    /// Whether the page shines through nowhere.
    pub(crate) is_opaque: bool,
}

/// What a file turned out to be.
#[derive(Debug)]
pub(crate) enum Decoded {
    /// A picture that stands still.
    Still {
        /// Its pixels, upright.
        pixels: Pixels,
        /// Whether it was stored without losing anything.
        is_lossless: bool,
    },
    /// One that moves.
    Moving { size: (u32, u32) },
    /// Nothing that is decoded here.
    Unknown,
    /// Too large, or damaged: why.
    Refused(String),
}

/// Decodes a picture, which an orientation of 1 to 8 turns upright.
pub(crate) fn decode(bytes: &[u8], orientation: u8) -> Decoded {
    let raw = match bytes {
        [0x89, b'P', b'N', b'G', ..] => png(bytes),
        [0xff, 0xd8, 0xff, ..] => jpeg(bytes),
        [b'G', b'I', b'F', b'8', ..] => gif(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(bytes),
        _ => return Decoded::Unknown,
    };
    let Raw { size, mut rgba, profile, is_lossless } = match raw {
        Ok(Some(raw)) => raw,
        Ok(None) => return Decoded::Moving { size: size(bytes) },
        Err(why) => return Decoded::Refused(why),
    };
    if rgba.len() as u64 != u64::from(size.0) * u64::from(size.1) * 4 || rgba.is_empty() {
        return Decoded::Refused("it ends too early".to_owned());
    }
    if let Some(profile) = profile {
        to_srgb(&profile, &mut rgba);
    }
    let (width, height, rgba) = turn::upright(size, rgba, orientation);
    let is_opaque = rgba.chunks_exact(4).all(|pixel| pixel.last() == Some(&255));
    Decoded::Still { pixels: Pixels { width, height, rgba, is_opaque }, is_lossless }
}

/// The sides of a picture that moves.
fn size(bytes: &[u8]) -> (u32, u32) {
    let size = imagesize::blob_size(bytes).ok();
    let side = |side: usize| u32::try_from(side).ok();
    size.and_then(|size| Some((side(size.width)?, side(size.height)?))).unwrap_or_default()
}

/// Makes the colours what the web takes them for. What has no profile, or a broken one, is taken for that already.
fn to_srgb(profile: &[u8], rgba: &mut [u8]) {
    let srgb = Profile::new_sRGB();
    let profile = Profile::new_from_slice(profile, false).filter(|profile| !profile.is_sRGB());
    let transform = profile.and_then(|profile| Transform::new(&profile, &srgb, DataType::RGBA8, Intent::Perceptual));
    if let Some(transform) = transform {
        transform.apply(rgba);
    }
}
