//! What the tags of a camera say: how the picture is turned, and where it was taken.

use std::io::Cursor;

use exif::{Context, In, Reader, Tag};

/// What matters of the tags of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// How it has to be turned: 1 to 8, as cameras count; 1 is upright.
    pub orientation: u8,
    /// Whether they tell the place.
    pub tells_place: bool,
}

/// Reads the tags of a JPEG, PNG, WebP or AVIF.
pub fn read(bytes: &[u8]) -> Tags {
    let upright = Tags { orientation: 1, tells_place: tells_place_in_text(bytes) };
    // Many cameras write tags that break off, and what stands before still tells.
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let found = reader.read_from_container(&mut Cursor::new(bytes));
    let Ok(found) = found.or_else(|fault| fault.distill_partial_result(drop)) else { return upright };
    let orientation = found.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    let orientation =
        orientation.and_then(|number| u8::try_from(number).ok()).filter(|number| (1..=8).contains(number));
    let is_place = |tag: Tag| tag.context() == Context::Gps && (tag == Tag::GPSLatitude || tag == Tag::GPSLongitude);
    Tags {
        orientation: orientation.unwrap_or(1),
        tells_place: upright.tells_place || found.fields().any(|field| is_place(field.tag)),
    }
}

/// How a picture has to be turned: 1 to 8, as cameras count; 1 is upright.
pub fn orientation(bytes: &[u8]) -> u8 {
    read(bytes).orientation
}

/// Tags that say nothing but how a picture is turned.
pub(super) fn turned(orientation: u8) -> [u8; 26] {
    let mut tags = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tags[19] = orientation;
    tags
}

/// Whether the tags that programs write as text tell a place.
fn tells_place_in_text(bytes: &[u8]) -> bool {
    const PLACE: &[u8] = b"exif:GPSLatitude";
    // They stand before the pixels or behind them; to look through all of a long file costs more than it finds.
    const LOOKED_AT: usize = 256 * 1024;
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(LOOKED_AT).max(head.len())..).unwrap_or_default();
    [head, tail].iter().any(|part| part.windows(PLACE.len()).any(|window| window == PLACE))
}
