//! How pages are passed on: the picture that networks show of a link, and the code on paper.

use std::fmt::Write as _;

use helpdex_content::config::LanguageId;
use helpdex_content::routes::{FileRoute, Owner, output_path};
use helpdex_content::site::Site;
use percent_encoding::percent_decode_str;
use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

use super::page::Page;
use super::pictures;
use super::rendering::Rendering;
use super::share_image::{ShareImage, entry};

/// White around a code, in squares of it: phones need it.
const QUIET: usize = 4;

/// A code that leads a phone's camera to a page.
#[derive(Debug, Serialize)]
pub(crate) struct QrContext {
    /// Squares of a side, the white around them included.
    size: usize,
    /// The dark ones, as a path of strokes as wide as a square.
    path: String,
}

/// What networks show of a page: the image that its author chose, or the picture that is drawn of it. Pages that nobody wrote
/// show what the home page shows.
pub(super) fn image(rendering: &Rendering<'_>, page: &Page, language: LanguageId) -> Option<ShareImage> {
    let site = rendering.site;
    let first = page.list().0;
    chosen(site, first).or_else(|| pictures::image(rendering, first)).or_else(|| {
        let is_written = matches!(first, Page::Article(_) | Page::Category(..) | Page::Home(_));
        let home = Page::Home(language);
        // An article without a picture of its own says nothing that the home page would say of it.
        (!is_written).then(|| chosen(site, &home).or_else(|| pictures::image(rendering, &home)))?
    })
}

/// What the author of a page chose.
fn chosen(site: &Site, page: &Page) -> Option<ShareImage> {
    let entry = entry(site, page)?;
    let image = entry.front.image.given()?;
    // What is not there is told by a rule.
    let file = site.routes.files().get(image.value.trim_start_matches('/'))?;
    let alt = entry.front.title.given().map(|title| title.value.clone()).unwrap_or_default();
    Some(of_file(site, file, alt))
}

/// A file of the content as a picture of a page.
pub(super) fn of_file(site: &Site, file: &FileRoute, alt: String) -> ShareImage {
    ShareImage { url: site.config.base_url.absolute(&file.url), alt, size: file.dimensions() }
}

/// A file of the content by its URL as pages write it.
pub(super) fn file_at<'s>(site: &'s Site, url: &str) -> Option<&'s FileRoute> {
    let path = percent_decode_str(url).decode_utf8().ok()?;
    match site.routes.at(&output_path(site.routes.base(), &path)?)? {
        Owner::File(path) => site.routes.files().get(path),
        _ => None,
    }
}

/// The code of a page's address, where the site prints them.
pub(super) fn qr_code(site: &Site, page: &Page) -> Option<QrContext> {
    if !site.config.share.qr_code {
        return None;
    }
    let code = QrCode::with_error_correction_level(site.config.base_url.absolute(&page.url(site)), EcLevel::M).ok()?;
    Some(QrContext { size: code.width() + 2 * QUIET, path: strokes(&code) })
}

/// The dark squares of a code, row by row.
fn strokes(code: &QrCode) -> String {
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(code.width()).enumerate() {
        let mut end = None;
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let _ = match end {
                    None => write!(path, "M{} {}.5h{}", x + QUIET, y + QUIET, run.len()),
                    Some(end) => write!(path, "m{} 0h{}", x - end, run.len()),
                };
                end = Some(x + run.len());
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_are_the_squares_of_the_code() {
        let address = "https://help.example.com/ru/payouts/when-do-i-get-paid/";
        let code = QrCode::with_error_correction_level(address, EcLevel::M).expect("a code");
        let mut drawn = vec![Color::Light; code.width() * code.width()];
        let mut at = (0, 0);
        for stroke in strokes(&code).replace('M', "\nM").replace('m', "\nm").lines().filter(|line| !line.is_empty()) {
            let (start, length) = stroke.split_once('h').expect("a stroke");
            let (x, y) = start[1..].split_once(' ').expect("a place");
            let x: usize = x.parse().expect("a number");
            at = match start.starts_with('M') {
                true => (x, y.strip_suffix(".5").and_then(|y| y.parse().ok()).expect("a row")),
                false => (at.0 + x, at.1),
            };
            for _ in 0..length.parse().expect("a length") {
                drawn[(at.1 - QUIET) * code.width() + at.0 - QUIET] = Color::Dark;
                at.0 += 1;
            }
        }
        assert!(drawn == code.to_colors());
    }
}
