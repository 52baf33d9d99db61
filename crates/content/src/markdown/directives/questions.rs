//! `Q: …` and `A: …` in a list of questions: the question becomes a heading, as `### …` is one.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::{BLOCK_START, Directive, Kind};

/// An event and its place in the body.
type Placed<'t> = (Event<'t>, Range<usize>);

/// What the paragraph that is being read is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Other,
    Question,
    /// The same paragraph, behind the question.
    Answer,
}

/// Makes headings of the questions right below an `faq`.
pub(super) fn mark<'t>(events: Vec<Placed<'t>>, blocks: &HashMap<usize, Directive>) -> Vec<Placed<'t>> {
    if !blocks.values().any(|block| block.kind == Kind::Faq) {
        return events;
    }
    let mut out = Vec::with_capacity(events.len());
    let (mut open, mut inside, mut level) = (Vec::new(), Inside::Other, 1);
    for (index, (event, range)) in events.iter().enumerate() {
        let in_faq = open.last() == Some(&true);
        let next = events.get(index + 1).map(|(next, _)| next);
        let mut event = event.clone();
        match &event {
            Event::Start(Tag::Paragraph) if in_faq && marked(next, "Q:").is_some() => {
                inside = Inside::Question;
                let (id, classes, attrs) = (None, Vec::new(), Vec::new());
                event = Event::Start(Tag::Heading { level: below(level), id, classes, attrs });
            }
            Event::Text(_) if inside == Inside::Question => {
                event = marked(Some(&event), "Q:").map_or(event, Event::Text);
            }
            Event::SoftBreak | Event::HardBreak if inside == Inside::Question && marked(next, "A:").is_some() => {
                inside = Inside::Answer;
                out.push((Event::End(TagEnd::Heading(below(level))), range.clone()));
                event = Event::Start(Tag::Paragraph);
            }
            Event::Text(_) if in_faq || inside == Inside::Answer || is_first(&events, index) => {
                let in_answer = inside == Inside::Answer || open.iter().rev().nth(1) == Some(&true);
                if in_answer {
                    event = marked(Some(&event), "A:").map_or(event, Event::Text);
                }
            }
            Event::End(TagEnd::Paragraph) if inside != Inside::Other => {
                if inside == Inside::Question {
                    event = Event::End(TagEnd::Heading(below(level)));
                }
                inside = Inside::Other;
            }
            Event::Start(Tag::Heading { level: found, .. }) if !in_faq => level = *found as usize,
            _ => {}
        }
        match events.get(index) {
            Some((Event::Start(tag), _)) => {
                let is_faq = *tag == BLOCK_START;
                open.push(is_faq && blocks.get(&range.start).is_some_and(|block| block.kind == Kind::Faq));
            }
            Some((Event::End(_), _)) => {
                open.pop();
            }
            _ => {}
        }
        out.push((event, range.clone()));
    }
    out
}

/// Whether a text is the first of its paragraph.
fn is_first(events: &[Placed<'_>], index: usize) -> bool {
    matches!(index.checked_sub(1).and_then(|before| events.get(before)), Some((Event::Start(Tag::Paragraph), _)))
}

/// The text behind a mark.
fn marked<'t>(event: Option<&Event<'t>>, mark: &str) -> Option<CowStr<'t>> {
    let Some(Event::Text(text)) = event else { return None };
    let rest = text.strip_prefix(mark)?;
    Some(rest.trim_start().to_owned().into())
}

fn below(level: usize) -> HeadingLevel {
    HeadingLevel::try_from(level.max(1) + 1).unwrap_or(HeadingLevel::H6)
}
