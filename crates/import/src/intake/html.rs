//! Addresses in the raw HTML of a Markdown text.

use std::ops::Range;

use helpdex_content::html::{Tag, TokenKind, Tokens};
use helpdex_content::markdown::decode_entities;

use super::reference::{Form, Reference};

/// Attributes that name a file or an address.
const ADDRESSES: [&str; 3] = ["href", "src", "poster"];

/// The addresses in the tags of an HTML fragment that starts at `offset` of the text.
pub(super) fn references(html: &str, offset: usize) -> Vec<Reference> {
    let mut found = Vec::new();
    for token in Tokens::new(html) {
        if let TokenKind::Start(tag) = token.kind {
            found.extend(ADDRESSES.iter().filter_map(|name| reference(&tag, &token.range, name, offset)));
        }
    }
    found
}

/// The address in an attribute of a tag that stands at `place`.
fn reference(tag: &Tag<'_>, place: &Range<usize>, name: &str, offset: usize) -> Option<Reference> {
    let shift = |range: &Range<usize>| offset + range.start..offset + range.end;
    let alt = || tag.attribute("alt").map_or_else(String::new, |alt| alt.value.to_owned());
    let Some(attribute) = tag.attribute(name).filter(|attribute| !attribute.value.is_empty()) else {
        // A script gives it one; here it is an image of nothing.
        let is_empty = tag.is("img") && name == "src";
        return is_empty.then(|| Reference {
            range: offset + place.start..offset + place.start,
            href: String::new(),
            form: Form::Img { tag: shift(place), alt: alt() },
        });
    };
    let form = if tag.is("a") && name == "href" {
        Form::Anchor { attribute: shift(&attribute.range) }
    } else if tag.is("img") && name == "src" {
        Form::Img { tag: shift(place), alt: alt() }
    } else {
        Form::Other
    };
    let href = decode_entities(attribute.value.trim()).into_owned();
    Some(Reference { range: shift(&attribute.value_range), href, form })
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
        assert_eq!(found("<img id=\"later\"><img src=\"\">"), [("", String::new()), ("", String::new())]);
        // A tag that never ends is none.
        assert_eq!(found("<a href=\"open"), []);
        assert_eq!(found("<a = href=x>"), [("x", "x".into())]);
        assert_eq!(found("<"), []);
        assert_eq!(found("<a title=\"<b href='n'>\" href=m>"), [("m", "m".into())]);
        assert_eq!(found("<!-- x --!><a <b href=m></a title='>' href=n>"), [("m", "m".into())]);
        assert_eq!(found("<script>'<a href=x>' </scriptx></script><a href=y href=z>"), [("y", "y".into())]);
    }
}
