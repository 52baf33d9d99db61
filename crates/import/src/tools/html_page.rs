//! Pages of HTML that a tool or a person saved: their text, and what stands where in them.

use scraper::{ElementRef, Html, Selector};

/// A page's text: UTF-8, UTF-16 with its mark, or else the letters of Western Europe.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    }
}

/// The first element of a document that a selector finds.
pub(super) fn one<'d>(document: &'d Html, selector: &str) -> Option<ElementRef<'d>> {
    let selector = Selector::parse(selector).ok()?;
    document.select(&selector).next()
}

/// The same below an element.
pub(super) fn one_in<'d>(element: ElementRef<'d>, selector: &str) -> Option<ElementRef<'d>> {
    let selector = Selector::parse(selector).ok()?;
    element.select(&selector).next()
}

/// All of them in a document.
pub(super) fn all<'d>(document: &'d Html, selector: &str) -> Vec<ElementRef<'d>> {
    Selector::parse(selector).map(|selector| document.select(&selector).collect()).unwrap_or_default()
}

/// All of them below an element.
pub(super) fn all_in<'d>(element: ElementRef<'d>, selector: &str) -> Vec<ElementRef<'d>> {
    Selector::parse(selector).map(|selector| element.select(&selector).collect()).unwrap_or_default()
}

pub(super) fn has_text(element: &ElementRef<'_>) -> bool {
    element.text().any(|text| !text.trim().is_empty())
}

/// All text of an element, in one line.
pub(super) fn words(element: &ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
