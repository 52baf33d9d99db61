//! What a home screen shows of a site.

use resvg::tiny_skia::{Color, Pixmap};

use crate::drawing::{Drawing, put};
use crate::encode::encode;

/// How a system shows an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Icon {
    /// As it is, with what lies behind it.
    Plain,
    /// Cut to a shape of the system's own: only the middle is sure to be seen.
    Maskable,
    /// With rounded corners, and on black where nothing is drawn.
    Tile,
}

/// The share of a side that a drawing takes which is no tile itself.
const INSIDE: f32 = 0.6;

/// A square icon of a drawing; nothing where it can't be packed.
pub fn icon(drawing: &Drawing, kind: Icon, size: u32) -> Option<Vec<u8>> {
    if kind == Icon::Plain {
        return encode(&*drawing.fitted(size, size)?);
    }
    let whole = drawing.fitted(size, size)?;
    // Most logos of apps are a tile of one colour already: that goes on to the edges.
    let (ground, share) = match (ground(&whole), kind) {
        (Some(ground), Icon::Tile) => (ground, 1.0),
        (Some(ground), _) => (ground, 0.8),
        (None, _) => (Color::WHITE, INSIDE),
    };
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let inner = (size as f32 * share).round() as u32;
    let mut pixels = Pixmap::new(size, size)?;
    pixels.fill(ground);
    let drawn = drawing.fitted(inner, inner)?;
    let margin = i32::try_from((size - inner) / 2).ok()?;
    put(&drawn, &mut pixels, margin, margin);
    encode(&pixels)
}

/// The colour of a tile: the same and solid in the middle of each side.
pub(crate) fn ground(pixels: &Pixmap) -> Option<Color> {
    let (width, height) = (pixels.width(), pixels.height());
    let inset = width / 48;
    let places =
        [(width / 2, inset), (width / 2, height - 1 - inset), (inset, height / 2), (width - 1 - inset, height / 2)];
    let colors = places.map(|(x, y)| pixels.pixel(x, y).map(|pixel| pixel.demultiply()));
    let first = colors[0]?;
    let same = |other: resvg::tiny_skia::ColorU8| {
        let parts = [(first.red(), other.red()), (first.green(), other.green()), (first.blue(), other.blue())];
        other.alpha() > 250 && parts.iter().all(|(a, b)| a.abs_diff(*b) < 6)
    };
    colors
        .into_iter()
        .all(|color| color.is_some_and(same))
        .then(|| Color::from_rgba8(first.red(), first.green(), first.blue(), 255))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner(svg: &str, kind: Icon) -> [u8; 4] {
        let drawing = Drawing::read(svg.as_bytes()).expect("a drawing");
        let icon = icon(&drawing, kind, 192).expect("an icon");
        let pixels = Pixmap::decode_png(&icon).expect("a picture");
        assert_eq!((pixels.width(), pixels.height()), (192, 192));
        let corner = pixels.pixel(0, 0).expect("a corner").demultiply();
        [corner.red(), corner.green(), corner.blue(), corner.alpha()]
    }

    #[test]
    fn a_tile_reaches_the_edges_and_other_logos_stand_on_white() {
        let tile = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='8' fill='#0f6b68'/></svg>";
        let round = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><circle cx='16' cy='16' r='9' fill='#0f6b68'/></svg>";
        assert_eq!(corner(tile, Icon::Plain)[3], 0);
        assert_eq!(corner(tile, Icon::Maskable), [0x0f, 0x6b, 0x68, 255]);
        assert_eq!(corner(tile, Icon::Tile), [0x0f, 0x6b, 0x68, 255]);
        assert_eq!(corner(round, Icon::Maskable), [255; 4]);
    }
}
