//! The body of an incident's file: its updates, each under a heading with its moment and state.

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::kind::{Kind, STATES, State};
use super::moment::{self, Edge};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::suggestion::{did_you_mean, list};

/// How a heading is to be written.
const SHAPE: &str = "write the moment and, if it is another, the state: `## 2026-11-26 14:30 identified`";

/// A stretch of the body before its text is rendered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Nothing for the text before all headings.
    pub(super) at: Option<Timestamp>,
    pub(super) state: Option<State>,
    /// The heading.
    pub(super) heading: Option<Range<usize>>,
    /// The text below it.
    pub(super) text: Range<usize>,
}

/// Takes a body apart at its dated headings, in the order of the file.
pub(super) fn split(
    source: &SourceText,
    body: Range<usize>,
    kind: Kind,
    zone: &TimeZone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Told> {
    let mut found = Vec::new();
    let mut current = Told { at: None, state: None, heading: None, text: body.clone() };
    for (range, text) in headings(source, &body) {
        let Some((at, state)) = dated(source, &range, &text, kind, zone, diagnostics) else { continue };
        let next = Told { at: Some(at), state, heading: Some(range.clone()), text: range.end..body.end };
        let before = std::mem::replace(&mut current, next);
        found.push(Told { text: before.text.start..range.start, ..before });
    }
    found.push(current);
    let says = |told: &Told| {
        told.heading.is_some() || source.slice(told.text.clone()).is_some_and(|text| !text.trim().is_empty())
    };
    found.retain(says);
    found
}

/// The headings of the second level that stand in nothing else, with their texts.
fn headings(source: &SourceText, body: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let text = &*source.slice(body.clone()).unwrap_or_default();
    let (mut found, mut depth, mut open) = (Vec::new(), 0_usize, None);
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) if depth == 0 => {
                open = Some((body.start + range.start..body.start + range.end, String::new()));
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if depth == 0 && matches!(end, TagEnd::Heading(_)) {
                    found.extend(open.take());
                }
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(&part);
                }
            }
            _ => {}
        }
    }
    found
}

/// What a heading says: `2026-11-26 14:30 identified`.
fn dated(
    source: &SourceText,
    range: &Range<usize>,
    text: &str,
    kind: Kind,
    zone: &TimeZone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Timestamp, Option<State>)> {
    let text = text.trim();
    // The line alone: a caret below the line break would point at nothing.
    let line = range.start..range.start + source.slice(range.clone()).map_or(0, |text| text.trim_end().len());
    if let Some(at) = moment::parse(text, zone, Edge::Start) {
        return Some((at, None));
    }
    let (before, word) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    let Some(at) = moment::parse(before, zone, Edge::Start) else {
        let found = source.error("incident-update", line, format!("`{text}` is not the moment of an update"));
        diagnostics.push(found.help(SHAPE));
        return None;
    };
    let state = STATES.iter().find(|(name, _)| *name == word).map(|(_, state)| *state);
    if state.is_none() {
        let names: Vec<&str> = STATES.iter().map(|(name, _)| *name).collect();
        let help = did_you_mean(word, names.iter().copied())
            .map_or_else(|| format!("choose one of {}", list(&names)), |near| format!("did you mean `{near}`?"));
        diagnostics.push(source.error("incident-update", line, format!("`{word}` is not a state")).help(help));
    } else if kind.is_planned() && state != Some(State::Resolved) {
        let message = format!("`{word}` has no meaning here: the state of what is planned follows from its times");
        let found = source.error("incident-update", line, message);
        diagnostics.push(found.help("write the moment alone; `resolved` ends it early"));
        return Some((at, None));
    }
    Some((at, state))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When it was told, how far the work was, and the text.
    type Shown = (Option<String>, Option<State>, String);

    fn updates(text: &str, kind: Kind) -> (Vec<Shown>, Vec<String>) {
        let source = SourceText::new("content/_incidents/x.md", text);
        let mut diagnostics = Vec::new();
        let told = split(&source, 0..text.len(), kind, &TimeZone::UTC, &mut diagnostics);
        let shown = told
            .into_iter()
            .map(|told| (told.at.map(|at| at.to_string()), told.state, source.text()[told.text].trim().to_owned()));
        let faults = diagnostics.iter().map(|found| format!("{} {}", found.location(), found.message));
        (shown.collect(), faults.collect())
    }

    #[test]
    fn a_body_is_taken_apart_at_its_dates() {
        let text = "Late.\n\n## 2026-11-26 14:30 identified\n\nA **bank**.\n\n```\n## 2026-11-26 15:00\n```\n\n\
                    2026-11-26T16:00:00Z resolved\n---\n\nPaid.\n";
        let (told, faults) = updates(text, Kind::Incident);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(
            told,
            [
                (None, None, "Late.".to_owned()),
                (
                    Some("2026-11-26T14:30:00Z".to_owned()),
                    Some(State::Identified),
                    "A **bank**.\n\n```\n## 2026-11-26 15:00\n```".to_owned()
                ),
                (Some("2026-11-26T16:00:00Z".to_owned()), Some(State::Resolved), "Paid.".to_owned()),
            ]
        );
    }

    #[test]
    fn headings_that_say_something_else_are_told() {
        let text = "## Soon\n\nA\n\n## 2026-11-26 14:30 indentified\n\n## 2026-11-26 monitoring\n\n> ## 2026-11-27\n";
        let (told, faults) = updates(text, Kind::Incident);
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!(
            faults,
            [
                "content/_incidents/x.md:1:1 `Soon` is not the moment of an update",
                "content/_incidents/x.md:5:1 `indentified` is not a state",
            ]
        );
        let (told, faults) = updates("## 2026-11-26 monitoring\n\n## 2026-11-27 resolved\n", Kind::Maintenance);
        assert_eq!(told.iter().map(|told| told.1).collect::<Vec<_>>(), [None, Some(State::Resolved)]);
        assert_eq!(faults.len(), 1);
    }
}
