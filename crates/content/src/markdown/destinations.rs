//! Where a body names files and pages, as it is written: what has to be rewritten when one of them gets another name.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::directives::Directive;
use super::document::place_of_destination;
use super::parsing;
use crate::html::{TokenKind, Tokens};

/// How a destination is written, and so what another one in its place has to be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `[text](path)`: without white space.
    Bare,
    /// `[text](<path>)`.
    Pointed,
    /// An attribute of raw HTML.
    Html,
    /// An attribute of a block.
    Block,
}

/// A destination in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Its bytes in the body.
    pub range: Range<usize>,
    /// How it is written.
    pub notation: Notation,
}

/// Attributes of raw HTML that name a file or a page.
const HTML: [&str; 3] = ["href", "src", "poster"];
/// Attributes of blocks that do.
const BLOCK: [&str; 2] = ["src", "poster"];

/// All destinations of a body in their order: of links, images, definitions, raw HTML and blocks.
pub fn destinations(body: &str) -> Vec<Destination> {
    // A link within a formula is none, and nobody writes one.
    let tame = parsing::tame(body, false);
    let nested = parsing::plain(&tame, body);
    let ends = parsing::ends(&nested.events);
    let mut found = Vec::new();
    for (index, (event, range)) in nested.events.iter().enumerate() {
        match event {
            Event::Start(
                Tag::Link { link_type: LinkType::Inline, .. } | Tag::Image { link_type: LinkType::Inline, .. },
            ) => {
                let inner = index + 1..ends.get(index).copied().unwrap_or(index + 1);
                let place = place_of_destination(body, &nested.events, inner, range, LinkType::Inline);
                // One that can't be told is the link as a whole.
                found.extend((place != *range).then(|| placed(body, place)));
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => found.extend(of_html(body, range)),
            _ => {}
        }
    }
    found.extend(nested.blocks.values().flat_map(|block| of_block(body, block)));
    let definitions = Parser::new_ext(&tame.text, parsing::options());
    let spans = definitions.reference_definitions().iter().map(|(_, definition)| definition.span.clone());
    found.extend(spans.filter_map(|span| of_definition(body, &span)));
    found.sort_by_key(|destination| destination.range.start);
    found.dedup();
    found
}

/// A destination of Markdown, with or without its angle brackets.
fn placed(body: &str, range: Range<usize>) -> Destination {
    let pointed = body.get(..range.start).is_some_and(|before| before.ends_with('<'));
    Destination { range, notation: if pointed { Notation::Pointed } else { Notation::Bare } }
}

fn of_definition(body: &str, span: &Range<usize>) -> Option<Destination> {
    let text = body.get(span.clone())?;
    let colon = text.find("]:")? + 2;
    let rest = text.get(colon..)?;
    let start = colon + (rest.len() - rest.trim_start().len());
    let rest = text.get(start..)?;
    let range = match rest.strip_prefix('<') {
        Some(pointed) => start + 1..start + 1 + pointed.find('>')?,
        None => start..start + rest.find(char::is_whitespace).unwrap_or(rest.len()),
    };
    Some(placed(body, span.start + range.start..span.start + range.end))
}

fn of_html(body: &str, range: &Range<usize>) -> Vec<Destination> {
    let mut found = Vec::new();
    for token in Tokens::new(body.get(range.clone()).unwrap_or_default()) {
        let TokenKind::Start(tag) = token.kind else { continue };
        let named = tag.attributes.iter().filter(|attribute| HTML.iter().any(|name| attribute.is(name)));
        found.extend(named.filter(|attribute| !attribute.value.is_empty()).map(|attribute| Destination {
            range: range.start + attribute.value_range.start..range.start + attribute.value_range.end,
            notation: Notation::Html,
        }));
    }
    found
}

fn of_block(body: &str, block: &Directive) -> Vec<Destination> {
    let named = block.attributes.iter().filter(|attribute| BLOCK.contains(&attribute.name.as_str()));
    let place = |range: &Range<usize>, value: &str| {
        let start = range.start + body.get(range.clone())?.rfind(value)?;
        Some(Destination { range: start..start + value.len(), notation: Notation::Block })
    };
    named.filter(|a| !a.value.is_empty()).filter_map(|a| place(&a.range, &a.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_names_a_file_has_a_place() {
        let body = "[a](b.md#x \"T\") ![c](<d e.png>) [f][g] `[h](i.md)` <j@k.example>\n\n\
            <a href=\"l.md\">m</a> <img src='n.png'>\n\n<p>\n<a href=o.md>x</a>\n</p>\n\n\
            :::video T {src=\"p q.mp4\" poster=r.png}\n:::\n\n> [s]\n\n[g]: t.md \"u\"\n[s]: <v w.md>\n";
        let seen: Vec<_> =
            destinations(body).into_iter().map(|d| (body[d.range.clone()].to_owned(), d.notation)).collect();
        let of = |text: &str, notation| (text.to_owned(), notation);
        assert_eq!(
            seen,
            [
                of("b.md#x", Notation::Bare),
                of("d e.png", Notation::Pointed),
                of("l.md", Notation::Html),
                of("n.png", Notation::Html),
                of("o.md", Notation::Html),
                of("p q.mp4", Notation::Block),
                of("r.png", Notation::Block),
                of("t.md", Notation::Bare),
                of("v w.md", Notation::Pointed),
            ]
        );
    }
}
