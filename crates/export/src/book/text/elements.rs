//! What becomes of an element.

use scraper::Node;
use scraper::node::Element;

use super::medium::Medium;

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// It stays, under this name.
    Keep(&'static str),
    /// It stays as it is.
    Same,
    /// Only what is in it stays.
    Open,
    /// It goes with all in it.
    Drop,
    Link,
    Image,
    /// What stands for an image on a dark screen.
    Dark,
    /// The box of a task.
    Box,
    Heading(u8),
}

/// What becomes of an element of an article.
pub(super) fn plan(node: ego_tree::NodeRef<'_, Node>, element: &Element, medium: Medium) -> Plan {
    let is_book = medium == Medium::Epub;
    let is_screen = matches!(medium, Medium::Page { printed: false, .. });
    match element.name() {
        // What a parser puts around a fragment.
        "html" | "head" | "body" => Plan::Open,
        "picture" if !is_screen => Plan::Open,
        // Of several formats and sizes the first one is taken; of several schemes both.
        "source" if is_screen && element.attr("data-dark").is_some() && element.attr("type").is_none() => Plan::Dark,
        "script" | "style" | "template" | "iframe" | "object" | "embed" | "source" | "link" | "meta" | "base" => {
            Plan::Drop
        }
        "a" if has_class(element, "heading-link") => Plan::Drop,
        "a" if has_class(element, "zoom-open") => Plan::Open,
        "a" => Plan::Link,
        "img" => Plan::Image,
        "h1" => Plan::Heading(1),
        "h2" => Plan::Heading(2),
        "h3" => Plan::Heading(3),
        "h4" => Plan::Heading(4),
        "h5" => Plan::Heading(5),
        "h6" => Plan::Heading(6),
        "input" if is_book => Plan::Box,
        // Readers of books have no buttons, don't open what is closed, and draw no icons of ours.
        "button" | "rb" | "rtc" if is_book => Plan::Open,
        "svg" if is_book => Plan::Drop,
        "span" if is_book && has_class(element, "inline-icon") => Plan::Drop,
        // What a screen reader alone is told; of a film it says what the link does.
        "span" if is_book && has_class(element, "hidden") && !stands_in(node, "video-title") => Plan::Drop,
        "details" if is_book => Plan::Keep("div"),
        // Raw HTML may leave the list out that they belong to, and XML has to be valid.
        "li" if is_book && !stands_in_one_of(node, &["ul", "ol"]) => Plan::Keep("div"),
        "dt" | "dd" if is_book && !stands_in_one_of(node, &["dl", "div"]) => Plan::Keep("div"),
        "summary" if is_book => Plan::Keep(if holds_heading(node) { "div" } else { "p" }),
        _ => Plan::Same,
    }
}

/// Elements that have no end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "area" | "br" | "col" | "hr" | "img" | "input" | "wbr")
}

pub(super) fn has_class(element: &Element, class: &str) -> bool {
    element.attr("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|known| known == class))
}

fn stands_in(node: ego_tree::NodeRef<'_, Node>, class: &str) -> bool {
    node.parent().and_then(|above| above.value().as_element()).is_some_and(|above| has_class(above, class))
}

fn stands_in_one_of(node: ego_tree::NodeRef<'_, Node>, names: &[&str]) -> bool {
    node.parent().and_then(|above| above.value().as_element()).is_some_and(|above| names.contains(&above.name()))
}

fn holds_heading(node: ego_tree::NodeRef<'_, Node>) -> bool {
    let mut children = node.children().filter_map(|child| child.value().as_element());
    children.any(|child| matches!(child.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
}
