//! Images, and figures made of an image that has a paragraph for itself.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::escape;
use super::rendered::ImageUse;
use super::resolve::Target;
use super::writer::Writer;

/// An image as its author wrote it.
pub(super) struct Written<'t> {
    pub(super) src: &'t str,
    pub(super) alt: &'t str,
    pub(super) decorative: bool,
    pub(super) title: &'t str,
    /// A size that raw HTML asks for.
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
    /// Ready to print, such as ` class="…"`.
    pub(super) attributes: &'t str,
    pub(super) range: Range<usize>,
}

impl Writer<'_> {
    /// Whether the paragraph that begins at `index` holds an image (perhaps as a link) and nothing else. That image.
    pub(super) fn lone_image(&self, index: usize) -> Option<usize> {
        let end = *self.ends.get(index)?;
        let first = index + 1;
        let is_image = |at: usize| matches!(self.events.get(at), Some((Event::Start(Tag::Image { .. }), _)));
        match self.events.get(first)? {
            (Event::Start(Tag::Link { .. }), _) => {
                let inner = self.ends.get(first + 1)? + 1 == *self.ends.get(first)?;
                (is_image(first + 1) && inner && self.ends.get(first)? + 1 == end).then_some(first + 1)
            }
            _ => (is_image(first) && self.ends.get(first)? + 1 == end).then_some(first),
        }
    }

    /// Writes the image of Markdown that begins at `index`; in a figure its title is the caption.
    pub(super) fn markdown_image(&mut self, index: usize, in_figure: bool) {
        let Some((Event::Start(Tag::Image { link_type, dest_url, title, .. }), _)) = self.events.get(index) else {
            return;
        };
        let end = self.ends.get(index).copied().unwrap_or(index);
        let alt = self.plain(index + 1..end);
        let title = if in_figure { "" } else { title };
        let range = self.destination(index, *link_type);
        self.image(&Written {
            src: dest_url,
            alt: &alt,
            decorative: false,
            title,
            width: None,
            height: None,
            attributes: "",
            range,
        });
    }

    /// Writes an image or, when nothing is there, its alternative text.
    pub(super) fn image(&mut self, image: &Written<'_>) {
        if self.raw.is_muted() {
            return;
        }
        self.visible = true;
        let src = self.seen_from_article(image.src, &image.range).into_owned();
        self.images.push(ImageUse {
            src: src.clone(),
            alt: image.alt.to_owned(),
            decorative: image.decorative,
            range: image.range.clone(),
        });
        let (url, size) = match self.is_allowed("an image", image.src, &image.range).then(|| self.resolve.image(&src)) {
            Some(Target::Image { url, size }) => (url, size),
            Some(Target::Internal { url, .. } | Target::External(url)) => (url, None),
            Some(Target::Broken { code, message, label, help }) => {
                self.broken(code, message, label, help, image.range.clone());
                return self.push_text(image.alt);
            }
            None => return self.push_text(image.alt),
        };
        let out = &mut self.html;
        out.push_str("<img");
        escape::attribute(out, "src", &url);
        escape::attribute(out, "alt", image.alt);
        if !image.title.is_empty() {
            escape::attribute(out, "title", image.title);
        }
        if let (Some(width), Some(height)) = shown_size(image.width, image.height, size) {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        } else if let Some(width) = image.width {
            out.push_str(&format!(" width=\"{width}\""));
        } else if let Some(height) = image.height {
            out.push_str(&format!(" height=\"{height}\""));
        }
        out.push_str(image.attributes);
        out.push_str(" loading=\"lazy\" decoding=\"async\">");
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
