//! From pixels to a PNG of few bytes.

use std::collections::HashMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// How far apart, in each of four parts, two colours may be that become one: nobody sees it in the edges of letters.
const STEPS: [u8; 5] = [8, 12, 18, 26, 38];
/// So many colours are enough for letters in three colours and a plain logo.
const FEW: usize = 64;
/// So many a palette has at most.
const MOST: usize = 256;

/// Red, green, blue and how solid.
type Rgba = [u8; 4];

/// Packs a picture: with a palette where it has few colours, as letters on plain ground have.
pub(crate) fn encode(pixels: &Pixmap) -> Option<Vec<u8>> {
    let counted = count(pixels);
    match palette(&counted) {
        Some((colors, places)) => indexed(pixels, &colors, &places),
        None => whole(pixels),
    }
}

fn whole(pixels: &Pixmap) -> Option<Vec<u8>> {
    let colors: Vec<u8> = pixels.pixels().iter().flat_map(|pixel| rgba(*pixel)).collect();
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&colors).ok()?;
    writer.finish().ok()?;
    Some(out)
}

fn rgba(pixel: PremultipliedColorU8) -> Rgba {
    let color = pixel.demultiply();
    [color.red(), color.green(), color.blue(), color.alpha()]
}

/// How often each colour is there, the most frequent first.
fn count(pixels: &Pixmap) -> Vec<(PremultipliedColorU8, usize)> {
    let mut counts: HashMap<[u8; 4], (PremultipliedColorU8, usize)> = HashMap::new();
    for run in pixels.pixels().chunk_by(|one, other| one == other) {
        if let Some(first) = run.first() {
            counts.entry(bytes(*first)).or_insert((*first, 0)).1 += run.len();
        }
    }
    let mut counted: Vec<_> = counts.into_values().collect();
    counted.sort_by_key(|(color, count)| (std::cmp::Reverse(*count), bytes(*color)));
    counted
}

fn bytes(pixel: PremultipliedColorU8) -> [u8; 4] {
    [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
}

/// The colours of a palette, and the place in it of each colour of the picture.
type Palette = (Vec<Rgba>, HashMap<[u8; 4], u8>);

/// Takes colours that are near to a more frequent one for that one; nothing where too many are left all the same.
fn palette(counted: &[(PremultipliedColorU8, usize)]) -> Option<Palette> {
    // A photograph: its colours stay as they are.
    if counted.len() > 20_000 {
        return None;
    }
    let few = STEPS.iter().take(3).find_map(|step| merged(counted, *step, FEW));
    few.or_else(|| STEPS.iter().find_map(|step| merged(counted, *step, MOST)))
}

fn merged(counted: &[(PremultipliedColorU8, usize)], step: u8, most: usize) -> Option<Palette> {
    let mut chosen: Vec<Rgba> = Vec::new();
    let mut places = HashMap::with_capacity(counted.len());
    let near = |a: &Rgba, b: &Rgba| a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= step);
    for (color, _) in counted {
        let own = rgba(*color);
        // What is solid or not there at all stays so: edges would show.
        let same_kind = |known: &Rgba| (known[3] == 255) == (own[3] == 255) && (known[3] == 0) == (own[3] == 0);
        let place = chosen.iter().position(|known| near(known, &own) && same_kind(known));
        let place = match place {
            Some(place) => place,
            None if chosen.len() < most => {
                chosen.push(own);
                chosen.len() - 1
            }
            None => return None,
        };
        places.insert(bytes(*color), u8::try_from(place).ok()?);
    }
    Some((chosen, places))
}

fn indexed(pixels: &Pixmap, colors: &[Rgba], places: &HashMap<[u8; 4], u8>) -> Option<Vec<u8>> {
    let bits = match colors.len() {
        0..=2 => 1,
        3..=4 => 2,
        5..=16 => 4,
        _ => 8,
    };
    let width = usize::try_from(pixels.width()).ok()?;
    let mut packed = Vec::with_capacity(pixels.pixels().len() * bits / 8);
    let mut last = None;
    for row in pixels.pixels().chunks(width) {
        let mut byte = 0u8;
        for (column, pixel) in row.iter().enumerate() {
            let place = match last {
                Some((known, place)) if known == *pixel => place,
                _ => *places.get(&bytes(*pixel))?,
            };
            last = Some((*pixel, place));
            let in_byte = column % (8 / bits);
            byte |= place << (8 - bits * (in_byte + 1));
            if in_byte + 1 == 8 / bits || column + 1 == width {
                packed.push(byte);
                byte = 0;
            }
        }
    }
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(match bits {
        1 => BitDepth::One,
        2 => BitDepth::Two,
        4 => BitDepth::Four,
        _ => BitDepth::Eight,
    });
    encoder.set_palette(colors.iter().flat_map(|color| [color[0], color[1], color[2]]).collect::<Vec<u8>>());
    if colors.iter().any(|color| color[3] != 255) {
        encoder.set_trns(colors.iter().map(|color| color[3]).collect::<Vec<u8>>());
    }
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&packed).ok()?;
    writer.finish().ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::Color;

    fn picture(colors: &[Rgba], width: u32) -> Pixmap {
        let mut pixels = Pixmap::new(width, u32::try_from(colors.len()).expect("few").div_ceil(width)).expect("pixels");
        for (pixel, color) in pixels.pixels_mut().iter_mut().zip(colors) {
            *pixel = Color::from_rgba8(color[0], color[1], color[2], color[3]).premultiply().to_color_u8();
        }
        pixels
    }

    #[test]
    fn what_is_packed_is_what_was_drawn() {
        for count in [1u8, 2, 3, 5, 16, 17, 60] {
            let colors: Vec<Rgba> =
                (0..57).map(|at: u8| at % count).map(|at| [at * 4, 255 - at * 4, 100, 255]).collect();
            let pixels = picture(&colors, 19);
            let packed = encode(&pixels).expect("packed");
            let back = Pixmap::decode_png(&packed).expect("read");
            let worst = pixels.pixels().iter().zip(back.pixels()).map(|(a, b)| {
                let (a, b) = (bytes(*a), bytes(*b));
                a.iter().zip(b).map(|(a, b)| a.abs_diff(b)).max().unwrap_or_default()
            });
            assert!(worst.max().unwrap_or_default() <= STEPS[0], "{count} colours");
            assert_eq!(packed, encode(&pixels).expect("packed"));
        }
    }

    #[test]
    fn what_is_not_there_stays_so_and_photographs_keep_their_colors() {
        let glass = picture(&[[0, 0, 0, 0], [255, 0, 0, 255], [255, 0, 0, 128], [0, 0, 0, 0]], 2);
        let back = Pixmap::decode_png(&encode(&glass).expect("packed")).expect("read");
        assert_eq!(back.pixels(), glass.pixels());
        let many: Vec<Rgba> =
            (0..30_000u32).map(|at| [(at % 256) as u8, (at / 256) as u8, (at % 97) as u8, 255]).collect();
        let photograph = picture(&many, 300);
        let back = Pixmap::decode_png(&encode(&photograph).expect("packed")).expect("read");
        assert_eq!(back.pixels(), photograph.pixels());
    }
}
