//! Images, with what browsers may show in their place.

use super::page::Writer;
use crate::markdown::document::Picture;
use crate::markdown::escape;
use crate::markdown::references::Shown;
use crate::markdown::resolve::PictureSource;

/// When the versions for dark screens are shown. A theme's script changes it where the reader has chosen.
const DARK: &str = "(prefers-color-scheme: dark)";
/// What stands beside a picture on a narrow screen, in pixels.
const MARGIN: u32 = 40;

impl Writer<'_> {
    /// Writes an image or, when nothing is there, its alternative text.
    pub(super) fn image(&mut self, index: usize, picture: &Picture, title: &str, attributes: &[(String, String)]) {
        let references = self.references;
        let Some(shown) = references.image(index) else { return self.text(&picture.alt) };
        let size = shown_size(picture.width, picture.height, shown.size);
        let is_picture = !shown.alternatives.sources.is_empty() || shown.alternatives.dark.is_some();
        if is_picture {
            self.html.push_str("<picture>");
            self.sources(shown, (picture.width, picture.height), size.0);
        }
        let out = &mut self.html;
        out.push_str("<img");
        escape::attribute(out, "src", &shown.url);
        escape::attribute(out, "alt", &picture.alt);
        if !title.is_empty() {
            escape::attribute(out, "title", title);
        }
        sides(out, size);
        if let Some([red, green, blue]) = shown.alternatives.tint {
            escape::attribute(out, "data-tint", &format!("#{red:02x}{green:02x}{blue:02x}"));
        }
        for (name, value) in attributes {
            escape::attribute(out, name, value);
        }
        out.push_str(" loading=\"lazy\" decoding=\"async\">");
        if is_picture {
            self.html.push_str("</picture>");
        }
    }

    /// Writes what browsers may choose: for dark screens first, since they take the first that fits.
    fn sources(&mut self, shown: &Shown, asked: (Option<u32>, Option<u32>), width: Option<u32>) {
        let column = shown.alternatives.column;
        if let Some(dark) = &shown.alternatives.dark {
            let size = shown_size(asked.0, asked.1, dark.size);
            // Only a picture of another shape needs a place of its own.
            let own = if dark.size == shown.size { (None, None) } else { size };
            let sizes = sizes(size.0, column);
            for source in dark.sources.iter() {
                self.source(Some(&dark.url), source, &sizes, own);
            }
            // One of several in a picture tells its width when another one does: checkers want it so.
            let has_widths = !shown.alternatives.sources.is_empty() || !dark.sources.is_empty();
            let width = dark.size.map(|(width, _)| width).filter(|_| has_widths);
            let out = &mut self.html;
            out.push_str("<source");
            escape::attribute(out, "media", DARK);
            match width {
                Some(width) => {
                    escape::attribute(out, "srcset", &format!("{} {width}w", candidate(&dark.url)));
                    escape::attribute(out, "sizes", &sizes);
                }
                None => escape::attribute(out, "srcset", &candidate(&dark.url)),
            }
            escape::attribute(out, "data-dark", &dark.url);
            sides(out, own);
            out.push('>');
        }
        let sizes = sizes(width, column);
        for source in shown.alternatives.sources.iter() {
            self.source(None, source, &sizes, (None, None));
        }
    }

    /// Writes one format. `dark` is the address of the picture whose version for dark screens it is.
    fn source(&mut self, dark: Option<&str>, source: &PictureSource, sizes: &str, own: (Option<u32>, Option<u32>)) {
        let out = &mut self.html;
        out.push_str("<source");
        if dark.is_some() {
            escape::attribute(out, "media", DARK);
        }
        escape::attribute(out, "type", source.media_type);
        escape::attribute(out, "srcset", &source.srcset);
        escape::attribute(out, "sizes", sizes);
        if let Some(url) = dark {
            escape::attribute(out, "data-dark", url);
        }
        sides(out, own);
        out.push('>');
    }
}

/// An address as a list of one candidate: a comma at its end would end it too early.
fn candidate(url: &str) -> String {
    url.replace(',', "%2C")
}

/// How wide a picture is shown: as wide as it is, at most as wide as a column, and on a narrow screen as that.
fn sizes(width: Option<u32>, column: u32) -> String {
    let most = width.unwrap_or(column).min(column);
    format!("(min-width: {}px) {most}px, calc(100vw - {MARGIN}px)", most.saturating_add(MARGIN))
}

fn sides(out: &mut String, (width, height): (Option<u32>, Option<u32>)) {
    for (name, side) in [("width", width), ("height", height)] {
        if let Some(side) = side {
            out.push_str(&format!(" {name}=\"{side}\""));
        }
    }
}

/// The size to reserve for an image: the one asked for, with the missing side in proportion to the file's own.
fn shown_size(width: Option<u32>, height: Option<u32>, size: Option<(u32, u32)>) -> (Option<u32>, Option<u32>) {
    let scale = |side: u32, to: u32, of: u32| {
        let scaled = (u64::from(side) * u64::from(to)).checked_div(u64::from(of))?;
        u32::try_from(scaled).ok()
    };
    match (width, height, size) {
        (None, None, Some((width, height))) => (Some(width), Some(height)),
        (Some(asked), None, Some((width, height))) => (Some(asked), scale(height, asked, width)),
        (None, Some(asked), Some((width, height))) => (scale(width, asked, height), Some(asked)),
        _ => (width, height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_side_follows_the_file() {
        assert_eq!(shown_size(None, None, Some((800, 600))), (Some(800), Some(600)));
        assert_eq!(shown_size(Some(400), None, Some((800, 600))), (Some(400), Some(300)));
        assert_eq!(shown_size(None, Some(300), Some((800, 600))), (Some(400), Some(300)));
        assert_eq!(shown_size(Some(9), Some(9), Some((800, 600))), (Some(9), Some(9)));
        assert_eq!(shown_size(Some(9), None, None), (Some(9), None));
        assert_eq!(shown_size(Some(9), None, Some((0, 5))), (Some(9), None));
        assert_eq!(shown_size(Some(u32::MAX), None, Some((1, u32::MAX))), (Some(u32::MAX), None));
    }
}
