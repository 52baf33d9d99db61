//! Links and images that lead nowhere: their text stays, and a comment keeps where they led.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::links::OPTIONS;
use super::reference::{Form, Marks, Reference};

/// So many dead links of one text are tried one by one; of more, all are written the safe way.
const MAX_TRIED: usize = 100;

/// So much of a target is kept. Only images inside of the text are longer, and those that end here can't be read.
const MAX_KEPT: usize = 500;

/// A piece of a text and what stands there instead.
pub(super) type Edit = (Range<usize>, String);

/// A dead link of Markdown, taken out in two ways.
struct Taken {
    plain: Vec<Edit>,
    /// The text in a `<span>`, which keeps it from meaning anything else than it did in the link.
    safe: Vec<Edit>,
}

/// What to write in the place of dead links and images.
pub(super) fn edits(body: &str, dead: &[Reference]) -> Vec<Edit> {
    // What is done to raw HTML does not depend on what stands around it.
    let mut edits: Vec<Edit> = dead.iter().filter_map(|reference| raw(body, reference)).collect();
    let taken: Vec<Taken> = dead.iter().filter_map(|reference| markdown(body, reference)).collect();
    if taken.is_empty() {
        return edits;
    }
    let before = words(&apply(body, &edits));
    let is_same = |more: Vec<Edit>| words(&apply(body, &[edits.as_slice(), &more].concat())) == before;
    let all_plain = is_same(taken.iter().flat_map(|one| one.plain.clone()).collect());
    let tries = taken.len() <= MAX_TRIED;
    let plain: Vec<bool> = taken.iter().map(|one| all_plain || tries && is_same(one.plain.clone())).collect();
    for (one, is_plain) in taken.into_iter().zip(plain) {
        edits.extend(if is_plain { one.plain } else { one.safe });
    }
    edits
}

/// A text with pieces of it replaced.
fn apply(body: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::with_capacity(body.len());
    let mut at = 0;
    for (range, new) in edits {
        text.push_str(body.get(at..range.start).unwrap_or_default());
        text.push_str(new);
        at = range.end.max(at);
    }
    text.push_str(body.get(at..).unwrap_or_default());
    text
}

fn markdown(body: &str, reference: &Reference) -> Option<Taken> {
    match &reference.form {
        Form::Markdown(marks) => Some(text_of_marks(body, reference, marks)),
        Form::Autolink => {
            let text: String = reference
                .href
                .chars()
                .flat_map(|c| [c.is_ascii_punctuation().then_some('\\'), Some(c)])
                .flatten()
                .collect();
            let edit = (reference.range.clone(), format!("{text}{}", note("link to", &reference.href, "")));
            Some(Taken { plain: vec![edit.clone()], safe: vec![edit] })
        }
        _ => None,
    }
}

fn text_of_marks(body: &str, reference: &Reference, marks: &Marks) -> Taken {
    let what = if marks.is_image { "image" } else { "link to" };
    let note = note(what, &reference.href, &marks.title);
    let safe = vec![(marks.open.clone(), "<span>".to_owned()), (marks.close.clone(), format!("</span>{note}"))];
    let text = body.get(marks.open.end..marks.close.start).unwrap_or_default();
    if text.trim().is_empty() && is_followed(body, marks.close.end) {
        return Taken { plain: safe.clone(), safe };
    }
    Taken { plain: vec![(marks.open.clone(), String::new()), (marks.close.clone(), note)], safe }
}

/// Whether anything else stands on the line: a line that begins with a comment is HTML as a whole.
fn is_followed(body: &str, at: usize) -> bool {
    body.get(at..).and_then(|rest| rest.lines().next()).is_some_and(|line| !line.trim().is_empty())
}

fn raw(body: &str, reference: &Reference) -> Option<Edit> {
    match &reference.form {
        // An attribute in the place of an attribute: a comment could end the block of HTML that the tag begins. Without
        // a `href` nothing of the tag is written.
        Form::Anchor { attribute } => {
            Some((attribute.clone(), format!("title=\"import: link to {}\"", safe(&reference.href))))
        }
        Form::Img { tag, alt } => {
            let note = note("image", &reference.href, "");
            let alt = literal(alt);
            let lead = if alt.is_empty() && is_followed(body, tag.end) { "<span></span>" } else { "" };
            Some((tag.clone(), format!("{lead}{alt}{note}")))
        }
        _ => None,
    }
}

/// The value of an attribute as a text that means the same in HTML and in Markdown.
fn literal(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '*' | '_' | '`' | '[' | ']' | '~' | '|' | '\\' | '<' | '>' | '!' | '#' | '-' | '+' | ':' => {
                text.push_str(&format!("&#{};", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text
}

fn note(what: &str, href: &str, title: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
    format!("<!-- import: {what} {}{} -->", safe(href), safe(&title))
}

/// A target in a form that ends no comment, attribute, table cell or code.
fn safe(target: &str) -> String {
    let mut text = String::with_capacity(target.len());
    for c in target.chars() {
        if text.len() >= MAX_KEPT {
            text.push('…');
            break;
        }
        match c {
            '-' if text.ends_with('-') => text.push_str("%2D"),
            '|' => text.push_str("%7C"),
            '<' => text.push_str("%3C"),
            '>' => text.push_str("%3E"),
            '`' => text.push_str("%60"),
            '"' => text.push('\''),
            '\\' => text.push_str("%5C"),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

/// What a text says and how it is laid out, without its links, images and HTML.
fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut line = String::new();
    for event in Parser::new_ext(text, OPTIONS) {
        match event {
            Event::Text(text) => line.push_str(&text),
            Event::SoftBreak => line.push(' '),
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock)
            | Event::End(TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock)
            | Event::Html(_)
            | Event::InlineHtml(_) => {}
            event => {
                push_line(&mut found, &mut line);
                // A paragraph of nothing but a picture may end as a comment, which is no paragraph.
                let is_empty = matches!(event, Event::End(TagEnd::Paragraph))
                    && found.last().is_some_and(|last| last == "Start(Paragraph)");
                if is_empty {
                    found.pop();
                } else {
                    found.push(format!("{event:?}"));
                }
            }
        }
    }
    push_line(&mut found, &mut line);
    found
}

fn push_line(found: &mut Vec<String>, line: &mut String) {
    let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.clear();
    if !text.is_empty() {
        found.push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::links;

    /// The text with everything dead in it whose target begins with `dead`.
    fn without(body: &str) -> String {
        let all = links::references(body).into_iter();
        let dead: Vec<Reference> = all.filter(|r| r.href.starts_with("dead")).collect();
        apply(body, &edits(body, &dead))
    }

    #[test]
    fn links_and_images_become_their_text() {
        let cases = [
            ("See [the *page*](dead.md).", "See the *page*<!-- import: link to dead.md -->."),
            ("**[a](dead \"T\")** b", "**a<!-- import: link to dead 'T' -->** b"),
            ("![a b](dead.png)\n", "a b<!-- import: image dead.png -->\n"),
            ("![](dead.png)\n", "<!-- import: image dead.png -->\n"),
            ("## [T](dead)\n", "## T<!-- import: link to dead -->\n"),
            ("[![x](dead.png)](y.md)", "[x<!-- import: image dead.png -->](y.md)"),
            ("[![x](y.png)](dead)", "![x](y.png)<!-- import: link to dead -->"),
            ("[![x](dead.png)](dead)", "x<!-- import: image dead.png --><!-- import: link to dead -->"),
            ("| [a](dead--x) |\n|---|\n", "| a<!-- import: link to dead-%2Dx --> |\n|---|\n"),
            (
                "- [a](dead)\n  > [b](<dead c>)\n",
                "- a<!-- import: link to dead -->\n  > b<!-- import: link to dead c -->\n",
            ),
        ];
        for (old, new) in cases {
            assert_eq!(without(old), new);
        }
    }

    #[test]
    fn uses_of_a_definition() {
        assert_eq!(
            without("[a][d], [d][] and [d]\n\n[d]: dead.md 'T'\n"),
            "a<!-- import: link to dead.md 'T' -->, d<!-- import: link to dead.md 'T' --> and \
             d<!-- import: link to dead.md 'T' -->\n\n[d]: dead.md 'T'\n"
        );
    }

    #[test]
    fn a_text_that_would_mean_something_else_alone_is_wrapped() {
        let cases = [
            ("[1. First](dead)\n", "<span>1. First</span><!-- import: link to dead -->\n"),
            ("[# x](dead)\n", "<span># x</span><!-- import: link to dead -->\n"),
            ("a**[b](dead)** c** d", "a**<span>b</span><!-- import: link to dead -->** c** d"),
            ("[](dead) then *this*", "<span></span><!-- import: link to dead --> then *this*"),
            ("a\n![](dead)\nb\n", "a\n<span></span><!-- import: image dead -->\nb\n"),
        ];
        for (old, new) in cases {
            assert_eq!(without(old), new);
        }
    }

    #[test]
    fn addresses_in_angle_brackets() {
        assert_eq!(without("Use <dead::vec_tor>."), "Use dead\\:\\:vec\\_tor<!-- import: link to dead::vec_tor -->.");
    }

    #[test]
    fn raw_html() {
        assert_eq!(
            without("<p><a class=x href='dead.md'>y</a> <img alt=\"A *b* &amp; c\" src=dead.png></p>"),
            "<p><a class=x title=\"import: link to dead.md\">y</a> A &#42;b&#42; &amp; c<!-- import: image dead.png --></p>"
        );
        assert_eq!(without("<img src=dead> *x*"), "<span></span><!-- import: image dead --> *x*");
    }

    #[test]
    fn a_note_ends_nowhere_else() {
        assert_eq!(safe("a-->b---|`\\<x\">\n"), "a-%2D%3Eb-%2D-%7C%60%5C%3Cx'%3E ");
        assert!(safe(&"x".repeat(10_000)).len() < 600);
    }
}
