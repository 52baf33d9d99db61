//! What WordPress does to a text before it shows it: paragraphs of blank lines, and shortcodes in brackets.

use std::collections::BTreeMap;

/// Shortcodes that only lay out a page: their content stays.
const WRAPPERS: [&str; 12] = [
    "vc_",
    "et_pb_",
    "fusion_",
    "av_",
    "row",
    "column",
    "one_half",
    "one_third",
    "two_third",
    "section",
    "container",
    "su_row",
];
/// Tags that stand in no paragraph.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "figure",
    "details",
    "section",
    "hr",
    "iframe",
];

/// The HTML that readers got, as far as a file can tell, and the shortcodes that were left out.
pub(super) fn html(content: &str, pictures: &BTreeMap<&str, &str>) -> (String, Vec<String>) {
    let mut unknown = Vec::new();
    let content = content.replace("\r\n", "\n");
    let translated = translated(&content, pictures, &mut unknown);
    unknown.sort();
    unknown.dedup();
    // The editor of blocks writes whole paragraphs.
    let html = if content.contains("<!-- wp:") { translated } else { paragraphs(&translated) };
    (html, unknown)
}

/// A shortcode.
struct Code<'t> {
    name: &'t str,
    attributes: &'t str,
    is_end: bool,
    /// Its length in the text.
    length: usize,
}

fn translated(text: &str, pictures: &BTreeMap<&str, &str>, unknown: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['[', '<']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        // Tags and what is preformatted stay as they are.
        if rest.starts_with('<') {
            let end = if rest.starts_with("<pre") || rest.starts_with("<code") {
                let close = if rest.starts_with("<pre") { "</pre>" } else { "</code>" };
                rest.find(close).map_or(1, |end| end + close.len())
            } else {
                1
            };
            out.push_str(rest.get(..end).unwrap_or_default());
            rest = rest.get(end..).unwrap_or_default();
            continue;
        }
        // `[[gallery]]` shows the shortcode itself.
        if let Some(shown) = escaped(rest) {
            out.push_str(shown);
            rest = rest.get(shown.len() + 2..).unwrap_or_default();
            continue;
        }
        let Some(code) = code(rest) else {
            out.push('[');
            rest = rest.get(1..).unwrap_or_default();
            continue;
        };
        let after = rest.get(code.length..).unwrap_or_default();
        let content = after.find(&format!("[/{}]", code.name)).and_then(|end| after.get(..end));
        match element(&code, content, pictures) {
            Some((html, takes_content)) => {
                out.push_str(&html);
                let content =
                    content.filter(|_| takes_content).map_or(0, |content| content.len() + code.name.len() + 3);
                rest = after.get(content..).unwrap_or_default();
            }
            None if code.attributes.contains('=')
                || code.name.contains(['_', '-'])
                || content.is_some()
                || code.is_end =>
            {
                if !code.is_end {
                    unknown.push(code.name.to_owned());
                }
                rest = after;
            }
            None => {
                out.push('[');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// The shortcode in double brackets that a text begins with.
fn escaped(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let length = code(inner)?.length;
    inner.get(length..)?.starts_with(']').then(|| inner.get(..length)).flatten()
}

/// The shortcode that a text begins with.
fn code(text: &str) -> Option<Code<'_>> {
    let end = text.find(']')?;
    let inner = text.get(1..end)?;
    if inner.contains(['[', '<', '\n']) {
        return None;
    }
    let (inner, is_end) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name = inner.split([' ', '/']).next()?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte));
    is_name.then(|| Code { name, attributes: inner.get(name.len()..).unwrap_or_default(), is_end, length: end + 1 })
}

/// What a shortcode becomes, and whether its content is in that.
fn element(code: &Code<'_>, content: Option<&str>, pictures: &BTreeMap<&str, &str>) -> Option<(String, bool)> {
    let attribute = |name: &str| attribute(code.attributes, name);
    let wrapped = |open: String, close: &str| Some((if code.is_end { close.to_owned() } else { open }, false));
    let title = attribute("title").unwrap_or_default();
    match code.name {
        "caption" | "wp_caption" => {
            let inner = content?;
            let end = inner.rfind("/>").map(|at| at + 2).or_else(|| inner.rfind("</a>").map(|at| at + 4))?;
            let (image, words) = inner.split_at(inner.rfind("</a>").map_or(end, |at| at + 4));
            let words = if words.trim().is_empty() {
                attribute("caption").unwrap_or_default()
            } else {
                words.trim().to_owned()
            };
            Some((format!("\n\n<figure>{image}<figcaption>{words}</figcaption></figure>\n\n"), true))
        }
        "gallery" => {
            let ids = attribute("ids").or_else(|| attribute("include"))?;
            let images = ids.split(',').filter_map(|id| pictures.get(id.trim()));
            Some((images.map(|url| format!("<p><img src=\"{url}\"></p>")).collect(), false))
        }
        "embed" => Some((format!("\n\n<p>{}</p>\n\n", content?.trim()), true)),
        "youtube" | "vimeo" => {
            let inner = content.map(str::trim).filter(|inner| !inner.is_empty()).map(str::to_owned);
            let address =
                inner.clone().or_else(|| attribute("url")).or_else(|| Some(code.attributes.trim().to_owned()))?;
            Some((format!("\n\n<p>{}</p>\n\n", address.trim_matches(['=', '"', ' '])), inner.is_some()))
        }
        "video" => {
            let src = ["src", "mp4", "webm", "m4v", "ogv"].iter().find_map(|name| attribute(name))?;
            Some((format!("\n\n<video src=\"{src}\"></video>\n\n"), content.is_some()))
        }
        "audio" => {
            let src = ["src", "mp3", "ogg", "m4a"].iter().find_map(|name| attribute(name))?;
            Some((format!("\n\n<audio src=\"{src}\"></audio>\n\n"), content.is_some()))
        }
        "su_note" | "su_box" | "note" | "info" | "tip" | "warning" | "alert" if content.is_some() || code.is_end => {
            let kind = if matches!(code.name, "su_note" | "su_box") { "note" } else { code.name };
            wrapped(format!("\n\n<div class=\"callout callout-{kind}\">\n\n"), "\n\n</div>\n\n")
        }
        "su_spoiler" | "toggle" | "accordion_item" | "spoiler" => {
            wrapped(format!("\n\n<details><summary>{title}</summary>\n\n"), "\n\n</details>\n\n")
        }
        "su_accordion" | "accordion" | "su_tabs" | "tabs" => wrapped(String::new(), ""),
        "su_tab" | "tab" => wrapped(format!("\n\n<h3>{title}</h3>\n\n"), "\n\n"),
        name if WRAPPERS.iter().any(|start| name == *start || start.ends_with('_') && name.starts_with(start)) => {
            wrapped("\n\n".to_owned(), "\n\n")
        }
        _ => None,
    }
}

fn attribute(attributes: &str, name: &str) -> Option<String> {
    let start = attributes.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = attributes.get(..*at).unwrap_or_default();
        before.is_empty() || before.ends_with(' ')
    })?;
    let rest = attributes.get(start + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest.get(1..)?.split(quote).next()?,
        _ => rest.split(' ').next()?,
    };
    Some(value.to_owned())
}

/// Paragraphs of what blank lines part, and breaks of single ones, as the old editor showed them.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    // What is preformatted keeps its lines.
    while let Some(at) = rest.find("<pre") {
        let end = rest.get(at..).and_then(|pre| pre.find("</pre>")).map_or(rest.len(), |end| at + end + "</pre>".len());
        plain(rest.get(..at).unwrap_or_default(), &mut out);
        out.push_str(rest.get(at..end).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
    }
    plain(rest, &mut out);
    out
}

fn plain(text: &str, out: &mut String) {
    for part in text.split("\n\n") {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let is_block = |text: &str| {
            let name = text.strip_prefix('<').map(|rest| rest.trim_start_matches('/'));
            let name = name.and_then(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next());
            name.is_some_and(|name| BLOCKS.contains(&name.to_ascii_lowercase().as_str()))
        };
        if is_block(part) {
            out.push_str(part);
            out.push('\n');
        } else {
            let lines: Vec<&str> = part.lines().collect();
            let mut text = String::new();
            for (index, line) in lines.iter().enumerate() {
                text.push_str(line);
                let next = lines.get(index + 1);
                if let Some(next) = next {
                    text.push_str(if is_block(line) || is_block(next) { "\n" } else { "<br>\n" });
                }
            }
            out.push_str(&format!("<p>{text}</p>\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_shortcodes() {
        let pictures = BTreeMap::from([("7", "https://a.example/u/7.png")]);
        let text = "One\ntwo\n\n<ul>\n<li>a</li>\n</ul>\n[caption id=\"x\" width=\"3\"]<img src=\"i.png\" /> The caption[/caption]\n\n\
                    [gallery ids=\"7,8\"]\n[vc_row][vc_column]text[/vc_column][/vc_row]\n\n[contact-form-7 id=\"1\"] [Optional] [1]\n\n\
                    <pre>a\n\n[x y=1]</pre>\n\n[su_spoiler title=\"More\"]in[/su_spoiler][embed]https://youtu.be/abcDEF[/embed]";
        let (html, unknown) = html(text, &pictures);
        insta::assert_snapshot!(html, @r##"
        <p>One<br>
        two</p>
        <ul>
        <li>a</li>
        </ul>
        <figure><img src="i.png" /><figcaption>The caption</figcaption></figure>
        <p><img src="https://a.example/u/7.png"></p>
        <p>text</p>
        <p>[Optional] [1]</p>
        <pre>a

        [x y=1]</pre><details><summary>More</summary>
        <p>in</p>
        </details>
        <p>https://youtu.be/abcDEF</p>
        "##);
        assert_eq!(unknown, ["contact-form-7"]);
        assert_eq!(
            super::html("<p>[[gallery ids=\"1\"]] [[x]</p>", &pictures).0.trim(),
            "<p>[gallery ids=\"1\"] [[x]</p>"
        );
    }
}
