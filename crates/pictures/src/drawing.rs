//! A logo: a drawing or a photograph, at any size.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use resvg::tiny_skia::{FilterQuality, Pixmap, PixmapPaint, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree};

use crate::fonts::Fonts;

/// A photograph with more pixels is no logo: unpacked it takes four bytes for each.
const MOST_PIXELS: usize = 20_000_000;
/// The same of a file.
const MOST_BYTES: usize = 10_000_000;
/// The name by which a photograph is put into a drawing.
const OWN: &str = "own";

/// What was drawn, by the box that it was drawn into.
type Drawn = ((u32, u32), Arc<Pixmap>);

/// A drawing or a photograph.
pub struct Drawing {
    tree: Tree,
    has_words: bool,
    /// What was drawn last, by its box: all pictures of a site show it at one size.
    drawn: Mutex<Option<Drawn>>,
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawing").field("size", &self.tree.size()).finish_non_exhaustive()
    }
}

impl Drawing {
    /// Reads an SVG, PNG, JPEG, WebP or GIF. What it names as further files is not opened. Nothing where it is neither.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > MOST_BYTES {
            return None;
        }
        if let Ok(size) = imagesize::blob_size(bytes) {
            let tree = photograph(bytes, size.width, size.height)?;
            return Some(Self { tree, has_words: false, drawn: Mutex::default() });
        }
        let svg = std::str::from_utf8(bytes).ok()?;
        // A drawing in it may have some that can't be seen from here.
        let has_words = svg.contains("text") || svg.contains("data:");
        let tree = Tree::from_str(svg, &options(None, has_words)).ok()?;
        Some(Self { tree, has_words, drawn: Mutex::default() })
    }

    /// Whether fonts of the machine may decide what it looks like.
    pub fn has_words(&self) -> bool {
        self.has_words
    }

    /// Its width for a height of one.
    pub(crate) fn ratio(&self) -> f32 {
        self.tree.size().width() / self.tree.size().height()
    }

    /// It in the middle of a box, as large as fits.
    pub(crate) fn fitted(&self, width: u32, height: u32) -> Option<Arc<Pixmap>> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, pixels)) = &*drawn
            && *known == (width, height)
        {
            return Some(Arc::clone(pixels));
        }
        let mut pixels = Pixmap::new(width, height)?;
        #[allow(clippy::cast_precision_loss)]
        let (box_width, box_height) = (width as f32, height as f32);
        let size = self.tree.size();
        let scale = (box_width / size.width()).min(box_height / size.height());
        let (left, top) = ((box_width - size.width() * scale) / 2.0, (box_height - size.height() * scale) / 2.0);
        resvg::render(&self.tree, Transform::from_row(scale, 0.0, 0.0, scale, left, top), &mut pixels.as_mut());
        let pixels = Arc::new(pixels);
        *drawn = Some(((width, height), Arc::clone(&pixels)));
        Some(pixels)
    }
}

/// Puts a picture into another one.
pub(crate) fn put(pixels: &Pixmap, into: &mut Pixmap, left: i32, top: i32) {
    let paint = PixmapPaint { quality: FilterQuality::Nearest, ..PixmapPaint::default() };
    into.draw_pixmap(left, top, pixels.as_ref(), &paint, Transform::identity(), None);
}

fn photograph(bytes: &[u8], width: usize, height: usize) -> Option<Tree> {
    if width == 0 || height == 0 || width.checked_mul(height)? > MOST_PIXELS {
        return None;
    }
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <image href=\"{OWN}\" width=\"{width}\" height=\"{height}\"/></svg>"
    );
    Tree::from_str(&svg, &options(Some(Arc::new(bytes.to_vec())), false)).ok()
}

/// How drawings are read: with the machine's fonts where they have words, and no other file of it.
fn options(photograph: Option<Arc<Vec<u8>>>, has_words: bool) -> Options<'static> {
    let own = photograph.and_then(|bytes| {
        Some(match imagesize::image_type(&bytes).ok()? {
            imagesize::ImageType::Png => ImageKind::PNG(bytes),
            imagesize::ImageType::Jpeg => ImageKind::JPEG(bytes),
            imagesize::ImageType::Webp => ImageKind::WEBP(bytes),
            imagesize::ImageType::Gif => ImageKind::GIF(bytes),
            _ => return None,
        })
    });
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(move |name, _| own.clone().filter(|_| name == OWN)),
        },
        // To look for them takes longer than most drawings.
        fontdb: if has_words { Fonts::of_system().database() } else { Arc::default() },
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_a_drawing_names_are_not_opened() {
        let dir = tempfile::tempdir().expect("a folder");
        let secret = dir.path().join("secret.png");
        let red = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><rect width='8' height='8' fill='#f00'/></svg>";
        let drawing = Drawing::read(red.as_bytes()).expect("a drawing");
        let drawn = drawing.fitted(8, 8).expect("drawn");
        assert!(drawn.pixels().iter().all(|pixel| pixel.red() == 255));
        std::fs::write(&secret, drawn.encode_png().expect("packed")).expect("written");
        assert!(Drawing::read(&std::fs::read(&secret).expect("read")).is_some(), "a photograph");
        for href in [secret.display().to_string(), format!("file://{}", secret.display()), OWN.to_owned()] {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><image href='{href}' width='8' height='8'/></svg>"
            );
            let drawn = Drawing::read(svg.as_bytes()).expect("a drawing").fitted(8, 8).expect("drawn");
            assert!(drawn.pixels().iter().all(|pixel| pixel.alpha() == 0), "{href}");
        }
    }

    #[test]
    fn what_is_no_picture() {
        for bytes in [&b""[..], b"text", b"<svg", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<html></html>", b"\xff\xd8\xff"] {
            let read = Drawing::read(bytes);
            assert!(read.is_none_or(|drawing| drawing.fitted(4, 4).is_some()));
        }
        let bomb = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'><g id='a'><use href='#a'/></g></svg>";
        let _ = Drawing::read(bomb.as_bytes());
    }

    #[test]
    fn a_photograph_is_drawn_as_a_drawing_is() {
        let mut pixels = Pixmap::new(6, 3).expect("pixels");
        pixels.fill(resvg::tiny_skia::Color::from_rgba8(0, 0, 255, 255));
        let drawing = Drawing::read(&pixels.encode_png().expect("packed")).expect("read");
        assert!((drawing.ratio() - 2.0).abs() < 0.01);
        let drawn = drawing.fitted(10, 10).expect("drawn");
        let (middle, top) = (drawn.pixel(5, 5).expect("one"), drawn.pixel(5, 0).expect("one"));
        assert_eq!((middle.blue(), top.alpha()), (255, 0));
    }
}
