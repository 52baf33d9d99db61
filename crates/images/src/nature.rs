//! Photographs and flat pictures told apart: screenshots and drawings keep every pixel, photographs need not.

use crate::decode::Pixels;

/// A picture is flat when so many hundredths of its pixels are the same as the one before them. Screenshots have 70 and
/// more, photographs hardly ever 20.
const FLAT_FROM: usize = 45;
/// So many rows tell enough.
const ROWS: usize = 512;

/// Whether a picture was drawn, not taken.
pub(crate) fn is_flat(pixels: &Pixels) -> bool {
    let row_bytes = (pixels.width as usize) * 4;
    if row_bytes < 8 {
        return true;
    }
    let step = (pixels.height as usize).div_ceil(ROWS).max(1);
    let (mut same, mut all) = (0_usize, 0_usize);
    for row in pixels.rgba.chunks_exact(row_bytes).step_by(step) {
        let next = row.get(4..).unwrap_or_default();
        same += row.chunks_exact(4).zip(next.chunks_exact(4)).filter(|(one, other)| one == other).count();
        all += pixels.width as usize - 1;
    }
    same * 100 >= all * FLAT_FROM
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(width: u32, height: u32, color: impl Fn(u32, u32) -> u8) -> Pixels {
        let at = |i: u32| [color(i % width, i / width), 0, 0, 255];
        Pixels { width, height, rgba: (0..width * height).flat_map(at).collect(), is_opaque: true }
    }

    #[test]
    fn a_window_is_flat_and_a_meadow_is_not() {
        assert!(is_flat(&pixels(64, 64, |x, y| if x / 16 + y / 16 > 3 { 200 } else { 20 })));
        assert!(!is_flat(&pixels(64, 64, |x, y| (x * 7 + y * 13 + x * y % 5) as u8)));
        assert!(is_flat(&pixels(1, 9, |_, y| y as u8)));
    }
}
