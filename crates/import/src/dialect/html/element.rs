//! What the elements of an article's HTML say about themselves.

use std::collections::BTreeSet;

use scraper::{ElementRef, Node};

/// The element's name in lower case.
pub(super) fn name<'a>(element: &ElementRef<'a>) -> &'a str {
    element.value().name()
}

/// Its classes in lower case.
pub(super) fn classes(element: &ElementRef<'_>) -> Vec<String> {
    // In their order: `brush: js` is two of them.
    element.attr("class").unwrap_or_default().split_whitespace().map(str::to_lowercase).collect()
}

/// An attribute without space around it, if there is anything in it.
pub(super) fn attribute<'a>(element: &ElementRef<'a>, name: &str) -> Option<&'a str> {
    element.attr(name).map(str::trim).filter(|value| !value.is_empty())
}

/// All text in it, in one line.
pub(super) fn words(element: &ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether there is any text in it.
pub(super) fn has_words(element: &ElementRef<'_>) -> bool {
    element.text().any(|text| text.chars().any(|c| !c.is_whitespace() && c != '\u{200b}'))
}

/// The first element below it, however deep, that has one of these names.
pub(super) fn find<'a>(element: &ElementRef<'a>, names: &[&str]) -> Option<ElementRef<'a>> {
    below(element).find(|found| names.contains(&name(found)))
}

/// All elements below it.
pub(super) fn below<'a>(element: &ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    element.descendants().skip(1).filter_map(ElementRef::wrap)
}

/// A declaration of its `style`, in lower case.
pub(super) fn style(element: &ElementRef<'_>, property: &str) -> Option<String> {
    let declarations = element.attr("style")?.to_lowercase();
    declarations.split(';').find_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        (name.trim() == property).then(|| value.trim().to_owned())
    })
}

/// The text in it as a `pre` shows it: with its lines, and a line break for each `br`.
pub(super) fn lines(element: &ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants().skip(1) {
        match node.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(of) if of.name() == "br" => text.push('\n'),
            // Editors put each line of code into an element of its own.
            Node::Element(of)
                if matches!(of.name(), "p" | "div" | "li" | "tr") && !text.is_empty() && !text.ends_with('\n') =>
            {
                text.push('\n');
            }
            _ => {}
        }
    }
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n").replace('\u{a0}', " ").replace('\u{200b}', "")
}

/// Names that a link may lead to: `id` and, of an anchor, `name`.
pub(super) fn names(element: &ElementRef<'_>) -> Vec<String> {
    let id = attribute(element, "id");
    let own = attribute(element, "name").filter(|_| name(element) == "a");
    let mut seen = BTreeSet::new();
    id.into_iter().chain(own).filter(|name| is_anchor(name) && seen.insert(*name)).map(str::to_owned).collect()
}

/// Whether a name can be the target of a link in our pages, and is no mark that an editor left behind.
fn is_anchor(name: &str) -> bool {
    let is_plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '{' | '}' | '"' | '<' | '>' | '`' | '|' | '\\');
    let left_behind = ["_Toc", "_Hlk", "_GoBack", "_Ref", "docs-internal-guid", "hd-", "fn:", "fnref:", "mce_"];
    name.len() <= 200 && name.chars().all(is_plain) && !left_behind.iter().any(|start| name.starts_with(start))
}

/// Whether an editor added an element of its own: a second link to a file, a line that praises the editor.
pub(super) fn is_addition(element: &ElementRef<'_>) -> bool {
    element.value().classes().any(|class| class == "wp-block-file__button")
        || attribute(element, "data-f-id") == Some("pbf")
}

/// Whether an element belongs to the page around an article: menus, crumbs, side columns.
pub(super) fn is_furniture(element: &ElementRef<'_>) -> bool {
    const CLASSES: [&str; 18] = [
        "breadcrumb",
        "breadcrumbs",
        "sidebar",
        "side-bar",
        "toc",
        "table-of-contents",
        "pagination",
        "share",
        "social",
        "search",
        "article-votes",
        "article-footer",
        "article-relatives",
        "related-articles",
        "feedback",
        "comments",
        "skip-link",
        "cookie",
    ];
    let role = attribute(element, "role").unwrap_or_default();
    let is_named = |name: &String| CLASSES.contains(&name.as_str());
    matches!(name(element), "nav" | "footer" | "form")
        || matches!(role, "navigation" | "search" | "contentinfo" | "complementary")
        || classes(element).iter().any(is_named)
        || name(element) == "header" && find(element, &["h1", "h2", "p"]).is_none()
}
