//! Is a piece of HTML, as a browser reads it, free of everything that could run?

use scraper::{Html, Selector};

/// Elements that run code, load pages or change what the others mean.
const ELEMENTS: [&str; 18] = [
    "script",
    "style",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "form",
    "base",
    "meta",
    "link",
    "svg",
    "math",
    "template",
    "noscript",
    "plaintext",
    "portal",
    "button",
];
/// Attributes that hold an address.
const URLS: [&str; 9] = ["href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "xlink:href"];
/// What an address may begin with before its first colon.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Everything in the body of an article that could do more than show itself.
pub(crate) fn dangers(html: &str) -> Vec<String> {
    // Both ways in which a browser may meet it: on its own and in a page.
    let page = Html::parse_document(&format!("<!doctype html><body><main>{html}</main></body>"));
    let mut found = Vec::new();
    for document in [Html::parse_fragment(html), page] {
        look(&document, &mut found);
    }
    found
}

fn look(document: &Html, found: &mut Vec<String>) {
    let Ok(all) = Selector::parse("body *, body") else { return };
    for element in document.select(&all) {
        let name = element.value().name();
        if ELEMENTS.contains(&name) {
            found.push(format!("<{name}>"));
        }
        for (key, value) in element.value().attrs() {
            let code = key.starts_with("on") || key == "style" || key == "srcdoc" || key == "ping" || key == "target";
            let foreign = URLS.contains(&key) && scheme(value).is_some_and(|s| !SCHEMES.contains(&s.as_str()));
            // `document.NAME` and the theme's own elements must not be had by content.
            let clobbers = key == "name" && name != "a" || key == "id" && (name == "img" || value.starts_with("hd-"));
            if code || foreign || clobbers {
                found.push(format!("<{name} {key}={value:?}>"));
            }
        }
    }
}

/// The scheme of an address as a browser finds it: control characters are skipped, letters may be large.
fn scheme(url: &str) -> Option<String> {
    let url: String = url.trim_start_matches(|c: char| c <= ' ').replace(['\t', '\n', '\r'], "").to_ascii_lowercase();
    let (scheme, _) = url.split_once(':')?;
    let plain = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    plain.then(|| scheme.to_owned())
}
