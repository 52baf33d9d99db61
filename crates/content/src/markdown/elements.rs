//! Which elements and attributes of raw HTML an article may use, and what becomes of the others.

/// What an element is to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Allowed, within a line of text; written under this name. Its end may not be in another block.
    Inline(&'static str),
    /// Allowed, and may hold blocks.
    Block(&'static str),
    /// Allowed, without content.
    Void(&'static str),
    /// A heading of this level.
    Heading(u8),
    /// `a`.
    Anchor,
    /// `img`.
    Image,
    /// `center`, which is a `div` with a class today.
    Center,
    /// Left out without its content being touched; whether the author should know.
    Skip { tell: bool },
    /// Left out with its content.
    Mute,
    /// No element of HTML: most likely a `<placeholder>`.
    Unknown,
}

/// What the element with this lower-case name is.
pub(super) fn kind(name: &str) -> Kind {
    use Kind::{Anchor, Block, Center, Heading, Image, Inline, Mute, Skip, Unknown, Void};
    match name {
        "a" => Anchor,
        "img" | "image" => Image,
        "center" => Center,
        "h1" => Heading(1),
        "h2" => Heading(2),
        "h3" => Heading(3),
        "h4" => Heading(4),
        "h5" => Heading(5),
        "h6" => Heading(6),
        "br" => Void("br"),
        "hr" => Void("hr"),
        "wbr" => Void("wbr"),
        "col" => Void("col"),
        "script" | "style" | "iframe" | "noscript" | "noembed" | "noframes" | "template" | "svg" | "math" | "title"
        | "textarea" | "select" | "xmp" | "plaintext" | "listing" => Mute,
        "form" | "input" | "button" | "object" | "embed" | "applet" | "param" | "video" | "audio" | "canvas"
        | "dialog" | "frame" | "frameset" | "link" | "meta" | "base" | "marquee" | "portal" | "slot"
        | "fencedframe" | "output" | "progress" | "meter" | "keygen" => Skip { tell: true },
        // These only dress the text, or hold what is allowed.
        "html" | "head" | "body" | "main" | "nav" | "font" | "basefont" | "big" | "nobr" | "blink" | "label"
        | "fieldset" | "legend" | "option" | "optgroup" | "datalist" | "picture" | "source" | "track" | "map"
        | "area" | "menu" | "menuitem" | "dir" | "search" | "hgroup" => Skip { tell: false },
        _ => inline(name).map(Inline).or_else(|| block(name).map(Block)).unwrap_or(Unknown),
    }
}

fn inline(name: &str) -> Option<&'static str> {
    const SAME: [&str; 30] = [
        "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rb",
        "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    ];
    match name {
        "strike" => Some("s"),
        "tt" => Some("code"),
        "acronym" => Some("abbr"),
        _ => SAME.iter().find(|same| **same == name).copied(),
    }
}

fn block(name: &str) -> Option<&'static str> {
    const SAME: [&str; 27] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
    ];
    match name {
        "tr" => Some("tr"),
        "ul" => Some("ul"),
        _ => SAME.iter().find(|same| **same == name).copied(),
    }
}

/// What an author can do in place of an element that is left out.
pub(super) fn instead(name: &str) -> &'static str {
    match name {
        "iframe" | "video" | "audio" | "object" | "embed" | "frame" => "put a link to it in its place",
        "style" => "styles belong into the theme",
        _ => "",
    }
}

/// Elements whose end tag may be left out: what a new one of `name` ends, and what it doesn't reach across.
pub(super) fn implied_ends(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    const TABLE: &[&str] = &["table"];
    Some(match name {
        "li" => (&["li"], &["ul", "ol"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], TABLE),
        "tr" => (&["tr", "caption", "colgroup"], TABLE),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "caption", "colgroup"], TABLE),
        "p" => (&["p"], &["div", "li", "td", "th", "details", "section", "blockquote", "dd", "figure", "aside"]),
        "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
        _ => return None,
    })
}

/// What an attribute is to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    /// Allowed with any text.
    Text,
    /// Allowed if it is a small number.
    Number,
    /// Allowed; its presence counts.
    Flag,
    /// Allowed if it is one of these, in lower case.
    OneOf(&'static [&'static str]),
    /// `class`, with some classes left out.
    Class,
    /// `id`.
    Id,
    /// `align`, which is a class today.
    Align,
    /// Left out; it can run code or fetch something, or changes what the page looks like. The author should know.
    Refused,
    /// Left out; it has no effect.
    Ignored,
}

/// What the attribute with this lower-case name is to an element. `href`, `src` and the like are seen to by the caller.
pub(super) fn attribute(element: &str, name: &str) -> Attribute {
    use Attribute::{Align, Class, Flag, Id, Ignored, Number, OneOf, Refused, Text};
    match (element, name) {
        // An image with an id or name can be taken for a property of `document`.
        ("img", "id") => Ignored,
        (_, "id") => Id,
        (_, "class") => Class,
        (_, "title" | "lang") => Text,
        (_, "dir") => OneOf(&["ltr", "rtl", "auto"]),
        ("td" | "th", "colspan" | "rowspan") | ("col" | "colgroup", "span") => Number,
        ("th", "scope") => OneOf(&["row", "col", "rowgroup", "colgroup"]),
        ("td" | "th" | "tr" | "p" | "div", "align") => Align,
        ("ol", "start") | ("li", "value") => Number,
        ("ol", "type") => OneOf(&["1", "a", "i"]),
        ("ol", "reversed") | ("details", "open") => Flag,
        ("time" | "del" | "ins", "datetime") | ("data", "value") => Text,
        (_, "style" | "srcdoc" | "formaction" | "ping") => Refused,
        (_, name) if name.starts_with("on") => Refused,
        _ => Ignored,
    }
}

/// Those classes of an attribute's value that content may use: none that the theme's scripts look for or that
/// highlighted code has.
pub(super) fn classes<'v>(value: impl IntoIterator<Item = &'v str>) -> String {
    let allowed = |class: &&str| {
        class.len() <= 40
            && class.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            && !["hd-", "js-", "hl-"].iter().any(|start| class.starts_with(start))
    };
    value.into_iter().filter(allowed).take(8).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_no_elements() {
        for name in ["vendor", "com", "username", "port", "my-element"] {
            assert_eq!(kind(name), Kind::Unknown, "{name}");
        }
    }

    #[test]
    fn an_image_has_neither_name_nor_id() {
        assert_eq!(attribute("img", "id"), Attribute::Ignored);
        assert_eq!(attribute("img", "name"), Attribute::Ignored);
        assert_eq!(attribute("div", "onclick"), Attribute::Refused);
    }

    #[test]
    fn classes_of_the_theme_are_left_out() {
        assert_eq!(classes("a js-x hd-y hl-z b\"c d_e-1".split(' ')), "a d_e-1");
    }
}
