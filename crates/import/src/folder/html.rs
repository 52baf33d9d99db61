//! Addresses in the raw HTML of a Markdown text.

use std::ops::Range;

use super::reference::{Form, Reference};

/// The addresses in the tags of an HTML fragment that starts at `offset` of the text.
pub(super) fn references(html: &str, offset: usize) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + open;
        let rest = html.get(start..).unwrap_or_default();
        if rest.starts_with("<!--") {
            at = start + rest.find("-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        let name = rest.get(1..).unwrap_or_default();
        let name_len = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
        at = start + 1 + name_len;
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let mut tag = Tag { name: name.get(..name_len).unwrap_or_default(), alt: "", found: Vec::new() };
            at = attributes(html, at, &mut tag);
            if !html.get(at..).is_some_and(|rest| rest.starts_with('>')) {
                // A tag that never ends is none: nothing of it can be taken out.
                tag.name = "";
            }
            found.extend(tag.references(offset, start..at + 1));
        }
    }
    found
}

/// What matters of one tag.
struct Tag<'t> {
    name: &'t str,
    alt: &'t str,
    /// Addresses, with the ranges of the value and of the whole attribute.
    found: Vec<(&'t str, Range<usize>, Range<usize>, &'t str)>,
}

impl Tag<'_> {
    fn references(self, offset: usize, range: Range<usize>) -> impl Iterator<Item = Reference> {
        let shift = move |range: &Range<usize>| offset + range.start..offset + range.end;
        self.found.into_iter().map(move |(name, value, attribute, text)| {
            let is = |element: &str, attribute: &str| {
                self.name.eq_ignore_ascii_case(element) && name.eq_ignore_ascii_case(attribute)
            };
            let form = if is("a", "href") {
                Form::Anchor { attribute: shift(&attribute) }
            } else if is("img", "src") {
                Form::Img { tag: shift(&range), alt: self.alt.to_owned() }
            } else {
                Form::Other
            };
            Reference { range: shift(&value), href: unescape(text), form }
        })
    }
}

/// Reads the attributes of one tag and gives the place behind them.
fn attributes<'t>(html: &'t str, mut at: usize, tag: &mut Tag<'t>) -> usize {
    loop {
        let rest = html.get(at..).unwrap_or_default();
        let skipped = rest.find(|c: char| !c.is_whitespace() && c != '/').unwrap_or(rest.len());
        at += skipped;
        let rest = html.get(at..).unwrap_or_default();
        if rest.is_empty() || rest.starts_with(['>', '<']) {
            return at;
        }
        let name_len = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let name = rest.get(..name_len).unwrap_or_default();
        let name_start = at;
        // A stray `=` is a name of its own to a browser.
        at += name_len.max(1);
        let rest = html.get(at..).unwrap_or_default();
        let Some(after) = rest.trim_start().strip_prefix('=').map(str::trim_start) else { continue };
        let start = html.len() - after.len();
        let (start, len, next) = value(after, start);
        at = next;
        let value = html.get(start..start + len).unwrap_or_default();
        if name.eq_ignore_ascii_case("alt") {
            tag.alt = value;
        }
        if ["href", "src", "poster"].iter().any(|known| name.eq_ignore_ascii_case(known)) && !value.is_empty() {
            tag.found.push((name, start..start + len, name_start..next, value));
        }
    }
}

/// Start and length of an attribute's value without its quotes, and the place behind it.
fn value(text: &str, start: usize) -> (usize, usize, usize) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = text.get(1..).unwrap_or_default();
            let len = inner.find(quote).unwrap_or(inner.len());
            (start + 1, len, (start + 1 + len + 1).min(start + text.len()))
        }
        _ => {
            let len = text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len());
            (start, len, start + len)
        }
    }
}

fn unescape(value: &str) -> String {
    let plain = value.trim().replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">");
    plain.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<(&str, String)> {
        references(html, 0).into_iter().map(|r| (&html[r.range.clone()], r.href)).collect()
    }

    #[test]
    fn attributes_in_every_spelling() {
        assert_eq!(
            found(
                "<a class=x HREF = 'a&amp;b.md' disabled><img\nsrc=i.png/><video poster=\"p.png\"><source src=\"v.mp4\"/>"
            ),
            [
                ("a&amp;b.md", "a&b.md".into()),
                ("i.png/", "i.png/".into()),
                ("p.png", "p.png".into()),
                ("v.mp4", "v.mp4".into())
            ]
        );
    }

    #[test]
    fn comments_texts_and_broken_tags() {
        assert_eq!(found("<!-- <a href=\"x\"> --> a < b <3 href=\"y\" </a href=\"z\">"), []);
        assert_eq!(found("<a href=\"open"), [("open", "open".into())]);
        assert_eq!(found("<a = href=x"), [("x", "x".into())]);
        assert_eq!(found("<"), []);
        assert_eq!(found("<a title=\"<b href='n'>\" href=m>"), [("m", "m".into())]);
    }
}
