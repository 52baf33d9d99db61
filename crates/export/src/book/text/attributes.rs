//! What becomes of an attribute.

use std::borrow::Cow;

use super::medium::Medium;
use crate::book::names;

/// Attributes that name other places of the page.
const NAMING: [&str; 6] = ["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"];

/// What browsers alone make use of.
const OF_BROWSERS: [&str; 6] = ["disabled", "popover", "popovertarget", "rel", "tabindex", "type"];

/// What the styles of the page ask for.
const DATA: [&str; 2] = ["data-label", "data-ratio"];

/// The attribute as the book has it, in a text whose places are called by a name; nothing where it goes.
pub(super) fn attribute<'a>(
    element: &str,
    name: &'a str,
    value: &'a str,
    article: &str,
    medium: Medium,
) -> Option<(&'a str, Cow<'a, str>)> {
    let is_book = medium == Medium::Epub;
    match name {
        "id" => Some(("id", names::of_id(article, value).into())),
        "name" if element == "a" => Some(("id", names::of_id(article, value).into())),
        // Whatever was to come later has to be there, and what is shown is chosen.
        "loading" | "decoding" | "fetchpriority" | "srcset" | "sizes" | "style" | "open" => None,
        _ if name.starts_with("on") => None,
        _ if name.starts_with("data-") => (!is_book && DATA.contains(&name)).then_some((name, value.into())),
        // `type` of a list says how it counts.
        "type" if element == "ol" => Some((name, value.into())),
        _ if is_book && OF_BROWSERS.contains(&name) => None,
        _ if NAMING.contains(&name) => {
            let places: Vec<String> = value.split_ascii_whitespace().map(|id| names::of_id(article, id)).collect();
            Some((name, places.join(" ").into()))
        }
        _ => Some((name, value.into())),
    }
}
