//! Links as they are written: schemes, paths and fragments.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What a fragment in an attribute must not hold as it is; letters of any script stay readable.
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'%');

/// Whether a link begins with a scheme, as in `mailto:`. Markdown has already refused those that no page may hold.
pub(super) fn has_scheme(href: &str) -> bool {
    href.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// A URL that leads to a place in its page.
pub(super) fn with_fragment(url: &str, fragment: Option<&str>) -> String {
    match fragment {
        Some(fragment) => format!("{url}#{}", encode_fragment(fragment)),
        None => url.to_owned(),
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether two names are worth a closer look: a cheap filter before the costly measure, for sites of many articles.
pub(super) fn is_near(name: &str, wanted: &str) -> bool {
    name.len().abs_diff(wanted.len()) <= 2 + wanted.len() / 4 && name.chars().next() == wanted.chars().next()
}

/// Percent-encodes what an attribute or a browser would stumble over, and nothing else.
fn encode_fragment(fragment: &str) -> String {
    // `utf8_percent_encode` would encode every non-ASCII letter too, and Cyrillic anchors are meant to be read.
    let mut out = String::with_capacity(fragment.len());
    for c in fragment.chars() {
        if c.is_ascii() {
            let mut buffer = [0; 4];
            out.extend(utf8_percent_encode(c.encode_utf8(&mut buffer), FRAGMENT));
        } else {
            out.push(c);
        }
    }
    out
}

/// What `%20` and the like stand for.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |text| text.into_owned())
}
