//! WebP: chunks of a RIFF file, and flags that say which of them there are.

/// The profile of a file's colours.
#[cfg(feature = "encode")]
pub(crate) fn profile(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 12;
    loop {
        let length = usize::try_from(u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?;
        if bytes.get(at..at + 4)? == b"ICCP" {
            return bytes.get(at + 8..end);
        }
        at = end + length % 2;
    }
}

/// The bytes without traces, and with these tags where the file can have any; nothing for a file that isn't one.
pub(super) fn without(bytes: &[u8], tags: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(bytes.get(..12)?);
    let length = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let whole = bytes.get(..length.checked_add(8)?)?;
    let mut at = 12;
    let mut has_flags = false;
    while at < whole.len() {
        let kind = whole.get(at..at + 4)?;
        let length = usize::try_from(u32::from_le_bytes(whole.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        // Each chunk begins at an even byte.
        let end = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?.min(whole.len());
        let chunk = whole.get(at..end).filter(|chunk| chunk.len() >= 8 + length)?;
        match kind {
            b"EXIF" | b"XMP " => {}
            b"VP8X" => {
                let start = clean.len();
                clean.extend_from_slice(chunk);
                // The flags for both.
                let flags = clean.get_mut(start + 8)?;
                *flags &= !0b1100;
                if tags.is_some() {
                    *flags |= 0b1000;
                    has_flags = true;
                }
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => clean.extend_from_slice(chunk),
            _ => {}
        }
        at = end;
    }
    if let Some(tags) = tags.filter(|_| has_flags) {
        clean.extend_from_slice(b"EXIF");
        clean.extend_from_slice(&u32::try_from(tags.len()).ok()?.to_le_bytes());
        clean.extend_from_slice(tags);
    }
    let length = u32::try_from(clean.len().checked_sub(8)?).ok()?;
    clean.get_mut(4..8)?.copy_from_slice(&length.to_le_bytes());
    Some(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut body = b"WEBP".to_vec();
        for (kind, data) in chunks {
            body.extend_from_slice(*kind);
            body.extend_from_slice(&u32::try_from(data.len()).expect("short").to_le_bytes());
            body.extend_from_slice(data);
            body.resize(body.len() + data.len() % 2, 0);
        }
        let length = u32::try_from(body.len()).expect("short").to_le_bytes();
        [b"RIFF".as_slice(), &length, &body].concat()
    }

    #[test]
    fn traces_and_their_flags_go() {
        let whole = file(&[
            (b"VP8X", &[0b0010_1100, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
            (b"ICCP", b"p"),
            (b"VP8 ", b"pixel"),
            (b"EXIF", b"MM*"),
            (b"XMP ", b"<x/>"),
        ]);
        let clean = file(&[(b"VP8X", &[0b0010_0000, 0, 0, 0, 1, 0, 0, 1, 0, 0]), (b"ICCP", b"p"), (b"VP8 ", b"pixel")]);
        assert_eq!(without(&whole, None), Some(clean));
        let turned = without(&whole, Some(&crate::metadata::tags::turned(6))).expect("a file");
        assert_eq!(crate::metadata::orientation(&turned), 6);
        for end in 0..whole.len() {
            assert_eq!(without(&whole[..end], None), None, "{end}");
        }
    }
}
