//! Images that stand in the text itself, as `data:` addresses.

use std::collections::HashMap;
use std::rc::Rc;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

use helpdex_content::source::svg_runs_code;

/// Browsers forgive these too.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// An image that becomes a file.
#[derive(Debug)]
pub(super) struct Picture {
    /// What is in the file.
    pub(super) bytes: Rc<[u8]>,
    /// The end of its name.
    pub(super) extension: &'static str,
    /// Index of the document that shows it first.
    pub(super) document: usize,
}

/// All images of an import that stand in its texts; each is kept once.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// In the order in which they were found.
    pub(super) all: Vec<Picture>,
    known: HashMap<Rc<[u8]>, usize>,
}

impl Pictures {
    /// The index of the image that a `data:` address holds; nothing when it can't be read.
    pub(super) fn take(&mut self, address: &str, document: usize) -> Option<usize> {
        let (bytes, extension) = decode(address)?;
        let bytes: Rc<[u8]> = bytes.into();
        if let Some(index) = self.known.get(&bytes) {
            return Some(*index);
        }
        let index = self.all.len();
        self.known.insert(Rc::clone(&bytes), index);
        self.all.push(Picture { bytes, extension, document });
        Some(index)
    }
}

/// The bytes of an image and the extension for them, whatever the address says of its type.
fn decode(address: &str) -> Option<(Vec<u8>, &'static str)> {
    let (head, payload) = address.trim().get(5..)?.split_once(',')?;
    let decoded: Vec<u8> = percent_decode_str(payload).collect();
    let is_base64 = head.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64"));
    let bytes = if is_base64 {
        let solid: Vec<u8> = decoded.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
        LENIENT.decode(solid).ok()?
    } else {
        decoded
    };
    let extension = kind(&bytes)?;
    Some((bytes, extension))
}

/// The kind of image, by what is in it.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    match () {
        () if starts(b"\x89PNG\r\n\x1a\n") => Some("png"),
        () if starts(b"\xff\xd8\xff") => Some("jpg"),
        () if starts(b"GIF87a") || starts(b"GIF89a") => Some("gif"),
        () if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some("webp"),
        () => {
            let text = std::str::from_utf8(bytes).ok()?;
            (text.contains("<svg") && !svg_runs_code(text)).then_some("svg")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIF: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=";

    #[test]
    fn images_are_known_by_their_bytes() {
        assert_eq!(decode(GIF).expect("an image").1, "gif");
        assert_eq!(decode("data:image/png;base64,R0lG ODlhAQ%41BAAAAACw").expect("an image").1, "gif");
        assert_eq!(decode("data:image/svg+xml,%3Csvg/%3E").expect("an image"), (b"<svg/>".to_vec(), "svg"));
        for bad in [
            "data:image/png;base64,!!!!",
            "data:image/png;base64,aGVsbG8=",
            "data:image/svg+xml,<svg onload='x()'/>",
            "data:",
            "data:image/png;base64",
        ] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn each_image_is_kept_once() {
        let mut pictures = Pictures::default();
        assert_eq!((pictures.take(GIF, 3), pictures.take(GIF.trim_end_matches('='), 4)), (Some(0), Some(0)));
        assert_eq!((pictures.all.len(), pictures.all[0].document), (1, 3));
    }
}
