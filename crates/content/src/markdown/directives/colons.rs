//! Colons at the beginning of a line. Markdown takes them for the mark of a definition, even where `:kbd[F1]` or `:tada:`
//! stands there, so these are hidden from its parser.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

/// Stands for a colon at the beginning of a line while Markdown is parsed, which takes it for the mark of a definition.
/// No text has this character.
const COLON: &str = "\u{1a}";

/// What has a name and brackets.
const OURS: [&str; 4] = ["kbd", "menu", "badge", "icon"];
const LONGEST_EMOJI: usize = 40;

/// The body without the colons at the beginning of lines that begin with one of ours or with an emoji.
pub(in crate::markdown) fn hide_colons(body: Cow<'_, str>) -> Cow<'_, str> {
    let found = if body.contains(COLON) { Vec::new() } else { leading_colons(&body) };
    if found.is_empty() {
        return body;
    }
    let mut text = String::with_capacity(body.len());
    for at in found {
        text.push_str(body.get(text.len()..at).unwrap_or_default());
        text.push_str(COLON);
    }
    text.push_str(body.get(text.len()..).unwrap_or_default());
    Cow::Owned(text)
}

/// A text with its colons.
fn with_colons<'t>(text: CowStr<'t>) -> CowStr<'t> {
    if text.contains(COLON) { text.replace(COLON, ":").into() } else { text }
}

/// The events with their colons, and with waves and the texts around them in one piece: Markdown looks at each wave on
/// its own.
pub(super) fn joined<'t>(events: Vec<(Event<'t>, Range<usize>)>) -> Vec<(Event<'t>, Range<usize>)> {
    let mut out: Vec<(Event<'t>, Range<usize>)> = Vec::with_capacity(events.len());
    for (event, range) in events {
        let event = match event {
            Event::Text(text) => Event::Text(with_colons(text)),
            Event::Code(text) => Event::Code(with_colons(text)),
            Event::Html(text) => Event::Html(with_colons(text)),
            Event::InlineHtml(text) => Event::InlineHtml(with_colons(text)),
            event => event,
        };
        if let (Event::Text(text), Some((Event::Text(before), placed))) = (&event, out.last_mut())
            && placed.end == range.start
            && (text.starts_with('~') || before.ends_with('~'))
            && text.len() == range.len()
            && before.len() == placed.len()
        {
            let mut whole = std::mem::replace(before, CowStr::Borrowed("")).into_string();
            whole.push_str(text);
            *before = whole.into();
            placed.end = range.end;
            continue;
        }
        out.push((event, range));
    }
    out
}

fn leading_colons(body: &str) -> Vec<usize> {
    let is_ours = |rest: &str| {
        let name = rest.get(1..).and_then(|rest| rest.split_once([':', '[', '\n', ' '])).map_or("", |(name, _)| name);
        let end = rest.as_bytes().get(1 + name.len());
        match end {
            Some(b'[') => OURS.contains(&name),
            Some(b':') => name.len() <= LONGEST_EMOJI && emojis::get_by_shortcode(name).is_some(),
            _ => false,
        }
    };
    let mut found = Vec::new();
    let mut line = 0;
    while let Some(rest) = body.get(line..).filter(|rest| !rest.is_empty()) {
        let marks = rest.len() - rest.trim_start_matches([' ', '\t', '>', '-', '*', '+']).len();
        let text = rest.get(marks..).unwrap_or_default();
        if text.starts_with(':') && is_ours(text) {
            found.push(line + marks);
        }
        line += rest.find('\n').map_or(rest.len(), |end| end + 1);
    }
    found
}
