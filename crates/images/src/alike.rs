//! How much alike two pictures look.

use crate::decode::Pixels;

/// Squares of so many pixels are compared, one beside the other.
const SIDE: usize = 8;
/// What keeps a square of one shade from deciding all: the usual constants for shades from 0 to 255.
const SHADES: f32 = 6.5025;
const STRUCTURES: f32 = 58.5225;

/// The structural similarity (SSIM) of the brightness of two pictures of the same size, from 0 to 1, where 1 is the same.
/// Pictures without a square to compare are the same.
pub(crate) fn alike(one: &Pixels, other: &Pixels) -> f32 {
    let width = one.width as usize;
    if width < SIDE || one.width != other.width || one.height != other.height {
        return 1.0;
    }
    let rows = one.rgba.chunks_exact(width * 4 * SIDE).zip(other.rgba.chunks_exact(width * 4 * SIDE));
    let (mut sum, mut squares) = (0.0, 0.0);
    for (one, other) in rows {
        for left in (0..=width - SIDE).step_by(SIDE) {
            sum += f64::from(of_square(one, other, left, width));
            squares += 1.0;
        }
    }
    if squares > 0.0 { (sum / squares) as f32 } else { 1.0 }
}

/// The same of the square that begins so far right in eight rows.
fn of_square(one: &[u8], other: &[u8], left: usize, width: usize) -> f32 {
    let row = |rows: &[u8], y: usize| {
        let start = (y * width + left) * 4;
        let mut shades = [0.0; SIDE];
        let pixels = rows.get(start..start + SIDE * 4).unwrap_or_default();
        shades.iter_mut().zip(pixels.chunks_exact(4)).for_each(|(shade, pixel)| *shade = brightness(pixel));
        shades
    };
    let [mut a, mut b, mut aa, mut bb, mut ab] = [0.0_f32; 5];
    for y in 0..SIDE {
        for (p, q) in row(one, y).into_iter().zip(row(other, y)) {
            a += p;
            b += q;
            aa += p * p;
            bb += q * q;
            ab += p * q;
        }
    }
    let all = (SIDE * SIDE) as f32;
    let (a, b) = (a / all, b / all);
    let (aa, bb, ab) = (aa / all - a * a, bb / all - b * b, ab / all - a * b);
    (2.0 * a * b + SHADES) * (2.0 * ab + STRUCTURES) / ((a * a + b * b + SHADES) * (aa + bb + STRUCTURES))
}

/// How bright a pixel is over black.
fn brightness(pixel: &[u8]) -> f32 {
    let [red, green, blue, alpha] = *pixel else { return 0.0 };
    let shade = 0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue);
    shade * (f32::from(alpha) / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(shade: impl Fn(u32, u32) -> u8) -> Pixels {
        let at = |i: u32| [shade(i % 64, i / 64), 90, 90, 255];
        Pixels { width: 64, height: 64, rgba: (0..64 * 64).flat_map(at).collect(), is_opaque: true }
    }

    #[test]
    fn the_more_is_lost_the_less_alike() {
        let whole = pixels(|x, y| (x * 37 + y * 91 + x * y % 13) as u8);
        let coarse = pixels(|x, y| ((x * 37 + y * 91 + x * y % 13) as u8) & 0xe0);
        let gray = pixels(|_, _| 128);
        assert!((alike(&whole, &whole) - 1.0).abs() < 1e-4);
        let (near, far) = (alike(&whole, &coarse), alike(&whole, &gray));
        assert!(near < 1.0 && far < near, "{near} {far}");
        let narrow = Pixels { width: 4, height: 1024, ..pixels(|_, _| 9) };
        assert!((alike(&narrow, &narrow) - 1.0).abs() < f32::EPSILON);
    }
}
