//! The site's own images in the file.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use helpdex_content::error::{Error, Result};
use helpdex_content::site::Site;
use helpdex_render::theme::data_url;

use super::request::Format;

/// The images that texts of the book have shown so far.
#[derive(Debug)]
pub(super) struct Pictures<'s> {
    format: Format,
    /// Where each of the site's files lies, by its URL.
    files: HashMap<&'s str, &'s Path>,
    /// What stands for each image, by its URL; nothing for those that can't be shown.
    shown: HashMap<String, Option<String>>,
    /// Those of an EPUB, in the order of their names.
    pub(super) items: Vec<Picture>,
    unseen: BTreeSet<String>,
    /// Whether one of them moves, as far as its kind tells.
    pub(super) may_move: bool,
}

/// An image as a file of an EPUB.
#[derive(Debug)]
pub(super) struct Picture {
    /// Beside the chapters.
    pub(super) path: String,
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

impl<'s> Pictures<'s> {
    pub(super) fn new(site: &'s Site, format: Format) -> Self {
        let files = site.routes.files().values().map(|file| (file.url.as_str(), file.location())).collect();
        Self { format, files, shown: HashMap::new(), items: Vec::new(), unseen: BTreeSet::new(), may_move: false }
    }

    /// What an image's address becomes; nothing where the file can't show it.
    ///
    /// # Errors
    /// When the image can't be read.
    pub(super) fn show(&mut self, url: &str) -> Result<Option<String>> {
        if let Some(known) = self.shown.get(url) {
            return Ok(known.clone());
        }
        let made = match self.files.get(url) {
            None => None,
            Some(place) => {
                let bytes = std::fs::read(place).map_err(Error::io("read", place))?;
                self.take(url, bytes)
            }
        };
        if made.is_none() {
            self.unseen.insert(url.to_owned());
        }
        self.shown.insert(url.to_owned(), made.clone());
        Ok(made)
    }

    /// The addresses of those that can't be shown.
    pub(super) fn unseen(self) -> Vec<String> {
        self.unseen.into_iter().collect()
    }

    fn take(&mut self, url: &str, bytes: Vec<u8>) -> Option<String> {
        let kind = kind(url, &bytes);
        self.may_move |= matches!(kind, Some(("gif", _) | ("webp", _)));
        if self.format != Format::Epub {
            return data_url(&kind.map_or_else(|| url.to_owned(), |(ending, _)| format!("x.{ending}")), &bytes);
        }
        let (ending, media_type) = kind?;
        let path = format!("images/{:04}.{ending}", self.items.len() + 1);
        self.items.push(Picture { path: path.clone(), media_type, bytes });
        Some(path)
    }
}

/// What an image is, by how it begins: names lie, and readers of books look. These are all that they have to show.
fn kind(url: &str, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some(("png", "image/png")),
        [0xff, 0xd8, 0xff, ..] => Some(("jpg", "image/jpeg")),
        [b'G', b'I', b'F', b'8', ..] => Some(("gif", "image/gif")),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(("webp", "image/webp")),
        _ => url.to_ascii_lowercase().ends_with(".svg").then_some(("svg", "image/svg+xml")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_what_they_begin_with() {
        assert_eq!(kind("/a.jpg", b"\x89PNG\r\n"), Some(("png", "image/png")));
        assert_eq!(kind("/a.webp", b"RIFF\x01\x02\x03\x04WEBPVP8 "), Some(("webp", "image/webp")));
        assert_eq!(kind("/a.SVG", b"<svg/>"), Some(("svg", "image/svg+xml")));
        assert_eq!((kind("/a.png", b"no"), kind("/a.avif", b"\0\0\0 ftypavif")), (None, None));
    }
}
