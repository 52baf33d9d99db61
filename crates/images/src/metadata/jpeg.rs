//! JPEG: segments, and what follows the end of the picture.
//!
//! Phones put more pictures and whole films behind the end, each with its own traces; a library that takes segments
//! apart keeps those.

/// The bytes without traces, and with these tags; nothing for a file that isn't one.
pub(super) fn without(bytes: &[u8], tags: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(bytes.get(..2)?);
    let mut tags = tags;
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Filling.
            0xff => {
                at += 1;
                continue;
            }
            0xd9 => {
                clean.extend_from_slice(&[0xff, 0xd9]);
                return Some(clean);
            }
            // Without a length.
            0x01 | 0xd0..=0xd8 => {
                clean.extend_from_slice(bytes.get(at..at + 2)?);
                at += 2;
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let end = at + 2 + length.max(2);
        let segment = bytes.get(at..end)?;
        // The first segment says what the file is; others may stand behind it.
        if marker != 0xe0
            && let Some(tags) = tags.take()
        {
            clean.extend_from_slice(&[0xff, 0xe1]);
            clean.extend_from_slice(&u16::try_from(tags.len() + 8).ok()?.to_be_bytes());
            clean.extend_from_slice(b"Exif\0\0");
            clean.extend_from_slice(tags);
        }
        if stays(marker, segment.get(4..).unwrap_or_default()) {
            clean.extend_from_slice(segment);
        }
        at = end;
        if marker == 0xda {
            let scan_end = scan_end(bytes, at);
            clean.extend_from_slice(bytes.get(at..scan_end)?);
            at = scan_end;
        }
    }
}

/// Whether browsers need a segment to show the picture.
fn stays(marker: u8, contents: &[u8]) -> bool {
    match marker {
        // JFIF's density; what follows in a second one is a small copy of the picture.
        0xe0 => contents.starts_with(b"JFIF\0"),
        0xe2 => contents.starts_with(b"ICC_PROFILE\0"),
        // How the colours are stored.
        0xee => contents.starts_with(b"Adobe"),
        0xe1 | 0xe3..=0xed | 0xef | 0xfe => false,
        _ => true,
    }
}

/// Where the pixels that begin at `from` end: at the next marker, or where the file is cut off.
fn scan_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let marker =
        rest.windows(2).position(|pair| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7 | 0xff)));
    marker.map_or(bytes.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata;

    fn file(segments: &[&[u8]], after: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        segments.iter().for_each(|segment| bytes.extend_from_slice(segment));
        bytes.extend_from_slice(b"\xff\xda\x00\x02ab\xff\x00c\xff\xd0d\xff\xd9");
        bytes.extend_from_slice(after);
        bytes
    }

    #[test]
    fn what_is_needed_stays() {
        let needed: [&[u8]; 4] = [
            b"\xff\xe0\x00\x07JFIF\0",
            b"\xff\xe2\x00\x0eICC_PROFILE\0",
            b"\xff\xee\x00\x07Adobe",
            b"\xff\xdb\x00\x03q",
        ];
        let traces: [&[u8]; 4] =
            [b"\xff\xe1\x00\x08Exif\0\0", b"\xff\xe2\x00\x06MPF\0", b"\xff\xfe\x00\x06Anna", b"\xff\xed\x00\x05IPT"];
        let all: Vec<&[u8]> = needed.iter().zip(&traces).flat_map(|(one, other)| [*one, *other]).collect();
        assert_eq!(without(&file(&all, b"\xff\xd8 one more picture"), None), Some(file(&needed, b"")));
        assert_eq!(metadata::without(&file(&needed, b""), 1), None);
    }

    #[test]
    fn how_it_is_turned_can_stay_alone() {
        let bytes = file(&[b"\xff\xe0\x00\x07JFIF\0", b"\xff\xe1\x00\x08Exif\0\0"], b"");
        let clean = metadata::without(&[&bytes[..], &[0; 40]].concat(), 6).expect("a file");
        assert_eq!(metadata::orientation(&clean), 6);
        assert!(clean.starts_with(b"\xff\xd8\xff\xe0\x00\x07JFIF\0\xff\xe1\x00\x22Exif"));
    }

    #[test]
    fn what_is_cut_off_is_no_file() {
        let whole = file(&[b"\xff\xe1\x00\x08Exif\0\0"], b"");
        for end in 0..whole.len() {
            // The last two bytes are the end of the file.
            assert_eq!(without(&whole[..end], None), None, "{end}");
        }
    }
}
