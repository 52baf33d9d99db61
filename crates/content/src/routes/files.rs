//! Files of the content that are published as they are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use super::slug_path;
use crate::diagnostic::Diagnostic;
use crate::markdown::PictureSource;
use crate::source::{StaticFile, extension};

/// What a path in a URL must not hold as it is.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\'')
    .add(b'&')
    .add(b'\\')
    .add(b'|')
    .add(b'^');

/// The folder of the output for the files beside images. It is one of the theme's: what has a hash in its name may be kept
/// for ever.
const VARIANTS: &str = "assets/images";
/// So much of a hash tells the files of one name apart.
const HASH_LENGTH: usize = 10;

/// Where a file beside an image is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantRoute {
    /// URL path, base path included, encoded for an attribute.
    pub url: String,
    /// The file of the output, relative to the output folder.
    pub output: String,
    /// Where it lies on this machine.
    pub location: PathBuf,
    /// How many bytes it has.
    pub bytes: u64,
}

/// Where a file is published.
#[derive(Clone, Debug)]
pub struct FileRoute {
    /// URL path, base path included, encoded for an attribute.
    pub url: String,
    /// The file of the output, relative to the output folder.
    pub output: String,
    /// The files beside an image, in the order in which browsers choose.
    pub variants: Vec<VariantRoute>,
    /// The same as pages name them.
    pub(super) sources: Arc<[PictureSource]>,
    /// The file itself.
    pub(super) file: Arc<StaticFile>,
}

/// Kinds of image; all others of [`PUBLISHED`] are there to be saved or played.
const IMAGES: [&str; 9] = ["avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"];

/// Whether a file is an image, by its name.
pub fn is_image(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, kind)| IMAGES.iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

/// Whether a file is an image that networks show of a shared link, by its name: they draw no SVG.
pub fn is_photograph(path: &str) -> bool {
    const KINDS: [&str; 5] = ["gif", "jpeg", "jpg", "png", "webp"];
    path.rsplit_once('.').is_some_and(|(_, kind)| KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

/// Kinds of file that a browser shows or saves and never runs. Content is not trusted: a page or script among it would
/// run with the rights of the whole site.
const PUBLISHED: [&str; 34] = [
    "avif", "bmp", "csv", "doc", "docx", "gif", "gz", "ico", "jpeg", "jpg", "json", "m4a", "mov", "mp3", "mp4", "odp",
    "ods", "odt", "ogg", "opus", "pdf", "png", "ppt", "pptx", "svg", "tar", "txt", "wav", "webm", "webp", "xls",
    "xlsx", "yaml", "zip",
];

impl FileRoute {
    pub(super) fn new(base: &str, file: &Arc<StaticFile>) -> Self {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let folder = slug_path(folder);
        // Composed, so that a name typed on a Mac is the same URL as one typed elsewhere.
        let name: String = name.nfc().collect();
        let output = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let url = format!("{base}/{}", utf8_percent_encode(&output, PATH));
        let (variants, sources) = variants(base, file);
        Self { url, output, variants, sources, file: Arc::clone(file) }
    }

    /// Where what is published lies on this machine.
    pub fn location(&self) -> &Path {
        let made = self.file.prepared.as_ref().and_then(|prepared| prepared.original.as_ref());
        made.map_or(&self.file.location, |original| &original.location)
    }

    /// Where the author's file lies.
    pub fn source(&self) -> &Path {
        &self.file.location
    }

    /// The colour that stands for an image until it is there.
    pub(super) fn tint(&self) -> Option<[u8; 3]> {
        self.file.prepared.as_ref()?.tint
    }

    /// Width and height of an image in CSS pixels, read from the file when first asked for.
    pub fn dimensions(&self) -> Option<(u32, u32)> {
        self.file.dimensions()
    }
}

/// Where the files beside an image are published, and how pages name them.
fn variants(base: &str, file: &StaticFile) -> (Vec<VariantRoute>, Arc<[PictureSource]>) {
    let Some(prepared) = &file.prepared else { return (Vec::new(), Arc::default()) };
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let stem = slug_path(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let (mut routes, mut sources) = (Vec::new(), Vec::with_capacity(prepared.sets.len()));
    for set in &prepared.sets {
        let mut srcset = String::new();
        for variant in &set.variants {
            let hash = variant.file.hash.get(..HASH_LENGTH).unwrap_or(&variant.file.hash);
            let output = format!("{VARIANTS}/{stem}-{}.{hash}.{}", variant.width, set.format.name());
            let url = format!("{base}/{}", utf8_percent_encode(&output, PATH));
            srcset.push_str(if srcset.is_empty() { "" } else { ", " });
            srcset.push_str(&format!("{url} {}w", variant.width));
            let (location, bytes) = (variant.file.location.clone(), variant.file.bytes);
            routes.push(VariantRoute { url, output, location, bytes });
        }
        sources.push(PictureSource { media_type: set.format.media_type(), srcset });
    }
    (routes, sources.into())
}

/// Whether files of this name's kind are published at all.
pub fn is_published_kind(path: &str) -> bool {
    PUBLISHED.contains(&extension(path).as_str())
}

/// Why a file must not be published, if so.
pub(super) fn refusal(file: &StaticFile, shown: &str) -> Option<Diagnostic> {
    let extension = extension(&file.path);
    if !is_published_kind(&file.path) {
        let message = match extension.as_str() {
            "" => "files without an extension are not published".to_owned(),
            _ => format!("files such as `.{extension}` are not published"),
        };
        let help = "images, documents, video and sound are; remove the file, or put it into the theme";
        return Some(Diagnostic::warning("file-type", shown, message).help(help));
    }
    if file.runs_code() {
        let help = "export the drawing without scripts and event handlers";
        return Some(Diagnostic::error("unsafe-svg", shown, "the drawing holds code that would run").help(help));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_files() {
        let file = Arc::new(StaticFile::new("Pay & Go/img/a b?.png".into(), "".into()));
        let route = FileRoute::new("/help", &file);
        assert_eq!(route.url, "/help/pay-go/img/a%20b%3F.png");
        assert_eq!(route.output, "pay-go/img/a b?.png");
    }
}
