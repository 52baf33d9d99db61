//! PNG: chunks.

/// What says how the pixels are to be shown.
const NEEDED: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// The bytes without traces, and with these tags; nothing for a file that isn't one.
pub(super) fn without(bytes: &[u8], mut tags: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(bytes.get(..8)?);
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let kind = bytes.get(at + 4..at + 8)?;
        let end = at.checked_add(usize::try_from(length).ok()?)?.checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        if kind == b"IDAT"
            && let Some(tags) = tags.take()
        {
            clean.extend_from_slice(&u32::try_from(tags.len()).ok()?.to_be_bytes());
            let start = clean.len();
            clean.extend_from_slice(b"eXIf");
            clean.extend_from_slice(tags);
            let sum = sum(clean.get(start..)?);
            clean.extend_from_slice(&sum.to_be_bytes());
        }
        if NEEDED.iter().any(|needed| *needed == kind) {
            clean.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(clean);
        }
        at = end;
    }
}

/// The sum that stands behind each chunk.
fn sum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in chunks {
            bytes.extend_from_slice(&u32::try_from(data.len()).expect("short").to_be_bytes());
            bytes.extend_from_slice(*kind);
            bytes.extend_from_slice(data);
            bytes.extend_from_slice(b"sum.");
        }
        bytes
    }

    #[test]
    fn texts_and_times_go() {
        let whole = file(&[
            (b"IHDR", b"x"),
            (b"tEXt", b"Author"),
            (b"eXIf", b"MM"),
            (b"pHYs", b"d"),
            (b"tIME", b"t"),
            (b"IDAT", b"p"),
            (b"IEND", b""),
            (b"zTXt", b"after"),
        ]);
        let clean = file(&[(b"IHDR", b"x"), (b"pHYs", b"d"), (b"IDAT", b"p"), (b"IEND", b"")]);
        assert_eq!(without(&whole, None), Some(clean));
        for end in 0..whole.len() - 17 {
            assert_eq!(without(&whole[..end], None), None, "{end}");
        }
    }

    #[test]
    fn lengths_that_lie() {
        assert_eq!(without(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR", None), None);
    }

    #[test]
    fn how_it_is_turned_can_stay_alone() {
        assert_eq!(sum(b"123456789"), 0xcbf4_3926, "the sum that all tables have");
        let whole = file(&[(b"IHDR", b"x"), (b"tEXt", b"Author"), (b"IDAT", b"p"), (b"IDAT", b"p"), (b"IEND", b"")]);
        let clean = without(&whole, Some(&crate::metadata::tags::turned(8))).expect("a file");
        assert_eq!(crate::metadata::orientation(&clean), 8);
    }
}
