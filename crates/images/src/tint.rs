//! The one colour that stands for a picture until it is there.

use crate::decode::Pixels;

/// Nearly so many pixels are looked at, in a grid.
const SAMPLES: u32 = 64;

/// The middle of the colours that most of the picture has; nothing where the page shines through.
pub(crate) fn of(pixels: &Pixels) -> Option<[u8; 3]> {
    if !pixels.is_opaque {
        return None;
    }
    let step = |side: u32| (side / SAMPLES).max(1) as usize;
    let row_bytes = (pixels.width as usize).max(1) * 4;
    // Eight shades of each colour: near ones count together.
    let mut bins = vec![[0_u64; 4]; 512];
    for row in pixels.rgba.chunks_exact(row_bytes).step_by(step(pixels.height)) {
        for pixel in row.chunks_exact(4).step_by(step(pixels.width)) {
            let [red, green, blue, _] = *pixel else { continue };
            let index = usize::from(red >> 5) << 6 | usize::from(green >> 5) << 3 | usize::from(blue >> 5);
            let Some(bin) = bins.get_mut(index) else { continue };
            for (sum, value) in bin.iter_mut().zip([red, green, blue, 1]) {
                *sum += u64::from(value);
            }
        }
    }
    // The first of two that are as large, so that the same picture has the same colour.
    let largest = bins.iter().rev().max_by_key(|bin| bin[3])?;
    let mean = |sum: u64| u8::try_from(sum.checked_div(largest[3])?).ok();
    Some([mean(largest[0])?, mean(largest[1])?, mean(largest[2])?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_of_it_decides() {
        let color = |i: u32| if i.is_multiple_of(4) { [250, 10, 10, 255] } else { [20, 40, 60, 255] };
        let mut pixels = Pixels { width: 20, height: 20, rgba: (0..400).flat_map(color).collect(), is_opaque: true };
        assert_eq!(of(&pixels), Some([20, 40, 60]));
        pixels.is_opaque = false;
        assert_eq!(of(&pixels), None);
    }
}
