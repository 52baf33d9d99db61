//! Files of the content that are no text of ours: images, documents, sound.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use helpdex_images::{Kept, metadata};

use crate::path::ContentPath;

/// A file below `content/` that is published as it is, or as what was made of it.
#[derive(Debug)]
pub struct StaticFile {
    /// Path below `content/`, with forward slashes.
    pub(crate) path: ContentPath,
    /// Where it lies on this machine.
    pub(crate) location: PathBuf,
    /// What was made of an image, where anything was.
    pub(crate) prepared: Option<Kept>,
    dimensions: OnceLock<Option<(u32, u32)>>,
    runs_code: OnceLock<bool>,
}

impl StaticFile {
    /// A file as it is now; what is in it is looked at when somebody asks, and only once.
    pub(crate) fn new(path: ContentPath, location: PathBuf) -> Self {
        Self { path, location, prepared: None, dimensions: OnceLock::new(), runs_code: OnceLock::new() }
    }

    /// The same file with what was made of it.
    pub(crate) fn with(&self, prepared: Kept) -> Self {
        let dimensions = prepared.size.map_or_else(|| self.dimensions.clone(), |size| OnceLock::from(Some(size)));
        let (path, location) = (self.path.clone(), self.location.clone());
        Self { path, location, prepared: Some(prepared), dimensions, runs_code: self.runs_code.clone() }
    }

    /// Path below `content/`, with forward slashes.
    pub fn path(&self) -> &ContentPath {
        &self.path
    }

    /// Where it lies on this machine.
    pub fn location(&self) -> &Path {
        &self.location
    }

    /// Width and height of an image in CSS pixels, as browsers turn it.
    pub(crate) fn dimensions(&self) -> Option<(u32, u32)> {
        *self.dimensions.get_or_init(|| {
            if extension(&self.path) == "svg" {
                return svg_dimensions(&std::fs::read_to_string(&self.location).ok()?);
            }
            let size = imagesize::size(&self.location).ok()?;
            let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            // From 5 on a camera was held upright.
            let is_lying = matches!(extension(&self.path).as_str(), "jpg" | "jpeg")
                && head(&self.location).is_some_and(|head| metadata::orientation(&head) >= 5);
            Some(if is_lying { (height, width) } else { (width, height) })
        })
    }

    /// Whether it is a drawing that could run code when it is opened on its own.
    pub(crate) fn runs_code(&self) -> bool {
        let read = || std::fs::read_to_string(&self.location);
        *self.runs_code.get_or_init(|| extension(&self.path) == "svg" && read().is_ok_and(|text| svg_runs_code(&text)))
    }
}

/// The first bytes of a file, in which cameras write.
fn head(location: &Path) -> Option<Vec<u8>> {
    const BYTES: u64 = 128 * 1024;
    let mut head = Vec::new();
    std::fs::File::open(location).ok()?.take(BYTES).read_to_end(&mut head).ok()?;
    Some(head)
}

/// The ending of a file's name in lower case.
pub fn extension(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase()
}

/// Whether an SVG could run code when it is opened on its own. Finds a little too much rather than too little.
pub fn svg_runs_code(svg: &str) -> bool {
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
}
