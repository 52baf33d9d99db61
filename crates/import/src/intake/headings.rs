//! The headings of a Markdown text.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::links::OPTIONS;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// 1 to 6.
    pub(super) level: u8,
    /// Its words.
    pub(super) text: String,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Whether anything stands before it.
    pub(super) is_first: bool,
    /// Whether links may point at it by more than its words: an `<a name>` or `{#id}`.
    pub(super) has_anchor: bool,
}

/// The heading that names the text: the first one of the first level, else the first one.
pub(super) fn title(body: &str) -> Option<Heading> {
    let mut first: Option<Heading> = None;
    let mut open: Option<Heading> = None;
    let mut is_first = true;
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { level, id, .. }), _) => {
                open = Some(Heading {
                    level: number(level),
                    text: String::new(),
                    range,
                    is_first,
                    has_anchor: id.is_some(),
                });
            }
            (Event::End(TagEnd::Heading(_)), Some(_)) => {
                let Some(mut heading) = open.take() else { continue };
                heading.text = without_badges(&heading.text);
                if heading.level == 1 && !heading.text.is_empty() {
                    return Some(heading);
                }
                if first.is_none() && !heading.text.is_empty() {
                    first = Some(heading);
                }
            }
            (Event::Text(text) | Event::Code(text), Some(heading)) => heading.text.push_str(&text),
            (Event::SoftBreak | Event::HardBreak, Some(heading)) => heading.text.push(' '),
            (Event::InlineHtml(_), Some(heading)) => heading.has_anchor = true,
            _ => {}
        }
        is_first = false;
    }
    first
}

/// The words of a heading without `:badge[new]`, which is no part of a title.
fn without_badges(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(":badge[") {
        out.push_str(before);
        rest = after.split_once(']').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_of_the_first_level_names_the_text() {
        let found = title("Text\n\n## Sub\n\n# The *real* `one` &amp; only\n").expect("a heading");
        assert_eq!((found.level, found.text.as_str(), found.is_first), (1, "The real one & only", false));
        assert_eq!(title("## Sub\n\ntext").expect("a heading").text, "Sub");
        assert_eq!(title("#\n\ntext"), None);
        assert_eq!(title("```\n# code\n```\n"), None);
    }

    #[test]
    fn anchors_and_places() {
        let found = title("# <a name=\"x\"></a>Имя\n\nText").expect("a heading");
        assert!(found.has_anchor && found.is_first);
        assert_eq!(found.text, "Имя");
        let found = title("Setext\n===\nText").expect("a heading");
        assert_eq!(found.range, 0..11);
        assert!(title("# T {#id}").expect("a heading").has_anchor);
    }
}
