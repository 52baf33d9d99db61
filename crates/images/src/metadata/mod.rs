//! What cameras and programs write into files beside the pixels.
//!
//! Times, places, serial numbers, small copies of the picture before it was cut: readers need none of it. What says how
//! pixels are to be shown stays: how they are turned, profiles of colours, densities, animations.

mod jpeg;
mod png;
mod tags;
mod webp;

pub use tags::{Tags, orientation, read};
#[cfg(feature = "encode")]
pub(crate) use webp::profile as webp_profile;

/// The bytes without what cameras and programs wrote into them; nothing where there is none, or where the file is of a
/// kind that is left as it is. How the picture is turned, from 1 to 8, is all that is kept: browsers turn it, and not a
/// pixel is lost.
pub fn without(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    let turned = (orientation > 1).then(|| tags::turned(orientation));
    let turned = turned.as_ref().map(|tags| tags.as_slice());
    let clean = match bytes {
        [0xff, 0xd8, 0xff, ..] => jpeg::without(bytes, turned),
        [0x89, b'P', b'N', b'G', ..] => png::without(bytes, turned),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::without(bytes, turned),
        _ => None,
    }?;
    (clean.len() < bytes.len()).then_some(clean)
}
