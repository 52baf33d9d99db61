//! Files of the content that are published as they are.

use std::path::PathBuf;
use std::sync::OnceLock;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use super::slug_path;
use crate::diagnostic::Diagnostic;
use crate::source::StaticFile;

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

/// Where a file is published.
#[derive(Debug)]
pub(crate) struct FileRoute {
    /// URL path, base path included, encoded for an attribute.
    pub(crate) url: String,
    /// The file of the output, relative to the output folder.
    pub(crate) output: String,
    /// Where it lies on this machine.
    pub(crate) location: PathBuf,
    dimensions: OnceLock<Option<(u32, u32)>>,
}

/// Kinds of file that a browser shows or saves and never runs. Content is not trusted: a page or script among it would
/// run with the rights of the whole site.
const PUBLISHED: [&str; 34] = [
    "avif", "bmp", "csv", "doc", "docx", "gif", "gz", "ico", "jpeg", "jpg", "json", "m4a", "mov", "mp3", "mp4", "odp",
    "ods", "odt", "ogg", "opus", "pdf", "png", "ppt", "pptx", "svg", "tar", "txt", "wav", "webm", "webp", "xls",
    "xlsx", "yaml", "zip",
];

impl FileRoute {
    pub(super) fn new(base: &str, file: &StaticFile) -> Self {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let folder = slug_path(folder);
        // Composed, so that a name typed on a Mac is the same URL as one typed elsewhere.
        let name: String = name.nfc().collect();
        let output = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let url = format!("{base}/{}", utf8_percent_encode(&output, PATH));
        Self { url, output, location: file.location.clone(), dimensions: OnceLock::new() }
    }

    /// Width and height of an image in CSS pixels, read from the file when first asked for.
    pub(crate) fn dimensions(&self) -> Option<(u32, u32)> {
        *self.dimensions.get_or_init(|| {
            if extension(&self.output) == "svg" {
                return svg_dimensions(&std::fs::read_to_string(&self.location).ok()?);
            }
            let size = imagesize::size(&self.location).ok()?;
            Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
        })
    }
}

fn extension(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase()
}

/// Whether files of this name's kind are published at all.
pub(crate) fn is_published_kind(path: &str) -> bool {
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
    if extension == "svg" && std::fs::read_to_string(&file.location).is_ok_and(|text| svg_runs_code(&text)) {
        let help = "export the drawing without scripts and event handlers";
        return Some(Diagnostic::error("unsafe-svg", shown, "the drawing holds code that would run").help(help));
    }
    None
}

/// Whether an SVG could run code when it is opened on its own. Finds a little too much rather than too little.
pub(crate) fn svg_runs_code(svg: &str) -> bool {
    let text = svg.to_ascii_lowercase();
    let handler = text.match_indices("on").any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let name = text.get(at..).unwrap_or_default();
        let name_end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
        let equals = name.get(name_end..).is_some_and(|rest| rest.trim_start().starts_with('='));
        name_end > 2 && equals && before.is_some_and(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '/'))
    });
    handler
        || ["<script", ":script", "javascript:", "<foreignobject", "<!entity", "data:text"]
            .iter()
            .any(|bad| text.contains(bad))
}

/// Width and height of an SVG: its attributes, else its view box.
fn svg_dimensions(svg: &str) -> Option<(u32, u32)> {
    let tag = svg.get(svg.find("<svg")?..)?;
    let tag = tag.get(..tag.find('>')?)?;
    let attribute = |name: &str| {
        let at = tag.find(&format!(" {name}=")).or_else(|| tag.find(&format!("\n{name}=")))?;
        let rest = tag.get(at + name.len() + 2..)?;
        let quote = rest.chars().next()?;
        rest.get(1..)?.split(quote).next()
    };
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|n| *n >= 1.0 && *n < 1e5);
    let whole = |n: f64| n.round() as u32;
    if let (Some(width), Some(height)) = (attribute("width").and_then(pixels), attribute("height").and_then(pixels)) {
        return Some((whole(width), whole(height)));
    }
    let numbers: Vec<f64> = attribute("viewBox")?.split([' ', ',']).filter_map(pixels_or_zero).collect();
    match numbers.as_slice() {
        [_, _, width, height] if *width >= 1.0 && *height >= 1.0 => Some((whole(*width), whole(*height))),
        _ => None,
    }
}

fn pixels_or_zero(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_drawings() {
        assert_eq!(svg_dimensions("<?xml?><svg width=\"640\" height='360px' viewBox=\"0 0 1 1\">"), Some((640, 360)));
        assert_eq!(svg_dimensions("<svg viewBox=\"0 0 24 12.4\">"), Some((24, 12)));
        assert_eq!(svg_dimensions("<svg width=\"100%\">"), None);
    }

    #[test]
    fn drawings_that_run_code() {
        assert!(svg_runs_code("<svg><SCRIPT>x</SCRIPT></svg>"));
        assert!(svg_runs_code("<svg onload = \"x\">"));
        assert!(svg_runs_code("<svg><a href=\"javascript:x\"/></svg>"));
        assert!(!svg_runs_code("<svg font=\"x\"><text>click on the button</text></svg>"));
    }

    #[test]
    fn urls_of_files() {
        let file = StaticFile { path: "Pay & Go/img/a b?.png".into(), location: PathBuf::new() };
        let route = FileRoute::new("/help", &file);
        assert_eq!(route.url, "/help/pay-go/img/a%20b%3F.png");
        assert_eq!(route.output, "pay-go/img/a b?.png");
    }
}
