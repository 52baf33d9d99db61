//! Pictures turned as cameras say.

/// The sides and pixels of a picture after an orientation of 1 to 8 was undone.
pub(super) fn upright((width, height): (u32, u32), rgba: Vec<u8>, orientation: u8) -> (u32, u32, Vec<u8>) {
    if !(2..=8).contains(&orientation) {
        return (width, height, rgba);
    }
    let (w, h) = (width as usize, height as usize);
    let lies = orientation >= 5;
    let (new_width, new_height) = if lies { (h, w) } else { (w, h) };
    let mut turned = Vec::with_capacity(rgba.len());
    for y in 0..new_height {
        for x in 0..new_width {
            // Where the pixel was that is to be seen here.
            let (from_x, from_y) = match orientation {
                2 => (w - 1 - x, y),
                3 => (w - 1 - x, h - 1 - y),
                4 => (x, h - 1 - y),
                5 => (y, x),
                6 => (y, h - 1 - x),
                7 => (w - 1 - y, h - 1 - x),
                _ => (w - 1 - y, x),
            };
            let at = (from_y * w + from_x) * 4;
            turned.extend_from_slice(rgba.get(at..at + 4).unwrap_or(&[0; 4]));
        }
    }
    if lies { (height, width, turned) } else { (width, height, turned) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_to_hold_a_camera() {
        // a b c
        // d e f
        let picture: Vec<u8> = b"abcdef".iter().flat_map(|letter| [*letter; 4]).collect();
        let seen = |orientation| {
            let (width, height, rgba) = upright((3, 2), picture.clone(), orientation);
            let letters: Vec<u8> = rgba.iter().step_by(4).copied().collect();
            let rows = letters.chunks(width as usize).map(|row| String::from_utf8_lossy(row).into_owned());
            (height, rows.collect::<Vec<_>>().join(" "))
        };
        for (orientation, rows) in [
            (1, "abc def"),
            (2, "cba fed"),
            (3, "fed cba"),
            (4, "def abc"),
            (5, "ad be cf"),
            (6, "da eb fc"),
            (7, "fc eb da"),
            (8, "cf be ad"),
            (9, "abc def"),
        ] {
            let height = if (5..9).contains(&orientation) { 3 } else { 2 };
            assert_eq!(seen(orientation), (height, rows.to_owned()), "{orientation}");
        }
    }
}
