//! From glyphs to a path that can be filled.

use resvg::tiny_skia::{Path, PathBuilder};
use skrifa::MetadataProvider;
use skrifa::instance::Size;
use skrifa::outline::{DrawSettings, OutlinePen};

use crate::paragraph::Glyph;

/// The outlines of glyphs whose first one begins at a place of the picture.
pub(crate) fn path(glyphs: &[Glyph], size: f32, left: f32, baseline: f32) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for glyph in glyphs {
        let Some(font) = glyph.face.font() else { continue };
        let Some(outline) = font.outline_glyphs().get(glyph.id.into()) else { continue };
        let mut pen = Pen { builder: &mut builder, x: left + glyph.x * size, y: baseline - glyph.y * size };
        let settings = DrawSettings::unhinted(Size::new(size), &glyph.face.location);
        // A glyph that is broken in the font is left out.
        let _ = outline.draw(settings, &mut pen);
    }
    builder.finish()
}

/// Draws with y downwards.
struct Pen<'b> {
    builder: &'b mut PathBuilder,
    x: f32,
    y: f32,
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.builder.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.builder.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.builder.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.builder.cubic_to(self.x + ax, self.y - ay, self.x + bx, self.y - by, self.x + x, self.y - y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}
