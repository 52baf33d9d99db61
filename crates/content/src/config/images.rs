//! `images`: what a build makes of pictures.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use helpdex_images::{Format, Wanted};

use crate::diagnostic::Place;
use crate::typed_yaml::MapReader;
use crate::yaml::NodeKind;

/// What a build makes of pictures.
#[derive(Clone, Debug)]
pub struct Images {
    /// Whether anything is made of them.
    pub is_on: bool,
    /// Formats, widths and quality of the files beside a picture.
    pub wanted: Wanted,
    /// The width in pixels at which pages show a picture at most.
    pub column: u32,
    /// Formats that the settings name and this program can't write, each with its place.
    pub unavailable: Vec<(Format, Place)>,
    /// Paths from the site's root whose pictures are published as they are.
    off: GlobSet,
}

/// So wide are the theme's columns, in which pictures stand.
const COLUMN: u32 = 640;
/// More files are no help, and a larger picture is none for a page.
const MOST_WIDTHS: usize = 6;
const WIDTHS: std::ops::RangeInclusive<i64> = 16..=8000;

impl Default for Images {
    fn default() -> Self {
        let mut wanted = Wanted::default();
        wanted.formats.retain(|format| format.is_built_in());
        Self { is_on: true, wanted, column: COLUMN, unavailable: Vec::new(), off: GlobSet::empty() }
    }
}

impl Images {
    /// Whether anything is made of a picture, by its path from the site's root.
    pub fn applies_to(&self, path: &str) -> bool {
        self.is_on && !self.off.is_match(path)
    }
}

/// Reads `images`: `true`, `false`, or a map.
pub(super) fn read(fields: &mut MapReader<'_>) -> Images {
    let Some(node) = fields.node("images") else { return Images::default() };
    match &node.kind {
        NodeKind::Bool(is_on) => Images { is_on: *is_on, ..Images::default() },
        NodeKind::Map(entries) => {
            let mut inner = fields.inside(entries);
            let mut images = Images::default();
            formats(&mut inner, &mut images);
            images.wanted.widths = widths(&mut inner).unwrap_or(images.wanted.widths);
            images.wanted.quality = number(&mut inner, "quality", 1..=100).unwrap_or(images.wanted.quality);
            images.column = number(&mut inner, "column", 100..=4000).unwrap_or(images.column);
            images.off = off(&mut inner);
            inner.finish();
            images
        }
        _ => {
            fields.wrong_type("images", node, "`true`, `false` or a map of keys");
            Images::default()
        }
    }
}

fn formats(fields: &mut MapReader<'_>, images: &mut Images) {
    if fields.node("formats").is_none() {
        return;
    }
    images.wanted.formats.clear();
    for text in fields.texts("formats") {
        match Format::ALL.into_iter().find(|format| format.name() == text.value) {
            Some(format) if format.is_built_in() => images.wanted.formats.push(format),
            Some(format) => images.unavailable.push((format, fields.source().place(text.range))),
            None => {
                let message = format!("`{}` is no format that pictures are made in", text.value);
                fields.at("bad-value", text.range, message, "choose of `avif` and `webp`");
            }
        }
    }
    images.wanted.formats.sort_unstable();
    images.wanted.formats.dedup();
}

fn widths(fields: &mut MapReader<'_>) -> Option<Vec<u32>> {
    let node = fields.node("widths")?;
    let NodeKind::List(items) = &node.kind else {
        fields.wrong_type("widths", node, "a list of pixels, such as `[480, 960, 1440]`");
        return None;
    };
    let mut widths = Vec::with_capacity(items.len());
    for item in items {
        match item.kind {
            NodeKind::Int(width) if WIDTHS.contains(&width) => widths.extend(u32::try_from(width)),
            _ => {
                let help = format!("write pixels, from {} to {}", WIDTHS.start(), WIDTHS.end());
                fields.fault("bad-value", item, "this is no width of a picture".to_owned(), &help);
            }
        }
    }
    widths.sort_unstable();
    widths.dedup();
    if widths.is_empty() || widths.len() > MOST_WIDTHS {
        let message = format!("`widths` has {} of them", widths.len());
        fields.fault("bad-value", node, message, &format!("write one to {MOST_WIDTHS}"));
        return None;
    }
    Some(widths)
}

fn number<N: TryFrom<i64>>(
    fields: &mut MapReader<'_>,
    key: &'static str,
    fits: std::ops::RangeInclusive<i64>,
) -> Option<N> {
    let number = fields.number(key)?;
    if fits.contains(&number) {
        return N::try_from(number).ok();
    }
    if let Some(node) = fields.node(key) {
        let help = format!("write a number from {} to {}", fits.start(), fits.end());
        fields.fault("bad-value", node, format!("`{key}` is out of range"), &help);
    }
    None
}

/// Folders, or patterns such as `content/press/**`, which count from the site's root.
fn off(fields: &mut MapReader<'_>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for path in fields.texts("off") {
        let written = path.value.trim_start_matches("./").trim_end_matches('/');
        for pattern in [written.to_owned(), format!("{written}/**")] {
            match GlobBuilder::new(&pattern).literal_separator(true).build() {
                Ok(glob) => drop(set.add(glob)),
                Err(fault) => {
                    let message = format!("`{}` is not a pattern: {}", path.value, fault.kind());
                    let help = "write a folder, such as `content/press`";
                    fields.at("bad-value", path.range.clone(), message, help);
                    break;
                }
            }
        }
    }
    set.build().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read::config;

    fn images(text: &str) -> Result<Images, Vec<String>> {
        let text = format!("title: T\nbase_url: https://x.example\nimages: {text}\n");
        let read = config(std::path::PathBuf::new(), text.into_bytes());
        read.map(|config| config.images)
            .map_err(|found| found.iter().map(|d| format!("{} {}", d.location(), d.message)).collect())
    }

    #[test]
    fn folders_are_left_out_by_a_line() {
        let read = images("{ widths: [960, 320], quality: 70, off: [content/press, 'content/*/raw/*.png'] }");
        let read = read.expect("valid");
        assert_eq!((read.wanted.widths.as_slice(), read.wanted.quality), ([320, 960].as_slice(), 70));
        for path in ["content/press/a.png", "content/press/deep/b.jpg", "content/x/raw/a.png"] {
            assert!(!read.applies_to(path), "{path}");
        }
        assert!(read.applies_to("content/pressed/a.png") && read.applies_to("content/x/raw/deep/a.png"));
        assert!(!images("false").expect("valid").applies_to("content/a.png"));
        assert!(images("{ formats: [] }").expect("valid").wanted.formats.is_empty());
    }

    #[test]
    fn every_fault_is_told() {
        let found = images("{ formats: [png, webp], widths: [5, x], quality: 0, column: 9, off: ['a['], of: x }");
        assert_eq!(
            found.expect_err("faults"),
            [
                "helpdex.yaml:3:21 `png` is no format that pictures are made in",
                "helpdex.yaml:3:41 `widths` has 0 of them",
                "helpdex.yaml:3:42 this is no width of a picture",
                "helpdex.yaml:3:45 this is no width of a picture",
                "helpdex.yaml:3:58 `quality` is out of range",
                "helpdex.yaml:3:69 `column` is out of range",
                "helpdex.yaml:3:78 `a[` is not a pattern: unclosed character class; missing ']'",
                "helpdex.yaml:3:85 unknown key `of`",
            ]
        );
        assert_eq!(images("5").expect_err("a fault").len(), 1);
    }
}
