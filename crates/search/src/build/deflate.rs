//! Compression of an index's parts, of which there are tens of thousands: most have a few thousand bytes.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};

/// What a thread compresses with. To make a compressor costs as much as to compress a small part.
#[derive(Default)]
struct Compressors {
    by_level: Vec<(u32, Compress)>,
    /// Where what comes out of them lies, until its size is known.
    out: Vec<u8>,
}

thread_local! {
    static COMPRESSORS: RefCell<Compressors> = RefCell::default();
}

/// The bytes as one raw stream of deflate.
pub(super) fn deflated(bytes: &[u8], level: Compression) -> Vec<u8> {
    COMPRESSORS.with_borrow_mut(|Compressors { by_level, out }| {
        let at = by_level.iter().position(|(known, _)| *known == level.level()).unwrap_or_else(|| {
            by_level.push((level.level(), Compress::new(level, false)));
            by_level.len() - 1
        });
        let Some((_, compress)) = by_level.get_mut(at) else { return Vec::new() };
        compress.reset();
        out.clear();
        loop {
            out.reserve(bytes.len() / 2 + 1_000);
            let rest = bytes.get(compress.total_in() as usize..).unwrap_or_default();
            // In memory nothing can fail.
            match compress.compress_vec(rest, out, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => {}
                Ok(Status::StreamEnd) | Err(_) => return out.clone(),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::write::DeflateEncoder;

    use super::*;

    #[test]
    fn the_bytes_are_those_of_a_new_compressor() {
        let mut seed = 1_u32;
        let mut noise = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        };
        let texts: [Vec<u8>; 5] = [
            Vec::new(),
            b"a".to_vec(),
            b"how to pay ".repeat(900),
            (0..100_000).map(|_| noise()).collect(),
            (0..70_000).map(|_| noise() % 7).collect(),
        ];
        for level in [Compression::new(6), Compression::best(), Compression::new(6)] {
            for text in &texts {
                let mut encoder = DeflateEncoder::new(Vec::new(), level);
                encoder.write_all(text).expect("written");
                assert_eq!(deflated(text, level), encoder.finish().expect("finished"));
            }
        }
    }
}
