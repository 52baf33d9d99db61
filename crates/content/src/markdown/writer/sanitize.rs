//! The sanitiser that has the last word on blocks with raw HTML.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use ammonia::{Builder, UrlRelative};

/// Cleans the HTML of blocks that hold raw HTML. What Markdown made of such blocks is in it, too.
pub(super) fn clean(html: &str) -> String {
    static CLEANER: OnceLock<Builder<'static>> = OnceLock::new();
    CLEANER.get_or_init(cleaner).clean(html).to_string()
}

const TAGS: [&str; 71] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
];

fn cleaner() -> Builder<'static> {
    let mut builder = Builder::empty();
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", &["href", "name", "rel", "aria-label"][..]),
        ("aside", &["role"]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("data", &["value"]),
        ("del", &["datetime"]),
        ("details", &["open"]),
        (
            "div",
            &["tabindex", "role", "aria-label", "aria-labelledby", "data-tabs", "data-tab", "data-only", "data-for"],
        ),
        ("figure", &["data-zoom", "data-frame", "data-file"]),
        ("img", &["src", "alt", "width", "height", "loading", "decoding", "data-tint"]),
        ("ins", &["datetime"]),
        ("li", &["value"]),
        ("ol", &["start", "type", "reversed"]),
        ("p", &["data-alert"]),
        ("pre", &["tabindex"]),
        ("source", &["srcset", "sizes", "type", "media", "width", "height", "data-dark"]),
        ("span", &["aria-hidden", "data-icon"]),
        ("input", &["disabled", "checked", "aria-label"]),
        ("td", &["colspan", "rowspan", "data-label"]),
        ("th", &["colspan", "rowspan", "scope"]),
        ("time", &["datetime"]),
    ]
    .into_iter()
    .map(|(tag, names)| (tag, names.iter().copied().collect()))
    .collect();
    builder
        .tags(TAGS.into_iter().chain(["var", "wbr"]).collect())
        .clean_content_tags(["script", "style", "iframe", "template", "svg", "math", "noscript"].into())
        .tag_attributes(attributes)
        // The only control: the box of a task list.
        .tag_attribute_values([("input", [("type", ["checkbox"].into())].into())].into())
        .generic_attributes(["class", "id", "title", "lang", "dir"].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            // See the module `markdown` on names.
            ("img" | "input", "id") => None,
            // Nobody but Helpdex writes a source, with addresses of this site alone.
            ("source", "srcset" | "data-dark") if !value.starts_with('/') || value.starts_with("//") => None,
            (_, "id" | "name") if value.is_empty() || value.starts_with("hd-") => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_does_not_rely_on_whoever_calls_it() {
        let hostile = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1) name=currentScript id=forms>",
            "<a href=javascript:alert(1) style=color:red>",
            "<svg><script>1</script></svg><math><mi>x</mi></math>",
            "<form name=location><input name=cookie type=text></form>",
            "<iframe srcdoc='<b>'></iframe><object data=x></object><embed src=x>",
            "<div id=hd-main>",
            "<picture><source srcset='javascript:x 1w, //evil.example/x 2w' sizes=1px onerror=x><img src=a></picture>",
        ];
        insta::assert_snapshot!(hostile.map(clean).join("\n"), @r#"

    <img src="x">
    <a></a>

    <input>

    <div></div>
    <picture><source sizes="1px"><img src="a"></picture>
    "#);
    }
}
