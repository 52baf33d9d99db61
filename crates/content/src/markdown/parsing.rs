//! From Markdown to events.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use super::directives::colons;
use super::directives::fence::{self, Fence};
use super::directives::inline;
use super::directives::nest::{self, Nested};

/// A line with more marks of quotes and lists than this at its beginning is no line of an article. The parser needs the
/// square of its length for some of them, long before the depth of what it found could be cut.
const MAX_MARKS: usize = 1_000;

/// A body that the parser reads in a time that is about proportional to its length.
pub(super) struct Tame<'t> {
    /// The body; of the same length, so that all places in it are those of the original.
    pub(super) text: Cow<'t, str>,
    /// Where it was changed first.
    pub(super) deep: Option<usize>,
    /// The lines of blocks, which are rules in `text`.
    fences: Vec<Fence>,
}

/// Makes a rule of each line that begins or ends a block, and text of the first mark too many in each line. What follows
/// on that line is text then, too.
pub(super) fn tame(body: &str) -> Tame<'_> {
    let fences = fence::find(body);
    let text = if fences.is_empty() { Cow::Borrowed(body) } else { Cow::Owned(fence::hide(body, &fences)) };
    let text = colons::hide_colons(text);
    match shallow(&text) {
        Some((text, deep)) => Tame { text: Cow::Owned(text), deep: Some(deep), fences },
        None => Tame { text, deep: None, fences },
    }
}

/// A body without the marks that are too many, and where the first of them was.
fn shallow(body: &str) -> Option<(String, usize)> {
    let mut deep = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        if line.len() > MAX_MARKS {
            deep.extend(mark_too_many(line).map(|at| start + at));
        }
        start += line.len();
    }
    let first = *deep.first()?;
    let mut text = String::with_capacity(body.len());
    for at in deep {
        text.push_str(body.get(text.len()..at).unwrap_or_default());
        text.push('.');
    }
    text.push_str(body.get(text.len()..).unwrap_or_default());
    Some((text, first))
}

/// Where the mark stands that is one too many for a line. Indentation counts, since it goes on with lists above.
fn mark_too_many(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let (mut at, mut depth) = (0, 0);
    loop {
        let rest = bytes.get(at..)?;
        let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        // A tab can be worth two levels, two spaces one.
        let tabs = rest.iter().take(spaces).filter(|byte| **byte == b'\t').count();
        depth += (spaces + 3 * tabs) / 2;
        at += spaces;
        let rest = bytes.get(at..)?;
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mark = match (digits, rest.get(digits)?) {
            (0, b'>' | b'-' | b'+' | b'*' | b':') => 1,
            (1..=9, b'.' | b')') => digits + 1,
            _ => return None,
        };
        // A line of nothing but these is a rule, which nests nothing.
        let is_rule = |c: u8| matches!(c, b'-' | b'*') && rest.iter().all(|b| *b == c || b.is_ascii_whitespace());
        depth += 1;
        if depth > MAX_MARKS {
            return rest.first().is_some_and(|&c| !is_rule(c)).then_some(at);
        }
        at += mark;
    }
}

/// The events of a body with their places, and its blocks; straight quotes have become the language's own.
pub(super) fn events<'t>(tame: &'t Tame<'_>, body: &str, quotes: &[String; 2]) -> Nested<'t> {
    let text: &'t str = &tame.text;
    let events = Parser::new_ext(text, options()).into_offset_iter();
    let events = events.map(|(event, range)| match (&event, text.get(range.clone())) {
        (Event::Text(written), Some("\"")) => match (written.as_ref(), quotes) {
            ("“", [open, _]) => (Event::Text(open.clone().into()), range),
            ("”", [_, close]) => (Event::Text(close.clone().into()), range),
            _ => (event, range),
        },
        _ => (event, range),
    });
    nested(events.collect(), tame, body)
}

/// The same as they are written: quotation marks and dashes stay those of the source. Cheaper, for those who read the
/// words alone.
pub(super) fn plain<'t>(tame: &'t Tame<'_>, body: &str) -> Nested<'t> {
    let events = Parser::new_ext(&tame.text, options() - Options::ENABLE_SMART_PUNCTUATION).into_offset_iter();
    nested(events.collect(), tame, body)
}

fn nested<'t>(events: Vec<(Event<'t>, Range<usize>)>, tame: &Tame<'_>, body: &str) -> Nested<'t> {
    let events = inline::mark(events, body);
    if tame.fences.is_empty() {
        return Nested { events, ..Nested::default() };
    }
    nest::nest(events, body, &tame.fences)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// For each start of an element the index of its end; for all other events their own.
pub(super) fn ends(events: &[(Event<'_>, Range<usize>)]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..events.len()).collect();
    let mut open = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open.push(index),
            Event::End(_) => {
                if let Some(end) = open.pop().and_then(|start: usize| ends.get_mut(start)) {
                    *end = index;
                }
            }
            _ => {}
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_quotes_become_those_of_the_language() {
        let body = "Нажмите \"Вывести\", “так” и `\"код\"`";
        let quotes = ["«".to_owned(), "»".to_owned()];
        let text: String = events(&tame(body), body, &quotes)
            .events
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        assert_eq!(text, "Нажмите «Вывести», “так” и \"код\"");
    }

    #[test]
    fn one_mark_too_many_becomes_text() {
        let quotes = format!("a\n{}x\n{}y\n", "> ".repeat(3_000), "- 1. ".repeat(3_000));
        let tame = tame(&quotes);
        assert_eq!(tame.text.len(), quotes.len());
        assert_eq!(tame.deep, Some(2 + 2 * MAX_MARKS));
        assert_eq!(tame.text.bytes().zip(quotes.bytes()).filter(|(new, old)| new != old).count(), 2);
        let starts = events(&tame, &quotes, &Default::default())
            .events
            .iter()
            .filter(|(event, _)| matches!(event, Event::Start(_)))
            .count();
        assert!(starts < 4 * MAX_MARKS, "{starts}");
    }

    #[test]
    fn long_lines_without_depth_stay_as_they_are() {
        let lines =
            ["- ".repeat(3_000), "*".repeat(3_000), "word ".repeat(3_000), format!("> - {}", "x > - ".repeat(900))];
        for line in lines {
            assert_eq!(tame(&line).deep, None, "{}", &line[..10]);
        }
    }

    #[test]
    fn indentation_counts_so_that_lists_can_not_deepen_line_by_line() {
        let line = format!("{}- - - x", " ".repeat(2_000));
        assert!(tame(&line).deep.is_some());
    }
}
